import fc from 'fast-check';
import { decode, encode, factIdOf, leafHash, Undecodable } from './envelope.rules.js';

const type = 'fact.assets.device-tagged.v1';
const cause = {
  actorId: 'amina',
  occurredAt: new Date('2026-03-01T10:00:00.000Z'),
  recordedAt: new Date('2026-03-01T12:00:00.000Z'),
  causationId: 'because',
};

describe('the envelope of a fact', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), (value, subject) => {
        const data = { value: JSON.parse(JSON.stringify(value)) as unknown };
        expect(decode(encode('id', type, subject, data, cause), type)).toEqual({
          id: 'id',
          type,
          subject,
          data,
          ...cause,
        });
      }),
    );
  });

  it('never throws anything but Undecodable, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(() => decode(bytes, type)).toThrow(Undecodable);
          factIdOf(bytes);
        },
      ),
    );
  });

  it('hashes as a leaf of RFC 6962', () => {
    // The hash of an empty leaf: SHA-256 of one zero byte.
    expect(leafHash(Buffer.of()).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('refuses to write a fact whose name says no producer', () => {
    expect(() => encode('id', 'device-tagged', 's', {}, cause)).toThrow('is not the name of a fact');
  });
});
