import { directoryError } from '../errors.js';

export interface MandateGiven {
  id: string;
  orgUnitId: string;
  fromPersonId: string;
  toPersonId: string;
  validFrom: Date;
  validTo: Date;
}

/** The head of the unit lends his signature to another person for a time (CR-22); the receiver cannot write it himself. */
export function giveMandate(mandate: MandateGiven, headPersonId: string | null, recordedBy: string): void {
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
}
