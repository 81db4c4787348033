import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isSignedBy, lostSinceOf, readBatch, readPublicKey, saysMore, signedText, stateOf } from './phone.rules.js';
import type { PhoneWord, PublicKey } from './phone.rules.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = publicKey.export({ format: 'jwk' }) as unknown as PublicKey;
const signed = (id: string, word: PhoneWord, payload: string, key: KeyObject = privateKey): string =>
  sign('sha256', Buffer.from(signedText(id, word, payload)), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');

describe('the key of a phone', () => {
  const text = signedText('one', 'contact', 'now');

  it('signs for one phone, one purpose and what goes with it', () => {
    expect(text.split('\n')).toHaveLength(4);
    expect(isSignedBy(jwk, text, signed('one', 'contact', 'now'))).toBe(true);
    expect(isSignedBy(jwk, text, signed('two', 'contact', 'now'))).toBe(false);
    expect(isSignedBy(jwk, text, signed('one', 'wiping', 'now'))).toBe(false);
    expect(isSignedBy(jwk, text, signed('one', 'contact', 'later'))).toBe(false);
  });

  it('is its own, and a signature is one', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(isSignedBy(jwk, text, signed('one', 'contact', 'now', other.privateKey))).toBe(false);
    for (const nonsense of ['', 'A'.repeat(86), '?']) expect(isSignedBy(jwk, text, nonsense)).toBe(false);
  });

  it('is a point of P-256', () => {
    expect(readPublicKey(jwk)).toEqual({ kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y });
    expect(() => readPublicKey({ x: jwk.x, y: jwk.x })).toThrow('key');
  });
});

describe('CR-63: a phone that is lost', () => {
  const now = new Date('2026-03-01T09:00:00Z');
  const registeredAt = new Date('2026-02-01T09:00:00Z');

  it('is lost until it says itself that it is wiped', () => {
    expect(stateOf({ reportedAt: null, wipedAt: null })).toBe('KNOWN');
    expect(stateOf({ reportedAt: now, wipedAt: null })).toBe('LOST');
    expect(stateOf({ reportedAt: now, wipedAt: now })).toBe('WIPED');
  });

  it('was not lost before it was known, nor will be', () => {
    expect(lostSinceOf({ registeredAt }, undefined, now)).toBeNull();
    expect(lostSinceOf({ registeredAt }, '2026-02-20T09:00:00Z', now)).toEqual(new Date('2026-02-20T09:00:00Z'));
    expect(lostSinceOf({ registeredAt }, '2026-01-20T09:00:00Z', now)).toEqual(registeredAt);
    expect(() => lostSinceOf({ registeredAt }, '2026-03-02T09:00:00Z', now)).toThrow('loss-to-come');
  });

  it('may have been lost earlier than was said first, never later', () => {
    expect(saysMore({ lostSince: null }, null)).toBe(true);
    expect(saysMore({ lostSince: now }, null)).toBe(false);
    expect(saysMore({ lostSince: now }, registeredAt)).toBe(true);
    expect(saysMore({ lostSince: registeredAt }, now)).toBe(false);
  });

  const command = {
    ...{ id: '019b8d47-0340-7240-a37c-80c721e32e11', method: 'POST', path: '/api/handover/handovers' },
    ...{ body: { kind: 'FIRST' }, madeAt: '2026-02-28T17:00:00.000Z' },
  };

  it('hands over what it had not sent', () => {
    const read = { ...command, madeAt: new Date(command.madeAt) };
    expect(readBatch(JSON.stringify([command]))).toEqual([{ ...read, complete: true }]);
    const stub = { ...command, body: { bytes: 300_000 }, complete: false };
    expect(readBatch(JSON.stringify([stub]))).toEqual([{ ...read, body: { bytes: 300_000 }, complete: false }]);
    expect(readBatch('[]')).toEqual([]);
  });

  it.each([
    ['id', { id: 'x' }],
    ['method', { method: 'DELETE' }],
    ['path', { path: 'https://elsewhere.example/api/x' }],
    ['path', { path: '/api/handover/../x' }],
    ['body', { body: 'text' }],
    ['madeAt', { madeAt: 'yesterday' }],
    ['complete', { complete: 'no' }],
    ['id', { id: { toString: 1 } }],
    ['madeAt', { madeAt: { toString: 1 } }],
    ['madeAt', { madeAt: 20_260_228 }],
  ])('and is told the row and field that cannot be kept: %s', (field, change) => {
    expect(() => readBatch(JSON.stringify([command, { ...command, ...change }]))).toThrow(
      expect.objectContaining({ rows: [expect.objectContaining({ row: 2, field })] }) as Error,
    );
  });

  it.each([
    ['no JSON', '['],
    ['no list', '{}'],
    ['a list of nothing', '[null]'],
    ['the same twice', JSON.stringify([command, command])],
    ['too many', JSON.stringify(Array.from({ length: 501 }, () => command))],
    ['a NUL', JSON.stringify([{ ...command, body: { remark: '\0' } }])],
  ])('%s is refused', (_, text) => {
    expect(() => readBatch(text)).toThrow(expect.objectContaining({ code: 'batch-not-valid' }) as Error);
  });
});
