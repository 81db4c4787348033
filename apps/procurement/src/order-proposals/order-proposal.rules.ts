import type { FundingShare } from '@dotation/contracts';
import { procurementError } from '../errors.js';
import { checkDuties, type OrderPersons } from '../purchase-orders/purchase-order.rules.js';

export const PROPOSAL_STATUSES = ['PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/** A line as the order is to have it once it is approved. */
export interface ProposedLine {
  orderLineId: string;
  lineNumber: number;
  catalogueItemId: string;
  quantity: number;
  unitPriceMinor: number;
  funding: FundingShare[];
  budgetLineId: string | null;
  /** The line for which this other model comes (AM-7). */
  substitutesLine: number | null;
}

/** What is approved: the whole of the order, in minor units. */
export function amountOf(lines: readonly Pick<ProposedLine, 'quantity' | 'unitPriceMinor'>[]): number {
  return lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
}

export function awardsOf(lines: readonly Pick<ProposedLine, 'funding'>[]): string[] {
  return [...new Set(lines.flatMap(({ funding }) => funding.map(({ awardId }) => awardId)))];
}

/** Who has approved; persons under the ids that stay. */
export interface Approval {
  personId: string;
  /** How many approvals the matrix asked for where this person gives one. */
  asked: number;
}

/**
 * CR-01: a third person, whose limit reaches the amount today, once. `asked` is what the matrix says of him: undefined where the
 * amount is beyond him.
 */
export function approve(persons: OrderPersons, asked: number | undefined, before: readonly Approval[]): Approval {
  checkDuties(persons);
  if (asked === undefined)
    throw procurementError('beyond-authority', 'The authorization matrix of today does not reach so far (CR-01).');
  const personId = persons.approverId;
  if (before.some((approval) => approval.personId === personId)) throw procurementError('approved-already');
  return { personId, asked };
}

/** As many as one of them asks for: whoever may sign alone needs nobody beside him. */
export function isEnough(approvals: readonly Approval[]): boolean {
  return approvals.length > 0 && approvals.length >= Math.min(...approvals.map(({ asked }) => asked));
}
