import { IMPLEMENTING_AGENCY } from '@dotation/contracts';
import { directoryError } from '../errors.js';

/** Given by telephone (AM-2): who called, when, and who heard it. */
export interface Telephone {
  callerId: string;
  calledAt: string;
  witnessId: string;
}

export interface MandateGiven {
  id: string;
  orgUnitId: string;
  fromPersonId: string;
  toPersonId: string;
  validFrom: Date;
  validTo: Date;
  documentSha256: string | null;
  telephone: Telephone | null;
  /** Only for these consignments; null: for all of the unit. */
  waybillIds: string[] | null;
  /** Nobody signs under it from here on. */
  revokedFrom: Date | null;
}

/** The head of the unit lends his signature to another person for a time (CR-22); the receiver cannot write it himself. */
export function giveMandate(mandate: MandateGiven, headPersonId: string | null, recordedBy: string, now: Date): void {
  if (mandate.validTo <= mandate.validFrom) throw directoryError('period-empty');
  if (mandate.toPersonId === mandate.fromPersonId || mandate.toPersonId === recordedBy) {
    throw directoryError('mandate-to-oneself');
  }
  if (mandate.fromPersonId !== headPersonId) {
    const since = mandate.validFrom.toISOString();
    throw directoryError(
      'mandate-giver-not-head',
      `On ${since} the head is ${headPersonId ?? 'nobody: the post is vacant'}.`,
    );
  }
  if (mandate.telephone) heard(mandate, mandate.telephone, recordedBy, now);
}

/** Whose the signature is lent to, and of which agency the unit is that lends it. */
export interface Delegate {
  unitAgency: string;
  /** Of the unit he belongs to, as far as one is recorded. */
  agency: string | null;
  isSystem: boolean;
  /** Now, or by a role that begins later. */
  isAdministrator: boolean;
}

/**
 * AM-1, AM-2: the signature of the receiving side is never given by those who hand over, nor by a machine: else one of the
 * implementing agency alone would make a final PV. Asked when it is recorded, and again when its document comes.
 * CR-60: nor by an administrator of the system, who has no business rights at all.
 */
export function checkDelegate({ unitAgency, agency, isSystem, isAdministrator }: Delegate): void {
  if (isSystem) refuse('AM-1: a system signs for nobody.');
  if (isAdministrator) refuse('CR-60: a system administrator signs for nobody.');
  if (agency === IMPLEMENTING_AGENCY && unitAgency !== IMPLEMENTING_AGENCY) {
    refuse(`AM-1, AM-2: somebody of ${IMPLEMENTING_AGENCY} never signs for a unit of ${unitAgency}.`);
  }
}

function refuse(detail: string): never {
  const code = 'mandate-outside-the-unit';
  throw directoryError(code, detail, [{ row: 0, field: 'toPersonId', code, detail }]);
}

/** AM-2: a call is worth what a third person heard of it. */
function heard({ fromPersonId, toPersonId }: MandateGiven, call: Telephone, recordedBy: string, now: Date): void {
  if (call.callerId === toPersonId) throw directoryError('mandate-to-oneself', 'The caller gives it to himself.');
  if ([fromPersonId, toPersonId, call.callerId, recordedBy].includes(call.witnessId)) {
    throw directoryError('witness-is-a-party', 'AM-2: neither who gives it, nor who gets it, calls or records it.');
  }
  if (new Date(call.calledAt) > now) throw directoryError('call-to-come', `It is ${now.toISOString()} now.`);
}

/** CR-22: a mandate counts by its document, or by a call with its witness; what was only announced is none yet. */
export function isGiven({ documentSha256, telephone }: MandateGiven): boolean {
  return documentSha256 !== null || telephone !== null;
}

/** AM-2, CR-22: given by the head of that day, to the signer, for that day and for what is signed for. */
export function coversSignature(
  mandate: MandateGiven,
  signed: { orgUnitId: string; signerId: string; headPersonId: string | null; waybillIds: readonly string[]; at: Date },
): boolean {
  const { orgUnitId, signerId, headPersonId, waybillIds, at } = signed;
  const named = mandate.waybillIds;
  return (
    isGiven(mandate) &&
    mandate.orgUnitId === orgUnitId &&
    mandate.toPersonId === signerId &&
    mandate.fromPersonId === headPersonId &&
    mandate.validFrom <= at &&
    at <= mandate.validTo &&
    (mandate.revokedFrom === null || at < mandate.revokedFrom) &&
    (named === null || (waybillIds.length > 0 && waybillIds.every((id) => named.includes(id))))
  );
}

export function documentMandate({ documentSha256, toPersonId }: MandateGiven, by: string): void {
  if (toPersonId === by) throw directoryError('mandate-to-oneself', 'Another person brings the document of it.');
  if (documentSha256 !== null) throw directoryError('mandate-documented', `Its document is ${documentSha256}.`);
}

/** It ends once, and within its time; what was signed under it before stays as it was. */
export function revokeMandate({ revokedFrom, validFrom, validTo }: MandateGiven, from: Date): void {
  if (revokedFrom !== null) throw directoryError('mandate-revoked', `It ended on ${revokedFrom.toISOString()}.`);
  if (from < validFrom || from > validTo) {
    throw directoryError('period-empty', `It holds from ${validFrom.toISOString()} to ${validTo.toISOString()}.`);
  }
}
