import fc from 'fast-check';
import { decode, MAX_BODY_BYTES } from './envelope.rules.js';
import { cut, partBodies } from './parts.rules.js';

const type = 'fact.procurement.things-listed.v1';
const at = new Date('2026-03-01T10:00:00.000Z');
const cause = { actorId: 'a', occurredAt: at, recordedAt: at, causationId: 'c' };

/** Ids of one length, as uuids are. */
function ids(): () => string {
  let next = 0;
  return () => String((next += 1)).padStart(36, '0');
}

const line = fc.record({
  serial: fc.string({ unit: 'binary', maxLength: 40 }),
  photos: fc.array(fc.string(), { maxLength: 5 }),
});

describe('cutting a bulk command into parts', () => {
  it('loses nothing, keeps the order and never passes the limit, whatever the lines are', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 1, max: 4_000 }), (lines, weight) => {
        const heavy = lines.map((one) => ({ ...one, note: 'é'.repeat(weight) }));
        const header = { documentId: 'd', place: 'Goma' };
        const parts = partBodies(ids(), type, 'd', header, heavy, cause);
        expect(parts.flatMap((part) => part.lines)).toEqual(heavy);
        parts.forEach((part, index) => {
          expect(part.body.length).toBeLessThanOrEqual(MAX_BODY_BYTES);
          const { id, data } = decode(part.body, type);
          expect(id).toBe(part.factId);
          // The bytes are those that writing the whole at once would give.
          expect(JSON.stringify(data)).toBe(
            JSON.stringify({ ...header, part: index + 1, parts: parts.length, lines: part.lines }),
          );
        });
      }),
      { numRuns: 200 },
    );
  });

  it('makes every part as full as it can be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 100 }), { minLength: 1 }), (sizes) => {
        const room = 150;
        const weigh = ([from, to]: [number, number]): number =>
          sizes.slice(from, to).reduce((sum, size) => sum + size + 1, -1);
        const cuts = cut(sizes, room);
        expect(cuts[0]?.[0]).toBe(0);
        expect(cuts.at(-1)?.[1]).toBe(sizes.length);
        cuts.forEach(([from, to], index) => {
          expect(weigh([from, to])).toBeLessThanOrEqual(room);
          const next = cuts[index + 1];
          if (!next) return;
          expect(next[0]).toBe(to);
          expect(weigh([from, to + 1])).toBeGreaterThan(room);
        });
      }),
    );
  });

  it('makes one part of a document without lines', () => {
    const parts = partBodies(ids(), type, 'd', { documentId: 'd' }, [], cause);
    expect(parts.map(({ part, lines }) => [part, lines])).toEqual([[1, []]]);
    expect(decode(parts[0]?.body ?? Buffer.of(), type).data).toEqual({ documentId: 'd', part: 1, parts: 1, lines: [] });
  });

  it('refuses a line that fits no fact, and says which', () => {
    const lines = [{ note: 'ok' }, { note: 'x'.repeat(MAX_BODY_BYTES) }];
    expect(() => partBodies(ids(), type, 'd', { documentId: 'd' }, lines, cause)).toThrow('line 2 alone is');
  });
});
