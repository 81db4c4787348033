import type { LineEffect, OnwardReason, WaybillPurpose } from '@dotation/contracts';
import { handoverError } from '../errors.js';
import {
  isReallocated,
  lastLeg,
  plannedLeg,
  runningLeg,
  type Leg,
  type LineState,
  type Standing,
} from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import { takenOver } from './waybill.rules.js';

export type WaybillStatus = 'DRAFT' | 'RELEASED' | 'DISPATCHED' | 'CLOSED' | 'CLOSED_SHORT' | 'WITHDRAWN';

export interface Waybill {
  id: string;
  number: string;
  status: WaybillStatus;
  purpose: WaybillPurpose;
  homeward: boolean;
  reason: OnwardReason | null;
  approvedBy: string | null;
}

export function releasable({ status }: Waybill): void {
  if (status !== 'DRAFT') throw handoverError('waybill-not-draft', `It is ${status}.`);
}

export interface Departure {
  dispatchedBy: string;
  /** The store-keeper who lets the goods go. */
  releasedBy: string;
  roles: readonly string[];
  previousDriverSigned: boolean;
  previousDriverAbsent: boolean;
  /** Whom a waiver of CR-19 lets off at the place where the goods are (AM-3). */
  waived: readonly string[];
}

/** T08, T36, T37: who may send it, and in which state. Only goods that leave a store need an approved release. */
export function dispatchable(waybill: Waybill, departure: Departure): void {
  const ready = waybill.purpose === 'TO_UNIT' ? ['RELEASED'] : ['DRAFT', 'RELEASED'];
  if (!ready.includes(waybill.status)) throw handoverError('waybill-not-released', `It is ${waybill.status}.`);
  if (
    waybill.purpose === 'TO_UNIT' &&
    !departure.roles.some((role) => role === 'DISPATCHER' || role === 'STOREKEEPER')
  ) {
    throw handoverError('role-not-for-purpose', 'A dispatcher or a store-keeper sends goods out of a store.');
  }
  const { approvedBy } = waybill;
  const sends = approvedBy === departure.releasedBy || approvedBy === departure.dispatchedBy;
  if (approvedBy !== null && sends && !departure.waived.includes(approvedBy)) {
    throw handoverError('storekeeper-approves-release', 'CR-19: who approved the release cannot let the goods go.');
  }
  if (waybill.reason === 'CARRIER_CHANGE' && !departure.previousDriverSigned && !departure.previousDriverAbsent) {
    throw handoverError(
      'previous-driver-signature-required',
      'T36: send previousDriverSignature, or previousDriverAbsent with a reason and a witness.',
    );
  }
}

export interface PlannedLine {
  lineId: string;
  deviceId: string;
}

export interface DepartingLine extends PlannedLine {
  effect: LineEffect;
  becomes: LineState;
  /** The leg the device is taken from, and what that leg's line becomes; null when it stays as it is. */
  previous: { leg: Leg; becomes: LineState | null } | null;
}

/** What each device does when the waybill leaves. Judged again: the goods lived on since the draft. */
export function dispatchLines(
  waybill: Waybill,
  lines: readonly PlannedLine[],
  standings: ReadonlyMap<string, Standing>,
): DepartingLine[] {
  const problems: Problem[] = [];
  const departing = lines.flatMap((line, index): DepartingLine[] => {
    const decided = decide(waybill, standings.get(line.deviceId));
    if (decided !== null) return [{ ...line, ...decided }];
    problems.push({
      row: index + 1,
      deviceId: line.deviceId,
      tag: standings.get(line.deviceId)?.tag ?? null,
      code: 'no-longer-possible',
      detail: 'Something else became of the device since the draft; withdraw it and draft again.',
    });
    return [];
  });
  refuseRows('lines-not-loadable', problems);
  return departing;
}

type Decided = Pick<DepartingLine, 'effect' | 'becomes' | 'previous'>;

function decide(waybill: Waybill, standing: Standing | undefined): Decided | null {
  if (!standing) return null;
  const leg = runningLeg(standing) ?? lastLeg(standing);
  switch (waybill.purpose) {
    case 'TO_UNIT':
      return standing.reservedFor && !runningLeg(standing) ? moves(null) : null;
    case 'RETURN':
      return leg && !leg.homeward ? sentBack(leg) : null;
    case 'ONWARD':
      return leg && !isOutdated(standing) ? sentOn(waybill, leg) : null;
  }
}

const moves = (previous: DepartingLine['previous']): Decided => ({ effect: 'MOVES', becomes: 'OPEN', previous });

/** T37: a line nobody has ended yet ends here; a refused or an accepted one keeps what was signed. */
function sentBack(leg: Leg): Decided | null {
  switch (leg.state) {
    case 'ARRIVED':
    case 'PENDING':
    case 'STRUCK':
      return moves({ leg, becomes: 'RETURNED' });
    case 'REFUSED':
    case 'ACCEPTED':
      return moves({ leg, becomes: null });
    default:
      return null;
  }
}

/** Drafted for one unit and reallocated to another before it left: the paper names the wrong one. */
function isOutdated(standing: Standing): boolean {
  const planned = plannedLeg(standing);
  return planned !== null && isReallocated(standing, planned);
}

/** T36. Reported after the goods arrived, a change of carrier only confirms what nobody can change any more. */
function sentOn({ reason }: Waybill, leg: Leg): Decided | null {
  if (reason === 'REALLOCATION') {
    if (!takenOver(leg)) return null;
    return moves({ leg, becomes: leg.state === 'REFUSED' ? null : 'TRANSFERRED' });
  }
  if (leg.state === 'OPEN') return moves({ leg, becomes: 'TRANSFERRED' });
  if (reason !== 'CARRIER_CHANGE') return null;
  return { effect: 'CONFIRMS', becomes: 'CONFIRMED', previous: { leg, becomes: null } };
}

/** T11: what travels still when a person gives up waiting. */
export function closeShort<L extends { state: LineState }>(waybill: Waybill, lines: readonly L[], lots = 0): L[] {
  if (waybill.status !== 'DISPATCHED') throw handoverError('waybill-not-dispatched', `It is ${waybill.status}.`);
  const missing = lines.filter(({ state }) => state === 'OPEN');
  if (missing.length + lots === 0) throw handoverError('nothing-missing', 'Every line has arrived or found its end.');
  return missing;
}

export function withdrawable({ status }: Waybill): void {
  if (status !== 'DRAFT' && status !== 'RELEASED') throw handoverError('waybill-not-draft', `It is ${status}.`);
}
