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
  dispatched,
  goodsReceived,
  inspectionClosed,
  orderLineId,
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
}

/** The papers of it one after the other. Numbers that do not fit each other are cut to what does. */
export function papersOf(
  { quantity, ...said }: Consignment,
  lot: Pick<ReceivedLot, 'lotId'>,
  allocationId: string,
  post: Post,
  at: string,
): Document[] {
  const [waybillId, homewardId] = [uuidv7(), uuidv7()];
  const shown = Math.min(said.shown, quantity);
  const [accepted, missing] = [Math.min(said.accepted, shown), quantity - shown];
  const refused = Math.min(said.refused, shown - accepted);
  const some = (n: number): { lineId: string; lotId: string; quantity: number } => ({
    ...{ lineId: uuidv7(), lotId: lot.lotId, quantity: n },
  });
  const word = { lineId: uuidv7(), lotId: lot.lotId, waybillId, withReserve: 0, notArrived: 0, remark: 'x' };
  const leaves = dispatched([], { post, at, waybillId });
  const comes = (n: number): Document => withLots(arrived([], { post, at, waybillId }), [some(n)]);
  const back = dispatched([], {
    post: { ...post, placeId: store.placeId, unitId: store.partyId },
    at,
    waybillId: homewardId,
  });
  const atHome = signed({ post, at, kind: 'RETURN', receiver: store });
  return [
    withLots(leaves, [{ ...some(quantity), allocationId }]),
    ...(shown > 0 ? [comes(shown)] : []),
    ...(accepted + refused > 0
      ? [withLots(signed({ post, at }), [{ ...word, accepted, refused, effect: 'MOVES' }])]
      : []),
    ...(missing > 0 && said.closed ? [withLots(closedShort(waybillId, []), [some(missing)])] : []),
    ...(missing > 0 && !said.closed ? [comes(missing)] : []),
    ...(refused > 0 && said.home
      ? [
          withLots({ ...back, header: { ...back.header, purpose: 'RETURN' } }, [
            { ...some(refused), allocationId, fromWaybillId: waybillId },
          ]),
          withLots(atHome, [
            { ...word, lineId: uuidv7(), waybillId: homewardId, accepted: refused, refused: 0, effect: 'MOVES' },
          ]),
        ]
      : []),
  ];
}

function withLots<T extends Document>(document: T, lots: object[]): T {
  return { ...document, header: { ...document.header, lots } };
}

export function lotsCancelled(allocationId: string, lots: readonly ReceivedLot[]): Document {
  return withLots(allocationCancelled(allocationId, []), [...lots]);
}
