import type { Held, Mandate, Unit } from '../store/snapshot.js';
import type { Capacity, Channel } from './command.rules.js';

/** What the sign screen has so far. */
export interface Form {
  channel: Channel;
  signerId: string;
  capacity: Capacity;
  mandateId: string;
  giverId: string;
  witness: string;
  sheet: string | null;
  when: string;
  how: 'DRAW' | 'TYPE';
  drawn: boolean;
  name: string;
  pin: string;
}

export type Need = 'signature' | 'signer' | 'witness' | 'sheet' | 'when';

/** AM-1: on the giver's phone and on paper a witness and a photo of the sheet are needed; a drawn signature always suffices. */
export function needsOf(form: Form, now: Date): Need[] {
  const borrowed = form.channel !== 'OWN_PHONE';
  const paper = form.channel === 'PAPER_TRANSCRIBED';
  const when = new Date(form.when);
  const signed = paper
    ? form.sheet !== null
    : form.how === 'DRAW'
      ? form.drawn
      : form.name.trim() !== '' && form.pin !== '';
  return [
    ...(form.signerId === '' ? ['signer' as const] : []),
    ...(paper && (Number.isNaN(when.getTime()) || when > now) ? ['when' as const] : []),
    ...(borrowed && form.witness.trim().length < 3 ? ['witness' as const] : []),
    ...(borrowed && form.sheet === null ? ['sheet' as const] : []),
    ...(!signed && !paper ? ['signature' as const] : []),
  ];
}

/** Who may record how: whoever receives on his own phone, the officer for somebody else, anybody from paper. */
export function channelsFor(roles: readonly string[]): Channel[] {
  const receives = roles.includes('UNIT_HEAD') || roles.includes('UNIT_CUSTODIAN');
  const goesAlong = roles.includes('FIELD_OFFICER');
  return [
    ...(receives ? ['OWN_PHONE' as const] : []),
    ...(goesAlong ? ['GIVERS_PHONE' as const] : []),
    'PAPER_TRANSCRIBED',
  ];
}

export function capacityOf(personId: string, unit: Unit | undefined): Capacity {
  return unit?.headPersonId === personId ? 'HEAD' : 'DELEGATE';
}

/** Mandates that are in force for this waybill now (CR-22). */
export function mandatesFor(held: Held, orgUnitId: string, waybillId: string, at: Date): Mandate[] {
  return held.mandates.filter(
    ({ orgUnitId: of, validFrom, validTo, revokedFrom, waybillIds }) =>
      of === orgUnitId &&
      new Date(validFrom) <= at &&
      at <= new Date(validTo) &&
      (revokedFrom === null || at < new Date(revokedFrom)) &&
      (waybillIds === null || waybillIds.includes(waybillId)),
  );
}
