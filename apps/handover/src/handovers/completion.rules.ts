import type { Gate, LineEffect, Outcome } from '@dotation/contracts';
import { concernOf, type Leg, type LineState, type Standing } from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import type { Finding } from '../exceptions/finding.rules.js';
import { handoverError } from '../errors.js';
import { isAcceptance } from './line.rules.js';

export interface SignedHandover {
  id: string;
  /** RETURNED: what a gate held back went home; the unit never had it. */
  status: 'PROVISIONAL' | 'FINAL' | 'PENDING' | 'RETURNED';
  pending: Gate | null;
  recordedAt: Date;
  kind: 'FIRST' | 'RETURN';
  orgUnitId: string;
  signerId: string;
}

export interface PendingLine {
  lineId: string;
  row: number;
  deviceId: string;
  outcome: Outcome;
}

export interface CompletedLine extends PendingLine {
  leg: Leg | null;
  effect: LineEffect;
  impliesArrival: boolean;
  becomes: LineState | null;
}

const day = 24 * 60 * 60_000;

/** CR-16, AM-19: a gate is passed within so many days of the PV's record, or the goods go back. DISPATCH waits for word only. */
export function completable({ status, pending, recordedAt }: SignedHandover, at: Date, pendingDays: number): void {
  if (status !== 'PENDING') throw handoverError('handover-not-pending', `It is ${status}.`);
  if (pending === 'DISPATCH' || at.getTime() - recordedAt.getTime() <= pendingDays * day) return;
  throw handoverError(
    'pending-too-long',
    `CR-16: it was recorded on ${recordedAt.toISOString()}, more than ${pendingDays} days ago; send the goods back with a RETURN waybill.`,
  );
}

/** AM-19: cleared in time, a gate leaves the first signatures as they are and the PV is final; a dispatch is still counter-signed. */
export function statusAfter({ pending }: SignedHandover): 'PROVISIONAL' | 'FINAL' {
  return pending === 'DISPATCH' ? 'PROVISIONAL' : 'FINAL';
}

/** The gate is open now: what waited for it, or for word of its dispatch, is handed over from here on (CR-16). */
export function completeLines(
  handover: SignedHandover,
  lines: readonly PendingLine[],
  standings: ReadonlyMap<string, Standing>,
): { lines: CompletedLine[]; findings: Finding[] } {
  const problems: Problem[] = [];
  const findings: Finding[] = [];
  const completed = lines.map((line): CompletedLine => {
    const standing = standings.get(line.deviceId);
    const concern = standing ? concernOf(standing, handover.orgUnitId, false) : null;
    if (concern?.kind === 'undispatched') {
      problems.push({
        row: line.row,
        code: 'dispatch-unknown',
        detail: 'Nobody has recorded yet that it left.',
        deviceId: line.deviceId,
      });
    }
    const leg = concern?.kind === 'leg' ? concern.leg : null;
    const decided = leg && endOf(leg, handover, line.outcome);
    if (decided) return { ...line, leg, ...decided };
    findings.push({
      code: 'CONFLICT',
      detail: `Meanwhile it is ${leg?.state ?? 'elsewhere'}; a rectifying PV settles it.`,
      deviceId: line.deviceId,
      waybillId: leg?.waybillId ?? null,
    });
    return { ...line, leg, effect: 'CONFLICT', impliesArrival: false, becomes: null };
  });
  refuseRows('still-pending', problems);
  return { lines: completed, findings };
}

function endOf(
  leg: Leg,
  handover: SignedHandover,
  outcome: Outcome,
): Pick<CompletedLine, 'effect' | 'impliesArrival' | 'becomes'> | null {
  const becomes = isAcceptance(outcome) ? 'ACCEPTED' : 'REFUSED';
  switch (leg.state) {
    case 'PENDING':
      return leg.handoverId === handover.id ? { effect: 'MOVES', impliesArrival: false, becomes } : null;
    case 'OPEN':
    case 'SHORT':
      return { effect: 'MOVES', impliesArrival: true, becomes };
    case 'ARRIVED':
    case 'STRUCK':
      return { effect: 'MOVES', impliesArrival: false, becomes };
    case 'ACCEPTED':
    case 'REFUSED':
      // Another sheet said the same meanwhile.
      return leg.outcome === outcome ? { effect: 'DUPLICATE', impliesArrival: false, becomes: null } : null;
    default:
      return null;
  }
}

/** AM-2: the officer's own command; the receiver has signed already. Another officer may, if he says so himself. */
export function countersign(
  { status, kind, signerId }: SignedHandover,
  officerId: string,
  may: { actorId: string; officers: readonly string[] },
): void {
  if (status === 'PENDING') throw handoverError('handover-pending', 'Complete it first.');
  if (status !== 'PROVISIONAL' || kind !== 'FIRST') throw handoverError('handover-not-provisional', `It is ${status}.`);
  if (signerId === officerId) throw handoverError('countersigner-is-receiver', 'AM-2: another person counter-signs.');
  if (officerId !== may.actorId && !may.officers.includes(officerId)) {
    throw handoverError(
      'countersigner-not-the-officer',
      'AM-2: the officer of the leg counter-signs, or the person who sends this command.',
    );
  }
}
