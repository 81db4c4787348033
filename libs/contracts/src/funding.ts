import type { FundingShare } from './shapes.js';

/**
 * The part of each award in a cost, in minor units, by the largest remainder: the parts sum to the cost, none is off by a whole
 * unit, and the order of the shares does not matter (of equal remainders the smaller award id gets the odd unit). Here, because
 * what procurement says of an order and the register of a device must be the same to the cent.
 */
export function splitByShares(costMinor: number, shares: readonly FundingShare[]): Map<string, number> {
  // Hundredths of a percent are whole numbers.
  return splitByWeights(
    costMinor,
    shares.map(({ awardId, percent }) => [awardId, BigInt(Math.round(percent * 100))]),
  );
}

/** The same for any weights: an amount not below zero, in parts as heavy as these. */
export function splitByWeights(
  minor: number,
  weights: readonly (readonly [key: string, weight: bigint])[],
): Map<string, number> {
  const whole = weights.reduce((sum, [, weight]) => sum + weight, 0n) || 1n;
  const parts = weights.map(([key, weight]) => {
    // In integers of any size: a product of floats loses cents above nine thousand billion.
    const product = BigInt(minor) * weight;
    return { key, minor: product / whole, remainder: product % whole };
  });
  let odd = BigInt(minor) - parts.reduce((sum, part) => sum + part.minor, 0n);
  const byRemainder = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? (a.key < b.key ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  );
  return new Map(
    byRemainder.map((part) => {
      const one = odd > 0n ? 1n : 0n;
      odd -= one;
      return [part.key, Number(part.minor + one)];
    }),
  );
}

/** The percentage of federal participation (2 CFR 200.313(d)(1)): blank rather than wrong while an award is not known. */
export function federalPercent(shares: readonly { percent: number; federal: boolean | null }[] | null): number | null {
  if (shares === null || shares.some(({ federal }) => federal === null)) return null;
  // In hundredths: 33.33 + 33.33 + 33.34 would not be 100.
  const hundredths = shares.map(({ federal, percent }) => (federal ? Math.round(percent * 100) : 0));
  return hundredths.reduce((sum, share) => sum + share, 0) / 100;
}
