import { directoryError } from '../errors.js';

interface Range {
  min: number;
  max: number;
}

const days: Range = { min: 0, max: 3650 };

/** The rules an installation may tune, and within what. All are whole numbers; the unit is in the name. */
export const RULES: Readonly<Record<string, Range>> = {
  'command.handoverDays': days,
  'deed.afterDeliveryDays': days,
  'pv.afterDeedDays': days,
  'pv.backdatedDays': days,
  'pv.clockToleranceMinutes': { min: 1, max: 1440 },
  'pv.countersignDays': days,
  'pv.mandateDays': days,
  'pv.pendingDays': days,
  'receipt.inspectionCommitteeFromUsd': { min: 0, max: 10_000_000 },
  'receipt.inspectionDays': days,
  'receipt.overTolerancePercent': { min: 0, max: 100 },
  'stock.dwellDays': days,
  'vetting.validityMonths': { min: 1, max: 12 },
  'waybill.etaGraceDays': days,
  'waybill.unacknowledgedDays': days,
};

/** Facts name the values they were judged by, so a value never changes for a time that has passed (AM-30). */
export function checkRuleValue(rule: string, value: string, validFrom: Date, now: Date): void {
  const range = Object.hasOwn(RULES, rule) ? RULES[rule] : undefined;
  if (!range) throw directoryError('unknown-rule', `The rules are ${Object.keys(RULES).join(', ')}.`);
  const number = Number(value);
  if (!/^\d{1,9}$/.test(value) || number < range.min || number > range.max) {
    throw directoryError('rule-value-not-valid', `${rule} is a whole number from ${range.min} to ${range.max}.`);
  }
  if (validFrom < now) throw directoryError('rule-value-in-the-past', `It is ${now.toISOString()} now.`);
}
