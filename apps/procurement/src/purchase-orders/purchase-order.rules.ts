import type { FundingShare } from '@dotation/contracts';
import { outsidePeriod, type AwardTerms } from '../awards/award-terms.rules.js';
import { procurementError } from '../errors.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';

export interface OrderPersons {
  requesterId: string;
  buyerId: string;
  approverId: string;
}

/** Who reads orders and receipts, with their prices: those who buy, receive, pay, give and check, not the units (domain §8.6). */
export const buyingRoles = [
  'PROCUREMENT',
  'STOREKEEPER',
  'RECEPTION_COMMITTEE',
  'FINANCE',
  'REQUESTER',
  'BUDGET_HOLDER',
  'APPROVER',
  'DISPATCHER',
  'EUM_OFFICER',
  'INVESTIGATOR',
  'REVIEW_BOARD',
  'DONOR',
  'AUDITOR',
  'DATA_STEWARD',
] as const;

/** CR-01: requester, buyer and approver are three different persons; the names the ERP gives are checked alike (AM-6). */
export function checkDuties({ requesterId, buyerId, approverId }: OrderPersons): void {
  const problem = (field: string, detail: string): Error =>
    procurementError('duties-not-separate', detail, [{ row: 0, field, code: 'duties-not-separate', detail }]);
  if (approverId === requesterId) throw problem('approverId', 'Who requests never approves the order (CR-01).');
  if (approverId === buyerId) throw problem('approverId', 'Who buys never approves the order (CR-01).');
  if (buyerId === requesterId) throw problem('buyerId', 'Who requests never buys (CR-01).');
}

/** The day of an order is one somebody can have ordered on: from 2000 to tomorrow, for it is tomorrow somewhere. */
export function checkOrderedOn(orderedOn: string, now: Date): void {
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  if (orderedOn >= '2000-01-01' && orderedOn <= tomorrow) return;
  const detail = `The order is dated ${orderedOn}; it must be from 2000-01-01 to ${tomorrow}.`;
  throw procurementError('ordered-on-wrong', detail, [
    { row: 0, field: 'orderedOn', code: 'ordered-on-wrong', detail },
  ]);
}

export interface NewOrderLine {
  lineNumber: number;
  catalogueItemId: string;
  quantity: number;
  unitPriceMinor: number;
  zeroCostReason?: string | null;
  funding: FundingShare[];
  budgetLineId?: string | null;
}

/** AM-12: a line costs something, or nothing for a reason; what is counted is accounted for by its price (AM-9). */
export function priceProblems(
  lines: readonly Pick<NewOrderLine, 'catalogueItemId' | 'unitPriceMinor' | 'zeroCostReason'>[],
  counted: ReadonlySet<string>,
): RowProblem[] {
  return lines.flatMap(({ catalogueItemId, unitPriceMinor, zeroCostReason = null }, index): RowProblem[] => {
    const problem = (field: string, code: string, detail: string): RowProblem[] => [
      { row: index + 1, field, code, detail },
    ];
    if (unitPriceMinor > 0)
      return zeroCostReason === null
        ? []
        : problem('zeroCostReason', 'price-with-reason', 'A reason is for what costs nothing.');
    if (zeroCostReason === null)
      return problem(
        'unitPriceMinor',
        'price-without-reason',
        'A line costs something, or nothing for a reason (AM-12).',
      );
    return counted.has(catalogueItemId)
      ? problem('unitPriceMinor', 'counted-without-price', 'What is counted in lots has a price.')
      : [];
  });
}

/**
 * Everything wrong with the lines of an order; `row` is the place of the line in the request. `awards` are those that are
 * known, with their terms on the day of the order.
 */
export function problemsOf(
  lines: readonly NewOrderLine[],
  items: ReadonlySet<string>,
  awards: ReadonlyMap<string, AwardTerms>,
  orderedOn: string,
  awardOfBudgetLine: ReadonlyMap<string, string> = new Map(),
): RowProblem[] {
  const numbers = new Set<number>();
  return lines.flatMap((line, index) => {
    const problems: RowProblem[] = [];
    const problem = (field: string, code: string, detail: string): number =>
      problems.push({ row: index + 1, field, code, detail });
    if (numbers.has(line.lineNumber)) problem('lineNumber', 'line-repeated', `There are two lines ${line.lineNumber}.`);
    numbers.add(line.lineNumber);
    if (!items.has(line.catalogueItemId))
      problem('catalogueItemId', 'catalogue-item-unknown', 'No item of the catalogue has this id.');
    for (const [field, code, detail] of paymentProblems(line, awards, orderedOn, awardOfBudgetLine))
      problem(field, code, detail);
    return problems;
  });
}

type Payment = Pick<NewOrderLine, 'funding' | 'budgetLineId'>;

/** What is wrong with who pays a line: field, code and why. */
export function paymentProblems(
  line: Payment,
  awards: ReadonlyMap<string, AwardTerms>,
  day: string,
  awardOfBudgetLine: ReadonlyMap<string, string>,
): [field: string, code: string, detail: string][] {
  const problems: [string, string, string][] = [];
  const problem = (field: string, code: string, detail: string): number => problems.push([field, code, detail]);
  const funding = fundingProblem(line.funding);
  if (funding !== undefined) problem('funding', 'funding-not-whole', funding);
  const budgeted = line.budgetLineId && awardOfBudgetLine.get(line.budgetLineId);
  if (line.budgetLineId && !budgeted) problem('budgetLineId', 'budget-line-unknown', 'No budget line has this id.');
  if (budgeted && !line.funding.some(({ awardId }) => awardId === budgeted))
    problem('budgetLineId', 'budget-line-of-another-award', 'The award of this budget line pays nothing of the line.');
  for (const { awardId } of line.funding) {
    const terms = awards.get(awardId);
    if (!terms) problem('funding', 'award-unknown', `No award has the id ${awardId}.`);
    const outside = terms && outsidePeriod(terms, day);
    if (outside !== undefined)
      problem('funding', 'award-outside-period', `Award ${awardId} pays nothing of ${day}: ${outside}`);
  }
  return problems;
}

/** Shares have two decimals and sum to exactly 100 % (domain §9.1); summed in hundredths, or 33.33 × 3 + 0.01 would not. */
export function fundingProblem(shares: readonly FundingShare[]): string | undefined {
  if (new Set(shares.map(({ awardId }) => awardId)).size !== shares.length) return 'An award has one share.';
  const hundredths = shares.map(({ percent }) => Math.round(percent * 100));
  const precise = shares.every(({ percent }, index) => Math.abs(percent * 100 - (hundredths[index] ?? 0)) < 1e-6);
  if (!precise) return 'A share has at most two decimals.';
  if (hundredths.some((share) => share < 1)) return 'A share is at least 0.01 %.';
  const sum = hundredths.reduce((total, share) => total + share, 0);
  return sum === 10_000 ? undefined : `The shares sum to ${sum / 100} %, not 100 %.`;
}
