import fc from 'fast-check';
import { firstTerms } from '../awards/award-terms.rules.js';
import { budgetProblems, type BudgetState } from './budget.rules.js';
import { checkDecider, checkNeededBy, checkStep, lineProblems, type RequestedGoods } from './requisition.rules.js';

const line = (more: Partial<RequestedGoods> = {}): RequestedGoods => ({
  ...{ lineNumber: 1, catalogueItemId: 'laptop', category: null, description: null, quantity: 2, unit: 'EA' },
  ...{ estimatedUnitMinor: 100, funding: [{ awardId: 'inl', percent: 100 }], budgetLineId: null, ...more },
});
const known = {
  items: new Set(['laptop']),
  awards: new Map(['inl', 'jpn'].map((award) => [award, firstTerms('2025-01-10', true, 10_000, {})])),
  projectAwards: new Set(['inl']),
  budgets: new Map([['other', { awardId: 'inl', projectId: 'p2' }]]),
};
const codes = (...lines: RequestedGoods[]): unknown[] =>
  lineProblems(lines, 'p1', known, '2026-11-02').map(({ row, field, code }) => [row, field, code]);

describe('D01: the lines of a requisition', () => {
  it('name a model, or a category with a description', () => {
    expect(
      codes(line(), line({ lineNumber: 2, catalogueItemId: null, category: 'LAPTOP', description: '15"' })),
    ).toEqual([]);
    expect(codes(line({ catalogueItemId: null, category: 'LAPTOP' }))).toEqual([
      [1, 'description', 'line-says-nothing'],
    ]);
    expect(codes(line({ catalogueItemId: 'unknown' }), line({ category: 'SPACESHIP' }))).toEqual([
      [1, 'catalogueItemId', 'catalogue-item-unknown'],
      [2, 'lineNumber', 'line-repeated'],
      [2, 'category', 'category-unknown'],
    ]);
  });

  it('are paid by awards and budget lines of the project', () => {
    expect(codes(line({ funding: [{ awardId: 'jpn', percent: 100 }] }))).toEqual([
      [1, 'funding', 'award-not-of-project'],
    ]);
    expect(codes(line({ budgetLineId: 'other' }))).toEqual([[1, 'budgetLineId', 'budget-line-of-another-project']]);
    expect(codes(line({ budgetLineId: 'nowhere' }))).toEqual([[1, 'budgetLineId', 'budget-line-unknown']]);
  });
});

describe('what may become of a requisition (domain §8.2)', () => {
  it('CR-01 who asked or submitted never decides', () => {
    expect(() => checkDecider(['ana', 'bob'], 'bob')).toThrow('requisition-same-person');
    expect(() => checkDecider(['ana', 'bob'], 'cid')).not.toThrow();
  });

  it.each([
    ['DRAFT', 'APPROVED'],
    ['APPROVED', 'REJECTED'],
    ['REJECTED', 'CANCELLED'],
    ['CANCELLED', 'REQUESTED'],
    ['REQUESTED', 'REQUESTED'],
  ] as const)('%s never becomes %s', (from, to) => {
    expect(() => checkStep(from, to)).toThrow('requisition-step-wrong');
  });

  it('is needed by a day that has not passed', () => {
    expect(() => checkNeededBy('2026-11-01', '2026-11-02')).toThrow('needed-by-wrong');
    for (const day of [null, '2026-11-02']) expect(() => checkNeededBy(day, '2026-11-02')).not.toThrow();
  });
});

describe('the budget of a requisition or an order', () => {
  const budget = (takenMinor: number): Map<string, BudgetState> =>
    new Map([
      [
        'eq',
        {
          code: 'EQ-01',
          awardId: 'inl',
          projectId: 'p1',
          currency: 'USD',
          amountMinor: 1_000,
          takenMinor,
        } as BudgetState,
      ],
    ]);
  const priced = (quantity: number, unitMinor: number, percent = 100) => ({
    ...{ quantity, unitMinor, budgetLineId: 'eq' },
    funding: [{ awardId: 'inl', percent }, ...(percent < 100 ? [{ awardId: 'jpn', percent: 100 - percent }] : [])],
  });

  it('holds to the cent what its award pays of the lines, one after the other', () => {
    expect(budgetProblems([priced(2, 300), priced(4, 100)], 'USD', budget(0))).toEqual([]);
    expect(budgetProblems([priced(2, 300), priced(4, 100)], 'USD', budget(1))).toEqual([
      expect.objectContaining({ row: 2, field: 'budgetLineId', code: 'budget-exceeded' }),
    ]);
    expect(budgetProblems([priced(4, 500, 50)], 'USD', budget(0))).toEqual([]);
    expect(budgetProblems([priced(1, 1)], 'CDF', budget(0))[0]).toMatchObject({ code: 'currency-differs' });
  });

  it('takes any lines together exactly when their sum fits', () => {
    const lines = fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 9 }), unit: fc.integer({ min: 1, max: 99 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 1_000 }), (wanted, taken) => {
        const sum = wanted.reduce((total, { quantity, unit }) => total + quantity * unit, taken);
        const problems = budgetProblems(
          wanted.map(({ quantity, unit }) => priced(quantity, unit)),
          'USD',
          budget(taken),
        );
        expect(problems.length === 0).toBe(sum <= 1_000);
      }),
    );
  });
});
