// What is counted, as procurement tells it (AM-9): a receipt of lots beside any devices, its inspection, its order.
import { randomUUID } from 'node:crypto';
import {
  GoodsLinkedToOrderV1,
  type GoodsReceivedV1,
  type InspectedLot,
  type InspectionClosedV1,
} from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import {
  allocationCancelled,
  arrived,
  awardId,
  closedShort,
  commandHandedOver,
  dispatched,
  goodsReceived,
  inspectionClosed,
  orderLineId,
  ratified,
  rectified,
  signed,
  store,
  type Document,
  type Post,
} from './documents.ts';

export interface ReceivedLot {
  lotId: string;
  lineId: string;
  quantity: number;
}

const noOrder = { orderLineId: null, costMinor: null, currency: null, funding: null };

/** One lot of vests per quantity. */
export function lotsReceived(
  quantities: readonly number[],
  at: string,
  withOrder = true,
): Document<GoodsReceivedV1> & { receiptId: string; lots: ReceivedLot[] } {
  const lots = quantities.map((quantity) => ({ lotId: uuidv7(), lineId: uuidv7(), quantity }));
  const document = goodsReceived(quantities.length, at, (index) => ({
    ...{ ...lots[index], deviceId: null, model: 'Gilet', category: 'VEST', identifiers: [], costMinor: 4_200 },
    ...{ trackingMode: 'QUANTITY', serialRule: 'NONE', ...(withOrder ? {} : noOrder) },
  }));
  return { ...document, lots };
}

export function lotsInspected(
  receiptId: string,
  lots: readonly ReceivedLot[],
  rejected: number,
): Document<InspectionClosedV1> & { inspectionId: string } {
  const told = lots.flatMap(({ lotId, lineId, quantity }): InspectedLot[] => [
    { lotId, lineId, quantity: quantity - rejected, result: 'ACCEPTED' },
    ...(rejected > 0 ? [{ lotId, lineId, quantity: rejected, result: 'REJECTED' as const, reason: 'Décousu' }] : []),
  ]);
  const document = inspectionClosed(receiptId, []);
  return { ...document, header: { ...document.header, lots: told }, inspectionId: document.header.documentId };
}

export function lotsLinked(receiptId: string, lots: readonly ReceivedLot[]): Document<GoodsLinkedToOrderV1> {
  const paid = { orderLineId, costMinor: 4_200, currency: 'USD', funding: [{ awardId, percent: 100 }] };
  return {
    type: GoodsLinkedToOrderV1,
    header: {
      ...{ documentId: receiptId, number: 'GR-2026-000009', purchaseOrderId: randomUUID() },
      lots: lots.map((lot) => ({ ...lot, ...paid })),
    },
    lines: [],
  };
}

/** One consignment of a lot, as handover tells it: what is sent, shown, accepted, refused, and what comes home. */
export interface Consignment {
  quantity: number;
  shown: number;
  accepted: number;
  refused: number;
  /** Closed short, what was not shown is missing; else it arrives with a second paper. */
  closed: boolean;
  home: boolean;
  /** Signed without a mandate, and ratified afterwards (AM-2). */
  reserve?: boolean;
  /** By rectifying PVs: struck from what was accepted, then added from what waits in deposit (CR-23). */
  struck?: number;
  added?: number;
  /** The head of the unit changes: what is not there any more; none: it does not change (CR-28). */
  absent?: number | null;
  /** What the unit gives back of its own accord. */
  back?: number;
}

/** The papers of it one after the other. Numbers that do not fit each other are cut to what does. */
export function papersOf(
  { quantity, ...said }: Consignment,
  lot: Pick<ReceivedLot, 'lotId'>,
  allocationId: string,
  post: Post,
  at: string,
): Document[] {
  const waybillId = uuidv7();
  const shown = Math.min(said.shown, quantity);
  const [accepted, missing] = [Math.min(said.accepted, shown), quantity - shown];
  const refused = Math.min(said.refused, shown - accepted);
  const some = (n: number): { lineId: string; lotId: string; quantity: number } => ({
    ...{ lineId: uuidv7(), lotId: lot.lotId, quantity: n },
  });
  const word = { lineId: uuidv7(), lotId: lot.lotId, waybillId, withReserve: 0, notArrived: 0, remark: 'x' };
  const leaves = dispatched([], { post, at, waybillId });
  const comes = (n: number): Document => withLots(arrived([], { post, at, waybillId }), [some(n)]);
  const hold = said.reserve ? ('TO_CONFIRM' as const) : ('FIRM' as const);
  const pv = withLots(signed({ post, at, hold }), [{ ...word, accepted, refused, effect: 'MOVES' }]);
  const { documentId: handoverId } = pv.header as { documentId: string };
  const struck = Math.min(said.struck ?? 0, accepted);
  const added = Math.min(said.added ?? 0, refused + struck);
  const absent = Math.min(said.absent ?? 0, accepted - struck + added);
  const held = accepted - struck + added - absent;
  const back = Math.min(said.back ?? 0, held);
  const deposit = refused + struck - added;
  const correction = (change: object): Document => {
    const paper = rectified({ post, at });
    const line = { lineId: uuidv7(), lotId: lot.lotId, waybillId, struck: 0, added: 0, ...change };
    const receiver = { ...post.unit, hold };
    return withLots({ ...paper, header: { ...paper.header, handoverId, receiver } }, [line]);
  };
  const counted = { lineId: uuidv7(), lotId: lot.lotId, present: held, absent };
  const home = back + (said.home ? deposit : 0);
  return [
    withLots(leaves, [{ ...some(quantity), allocationId }]),
    ...(shown > 0 ? [comes(shown)] : []),
    ...(accepted + refused > 0 ? [pv] : []),
    ...(missing > 0 && said.closed ? [withLots(closedShort(waybillId, []), [some(missing)])] : []),
    ...(missing > 0 && !said.closed ? [comes(missing)] : []),
    ...(struck > 0 ? [correction({ struck })] : []),
    ...(added > 0 ? [correction({ added, addedRefused: added })] : []),
    ...(said.reserve ? [withLots(ratified(handoverId, [], at), [some(held + absent)])] : []),
    ...(typeof said.absent === 'number' && held + absent > 0
      ? [withLots(commandHandedOver(post, uuidv7(), at, {}), [counted])]
      : []),
    ...(home > 0 ? comesHome({ lot, allocationId, waybillId, post, at }, home, back) : []),
  ];
}

interface Sent {
  lot: Pick<ReceivedLot, 'lotId'>;
  allocationId: string;
  waybillId: string;
  post: Post;
  at: string;
}

/** The return of what a unit refused and of what it had, and the store that takes it. */
function comesHome({ lot, allocationId, waybillId, post, at }: Sent, quantity: number, held: number): Document[] {
  const homewardId = uuidv7();
  const toStore = { ...post, placeId: store.placeId, unitId: store.partyId };
  const leaves = dispatched([], { post: toStore, at, waybillId: homewardId, purpose: 'RETURN' });
  const line = { lineId: uuidv7(), lotId: lot.lotId };
  const word = { ...line, lineId: uuidv7(), withReserve: 0, refused: 0, notArrived: 0, remark: null, effect: 'MOVES' };
  return [
    withLots(leaves, [{ ...line, quantity, allocationId, fromWaybillId: waybillId, held, fromOrgUnitId: post.unitId }]),
    withLots(signed({ post, at, kind: 'RETURN', receiver: store }), [
      { ...word, waybillId: homewardId, accepted: quantity },
    ]),
  ];
}

function withLots<T extends Document>(document: T, lots: object[]): T {
  return { ...document, header: { ...document.header, lots } };
}

export function lotsCancelled(allocationId: string, lots: readonly ReceivedLot[]): Document {
  return withLots(allocationCancelled(allocationId, []), [...lots]);
}
