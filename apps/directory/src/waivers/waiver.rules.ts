import { NEVER_WAIVED, WAIVABLE_RULES, type WaivableRule } from '@dotation/contracts';
import { directoryError } from '../errors.js';

export interface WaiverGiven {
  id: string;
  rule: WaivableRule;
  placeId: string;
  personIds: string[];
  validFrom: Date;
  validTo: Date;
  reason: string;
  compensatingControl: string;
  grantedBy: string;
  grantedAt: Date;
  revokedBy: string | null;
  revokedAt: Date | null;
}

export type WantedWaiver = Pick<WaiverGiven, 'id' | 'placeId' | 'personIds' | 'reason' | 'compensatingControl'> & {
  rule: string;
  validFrom: Date | null;
  validTo: Date | null;
};

/** Where a person works: the unit, and the place of the unit. */
export interface Station {
  orgUnitId: string | null;
  placeId: string | null;
}

const mostDays = 90;
const day = 24 * 60 * 60_000;

/** AM-3: by an approver of another duty station, for named persons at one place, at most 90 days, against a control. */
export function grantWaiver(
  wanted: WantedWaiver,
  by: { personId: string; station: Station },
  stations: readonly Station[],
  now: Date,
): WaiverGiven {
  const rule = waivable(wanted.rule);
  if (wanted.personIds.includes(by.personId)) {
    throw directoryError('waiver-for-oneself', 'AM-3: somebody else lets a person off a rule.');
  }
  const { orgUnitId, placeId } = by.station;
  const together = placeId === wanted.placeId || stations.some((station) => station.orgUnitId === orgUnitId);
  if (orgUnitId === null || together) {
    throw directoryError('same-duty-station', 'AM-3: it is granted from another duty station than where it holds.');
  }
  const validFrom = wanted.validFrom ?? now;
  if (validFrom < now) throw directoryError('waiver-in-the-past', `It is ${now.toISOString()} now.`);
  const latest = new Date(validFrom.getTime() + mostDays * day);
  const validTo = wanted.validTo ?? latest;
  if (validTo <= validFrom) throw directoryError('period-empty');
  if (validTo > latest) throw directoryError('waiver-too-long', `AM-3: at most ${mostDays} days.`);
  const granted = { grantedBy: by.personId, grantedAt: now, revokedBy: null, revokedAt: null };
  return { ...wanted, personIds: [...new Set(wanted.personIds)], rule, validFrom, validTo, ...granted };
}

function waivable(rule: string): WaivableRule {
  const known = WAIVABLE_RULES.find((one) => one === rule);
  if (known) return known;
  if (NEVER_WAIVED.some((one) => one === rule)) throw directoryError('never-waived', `AM-3: ${rule} is never waived.`);
  throw directoryError('unknown-waivable-rule', `AM-3 lets off ${WAIVABLE_RULES.join(', ')}.`);
}

export function revokeWaiver(waiver: WaiverGiven, now: Date): void {
  if (waiver.revokedAt) throw directoryError('waiver-ended', `It was revoked at ${waiver.revokedAt.toISOString()}.`);
  if (waiver.validTo <= now) throw directoryError('waiver-ended', `It ended at ${waiver.validTo.toISOString()}.`);
}

/** The compensating control is somebody else's word, or it would control nothing. */
export function checkEvidence(waiver: WaiverGiven, recordedBy: string): void {
  if (waiver.personIds.includes(recordedBy)) {
    throw directoryError(
      'evidence-of-oneself',
      'AM-3: none of the persons whom the waiver lets off records its control.',
    );
  }
}
