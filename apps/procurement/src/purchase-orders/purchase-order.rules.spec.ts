import fc from 'fast-check';
import { firstTerms } from '../awards/award-terms.rules.js';
import { checkDuties, checkOrderedOn, fundingProblem, priceProblems, problemsOf } from './purchase-order.rules.js';

describe('CR-01: three persons order', () => {
  it.each([
    ['ana', 'ana', 'cid'],
    ['ana', 'bob', 'ana'],
    ['ana', 'bob', 'bob'],
  ])('CR-01 refuses requester %s, buyer %s, approver %s', (requesterId, buyerId, approverId) => {
    expect(() => checkDuties({ requesterId, buyerId, approverId })).toThrow('duties-not-separate');
  });

  it('CR-01 lets three different persons order', () => {
    expect(() => checkDuties({ requesterId: 'ana', buyerId: 'bob', approverId: 'cid' })).not.toThrow();
  });
});

describe('the day of an order', () => {
  const now = new Date('2026-11-02T10:00:00Z');

  it.each(['1999-12-31', '0001-01-01', '2026-11-04', '9999-12-31'])('is not %s, seen on 2 November 2026', (day) => {
    expect(() => checkOrderedOn(day, now)).toThrow(
      expect.objectContaining({ rows: [expect.objectContaining({ field: 'orderedOn', code: 'ordered-on-wrong' })] }),
    );
  });

  it('is from 2000 to tomorrow', () => {
    for (const day of ['2000-01-01', '2026-11-02', '2026-11-03']) expect(() => checkOrderedOn(day, now)).not.toThrow();
  });
});

describe('AM-12: the price of a line', () => {
  const codes = (unitPriceMinor: number, zeroCostReason?: string): string[] =>
    priceProblems(
      [{ catalogueItemId: 'i', unitPriceMinor, zeroCostReason: zeroCostReason ?? null }],
      new Set(['vest']),
    ).map(({ row, field, code }) => `${row} ${field} ${code}`);

  it('is above 0, or 0 for a reason', () => {
    expect([codes(1), codes(0, 'FREE')]).toEqual([[], []]);
    expect(codes(0)).toEqual(['1 unitPriceMinor price-without-reason']);
    expect(codes(1, 'FREE')).toEqual(['1 zeroCostReason price-with-reason']);
  });

  it('is above 0 for what is counted in lots', () => {
    const vests = [{ catalogueItemId: 'vest', unitPriceMinor: 0, zeroCostReason: 'FREE' }];
    expect(priceProblems(vests, new Set(['vest']))).toMatchObject([{ code: 'counted-without-price' }]);
  });
});

describe('funding shares', () => {
  const shares = (...percents: number[]) => percents.map((percent, index) => ({ awardId: `a${index}`, percent }));

  it('sum to exactly 100 in hundredths of a percent', () => {
    expect(fundingProblem(shares(33.33, 33.33, 33.34))).toBeUndefined();
    expect(fundingProblem(shares(33.33, 33.33, 33.33))).toContain('99.99');
    expect(fundingProblem(shares(50.001, 49.999))).toContain('two decimals');
    expect(fundingProblem([...shares(50), ...shares(50)])).toContain('one share');
  });

  it('of any split into hundredths are whole, and one hundredth less is not', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 6 }), (cuts) => {
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), 10_000];
        const parts = bounds.slice(1).map((bound, index) => (bound - (bounds[index] ?? 0)) / 100);
        expect(fundingProblem(shares(...parts))).toBeUndefined();
        const [first = 0, ...others] = parts;
        expect(fundingProblem(shares(first + 0.01, ...others))).toBeDefined();
      }),
    );
  });
});

describe('domain §9.1: an award pays within its period of performance', () => {
  const terms = firstTerms('2025-01-10', true, 10_000, { periodStart: '2025-02-01', periodEnd: '2027-01-31' });
  const line = { lineNumber: 1, catalogueItemId: 'laptop', quantity: 1, unitPriceMinor: 1 };
  const codes = (orderedOn: string): unknown[] =>
    problemsOf(
      [{ ...line, funding: [{ awardId: 'inl', percent: 100 }] }],
      new Set(['laptop']),
      new Map([['inl', terms]]),
      orderedOn,
    ).map(({ row, field, code }) => [row, field, code]);

  it.each(['2025-01-31', '2027-02-01'])('refuses an order of %s', (day) => {
    expect(codes(day)).toEqual([[1, 'funding', 'award-outside-period']]);
  });

  it.each(['2025-02-01', '2027-01-31'])('takes an order of %s', (day) => {
    expect(codes(day)).toEqual([]);
  });
});
