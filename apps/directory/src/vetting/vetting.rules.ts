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

/** An approval ends, at the latest after the months the rule `vetting.validityMonths` allows (domain §9.4). */
export function checkVetting(vetting: Omit<Vetting, 'id' | 'recordedAt'>, validityMonths: number): void {
  if ((vetting.subject === 'COMMANDER') !== (vetting.personId !== null))
    throw directoryError('vetting-without-commander');
  const { result, resultAt, validUntil } = vetting;
  if (validUntil !== null && validUntil <= resultAt) throw directoryError('period-empty');
  if (result !== 'APPROVED') return;
  const latest = new Date(resultAt);
  latest.setUTCMonth(latest.getUTCMonth() + validityMonths);
  if (validUntil === null || validUntil > latest) {
    throw directoryError('vetting-too-long', `It may be valid until ${latest.toISOString()} at most.`);
  }
}
