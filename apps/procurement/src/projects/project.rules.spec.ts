import { budgetProblems, type AwardBudget, type NewBudgetLine } from './project.rules.js';

const awards = new Map<string, AwardBudget>([
  ['inl', { amountMinor: 1_000, currency: 'USD', budgetedMinor: 400 }],
  ['own', { amountMinor: null, currency: null, budgetedMinor: 0 }],
]);
const line = (code: string, amountMinor: number, more: Partial<NewBudgetLine> = {}): NewBudgetLine => ({
  ...{ code, name: 'Matériel', awardId: 'inl', amountMinor, currency: 'USD', ...more },
});
const codes = (...lines: NewBudgetLine[]): unknown[] =>
  budgetProblems(lines, new Set(['OLD']), awards).map(({ row, field, code }) => [row, field, code]);

describe('budget lines of a project', () => {
  it('take no more of an award than it gives, over all projects and all lines of the request', () => {
    expect(codes(line('A', 600))).toEqual([]);
    expect(codes(line('A', 601))).toEqual([[1, 'amountMinor', 'budget-exceeds-award']]);
    expect(codes(line('A', 500), line('B', 101))).toEqual([[2, 'amountMinor', 'budget-exceeds-award']]);
  });

  it('are of an award of the project, in its currency, and each has a code of its own', () => {
    expect(codes(line('OLD', 1), line('B', 1), line('B', 1))).toEqual([
      [1, 'code', 'budget-code-repeated'],
      [3, 'code', 'budget-code-repeated'],
    ]);
    expect(codes(line('A', 1, { awardId: 'other' }))).toEqual([[1, 'awardId', 'award-not-of-project']]);
    expect(codes(line('A', 1, { currency: 'EUR' }))).toEqual([[1, 'currency', 'currency-differs']]);
    expect(codes(line('A', 9_999, { awardId: 'own', currency: 'EUR' }))).toEqual([]);
  });
});
