/** Dated values of domain rules (AM-30) that procurement goes by; directory changes them, these are the shipped ones. */
export const SHIPPED_RULES = {
  /** 2 CFR 200.1: the unit cost in USD from which a device is equipment; 5,000 for awards of before 1 October 2024. */
  'award.equipmentThresholdUsd': 10_000,
  /** CR-06: how much more than ordered may be received, in percent. */
  'receipt.overTolerancePercent': 0,
  /** CR-10, AM-3: from this value in USD on, an inspection needs two members. */
  'receipt.inspectionCommitteeFromUsd': 5000,
  /** §8.5: within how many working days a receipt is inspected. */
  'receipt.inspectionDays': 5,
  /** CR-11: how far an invoice may be from the order before another person decides, in percent. */
  'invoice.priceTolerancePercent': 2,
  'invoice.quantityTolerancePercent': 0,
  /** CR-13: from how many days on what was paid and is in no register, or is registered and on no invoice, is an exception. */
  'invoice.notRegisteredDays': 30,
  'invoice.notPaidDays': 90,
  /** How long the rate of a day serves for the days after it. */
  'money.rateValidDays': 45,
  /** Domain §9.6: from how many suppliers a quotation is wanted; with fewer the bid analysis says why. */
  'requisition.minimumQuotations': 3,
  /** CR-31, AM-24: a typed date further back is suspect, on every document. */
  'pv.backdatedDays': 7,
} as const;

export type Rule = keyof typeof SHIPPED_RULES;

/** The number a rule value stands for; an unreadable one leaves the shipped value in force. */
export function numberOf(rule: Rule, value: string | undefined): number {
  const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) && number >= 0 ? number : SHIPPED_RULES[rule];
}
