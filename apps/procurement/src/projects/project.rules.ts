import type { RowProblem } from '../receipts/row-problem.rules.js';

export interface NewBudgetLine {
  code: string;
  name: string;
  awardId: string;
  amountMinor: number;
  currency: string;
}

/** What an award gives, and what budget lines of all projects have taken of it, in its own currency. */
export interface AwardBudget {
  amountMinor: number | null;
  currency: string | null;
  budgetedMinor: number;
}

/**
 * Everything wrong with new budget lines of a project; `row` is the place of the line in the request. No award is budgeted
 * above what it gives, whatever the projects; one whose amount nobody recorded cannot be held against it.
 */
export function budgetProblems(
  lines: readonly NewBudgetLine[],
  taken: ReadonlySet<string>,
  awards: ReadonlyMap<string, AwardBudget>,
): RowProblem[] {
  const codes = new Set(taken);
  const budgeted = new Map([...awards].map(([id, { budgetedMinor }]) => [id, budgetedMinor]));
  return lines.flatMap(({ code, awardId, amountMinor, currency }, index) => {
    const problems: RowProblem[] = [];
    const problem = (field: string, why: string, detail: string): number =>
      problems.push({ row: index + 1, field, code: why, detail });
    if (codes.has(code)) problem('code', 'budget-code-repeated', `The project has a budget line ${code}.`);
    codes.add(code);
    const award = awards.get(awardId);
    if (!award) {
      problem('awardId', 'award-not-of-project', 'The award pays nothing of this project.');
      return problems;
    }
    if (award.amountMinor === null) return problems;
    if (award.currency !== currency) {
      problem('currency', 'currency-differs', `The award is given in ${award.currency}.`);
      return problems;
    }
    const total = (budgeted.get(awardId) ?? 0) + amountMinor;
    if (total > award.amountMinor)
      problem(
        'amountMinor',
        'budget-exceeds-award',
        `With it ${total} of ${award.amountMinor} are budgeted, in minor units.`,
      );
    budgeted.set(awardId, total);
    return problems;
  });
}
