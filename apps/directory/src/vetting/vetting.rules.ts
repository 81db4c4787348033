import { directoryError } from '../errors.js';
import { isSecurityForce } from './security-force.rules.js';

export const VETTING_SUBJECTS = ['UNIT', 'COMMANDER'] as const;
export type VettingSubject = (typeof VETTING_SUBJECTS)[number];

/** NOT_REQUIRED: said of a unit that is no security force (AM-4); it covers the unit and whoever commands it. */
export const VETTING_OUTCOMES = [
  'PENDING',
  'APPROVED',
  'SUSPENDED',
  'REJECTED',
  'CANCELLED',
  'EXPIRED',
  'NOT_REQUIRED',
] as const;
export type VettingOutcome = (typeof VETTING_OUTCOMES)[number];

/** A result only: what led to it is never stored (domain §2.7). */
export interface Vetting {
  id: string;
  subject: VettingSubject;
  orgUnitId: string;
  personId: string | null;
  awardId: string;
  result: VettingOutcome;
  resultAt: Date;
  validUntil: Date | null;
  recordedAt: Date;
}

type Recorded = Omit<Vetting, 'id' | 'recordedAt'>;

/** What a result is judged by: the agency of its unit, and how long an approval may last. */
export interface VettingTerms {
  agencies: ReadonlyMap<string, string>;
  validityMonths: number;
}

interface VettingRefusal {
  code: 'vetting-without-commander' | 'period-empty' | 'vetting-required' | 'vetting-too-long';
  field: 'personId' | 'validUntil' | 'result';
  detail: string;
}

/** Why a result cannot be recorded; null: it can. */
export function vettingRefusal(
  { subject, orgUnitId, personId, result, resultAt, validUntil }: Recorded,
  { agencies, validityMonths }: VettingTerms,
): VettingRefusal | null {
  if ((subject === 'COMMANDER') !== (personId !== null)) {
    return { code: 'vetting-without-commander', field: 'personId', detail: `It is of a ${subject}.` };
  }
  if (validUntil !== null && validUntil <= resultAt) {
    return { code: 'period-empty', field: 'validUntil', detail: 'validUntil comes after resultAt.' };
  }
  const agency = agencies.get(orgUnitId.toLowerCase());
  if (result === 'NOT_REQUIRED' && (agency === undefined || isSecurityForce(agency))) {
    const detail = `CR-15, AM-4: the unit is of ${agency ?? 'no agency known'}; NOT_REQUIRED is for who is no security force.`;
    return { code: 'vetting-required', field: 'result', detail };
  }
  if (result !== 'APPROVED') return null;
  const latest = new Date(resultAt);
  latest.setUTCMonth(latest.getUTCMonth() + validityMonths);
  if (validUntil !== null && validUntil <= latest) return null;
  return {
    code: 'vetting-too-long',
    field: 'validUntil',
    detail: `It may be valid until ${latest.toISOString()} at most.`,
  };
}

/** An approval ends, at the latest after the months the rule `vetting.validityMonths` allows (domain §9.4). */
export function checkVetting(vetting: Recorded, terms: VettingTerms): void {
  const refusal = vettingRefusal(vetting, terms);
  if (refusal) throw directoryError(refusal.code, refusal.detail, [{ row: 0, ...refusal }]);
}

/** The results of a list: all of them can be recorded, or none is (row 1 is the first). */
export function checkVettings(vettings: readonly Recorded[], terms: VettingTerms): void {
  const problems = vettings.flatMap((vetting, index) => {
    const refusal = vettingRefusal(vetting, terms);
    return refusal ? [{ row: index + 1, ...refusal, field: `lines[${index}].${refusal.field}` }] : [];
  });
  if (problems.length === 0) return;
  throw directoryError('vettings-not-valid', `${problems.length} of ${vettings.length} rows.`, problems);
}
