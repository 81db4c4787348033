import { isTooLarge, parts, wordOf, type Unsent } from './batch.rules.js';

const unsent = (id: string, remark = ''): Unsent => ({
  ...{ id, method: 'POST', path: '/api/handover/handovers', madeAt: '2026-03-01T09:00:00.000Z' },
  body: { waybillIds: ['w'], remark },
});

describe('CR-63: what a lost phone hands over', () => {
  it('goes in parts that the server takes, in their order, with quotes and accents counted as they are sent', () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => unsent(String(n), '"é'.repeat(200)));
    const made = parts(rows);
    expect(made.flat()).toEqual(rows);
    expect(made.length).toBeGreaterThan(3);
    for (const part of made) {
      const batch = JSON.stringify(part);
      expect(batch.length).toBeLessThanOrEqual(200_000);
      expect(Buffer.byteLength(JSON.stringify({ batch }))).toBeLessThan(250 * 1024);
      expect(part.length).toBeLessThanOrEqual(500);
    }
  });

  it('of one that is too large, only what it was: the others are not held up by it', () => {
    const large = unsent('large', '"'.repeat(100_000));
    expect([isTooLarge(large), isTooLarge(unsent('small'))]).toEqual([true, false]);
    const word = wordOf(large, 'ab');
    expect(word).toMatchObject({ id: 'large', complete: false, body: { sha256: 'ab', waybillIds: ['w'] } });
    expect(word.body['bytes']).toBeGreaterThan(200_000);
    expect(isTooLarge(word)).toBe(false);
    expect(parts([unsent('one'), word, unsent('two')])).toHaveLength(1);
  });
});
