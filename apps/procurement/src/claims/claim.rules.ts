import { procurementError } from '../errors.js';
import { riskPassesAt, type Incoterm } from '../shipments/shipment.rules.js';

export const PARTIES = ['SUPPLIER', 'CARRIER', 'INSURER'] as const;
export type Party = (typeof PARTIES)[number];

export const CLAIM_STATUSES = ['DRAFT', 'SENT', 'ANSWERED', 'SETTLED'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export const OUTCOMES = ['REPLACED', 'CREDITED', 'REFUSED', 'WITHDRAWN'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whom a claim can be against, as shipment, order or receipt say. */
export interface KnownParties {
  incoterm: Incoterm | null;
  parties: Readonly<Record<Party, string | null>>;
}

/** Who a claim is against: the one named, else the one that is known, and never another than that. */
export function partyOf(against: Party, said: string | null, { incoterm, parties }: KnownParties): string {
  const wrong = (field: string, detail: string): Error =>
    procurementError('claim-party-wrong', detail, [{ row: 0, field, code: 'claim-party-wrong', detail }]);
  // Domain §3.7: before the risk has passed, a loss is the supplier's alone.
  if (against !== 'SUPPLIER' && incoterm !== null && riskPassesAt(incoterm) === 'DELIVERED')
    throw wrong('against', `By ${incoterm} the risk is the supplier’s until the goods are delivered: claim from him.`);
  const known = parties[against];
  if (said === null && known === null) throw wrong('partyId', `Nobody knows the ${against.toLowerCase()}: name it.`);
  if (said !== null && known !== null && said.toLowerCase() !== known)
    throw wrong('partyId', `The ${against.toLowerCase()} of these goods is another one.`);
  return (known ?? said) as string;
}

const turns: Readonly<Record<'SENT' | 'ANSWERED', readonly ClaimStatus[]>> = { SENT: ['DRAFT'], ANSWERED: ['SENT'] };

export function checkTurn(status: ClaimStatus, next: 'SENT' | 'ANSWERED'): void {
  if (!turns[next].includes(status)) throw procurementError('claim-step-out-of-turn', `It is ${status}.`);
}

/** A claim's day is told once it came. */
export function checkDay(field: string, day: string, notBefore: string, now: Date): void {
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  if (day >= notBefore && day <= tomorrow) return;
  const detail = `${field} must be from ${notBefore} to ${tomorrow}.`;
  throw procurementError('claim-day-wrong', detail, [{ row: 0, field, code: 'claim-day-wrong', detail }]);
}

export interface Settlement {
  outcome: Outcome;
  reason: string | null;
  creditMinor: number | null;
  creditReference: string | null;
  receiptIds: readonly string[];
}

/** A draft can only be withdrawn. Replaced by what was received, credited up to what was asked, else for a reason. */
export function checkSettlement(status: ClaimStatus, said: Settlement, amountMinor: number): void {
  const legal = said.outcome === 'WITHDRAWN' ? ['DRAFT', 'SENT', 'ANSWERED'] : ['SENT', 'ANSWERED'];
  if (!legal.includes(status)) throw procurementError('claim-step-out-of-turn', `It is ${status}.`);
  const wrong = (field: string, detail: string): Error =>
    procurementError('settlement-wrong', detail, [{ row: 0, field, code: 'settlement-wrong', detail }]);
  const { outcome, reason, creditMinor, creditReference, receiptIds } = said;
  if ((outcome === 'REPLACED') !== receiptIds.length > 0)
    throw wrong('receiptIds', 'What was replaced names the receipts that brought it, and nothing else does.');
  if (outcome === 'CREDITED') {
    if (creditMinor === null || creditMinor > amountMinor)
      throw wrong('creditMinor', `Say how much was credited, at most the ${amountMinor} that were asked for.`);
    if (creditReference === null) throw wrong('creditReference', 'Say the number of the credit note or payment.');
  } else if (creditMinor !== null || creditReference !== null)
    throw wrong('creditMinor', 'Only what was credited has an amount.');
  if ((outcome === 'REFUSED' || outcome === 'WITHDRAWN') && reason === null) throw wrong('reason', 'Say why.');
}

/** What receipts that are named as a replacement have of a model, less what other claims say of them. */
export function checkReplacement(
  claimed: readonly { catalogueItemId: string; quantity: number }[],
  came: ReadonlyMap<string, number>,
): void {
  const wanted = new Map<string, number>();
  for (const { catalogueItemId, quantity } of claimed)
    wanted.set(catalogueItemId, (wanted.get(catalogueItemId) ?? 0) + quantity);
  for (const [item, quantity] of wanted) {
    const have = Math.max(0, came.get(item) ?? 0);
    if (have >= quantity) continue;
    const detail = `These receipts brought ${have} of a model of which ${quantity} are claimed.`;
    const problem = { row: 0, field: 'receiptIds', code: 'replacement-incomplete', detail, catalogueItemId: item };
    throw procurementError('replacement-incomplete', detail, [problem]);
  }
}
