import { splitByShares } from '@dotation/contracts';
import type { FundingShare } from '@dotation/contracts';
import type { RowProblem } from '../receipts/row-problem.rules.js';

/** A budget line with what is ordered of it and asked for by approved requisitions, in its own currency. */
export interface BudgetState {
  code: string;
  awardId: string;
  projectId: string;
  currency: string;
  amountMinor: number;
  takenMinor: number;
}

export interface PricedLine {
  quantity: number;
  unitMinor: number;
  funding: readonly FundingShare[];
  budgetLineId: string | null;
}

/**
 * Nothing is asked for or ordered above what a budget line holds. Lines of one paper that name the same budget line take of it
 * one after the other; `row` is the place of the line. What the ERP ordered above it is not undone: the project shows it.
 */
export function budgetProblems(
  lines: readonly PricedLine[],
  currency: string,
  budgets: ReadonlyMap<string, BudgetState>,
): RowProblem[] {
  const taken = new Map([...budgets].map(([id, { takenMinor }]) => [id, takenMinor]));
  return lines.flatMap(({ quantity, unitMinor, funding, budgetLineId }, index) => {
    const budget = budgetLineId === null ? undefined : budgets.get(budgetLineId);
    if (budgetLineId === null || budget === undefined) return [];
    const problem = (code: string, detail: string): RowProblem[] => [
      { row: index + 1, field: 'budgetLineId', code, detail },
    ];
    if (budget.currency !== currency)
      return problem('currency-differs', `Budget line ${budget.code} is in ${budget.currency}.`);
    const share = (splitByShares(unitMinor, funding).get(budget.awardId) ?? 0) * quantity;
    const total = (taken.get(budgetLineId) ?? 0) + share;
    taken.set(budgetLineId, total);
    if (total <= budget.amountMinor) return [];
    return problem(
      'budget-exceeded',
      `With it ${total} of the ${budget.amountMinor} of budget line ${budget.code} are taken, in minor units.`,
    );
  });
}
