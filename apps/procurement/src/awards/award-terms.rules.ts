import type { TitleTerms, ToldAwardTerms } from '@dotation/contracts';
import type { RowProblem } from '../receipts/row-problem.rules.js';

/** What an award binds to from a day on, until an amendment says otherwise (domain §9.1). */
export interface AwardTerms {
  title: TitleTerms;
  /** In whole US dollars (2 CFR 200.1). */
  equipmentThresholdUsd: number;
  periodStart: string | null;
  periodEnd: string | null;
  amountMinor: number | null;
  currency: string | null;
  vettingRequired: boolean;
  dueDiligenceRequired: boolean;
  dispositionApprovalRequired: boolean;
  eumRequired: boolean;
  eumFrequencyMonths: number | null;
  section889Applies: boolean;
  markingRequired: boolean;
  markingWaiver: string | null;
  lossNotificationDays: number | null;
  finalFinancialReportOn: string | null;
  legalHoldReason: string | null;
}

/** What a request says of them: absent stays as it was, null clears what may be blank. */
export type SaidTerms = { [field in keyof AwardTerms]?: AwardTerms[field] | null };

/** 2 CFR 200.216 and section 889 bind what is obligated from this day on (domain §2.4). */
export const SECTION_889_FROM = '2020-08-13';

/** The terms an award begins with where its coversheet says nothing; `thresholdUsd` is the rule's value on its day. */
export function firstTerms(obligatedOn: string, federal: boolean, thresholdUsd: number, said: SaidTerms): AwardTerms {
  const silent: AwardTerms = {
    ...{ title: 'CONDITIONAL', equipmentThresholdUsd: thresholdUsd, periodStart: null, periodEnd: null },
    ...{ amountMinor: null, currency: null, vettingRequired: true, dueDiligenceRequired: true },
    ...{ dispositionApprovalRequired: true, eumRequired: true, eumFrequencyMonths: 12 },
    ...{ section889Applies: federal && obligatedOn >= SECTION_889_FROM, markingRequired: true, markingWaiver: null },
    ...{ lossNotificationDays: null, finalFinancialReportOn: null, legalHoldReason: null },
  };
  return amended(silent, said);
}

const blank = new Set<keyof AwardTerms>([
  ...(['periodStart', 'periodEnd', 'amountMinor', 'currency', 'eumFrequencyMonths', 'markingWaiver'] as const),
  ...(['lossNotificationDays', 'finalFinancialReportOn', 'legalHoldReason'] as const),
]);

/** An amendment says what it changes; everything else goes on. */
export function amended(before: AwardTerms, said: SaidTerms): AwardTerms {
  const fields = Object.keys(before) as (keyof AwardTerms)[];
  const after = fields.map((field): [string, unknown] => {
    const value = said[field];
    return [field, value === undefined || (value === null && !blank.has(field)) ? before[field] : value];
  });
  return Object.fromEntries(after) as unknown as AwardTerms;
}

/** Everything that cannot be true of an award together; `thresholdUsd` is what the regulation allows at most on that day. */
export function problemsOfTerms(
  terms: AwardTerms,
  { federal, obligatedOn }: { federal: boolean; obligatedOn: string },
  thresholdUsd: number,
): RowProblem[] {
  const problems: RowProblem[] = [];
  const problem = (field: keyof AwardTerms, code: string, detail: string): number =>
    problems.push({ row: 0, field, code, detail });
  const { periodStart, periodEnd, amountMinor, currency, equipmentThresholdUsd } = terms;
  if (periodStart !== null && periodEnd !== null && periodEnd < periodStart)
    problem('periodEnd', 'period-ends-early', `The period ends on ${periodEnd}, before it starts on ${periodStart}.`);
  if ((amountMinor === null) !== (currency === null))
    problem(amountMinor === null ? 'amountMinor' : 'currency', 'amount-incomplete', 'An amount has a currency.');
  // 2 CFR 200.1: the lesser of the recipient's own level and the dated value.
  if (federal && equipmentThresholdUsd > thresholdUsd)
    problem('equipmentThresholdUsd', 'threshold-too-high', `It is at most ${thresholdUsd} USD on that day.`);
  if (federal && obligatedOn >= SECTION_889_FROM && !terms.section889Applies)
    problem('section889Applies', 'section-889-binds', `It binds federal awards obligated from ${SECTION_889_FROM} on.`);
  if (terms.eumRequired && terms.eumFrequencyMonths === null)
    problem('eumFrequencyMonths', 'eum-frequency-missing', 'Say every how many months the end use is monitored.');
  if (!terms.markingRequired && terms.markingWaiver === null)
    problem('markingWaiver', 'marking-waiver-missing', 'Say which waiver lets the marking be left out.');
  return problems;
}

/** 2 CFR 200.334: three years from the final financial report; nothing is let go while there is a legal hold. */
export function retentionUntil({ finalFinancialReportOn, legalHoldReason }: AwardTerms): string | null {
  if (finalFinancialReportOn === null || legalHoldReason !== null) return null;
  const day = new Date(`${finalFinancialReportOn}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + 3);
  return day.toISOString().slice(0, 10);
}

/** What other services are told of them. */
export function toldTerms(versionId: string, validFrom: string, terms: AwardTerms): ToldAwardTerms {
  const { title, equipmentThresholdUsd, periodStart, periodEnd, vettingRequired, dueDiligenceRequired } = terms;
  const { dispositionApprovalRequired, eumRequired, section889Applies } = terms;
  return {
    ...{ versionId, validFrom, title, equipmentThresholdUsd, periodStart, periodEnd },
    ...{ vettingRequired, dueDiligenceRequired, dispositionApprovalRequired, eumRequired, section889Applies },
  };
}

/** Whether goods may be ordered on the award that day: costs are incurred within the period of performance. */
export function outsidePeriod({ periodStart, periodEnd }: AwardTerms, day: string): string | undefined {
  if (periodStart !== null && day < periodStart) return `Its period of performance starts on ${periodStart}.`;
  if (periodEnd !== null && day > periodEnd) return `Its period of performance ended on ${periodEnd}.`;
  return undefined;
}
