import type { Lifecycle } from '@dotation/contracts';
import { assetsError } from '../errors.js';

/** Before a unit signed for it, and on no paper that is under way (T34). */
const EARLY: readonly Lifecycle[] = ['A01_RECEIVED_PENDING_INSPECTION', 'A02_REJECTED', 'A04_IN_STOCK'];
/** Where an old list let it begin (AM-13): nobody signed here for these. */
const OF_OLD_LISTS: readonly Lifecycle[] = ['A09_IN_SERVICE', 'A13_MISSING', 'A16_INACCESSIBLE', 'A17_RECOVERED'];

export interface Voidable {
  deviceId: string;
  lifecycle: Lifecycle;
  origin: string;
  /** A unit signed for it at some time (T12), wherever it is today. */
  signedFor: boolean;
}

/** Whether a record can be struck from the register; what a unit signed for is corrected by a rectifying PV instead. */
export function isVoidable({ lifecycle, origin, signedFor }: Voidable): boolean {
  if (signedFor) return false;
  return EARLY.includes(lifecycle) || (origin !== 'PURCHASE' && OF_OLD_LISTS.includes(lifecycle));
}

/** `kept` is the record that stays; what was voided itself cannot stay, or two notes would strike each other's. */
export function checkVoid(device: Voidable, kept: Pick<Voidable, 'deviceId' | 'lifecycle'> | null): void {
  if (!isVoidable(device)) {
    const why = device.signedFor ? 'A unit signed for it (T12); correct that PV.' : `It is in ${device.lifecycle}.`;
    throw assetsError('device-not-voidable', why);
  }
  if (kept?.deviceId === device.deviceId) refuseKept('The record that stays is another one.');
  if (kept?.lifecycle === 'A20_VOIDED') refuseKept('The record that stays was voided itself.');
}

function refuseKept(detail: string): never {
  const problem = { row: 0, field: 'keptDeviceId', code: 'kept-device-wrong', detail };
  throw assetsError('kept-device-wrong', detail, [problem]);
}

/** T34: never by one person alone. */
export function checkDecision(note: { proposedBy: string; decision: string | null }, by: string): void {
  if (note.proposedBy === by) throw assetsError('void-same-person');
  if (note.decision !== null) throw assetsError('void-decided', `It is ${note.decision}.`);
}
