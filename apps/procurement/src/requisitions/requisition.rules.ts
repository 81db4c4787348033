import type { FundingShare } from '@dotation/contracts';
import type { AwardTerms } from '../awards/award-terms.rules.js';
import { categoryOf } from '../catalogue/category.rules.js';
import { procurementError } from '../errors.js';
import { paymentProblems } from '../purchase-orders/purchase-order.rules.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';

/** How far a requisition is by what somebody said of it (domain §8.2). */
export const REQUISITION_STEPS = [
  ...(['DRAFT', 'REQUESTED', 'APPROVED', 'SOLICITED', 'AWARDED', 'ORDERED', 'REJECTED', 'CANCELLED'] as const),
] as const;
export type RequisitionStep = (typeof REQUISITION_STEPS)[number];

export interface RequestedGoods {
  lineNumber: number;
  /** Null where the model is left to the quotations: then a category and a description say what is wanted. */
  catalogueItemId: string | null;
  category: string | null;
  description: string | null;
  quantity: number;
  unit: string;
  estimatedUnitMinor: number;
  funding: FundingShare[];
  budgetLineId: string | null;
}

export interface KnownHere {
  items: ReadonlySet<string>;
  /** Awards that are known, with their terms today. */
  awards: ReadonlyMap<string, AwardTerms>;
  /** The awards that pay the project of the requisition. */
  projectAwards: ReadonlySet<string>;
  budgets: ReadonlyMap<string, { awardId: string; projectId: string }>;
}

/** Everything wrong with the lines of a requisition; `row` is the place of the line in the request. */
export function lineProblems(
  lines: readonly RequestedGoods[],
  projectId: string,
  { items, awards, projectAwards, budgets }: KnownHere,
  today: string,
): RowProblem[] {
  const awardOf = new Map([...budgets].map(([id, { awardId }]) => [id, awardId]));
  const numbers = new Set<number>();
  return lines.flatMap((line, index) => {
    const problems: RowProblem[] = [];
    const problem = (field: string, code: string, detail: string): number =>
      problems.push({ row: index + 1, field, code, detail });
    if (numbers.has(line.lineNumber)) problem('lineNumber', 'line-repeated', `There are two lines ${line.lineNumber}.`);
    numbers.add(line.lineNumber);
    const { catalogueItemId, category, description, budgetLineId } = line;
    if (catalogueItemId !== null && !items.has(catalogueItemId))
      problem('catalogueItemId', 'catalogue-item-unknown', 'No item of the catalogue has this id.');
    if (catalogueItemId === null && (category === null || description === null))
      problem('description', 'line-says-nothing', 'A line names a model, or a category with a description.');
    if (category !== null && categoryOf(category) === undefined)
      problem('category', 'category-unknown', `No category is called ${category}.`);
    for (const [field, code, detail] of paymentProblems(line, awards, today, awardOf)) problem(field, code, detail);
    const strange = line.funding.find(({ awardId }) => awards.has(awardId) && !projectAwards.has(awardId));
    if (strange) problem('funding', 'award-not-of-project', `Award ${strange.awardId} pays nothing of this project.`);
    const budget = budgetLineId === null ? undefined : budgets.get(budgetLineId);
    if (budget && budget.projectId !== projectId)
      problem('budgetLineId', 'budget-line-of-another-project', 'The budget line is another project’s.');
    return problems;
  });
}

/** Whoever asks for something later than it is needed mistyped a day. */
export function checkNeededBy(neededBy: string | null, today: string): void {
  if (neededBy === null || neededBy >= today) return;
  const detail = `It is needed by ${neededBy}, and today is ${today}.`;
  throw procurementError('needed-by-wrong', detail, [{ row: 0, field: 'neededBy', code: 'needed-by-wrong', detail }]);
}

/** CR-01: who asks for goods never approves them; `asking` are requester and submitter. */
export function checkDecider(asking: readonly string[], decidedBy: string): void {
  if (asking.includes(decidedBy))
    throw procurementError('requisition-same-person', 'Who requests never approves (CR-01, domain §13.1).');
}

/** What may become of a requisition, and out of what. */
const legal = {
  REQUESTED: ['DRAFT'],
  APPROVED: ['REQUESTED'],
  REJECTED: ['REQUESTED'],
  CANCELLED: ['DRAFT', 'REQUESTED', 'APPROVED', 'SOLICITED', 'AWARDED'],
} as const satisfies Record<string, readonly RequisitionStep[]>;

export function checkStep(from: RequisitionStep, to: keyof typeof legal): void {
  const out: readonly RequisitionStep[] = legal[to];
  if (!out.includes(from)) throw procurementError('requisition-step-wrong', `It is ${from}.`);
}
