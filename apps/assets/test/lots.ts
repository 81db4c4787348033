// What is counted, as procurement tells it (AM-9): a receipt of lots beside any devices, its inspection, its order.
import { randomUUID } from 'node:crypto';
import {
  GoodsLinkedToOrderV1,
  type GoodsReceivedV1,
  type InspectedLot,
  type InspectionClosedV1,
} from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { awardId, goodsReceived, inspectionClosed, orderLineId, type Document } from './documents.ts';

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
