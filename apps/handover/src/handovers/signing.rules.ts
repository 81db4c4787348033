import type { Channel, Signature } from '@dotation/contracts';
import { handoverError } from '../errors.js';
import type { Leg } from '../consignments/consignment.rules.js';
import type { Finding } from '../exceptions/finding.rules.js';

/** Who had the goods in hand before the signature. */
export type Sender = Pick<Leg, 'dispatchedBy' | 'releasedBy' | 'approvedBy' | 'officerPersonId'>;

export interface Signing {
  homeward: boolean;
  signature: Signature;
  giverId: string | null;
  witnessId: string | null;
  channel: Channel;
  sheetSha256: string | null;
  recordedBy: string;
}

/** A unit’s people or the officer record what a unit received, a store-keeper what came back to a store. */
export function mayRecord(kind: 'FIRST' | 'RETURN', roles: readonly string[]): void {
  const needed = kind === 'RETURN' ? ['STOREKEEPER'] : ['UNIT_HEAD', 'UNIT_CUSTODIAN', 'FIELD_OFFICER'];
  if (!roles.some((role) => needed.includes(role))) {
    throw handoverError('role-not-for-purpose', `A ${kind} PV is recorded by ${needed.join(', ')}.`);
  }
}

/**
 * Who may sign, on whose phone, before whom (AM-1, AM-3, CR-19). `legs` are those of the lines and waybills of the PV,
 * `drivers` all who drove on them, before a change of carrier too.
 */
export function maySign(signing: Signing, legs: readonly Sender[], drivers: readonly string[]): void {
  const { signature, witnessId, channel, recordedBy, homeward } = signing;
  const signer = signature.personId;
  // On the way back nobody lets goods out of a store: only who sent them is asked.
  const senders = legs.flatMap((leg) =>
    homeward ? [leg.dispatchedBy] : [leg.dispatchedBy, leg.releasedBy, leg.approvedBy],
  );
  if (senders.includes(signer)) {
    throw handoverError(
      'receiver-sent-the-goods',
      'CR-19, AM-3: who released or dispatched goods never signs for them.',
    );
  }
  // §13.1: who has the goods in hand does not take them over from himself; no waiver changes that.
  if (drivers.includes(signer)) {
    const detail = 'AM-1: who drove the goods hands them over, and never signs for the receiver.';
    const row = { row: 0, field: 'signature.personId', code: 'driver-signs-as-receiver', detail };
    throw handoverError('driver-signs-as-receiver', detail, [row]);
  }
  const givers = giversOf(signing, legs);
  if (givers.includes(signer)) {
    throw handoverError('giver-signs-as-receiver', 'AM-1: the giver may record, but never sign for the receiver.');
  }
  if (channel === 'SMS') throw handoverError('sms-not-yet', 'CR-29: an SMS can never confirm a serial.');
  if (channel === 'OWN_PHONE' && recordedBy !== signer) {
    throw handoverError(
      'not-the-receivers-phone',
      'AM-1: OWN_PHONE is recorded by its signer; who records for another says GIVERS_PHONE or PAPER_TRANSCRIBED, with witness and sheet.',
    );
  }
  const borrowed = channel === 'GIVERS_PHONE' || channel === 'PAPER_TRANSCRIBED';
  if (borrowed && (witnessId === null || signing.sheetSha256 === null)) {
    throw handoverError(
      'witness-and-sheet-required',
      'AM-1: on the giver’s phone or on paper, send witnessId and sheetSha256 (photo of the signed, stamped sheet).',
    );
  }
  if (witnessId !== null && [signer, recordedBy, signing.giverId, ...givers].includes(witnessId)) {
    throw handoverError(
      'witness-is-a-party',
      'AM-1: the witness is neither the receiver, nor the giver or officer, nor who records.',
    );
  }
}

/** The giver as named, and whoever answered for the goods until now; a return is given by whom it says. */
export function giversOf(
  { giverId, homeward }: Pick<Signing, 'giverId' | 'homeward'>,
  legs: readonly Sender[],
): string[] {
  const officers = homeward ? [] : legs.map(({ officerPersonId }) => officerPersonId);
  return [...new Set([...(giverId === null ? [] : [giverId]), ...officers])];
}

/**
 * CR-20: the driver's word stands against who takes the goods and who writes it down, so none of them gives it for him.
 * Another driver than the paper names has really come: told, not refused.
 */
export function driverFindings(
  driver: { signerId: string; named: string },
  against: readonly (string | null | undefined)[],
  waybill: { id: string; number: string },
): Finding[] {
  const { signerId, named } = driver;
  if (against.includes(signerId)) {
    throw handoverError(
      'signs-for-the-driver',
      'CR-20: not the head of the unit, the officer or the recorder; say that the driver is absent, with a witness.',
    );
  }
  if (signerId === named) return [];
  const detail = `${waybill.number} names another driver than the one who signed.`;
  return [{ code: 'DRIVER_DIFFERS', detail, personId: signerId, waybillId: waybill.id }];
}

export interface Clock {
  signedAt: Date;
  recordedAt: Date;
  /** The phone's clock when it sent this, where it says so. */
  sentAt: Date | null;
  /** The time was typed from a sheet, not taken by a device. */
  typed: boolean;
}

export interface ClockValues {
  toleranceMinutes: number;
  backdatedDays: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** CR-31 as AM-24 amends it: a late sync is LATE and nothing more; only a wrong clock or an old typed date is suspect. */
export function readClock(clock: Clock, values: ClockValues): { late: boolean; findings: Finding[] } {
  const { signedAt, recordedAt, sentAt, typed } = clock;
  const tolerance = values.toleranceMinutes * minute;
  const age = recordedAt.getTime() - signedAt.getTime();
  const findings: Finding[] = [];
  const late = age > tolerance;
  if (late) findings.push({ code: 'LATE', detail: `Signed at ${iso(signedAt)}, recorded at ${iso(recordedAt)}.` });
  const suspicion = suspicionOf();
  if (suspicion) findings.push({ code: 'CLOCK_SUSPECT', detail: suspicion });
  return { late, findings };

  function suspicionOf(): string | null {
    if (age < -tolerance) return `Signed at ${iso(signedAt)}, which is still to come.`;
    if (sentAt && Math.abs(recordedAt.getTime() - sentAt.getTime()) > tolerance) {
      return `The phone said ${iso(sentAt)} when the server said ${iso(recordedAt)}.`;
    }
    if (typed && age > values.backdatedDays * day) return `A typed date more than ${values.backdatedDays} days back.`;
    return null;
  }
}

function iso(time: Date): string {
  return time.toISOString();
}

/** AM-2: a counter-signature answers a signature; where that one's clock was ahead, it came at the latest when it was recorded. */
export function countersignedAfter(pv: { signedAt: Date; recordedAt: Date }, at: Date): void {
  const signed = pv.signedAt < pv.recordedAt ? pv.signedAt : pv.recordedAt;
  if (at >= signed) return;
  const detail = `Counter-signed at ${iso(at)}, but signed at ${iso(signed)}.`;
  const row = { row: 0, field: 'signature.signedAt', code: 'countersigned-before-signature', detail };
  throw handoverError('countersigned-before-signature', detail, [row]);
}

/** CR-31: a claimed time counts unless it is suspect; then the server's clock does. */
export function believed(claimed: Date, recordedAt: Date, clock: readonly Finding[]): Date {
  return clock.some(({ code }) => code === 'CLOCK_SUSPECT') ? recordedAt : claimed;
}

/** AM-2: the officer counter-signs in time; late, it still counts, and somebody should know. */
export function countersignFindings(signedAt: Date, countersignedAt: Date, withinDays: number): Finding[] {
  if (countersignedAt.getTime() - signedAt.getTime() <= withinDays * day) return [];
  return [{ code: 'COUNTERSIGNED_LATE', detail: `Counter-signed more than ${withinDays} days after the signature.` }];
}
