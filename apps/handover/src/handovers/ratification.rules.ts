import type { Signature } from '@dotation/contracts';
import type { Leg, Standing } from '../consignments/consignment.rules.js';
import { lastLeg } from '../consignments/consignment.rules.js';
import { handoverError } from '../errors.js';
import type { Finding } from '../exceptions/finding.rules.js';

/** A PV under which somebody has goods to be confirmed (*sous réserve de mandat*). */
export interface ToConfirm {
  id: string;
  status: string;
  orgUnitId: string;
  waybillIds: readonly string[];
  signerId: string;
  signedAt: Date;
  /** Since when it is under reserve: the signature, or the completion of a PV that had to wait. */
  since: Date;
  /** When the gate said that it is under reserve: at its record, or at its completion. */
  judgedAt: Date;
  receiver: { personId?: string | null; hold: string };
}

export function ratifiable({ status, receiver }: ToConfirm): void {
  if (status === 'PENDING') throw handoverError('handover-pending', 'Complete it first.');
  if (status === 'RETURNED' || receiver.hold !== 'TO_CONFIRM') {
    throw handoverError('handover-not-to-confirm', `It is ${status}, its hold ${receiver.hold}.`);
  }
}

/** Whose word confirms: the head on the day of signing, the head now, or the head of a unit above (AM-2). */
export interface Entitled {
  headNow: string | null;
  superiors: readonly (string | null)[];
}

export function ratify(
  handover: ToConfirm,
  by: { signature: Signature; recordedBy: string; sheetSha256: string | null },
  { headNow, superiors }: Entitled,
): void {
  ratifiable(handover);
  const { personId } = by.signature;
  if (personId === handover.signerId) throw handoverError('ratifier-is-signer', 'AM-2: another person ratifies.');
  if (![handover.receiver.personId, headNow, ...superiors].includes(personId)) {
    throw handoverError(
      'ratifier-not-entitled',
      'AM-2: the head of the unit on that day, the head of today, or the head of a unit above it.',
    );
  }
  if (by.recordedBy !== personId && by.sheetSha256 === null) {
    throw handoverError('sheet-required', 'AM-1: who records the word of another sends sheetSha256.');
  }
}

/** A mandate as directory tells it. */
export interface MandateTold {
  mandateId: string;
  orgUnitId: string;
  fromPersonId: string;
  toPersonId: string;
  validFrom: Date;
  validTo: Date;
  /** Null: any consignment of the unit. */
  waybillIds: readonly string[] | null;
  /** By document or, before a witness, by telephone; without either it is only announced. */
  given: boolean;
  /** When directory knew so. */
  toldAt: Date;
}

/**
 * CR-22: a mandate that became known after the signature covers it as one shown at the signature would have. What directory knew
 * when the gate was asked the gate has judged, with its revocations (AM-2); a fact of it that is read again changes nothing.
 */
export function coveredBy(mandate: MandateTold, handover: ToConfirm): boolean {
  const { waybillIds } = mandate;
  return (
    mandate.given &&
    handover.judgedAt <= mandate.toldAt &&
    handover.receiver.hold === 'TO_CONFIRM' &&
    handover.status !== 'PENDING' &&
    handover.status !== 'RETURNED' &&
    mandate.orgUnitId === handover.orgUnitId &&
    mandate.toPersonId === handover.signerId &&
    mandate.fromPersonId === handover.receiver.personId &&
    mandate.validFrom <= handover.signedAt &&
    handover.signedAt <= mandate.validTo &&
    (waybillIds === null || handover.waybillIds.every((id) => waybillIds.includes(id)))
  );
}

/** What the unit still has by this PV, each with the leg that brought it. */
export function stillHeld(handoverId: string, standings: readonly Standing[]): { deviceId: string; leg: Leg }[] {
  return standings.flatMap((standing) => {
    const leg = lastLeg(standing);
    return leg?.state === 'ACCEPTED' && leg.handoverId === handoverId ? [{ deviceId: standing.deviceId, leg }] : [];
  });
}

const day = 24 * 60 * 60_000;

/** It counts late as well, and somebody should know (CR-22). */
export function ratifiedLate({ since }: ToConfirm, at: Date, mandateDays: number): Finding[] {
  if (at.getTime() - since.getTime() <= mandateDays * day) return [];
  return [{ code: 'RATIFIED_LATE', detail: `Confirmed more than ${mandateDays} days after it was signed.` }];
}
