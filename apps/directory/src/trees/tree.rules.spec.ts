import fc from 'fast-check';
import { checkClosing, checkFrom, checkPlacing, endings, periodsOf, versionAt } from './tree.rules.js';
import type { Version } from './tree.rules.js';

const day = (number: number): Date => new Date(Date.UTC(2020, 0, 1 + number));
let last = 0;
const version = (nodeId: string, from: number, change: Partial<Version> = {}): Version => ({
  ...{ id: String((last += 1)).padStart(6, '0'), nodeId, parentId: null, closed: false },
  ...{ validFrom: day(from), recordedAt: day(1000) },
  ...change,
});
const tree = (...versions: Version[]): Map<string, Version[]> => Map.groupBy(versions, ({ nodeId }) => nodeId);
const placing = (nodeId: string, parentId: string, from: number, to?: number) => ({
  ...{ nodeId, parentId, from: day(from), to: to === undefined ? null : day(to) },
});

describe('versions', () => {
  const versions = fc.array(
    fc.record({ from: fc.integer({ min: 0, max: 12 }), recorded: fc.integer({ min: 0, max: 3 }) }),
    { minLength: 1, maxLength: 12 },
  );

  it('are exactly one at each date from the first on, and none before', () => {
    fc.assert(
      fc.property(versions, fc.integer({ min: -2, max: 15 }), (rows, at) => {
        const all = rows.map(({ from, recorded }) => version('u', from, { recordedAt: day(100 + recorded) }));
        const periods = periodsOf(all);
        const holding = periods.filter(
          ({ validFrom, validTo }) => validFrom <= day(at) && (validTo === null || validTo > day(at)),
        );
        const begun = rows.some(({ from }) => from <= at);
        expect(holding).toHaveLength(begun ? 1 : 0);
        expect(holding[0]?.id).toBe(versionAt(all, day(at))?.id);
      }),
    );
  });

  it('leave no gap and do not overlap', () => {
    fc.assert(
      fc.property(versions, (rows) => {
        const periods = periodsOf(rows.map(({ from }) => version('u', from)));
        periods.forEach(({ validFrom, validTo }, index) => {
          expect(validTo).toEqual(periods[index + 1]?.validFrom ?? null);
          expect(validTo === null || validTo > validFrom).toBe(true);
        });
      }),
    );
  });

  it('of the same moment are corrected by the one recorded later', () => {
    const [wrong, right] = [version('u', 3), version('u', 3, { recordedAt: day(1001) })];
    expect(versionAt([right, wrong], day(5))).toBe(right);
  });

  it('are never recorded ahead', () => {
    expect(() => checkFrom(day(2), day(1))).toThrow('not-yet');
    expect(() => checkFrom(day(1), day(1))).not.toThrow();
  });
});

describe('standing under another', () => {
  it('needs a parent that is there from the first to the last day', () => {
    const above = tree(version('p', 5), version('p', 9, { closed: true }));
    expect(() => checkPlacing(placing('u', 'p', 4, 8), above)).toThrow('parent-not-valid');
    expect(() => checkPlacing(placing('u', 'p', 6, 8), above)).not.toThrow();
    expect(() => checkPlacing(placing('u', 'p', 6), above)).toThrow('parent-not-valid');
    expect(() => checkPlacing(placing('u', 'unknown', 6), above)).toThrow('parent-not-valid');
  });

  it('never makes a circle, also not one that only begins later', () => {
    const above = tree(version('p', 0), version('p', 7, { parentId: 'u' }), version('u', 0));
    expect(() => checkPlacing(placing('u', 'p', 1, 7), above)).not.toThrow();
    expect(() => checkPlacing(placing('u', 'p', 1, 8), above)).toThrow('tree-circle');
    expect(() => checkPlacing(placing('u', 'u', 1), above)).toThrow('tree-circle');
  });

  it('makes no circle at any date, whatever is asked in whatever order', () => {
    const move = fc.record({
      node: fc.integer({ min: 0, max: 5 }),
      parent: fc.integer({ min: 0, max: 5 }),
      from: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        const all = tree(...Array.from({ length: 6 }, (_, index) => version(`u${index}`, 0)));
        for (const { node, parent, from } of moves) {
          const own = all.get(`u${node}`) ?? [];
          const wanted = version(`u${node}`, from, { parentId: `u${parent}` });
          const { validTo } = periodsOf([...own, wanted]).find(({ id }) => id === wanted.id) ?? { validTo: null };
          try {
            checkPlacing({ nodeId: `u${node}`, parentId: `u${parent}`, from: day(from), to: validTo }, all);
            own.push(wanted);
          } catch (error) {
            expect((error as { code?: string }).code).toBe('tree-circle');
          }
        }
        for (let at = 0; at < 12; at += 1) {
          for (const start of all.keys()) {
            let steps = 0;
            for (let next: string | null = start; next !== null; steps += 1) {
              next = versionAt(all.get(next) ?? [], day(at))?.parentId ?? null;
              expect(steps).toBeLessThan(7);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('ending', () => {
  const as = { recordedAt: day(2000), recordedBy: 'grace', reason: 'Double', newId: () => `z${(last += 1)}` };

  it('of a double leaves its past as it was', () => {
    const all = [version('u', 0), version('u', 5, { parentId: 'p' })];
    const after = [...all, ...endings(all, false, as)];
    expect([versionAt(after, day(6))?.closed, versionAt(after, day(2000))?.closed]).toEqual([false, true]);
    expect(endings(after, false, { ...as, recordedAt: day(2001) })).toEqual([]);
  });

  it('of a mistake leaves no day on which it was there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 12 }),
        (days, at) => {
          const all = days.map((from) => version('u', from));
          const found = versionAt([...all, ...endings(all, true, as)], day(at));
          expect(found?.closed ?? true).toBe(true);
        },
      ),
    );
  });
});

describe('closing', () => {
  it('waits until nothing stands under it any more', () => {
    const below = tree(version('c', 0, { parentId: 'p' }), version('c', 6, { parentId: 'other' }));
    expect(() => checkClosing('p', day(5), null, below)).toThrow('still-has-children');
    expect(() => checkClosing('p', day(6), null, below)).not.toThrow();
    expect(() => checkClosing('p', day(0), null, tree(version('c', 0, { parentId: 'p', closed: true })))).not.toThrow();
  });
});
