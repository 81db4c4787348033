import type { Condition, Outcome, SerialRule, WaybillPurpose } from '@dotation/contracts';

/** Where a device stands on a leg. PLANNED, OPEN, ARRIVED and PENDING have not found their end. */
export type LineState =
  | 'PLANNED'
  | 'OPEN'
  | 'ARRIVED'
  | 'PENDING'
  | 'ACCEPTED'
  | 'REFUSED'
  | 'RETURNED'
  | 'TRANSFERRED'
  | 'SHORT'
  /** Accepted by mistake and given back to the giver by a rectifying PV. */
  | 'STRUCK'
  /** Reported when everything was over: the leg happened, nothing follows from it. */
  | 'CONFIRMED'
  | 'WITHDRAWN';

/** One device on one waybill. */
export interface Leg {
  lineId: string;
  allocationLineId: string;
  waybillId: string;
  waybillNumber: string;
  purpose: WaybillPurpose;
  /** On its way back to a store. */
  homeward: boolean;
  state: LineState;
  toOrgUnitId: string;
  toPlaceId: string;
  officerUnitId: string;
  officerPersonId: string;
  approvedBy: string | null;
  dispatchedBy: string | null;
  releasedBy: string | null;
  departedAt: Date | null;
  arrivedAt: Date | null;
  outcome: Outcome | null;
  handoverId: string | null;
  signedAt: Date | null;
}

/** All that handover knows of one device: the snapshot of its reservation, and its legs, newest first. */
export interface Standing {
  deviceId: string;
  allocationLineId: string;
  tag: string;
  tagCode: string;
  serial: string | null;
  serialCode: string | null;
  serialRule: SerialRule | null;
  kitId: string | null;
  kitTag: string | null;
  maker: string;
  model: string;
  condition: Condition | null;
  awardIds: string[];
  costMinor: number | null;
  currency: string | null;
  /** The allocation that holds it now. */
  reservedFor: { allocationId: string; allocationLineId: string; orgUnitId: string } | null;
  /** A PV signed before any dispatch was known, not completed yet. */
  awaitsDispatch: { handoverId: string; orgUnitId: string; outcome: Outcome; signedAt: Date } | null;
  legs: Leg[];
}

const running: readonly LineState[] = ['OPEN', 'ARRIVED', 'PENDING'];

export function isRunning(leg: Leg): boolean {
  return running.includes(leg.state);
}

/** The leg a device travels or waits on, if any: CR-18 allows one. */
export function runningLeg({ legs }: Standing): Leg | null {
  return legs.find(isRunning) ?? null;
}

export function plannedLeg({ legs }: Standing): Leg | null {
  return legs.find(({ state }) => state === 'PLANNED') ?? null;
}

/** The newest leg that really left. */
export function lastLeg({ legs }: Standing): Leg | null {
  return legs.find(({ state }) => state !== 'PLANNED') ?? null;
}

/** The leg is run for an allocation that has lost the device since: reallocated in transit to another unit (CR-67). */
export function isReallocated({ allocationLineId }: Standing, leg: Leg): boolean {
  return leg.allocationLineId !== allocationLineId;
}

const unsettled: readonly LineState[] = [...running, 'SHORT'];

/** How a device concerns the unit that reads it. */
export type Concern =
  | { kind: 'leg'; leg: Leg }
  /** It left for this unit and was given to another one on the way. */
  | { kind: 'reallocated'; leg: Leg }
  /** Meant for this unit, but nobody has said yet that it left. */
  | { kind: 'undispatched' }
  | { kind: 'elsewhere'; leg: Leg | null };

/** Consigned to this unit? The running leg counts first, then the newest; an allocation without any leg still announces it. */
export function concernOf(standing: Standing, orgUnitId: string, homeward: boolean): Concern {
  const { reservedFor, legs } = standing;
  const here = legs.filter((leg) => leg.toOrgUnitId === orgUnitId && leg.homeward === homeward);
  const running = here.find(isRunning);
  if (running) return legOrReallocated(standing, running);
  const waitsInStore =
    reservedFor !== null && !legs.some((leg) => leg.allocationLineId === reservedFor.allocationLineId);
  if (waitsInStore && !homeward && reservedFor.orgUnitId === orgUnitId) return { kind: 'undispatched' };
  const newest = here[0];
  if (newest?.state === 'PLANNED') return { kind: 'undispatched' };
  if (newest) return legOrReallocated(standing, newest);
  return { kind: 'elsewhere', leg: runningLeg(standing) ?? lastLeg(standing) };
}

/** What a unit signed or gave back before stays its own leg, whoever gets the device later. */
function legOrReallocated(standing: Standing, leg: Leg): Concern {
  const lost = !leg.homeward && unsettled.includes(leg.state) && isReallocated(standing, leg);
  return { kind: lost ? 'reallocated' : 'leg', leg };
}

/** Whether the device is somewhere between a store and a signature: such a device can be mistaken for another one. */
export function isInPlay(standing: Standing): boolean {
  return runningLeg(standing) !== null || plannedLeg(standing) !== null || standing.awaitsDispatch !== null;
}
