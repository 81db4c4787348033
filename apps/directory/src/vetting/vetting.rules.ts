import { directoryError } from '../errors.js';

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

/** Why a result cannot be recorded; null: it can. */
export function vettingRefusal(
  { subject, personId, result, resultAt, validUntil }: Omit<Vetting, 'id' | 'recordedAt'>,
  validityMonths: number,
): { code: 'vetting-without-commander' | 'period-empty' | 'vetting-too-long'; detail: string } | null {
  if ((subject === 'COMMANDER') !== (personId !== null)) {
    return { code: 'vetting-without-commander', detail: `It is of a ${subject}.` };
  }
  if (validUntil !== null && validUntil <= resultAt) {
    return { code: 'period-empty', detail: 'validUntil comes after resultAt.' };
  }
  if (result !== 'APPROVED') return null;
  const latest = new Date(resultAt);
  latest.setUTCMonth(latest.getUTCMonth() + validityMonths);
  if (validUntil !== null && validUntil <= latest) return null;
  return { code: 'vetting-too-long', detail: `It may be valid until ${latest.toISOString()} at most.` };
}

/** An approval ends, at the latest after the months the rule `vetting.validityMonths` allows (domain §9.4). */
export function checkVetting(vetting: Omit<Vetting, 'id' | 'recordedAt'>, validityMonths: number): void {
  const refusal = vettingRefusal(vetting, validityMonths);
  if (refusal) throw directoryError(refusal.code, refusal.detail);
}

/** The results of a list: all of them can be recorded, or none is (row 1 is the first). */
export function checkVettings(vettings: readonly Omit<Vetting, 'id' | 'recordedAt'>[], validityMonths: number): void {
  const problems = vettings.flatMap((vetting, index) => {
    const refusal = vettingRefusal(vetting, validityMonths);
    return refusal ? [{ row: index + 1, ...refusal }] : [];
  });
  if (problems.length === 0) return;
  throw directoryError('vettings-not-valid', `${problems.length} of ${vettings.length} rows.`, problems);
}
