import { directoryError } from '../errors.js';

interface Range {
  min: number;
  max: number;
}

const days: Range = { min: 0, max: 3650 };

/** The rules an installation may tune, and within what. All are whole numbers; the unit is in the name. */
export const RULES: Readonly<Record<string, Range>> = {
  'award.equipmentThresholdUsd': { min: 1, max: 10_000_000 },
  'command.handoverDays': days,
  'deed.afterDeliveryDays': days,
  'invoice.notPaidDays': days,
  'invoice.notRegisteredDays': days,
  'invoice.priceTolerancePercent': { min: 0, max: 100 },
  'invoice.quantityTolerancePercent': { min: 0, max: 100 },
  'money.rateValidDays': { min: 1, max: 366 },
  'pv.afterDeedDays': days,
  'pv.backdatedDays': days,
  'pv.clockToleranceMinutes': { min: 1, max: 1440 },
  'pv.countersignDays': days,
  'pv.mandateDays': days,
  'pv.pendingDays': days,
  'pv.transcriptionCheckDays': days,
  'receipt.inspectionCommitteeFromUsd': { min: 0, max: 10_000_000 },
  'receipt.inspectionDays': days,
  'receipt.overTolerancePercent': { min: 0, max: 100 },
  'requisition.minimumQuotations': { min: 1, max: 20 },
  'role.days': { min: 1, max: 3650 },
  'role.privilegedDays': { min: 1, max: 366 },
  'stock.dwellDays': days,
  'vetting.validityMonths': { min: 1, max: 12 },
  'waybill.etaGraceDays': days,
  'waybill.unacknowledgedDays': days,
};

export interface Proposal {
  rule: string;
  value: string;
  /** Null: from its confirmation on. */
  validFrom: Date | null;
  proposedBy: string;
  proposedAt: Date;
  confirmedBy: string | null;
}

/** After this long nobody remembers why; it is proposed again. */
const lapsesAfterDays = 30;
const day = 24 * 60 * 60_000;

/** First person. Facts name the values they were judged by, so a value never changes for a time that has passed (AM-30). */
export function proposeRuleValue(
  { rule, value, validFrom }: Pick<Proposal, 'rule' | 'value' | 'validFrom'>,
  now: Date,
): void {
  const range = Object.hasOwn(RULES, rule) ? RULES[rule] : undefined;
  if (!range) throw directoryError('unknown-rule', `The rules are ${Object.keys(RULES).join(', ')}.`);
  const number = Number(value);
  if (!/^\d{1,9}$/.test(value) || number < range.min || number > range.max) {
    throw directoryError('rule-value-not-valid', `${rule} is a whole number from ${range.min} to ${range.max}.`);
  }
  if (validFrom && validFrom < now) throw directoryError('rule-value-in-the-past', `It is ${now.toISOString()} now.`);
}

/** Second person (AM-30). Answers from when on the value holds. */
export function confirmRuleValue(proposal: Proposal, confirmedBy: string, now: Date): Date {
  if (proposal.confirmedBy !== null) throw directoryError('rule-value-confirmed', 'It holds already.');
  if (proposal.proposedBy === confirmedBy) throw directoryError('same-person', 'AM-30: another person confirms it.');
  if (now.getTime() - proposal.proposedAt.getTime() > lapsesAfterDays * day) {
    throw directoryError('proposal-lapsed', `It waited more than ${lapsesAfterDays} days; propose it again.`);
  }
  const { rule, value, validFrom } = proposal;
  proposeRuleValue({ rule, value, validFrom }, now);
  return validFrom ?? now;
}
