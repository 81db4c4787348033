import { CONDITIONS } from '@dotation/contracts';
import type {
  AllocationCancelledV1,
  ArrivalRecordedV1,
  CommandHandedOverV1,
  Condition,
  Custodian,
  DeedEffectiveV1,
  DeviceSeenElsewhereV1,
  GoodsLinkedToOrderV1,
  HandoverCompletedV1,
  HandoverLine,
  HandoverRatifiedV1,
  HandoverRectifiedV1,
  HandoverSignedV1,
  InspectionClosedV1,
  WaybillClosedShortV1,
  WaybillDispatchedV1,
  WaybillPurpose,
} from '@dotation/contracts';
import { titleOn, type TitleVersion } from '../awards/title.rules.js';
import { dayOf } from './custody.rules.js';
import type { Device } from './device.rules.js';
import type { Move, Step } from './transitions.rules.js';

/** What one line of a document asks of one device; some lines look at the state first. Null: nothing. */
export interface Effect {
  deviceId: string;
  stepFor: (device: Device) => Step | null;
}

const always = (deviceId: string, step: Step): Effect => ({ deviceId, stepFor: () => step });

/** The lines that move the register; the document has decided, all other lines change nothing. */
function moving<L extends { deviceId: string; effect: string }>(lines: readonly L[]): L[] {
  return lines.filter(({ effect }) => effect === 'MOVES');
}

/** T38: what comes in the place of a device sends that one back (AM-14). */
export function exchanged(lines: readonly { replacesDeviceId?: string | null }[]): Effect[] {
  return lines.flatMap(({ replacesDeviceId }) =>
    replacesDeviceId ? [always(replacesDeviceId, { move: 'exchange' })] : [],
  );
}

/** T02 and T03 (CR-10): accepted devices get title and acquisition date, rejected ones go to quarantine. */
export function inspectionClosed(
  { lines, acceptedOn, quarantinePlaceId }: InspectionClosedV1,
  recordedAt: Date,
  versions: readonly TitleVersion[],
): Effect[] {
  const day = dayOf(acceptedOn, recordedAt);
  return lines.map(({ deviceId, result, condition }) => ({
    deviceId,
    stepFor: ({ custody, funding }) =>
      result === 'ACCEPTED'
        ? { move: 'accept', acceptedOn: day, title: titleOn(versions, funding, day), condition }
        : { move: 'reject', condition, custodian: quarantinePlaceId ? at(custody, quarantinePlaceId) : null },
  }));
}

/** AM-6: cost, funding and order line reach devices that were received without an order. */
export function goodsLinkedToOrder({ lines }: GoodsLinkedToOrderV1, versions: readonly TitleVersion[]): Effect[] {
  return lines.map(({ deviceId, orderLineId, costMinor, zeroCostReason, currency, funding }) => ({
    deviceId,
    stepFor: ({ acquisitionDate }) => ({
      move: 'linkOrder',
      order: { orderLineId, costMinor, currency, funding, ...(zeroCostReason ? { zeroCostReason } : {}) },
      ...(acquisitionDate !== null && { title: titleOn(versions, funding, acquisitionDate) }),
    }),
  }));
}

/** T07, only for devices that this allocation still holds. */
export function allocationCancelled({ lines }: AllocationCancelledV1, held: ReadonlySet<string>): Effect[] {
  return lines.flatMap(({ deviceId }) =>
    deviceId && held.has(deviceId) ? [always(deviceId, { move: 'release' })] : [],
  );
}

const departures: Record<WaybillPurpose, Move> = { TO_UNIT: 'dispatch', RETURN: 'sendBack', ONWARD: 'changeCarrier' };

/** T08, T37 or T36 by the waybill's purpose: the carrier has custody from here. */
export function waybillDispatched({ lines, purpose, carrier, toOrgUnitId }: WaybillDispatchedV1): Effect[] {
  return moving(lines).map(({ deviceId, conditionOut }) =>
    always(deviceId, {
      move: departures[purpose],
      custodian: carrier,
      condition: conditionOut,
      consigneeId: toOrgUnitId,
    }),
  );
}

/** T09, and T25 for a device that was given up: a signed line synced later wins (AM-20). */
export function arrivalRecorded({ lines, officer, orgUnitId }: ArrivalRecordedV1): Effect[] {
  return moving(lines).map(({ deviceId }) => ({
    deviceId,
    stepFor: ({ lifecycle }) => ({
      move: lifecycle === 'A13_MISSING' ? 'find' : 'arrive',
      custodian: officer,
      consigneeId: orgUnitId,
    }),
  }));
}

/** T11: the carrier stays custodian, at the last known place. */
export function waybillClosedShort({ lines }: WaybillClosedShortV1): Effect[] {
  return moving(lines).map(({ deviceId }) => always(deviceId, { move: 'lose' }));
}

/** T40: the place it was seen at; who answers for it does not change (CR-67). */
export function seenElsewhere({ lines, placeId }: DeviceSeenElsewhereV1): Effect[] {
  return moving(lines).map(({ deviceId }) => ({
    deviceId,
    stepFor: ({ custody }) => ({ move: 'seeElsewhere', custodian: at(custody, placeId) }),
  }));
}

/** T12 and T13 of a first PV, T37 of a return PV. */
export function handoverSigned({ kind, lines, receiver }: HandoverSignedV1): Effect[] {
  return lines.flatMap((line) => {
    if (line.effect === 'PENDING') return kind === 'FIRST' ? [deposited(line)] : [];
    if (line.effect !== 'MOVES') return [];
    if (line.outcome === 'REFUSED' && kind === 'FIRST') return [refused(line)];
    if (!isAccepted(line)) return [];
    return [always(line.deviceId, { move: received[kind], custodian: receiver, condition: said(line.condition) })];
  });
}

const received: Record<HandoverSignedV1['kind'], Move> = {
  FIRST: 'handOver',
  RETURN: 'takeBack',
  TRANSFER: 'receiveTransfer',
};

/** T12 from the completion on: the gate that held the PV back is open now. */
export function handoverCompleted({ lines, receiver }: HandoverCompletedV1): Effect[] {
  return moving(lines).flatMap((line) => {
    if (line.outcome === 'REFUSED') return [refused(line)];
    if (!isAccepted(line)) return [];
    return [always(line.deviceId, { move: 'handOver', custodian: receiver, condition: said(line.condition) })];
  });
}

/** T41 for struck lines and T12 for added ones, from the rectification's time (CR-23). */
export function handoverRectified({ lines, giver, receiver }: HandoverRectifiedV1): Effect[] {
  return moving(lines).map(({ deviceId, change, condition }) =>
    always(
      deviceId,
      change === 'STRUCK'
        ? { move: 'strike', custodian: giver, condition: said(condition) }
        : { move: 'handOver', custodian: receiver, condition: said(condition) },
    ),
  );
}

/** T17: present, the successor has it from here, in the condition found; absent, nothing but an incident. */
export function commandHandedOver({ lines, incomingId }: CommandHandedOverV1): Effect[] {
  return moving(lines).map(({ deviceId, present, condition }) => ({
    deviceId,
    stepFor: ({ custody }) =>
      present
        ? { move: 'handOverCommand', custodian: { ...custody, personId: incomingId }, condition: said(condition) }
        : { move: 'missAtCommand' },
  }));
}

/** T42: the same custodian at the same place, no longer to be confirmed (AM-2). */
export function handoverRatified({ lines }: HandoverRatifiedV1): Effect[] {
  return moving(lines).map(({ deviceId }) => ({
    deviceId,
    stepFor: ({ custody }) => ({ move: 'confirm', custodian: { ...custody, hold: 'FIRM' } }),
  }));
}

/** T14: title passes, custody does not move. */
export function deedEffective({ lines }: DeedEffectiveV1): Effect[] {
  return moving(lines).map(({ deviceId }) => always(deviceId, { move: 'donate' }));
}

function isAccepted({ outcome }: HandoverLine): boolean {
  return outcome === 'ACCEPTED' || outcome === 'ACCEPTED_WITH_RESERVE';
}

/** T13: whoever has it keeps it, in deposit, where it is. */
function refused({ deviceId, condition }: HandoverLine): Effect {
  return {
    deviceId,
    stepFor: ({ custody }) => ({
      move: 'deposit',
      custodian: { ...custody, hold: 'IN_DEPOSIT' },
      condition: said(condition),
    }),
  };
}

/** A PV that waits for a gate: what has arrived stays with the officer in deposit, what has not is not touched. */
function deposited(line: HandoverLine): Effect {
  const { deviceId, stepFor } = refused(line);
  return {
    deviceId,
    stepFor: (device) => (device.lifecycle === 'A07_DELIVERED_PENDING_ACK' ? stepFor(device) : null),
  };
}

/** Contracts let any text through here; a word that is not of the scale changes nothing. */
function said(condition: string | null | undefined): Condition | null {
  return CONDITIONS.find((known) => known === condition) ?? null;
}

function at(custodian: Custodian, placeId: string): Custodian {
  return { ...custodian, placeId, enRoute: false };
}

/** At most one line per device in a fact, because a number is one fact: a second line of the same device follows in the next. */
export function rounds(effects: readonly Effect[]): Effect[][] {
  const told = new Map<string, number>();
  const result: Effect[][] = [];
  for (const effect of effects) {
    const round = told.get(effect.deviceId) ?? 0;
    told.set(effect.deviceId, round + 1);
    (result[round] ??= []).push(effect);
  }
  return result;
}
