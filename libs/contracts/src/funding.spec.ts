import fc from 'fast-check';
import { splitByShares } from './funding.js';
import type { FundingShare } from './shapes.js';

const shares = (...percents: number[]): FundingShare[] =>
  percents.map((percent, index) => ({ awardId: `award-${index}`, percent }));

/** Any split of 100 % into hundredths. */
const anyShares = fc
  .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 9 })
  .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 10_000])
  .map((bounds) => shares(...bounds.slice(1).map((bound, index) => (bound - (bounds[index] ?? 0)) / 100)));
const anyCost = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('domain §9.1: a cost is split by funding shares to the cent', () => {
  it('gives the odd cent to the largest remainder, and of equal ones to the smaller award id', () => {
    expect([...splitByShares(100, shares(33.33, 33.33, 33.34))].sort()).toEqual([
      ['award-0', 33],
      ['award-1', 33],
      ['award-2', 34],
    ]);
    expect(splitByShares(1, shares(50, 50))).toEqual(
      new Map([
        ['award-0', 1],
        ['award-1', 0],
      ]),
    );
  });

  it('the shares of every cost sum to the total', () => {
    fc.assert(
      fc.property(anyCost, anyShares, (cost, funding) => {
        const parts = [...splitByShares(cost, funding).values()].map(BigInt);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(BigInt(cost));
      }),
    );
  });

  it('no share is off by a whole minor unit', () => {
    fc.assert(
      fc.property(anyCost, anyShares, (cost, funding) => {
        const parts = splitByShares(cost, funding);
        for (const { awardId, percent } of funding) {
          const off = BigInt(parts.get(awardId) ?? -1) * 10_000n - BigInt(cost) * BigInt(Math.round(percent * 100));
          expect(off > -10_000n && off < 10_000n).toBe(true);
        }
      }),
    );
  });

  it('the order of the shares does not matter', () => {
    fc.assert(
      fc.property(
        anyCost,
        anyShares.chain((funding) =>
          fc.tuple(
            fc.constant(funding),
            fc.shuffledSubarray(funding, { minLength: funding.length, maxLength: funding.length }),
          ),
        ),
        (cost, [funding, shuffled]) => {
          expect(splitByShares(cost, shuffled)).toEqual(splitByShares(cost, funding));
        },
      ),
    );
  });
});
