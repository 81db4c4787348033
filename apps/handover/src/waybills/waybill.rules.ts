import type { OnwardReason, WaybillPurpose } from '@dotation/contracts';
import { handoverError } from '../errors.js';
import {
  isReallocated,
  isRunning,
  lastLeg,
  plannedLeg,
  runningLeg,
  type Leg,
  type LineState,
  type Standing,
} from '../consignments/consignment.rules.js';
import { refuseRows, repeated, type Problem } from '../documents/rows.rules.js';

export interface Order {
  purpose: WaybillPurpose;
  toOrgUnitId: string;
  /** Of an onward leg. */
  reason: OnwardReason | null;
}

/** A device that somebody wants on a waybill; null: handover has never heard of it. */
export interface Wanted {
  deviceId: string;
  standing: Standing | null;
}

export interface LoadedLine {
  deviceId: string;
  allocationLineId: string;
  previousLineId: string | null;
}

/** A leg a device can be sent back from: it is at the unit, signed for or not. */
const returnable: readonly LineState[] = ['ARRIVED', 'PENDING', 'REFUSED', 'ACCEPTED', 'STRUCK'];

/** CR-18 and AM-16: the state must fit the waybill's purpose, and a device is on one open leg only. */
export function loadWaybill(
  order: Order,
  wanted: readonly Wanted[],
  lots: readonly { homeward: boolean }[] = [],
): { homeward: boolean; lines: LoadedLine[] } {
  if (wanted.length + lots.length === 0)
    throw handoverError('nothing-said', 'No device and no lot can be put on this waybill.');
  const twice = repeated(
    wanted.map(({ deviceId }) => deviceId),
    'device-listed-twice',
    'This device',
  );
  const problems = wanted.flatMap(({ deviceId, standing }, index): Problem[] => {
    const because = whyNot(order, standing);
    return because ? [{ row: index + 1, deviceId, tag: standing?.tag ?? null, ...because }] : [];
  });
  refuseRows('lines-not-loadable', [...twice, ...problems]);
  const lines = wanted.map(({ standing }) => loaded(order, standing as Standing));
  return {
    homeward: order.purpose === 'RETURN' || homewardOrigin(wanted) || lots.some(({ homeward }) => homeward),
    lines,
  };
}

function whyNot(order: Order, standing: Standing | null): { code: string; detail: string } | null {
  if (standing === null)
    return { code: 'device-not-allocated', detail: 'CR-18: the device is on no approved allocation.' };
  const planned = plannedLeg(standing);
  if (planned)
    return { code: 'on-open-waybill', detail: `CR-18: it is on waybill ${planned.waybillNumber}, not left yet.` };
  switch (order.purpose) {
    case 'TO_UNIT':
      return whyNotToUnit(order, standing);
    case 'RETURN':
      return whyNotBack(standing);
    case 'ONWARD':
      return whyNotOnward(order, standing);
  }
}

function whyNotToUnit({ toOrgUnitId }: Order, standing: Standing): { code: string; detail: string } | null {
  const running = runningLeg(standing);
  if (running) return { code: 'on-open-waybill', detail: `CR-18: it is on waybill ${running.waybillNumber}.` };
  const { reservedFor } = standing;
  if (!reservedFor) return { code: 'device-not-allocated', detail: 'CR-18: the device is on no approved allocation.' };
  if (reservedFor.orgUnitId !== toOrgUnitId) {
    const detail =
      'It is allocated to another unit than the consignee; cancel that allocation line and allocate it to this unit first.';
    return { code: 'allocated-to-another-unit', detail };
  }
  const last = lastLeg(standing);
  const left =
    standing.legs.find(({ allocationLineId }) => allocationLineId === reservedFor.allocationLineId) ??
    (last && takenOver(last) ? last : null);
  if (left) return { code: 'not-in-store', detail: `It left with ${left.waybillNumber} and is ${left.state} there.` };
  return null;
}

function whyNotBack(standing: Standing): { code: string; detail: string } | null {
  const leg = runningLeg(standing) ?? lastLeg(standing);
  if (leg && !leg.homeward && returnable.includes(leg.state)) return null;
  if (leg?.state === 'OPEN')
    return { code: 'on-open-waybill', detail: `It travels with waybill ${leg.waybillNumber}.` };
  return { code: 'nothing-to-return', detail: 'No unit has the device.' };
}

function whyNotOnward(order: Order, standing: Standing): { code: string; detail: string } | null {
  const { toOrgUnitId, reason } = order;
  const leg = runningLeg(standing) ?? lastLeg(standing);
  if (reason === 'REALLOCATION' || (leg && isRunning(leg) && isReallocated(standing, leg))) {
    return whyNotToNewUnit(order, standing, leg);
  }
  // A change of carrier is often reported when the goods have long arrived; a redirect is decided before.
  if (!leg || (leg.state !== 'OPEN' && reason !== 'CARRIER_CHANGE')) {
    return { code: 'not-on-the-way', detail: 'The device does not travel on any waybill.' };
  }
  if (leg.toOrgUnitId !== toOrgUnitId) {
    const detail = `Waybill ${leg.waybillNumber} goes to another unit. For another consignee propose an allocation with inTransit; when it is approved, send the goods on with reason REALLOCATION (CR-67).`;
    return { code: 'another-consignee', detail };
  }
  return null;
}

/** CR-67: goods on the road go to another unit only when an approved allocation has moved their reservation to it. */
function whyNotToNewUnit(
  { toOrgUnitId, reason }: Order,
  standing: Standing,
  leg: Leg | null,
): { code: string; detail: string } | null {
  const { reservedFor } = standing;
  if (!leg || !reservedFor || !takenOver(leg) || !isReallocated(standing, leg)) {
    const detail =
      'No approved allocation has given it to another unit on the way; propose one with inTransit (CR-67).';
    return { code: 'not-reallocated', detail };
  }
  if (reason !== 'REALLOCATION' || reservedFor.orgUnitId !== toOrgUnitId) {
    const detail = `It was reallocated on the way: an onward leg with reason REALLOCATION brings it to the unit it is for now (CR-67).`;
    return { code: 'reallocated', detail };
  }
  return null;
}

/** Where reallocated goods may stand when they go on; a unit may have refused them while the reallocation was approved. */
export function takenOver(leg: Leg): boolean {
  return !leg.homeward && (isRunning(leg) || leg.state === 'REFUSED');
}

function loaded({ purpose, reason }: Order, standing: Standing): LoadedLine {
  const previous = purpose === 'TO_UNIT' ? null : (runningLeg(standing) ?? lastLeg(standing));
  // A carrier may be reported changed when the device has long been allocated anew; all else is for who has it now.
  const kept = reason === 'CARRIER_CHANGE' ? previous?.allocationLineId : null;
  return {
    deviceId: standing.deviceId,
    allocationLineId: kept ?? standing.allocationLineId,
    previousLineId: previous?.lineId ?? null,
  };
}

function homewardOrigin(wanted: readonly Wanted[]): boolean {
  const legs = wanted.flatMap(({ standing }) => (standing ? (runningLeg(standing) ?? lastLeg(standing) ?? []) : []));
  return legs.some((leg: Leg) => leg.homeward);
}

/** T37: back to a store or office of the agency whose office answered for the goods. */
export function returnsHome(consignee: string | null, givers: readonly (string | null)[]): void {
  if (givers.some((giver) => giver !== null && giver !== consignee)) {
    throw handoverError(
      'return-to-foreign-unit',
      'T37: a RETURN goes to a store or an office of the agency that brought the goods; another unit needs an allocation of its own.',
    );
  }
}

/** CR-66: nothing leaves for, or from, a place that an armed group controls, unless two persons let this waybill through. */
export function placesInReach(
  places: readonly { name: string; access: string; at: Date }[],
  lifted: (at: Date) => boolean,
): void {
  const closed = places.filter(({ access, at }) => access === 'CONTROLLED_BY_ARMED_GROUP' && !lifted(at));
  const names = new Set(closed.map(({ name }) => name));
  if (names.size > 0) throw handoverError('place-out-of-reach', `CR-66: ${[...names].join(', ')}.`);
}
