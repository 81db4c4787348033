import type {
  AllocationCancelledV1,
  ArrivalRecordedV1,
  CommandHandedOverV1,
  GoodsLinkedToOrderV1,
  HandoverCompletedV1,
  HandoverRatifiedV1,
  HandoverRectifiedV1,
  HandoverSignedV1,
  InspectionClosedV1,
  LotLine,
  SignedLotLine,
  WaybillClosedShortV1,
  WaybillDispatchedV1,
  WaybillPurpose,
} from '@dotation/contracts';
import { isComplete, type Holding, type Lot, type LotAsk } from './lot.rules.js';

const inHand: Holding['lifecycle'] = 'A01_RECEIVED_PENDING_INSPECTION';

/** A lot is told in the first part of a document only, because every part repeats the head. */
export function lotsIn<T>({ part, lots }: { part: number; lots?: T[] | null }): T[] {
  return part === 1 ? (lots ?? []) : [];
}

/**
 * T02 and T03 by quantity (CR-10): what was accepted goes to stock, or, without an order yet (AM-6), waits in A01 bound to the
 * inspection; what was rejected goes to quarantine.
 */
export function inspectionAsks(inspection: InspectionClosedV1): LotAsk[] {
  const { documentId, quarantinePlaceId } = inspection;
  const uninspected = ({ lifecycle, boundTo }: Holding): number | null =>
    lifecycle === inHand && boundTo === null ? 0 : null;
  // Rejected first: what is accepted is all the rest.
  return lotsIn(inspection)
    .toSorted((a, b) => Number(a.result === 'ACCEPTED') - Number(b.result === 'ACCEPTED'))
    .map(({ lineId, lotId, quantity, result }) =>
      result === 'ACCEPTED'
        ? { lotId, lineId, quantity, transition: 'T02', rank: uninspected, to: accepted(documentId) }
        : {
            ...{ lotId, lineId, quantity, transition: 'T03', rank: uninspected },
            to: (from) => ({ ...from, lifecycle: 'A02_REJECTED', placeId: quarantinePlaceId ?? from.placeId }),
          },
    );
}

const accepted =
  (inspectionId: string): LotAsk['to'] =>
  (from, lot) =>
    isComplete(lot) ? { ...from, lifecycle: 'A04_IN_STOCK', boundTo: null } : { ...from, boundTo: inspectionId };

/** AM-6: with its order line an accepted lot goes on to stock. */
export function linkAsks(linked: GoodsLinkedToOrderV1): LotAsk[] {
  return lotsIn(linked).map(({ lineId, lotId }) => ({
    ...{ lotId, lineId, quantity: 'all' as const, transition: 'T02' },
    rank: ({ lifecycle, boundTo }: Holding, lot: Lot) =>
      lifecycle === inHand && boundTo !== null && isComplete(lot) ? 0 : null,
    to: (from: Holding) => ({ ...from, lifecycle: 'A04_IN_STOCK' as const, boundTo: null }),
  }));
}

/** What stands in a state, kept apart for a document. */
const standing =
  (lifecycle: Holding['lifecycle'], boundTo: string | null, hold?: Holding['hold']) =>
  (holding: Holding): boolean =>
    holding.lifecycle === lifecycle && holding.boundTo === boundTo && (hold === undefined || holding.hold === hold);

/** The first of these kinds of holding that has any is taken from first. */
const firstOf =
  (...kinds: ((holding: Holding) => boolean)[]): LotAsk['rank'] =>
  (holding) => {
    const rank = kinds.findIndex((kind) => kind(holding));
    return rank < 0 ? null : rank;
  };

const asked = ({ lineId, lotId, quantity }: LotLine): Pick<LotAsk, 'lineId' | 'lotId' | 'quantity'> => ({
  lineId,
  lotId,
  quantity,
});

/** T06: out of the stock of whatever store, kept apart for the allocation. */
export function reserveAsk(line: LotLine, allocationId: string): LotAsk {
  const to: LotAsk['to'] = (from) => ({ ...from, lifecycle: 'A05_ALLOCATED', boundTo: allocationId });
  return { ...asked(line), transition: 'T06', rank: firstOf(standing('A04_IN_STOCK', null)), to };
}

/** T07: back to the stock it was reserved from. */
export function cancelAsks(cancelled: AllocationCancelledV1): LotAsk[] {
  const rank = firstOf(standing('A05_ALLOCATED', cancelled.documentId));
  const to: LotAsk['to'] = (from) => ({ ...from, lifecycle: 'A04_IN_STOCK', boundTo: null });
  return lotsIn(cancelled).map((line) => ({ ...asked(line), transition: 'T07', rank, to }));
}

const departures: Record<WaybillPurpose, string> = { TO_UNIT: 'T08', RETURN: 'T37', ONWARD: 'T36' };

/** T08, T37, T36: the carrier has it from here. What was refused or held back goes home, what travels goes on. */
export function dispatchAsks(dispatched: WaybillDispatchedV1): LotAsk[] {
  const { purpose, documentId, carrier, toOrgUnitId: consigneeId } = dispatched;
  return lotsIn(dispatched).flatMap(({ allocationId, fromWaybillId = null, held, pending, fromOrgUnitId, ...line }) => {
    const sources = {
      TO_UNIT: standing('A05_ALLOCATED', allocationId),
      RETURN: standing('A07_DELIVERED_PENDING_ACK', fromWaybillId, 'IN_DEPOSIT'),
      ONWARD: standing('A06_IN_TRANSIT_OUT', fromWaybillId),
    };
    const transition = departures[purpose];
    const to: LotAsk['to'] = () => ({ ...carrier, lifecycle: 'A06_IN_TRANSIT_OUT', boundTo: documentId, consigneeId });
    const [back, waiting] = [held ?? 0, pending ?? 0];
    const others = { ...line, quantity: line.quantity - back - waiting };
    // CR-16: what a gate held back stands with the officer as it came.
    const heldBack = standing('A07_DELIVERED_PENDING_ACK', fromWaybillId, 'FIRM');
    return [
      ...(others.quantity > 0 ? [{ ...asked(others), transition, rank: firstOf(sources[purpose]), to }] : []),
      ...(waiting > 0 ? [{ ...asked({ ...line, quantity: waiting }), transition, rank: firstOf(heldBack), to }] : []),
      ...(back > 0 && fromOrgUnitId
        ? [{ ...asked({ ...line, quantity: back }), transition, rank: heldBy(fromOrgUnitId), to }]
        : []),
    ];
  });
}

/** What a unit has by its signature: first what was given by this PV and is under reserve, else what it has for good. */
function heldBy(unitId: string, handoverId: string | null = null): LotAsk['rank'] {
  return ({ lifecycle, partyId, boundTo, hold }) => {
    if (lifecycle !== 'A08_HANDED_OVER' || partyId !== unitId) return null;
    if (handoverId !== null && boundTo === handoverId) return 0;
    return hold === 'FIRM' ? 1 : 2;
  };
}

/** T09; what had been given up turns up in the same way (AM-20). */
export function arrivalAsks(arrived: ArrivalRecordedV1): LotAsk[] {
  const { waybillId, officer, orgUnitId: consigneeId } = arrived;
  const rank = firstOf(standing('A06_IN_TRANSIT_OUT', waybillId), standing('A13_MISSING', waybillId));
  const to: LotAsk['to'] = () => ({
    ...officer,
    lifecycle: 'A07_DELIVERED_PENDING_ACK',
    boundTo: waybillId,
    consigneeId,
  });
  return lotsIn(arrived).map((line) => ({ ...asked(line), transition: 'T09', rank, to }));
}

/** T11: the carrier answers for it until somebody decides. */
export function shortAsks(closed: WaybillClosedShortV1): LotAsk[] {
  const rank = firstOf(standing('A06_IN_TRANSIT_OUT', closed.documentId));
  const to: LotAsk['to'] = (from) => ({ ...from, lifecycle: 'A13_MISSING' });
  return lotsIn(closed).map((line) => ({ ...asked(line), transition: 'T11', rank, to }));
}

/** T12 and T13 of a first PV, T37 of a return PV. What a gate holds back stays with the officer as it came. */
export function signedAsks(signed: HandoverSignedV1): LotAsk[] {
  return lotsIn(signed).flatMap((line) => {
    const accepted = { lineId: line.lineId, lotId: line.lotId, quantity: line.accepted + line.withReserve };
    const isTaken = line.effect === 'MOVES' && accepted.quantity > 0;
    if (signed.kind === 'RETURN') return isTaken ? [takenBack(accepted, line.waybillId, signed.receiver)] : [];
    return [
      ...(isTaken ? [handedOver(accepted, line.waybillId, signed)] : []),
      ...(line.refused > 0 ? [deposited(line)] : []),
    ];
  });
}

export function completedAsks(completed: HandoverCompletedV1): LotAsk[] {
  return lotsIn(completed).map(({ waybillId, ...line }) => handedOver(line, waybillId, completed));
}

type Pv = Pick<HandoverSignedV1, 'documentId' | 'receiver'>;

/** Under reserve it is kept apart for its PV, so that a ratification confirms what that one gave and nothing else. */
function atUnit({ documentId, receiver }: Pv): LotAsk['to'] {
  const boundTo = receiver.hold === 'TO_CONFIRM' ? documentId : null;
  return () => ({ ...receiver, lifecycle: 'A08_HANDED_OVER', boundTo, consigneeId: null });
}

function handedOver(line: LotLine, waybillId: string, pv: Pv): LotAsk {
  const rank = firstOf(standing('A07_DELIVERED_PENDING_ACK', waybillId, 'FIRM'));
  return { ...asked(line), transition: 'T12', rank, to: atUnit(pv) };
}

/** T42: what the unit still has by this PV is its own without reserve (AM-2). */
export function ratifiedAsks(ratified: HandoverRatifiedV1): LotAsk[] {
  const rank = firstOf(standing('A08_HANDED_OVER', ratified.documentId, 'TO_CONFIRM'));
  const to: LotAsk['to'] = (from) => ({ ...from, hold: 'FIRM', boundTo: null });
  return lotsIn(ratified).map((line) => ({ ...asked(line), quantity: 'all', transition: 'T42', rank, to }));
}

/** CR-23: T41, struck, it waits with the giver as what was refused does; T12, added, it is the unit's. Struck first, for swaps. */
export function rectifiedAsks(rectified: HandoverRectifiedV1): LotAsk[] {
  const { giver, receiver, orgUnitId, handoverId } = rectified;
  const lots = lotsIn(rectified);
  const struck = lots
    .filter((line) => line.struck > 0)
    .map(({ lineId, lotId, waybillId, struck: quantity }): LotAsk => {
      const to: LotAsk['to'] = () => ({
        ...{ ...giver, hold: 'IN_DEPOSIT', lifecycle: 'A07_DELIVERED_PENDING_ACK' },
        ...{ boundTo: waybillId, consigneeId: orgUnitId },
      });
      return { lineId, lotId, quantity, transition: 'T41', rank: heldBy(orgUnitId, handoverId), to };
    });
  const added = lots.flatMap(({ lineId, lotId, waybillId, added: all, addedRefused }): LotAsk[] => {
    const at = (hold: Holding['hold']) => standing('A07_DELIVERED_PENDING_ACK', waybillId, hold);
    const to = atUnit({ documentId: handoverId, receiver });
    const ask = (quantity: number, ...kinds: ((holding: Holding) => boolean)[]): LotAsk[] =>
      quantity > 0 ? [{ lineId, lotId, quantity, transition: 'T12', rank: firstOf(...kinds), to }] : [];
    // A fact from before it was told apart.
    if (typeof addedRefused !== 'number') return ask(all, at('FIRM'), at('IN_DEPOSIT'));
    // AM-9: never one for the other; what a gate holds back for another PV stands FIRM as well, and is not added.
    return [...ask(all - addedRefused, at('FIRM')), ...ask(addedRefused, at('IN_DEPOSIT'))];
  });
  return [...struck, ...added];
}

/** T17: what is there goes to the successor; what is not is missing, and whoever leaves answers for it. */
export function commandAsks(handed: CommandHandedOverV1): LotAsk[] {
  const { documentId, orgUnitId, incomingId } = handed;
  const rank = heldBy(orgUnitId);
  return lotsIn(handed).flatMap(({ lineId, lotId, present, absent }): LotAsk[] => [
    ...(absent > 0
      ? [
          {
            ...{ lineId, lotId, quantity: absent, transition: 'T17', rank },
            to: (from: Holding) => ({ ...from, lifecycle: 'A13_MISSING' as const, boundTo: documentId }),
          },
        ]
      : []),
    ...(present > 0
      ? [
          {
            ...{ lineId, lotId, quantity: present, transition: 'T17', rank },
            to: (from: Holding) => ({ ...from, personId: incomingId }),
          },
        ]
      : []),
  ]);
}

/** T13: whoever has it keeps it in deposit, where it is, until it goes home. */
function deposited({ lineId, lotId, waybillId, refused: quantity }: SignedLotLine): LotAsk {
  const rank = firstOf(standing('A07_DELIVERED_PENDING_ACK', waybillId, 'FIRM'));
  const to: LotAsk['to'] = (from) => ({ ...from, hold: 'IN_DEPOSIT' });
  return { lineId, lotId, quantity, transition: 'T13', rank, to };
}

function takenBack(line: LotLine, waybillId: string, store: HandoverSignedV1['receiver']): LotAsk {
  const rank = firstOf(standing('A06_IN_TRANSIT_OUT', waybillId), standing('A13_MISSING', waybillId));
  const to: LotAsk['to'] = () => ({ ...store, lifecycle: 'A04_IN_STOCK', boundTo: null, consigneeId: null });
  return { ...asked(line), transition: 'T37', rank, to };
}
