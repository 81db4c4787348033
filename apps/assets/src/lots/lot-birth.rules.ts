import type { GoodsReceivedLine, GoodsReceivedV1, LotHolding, LotRegisteredLine } from '@dotation/contracts';

export interface LotCaptured extends GoodsReceivedLine {
  lotId: string;
  quantity: number;
}

/** The lines of a receipt that are counted: a lot per line, never a device (AM-9). */
export function lotsOf({ lines }: GoodsReceivedV1): LotCaptured[] {
  return lines.flatMap((line) =>
    line.lotId && line.quantity ? [{ ...line, lotId: line.lotId, quantity: line.quantity }] : [],
  );
}

/** T01 by quantity: all of it stands in the store that received it, until the committee has looked at it. */
export function lotBorn(received: GoodsReceivedV1, line: LotCaptured, number: string): LotRegisteredLine {
  const holding: LotHolding = {
    partyKind: 'UNIT',
    partyId: received.storeUnitId,
    personId: received.receivedBy,
    placeId: received.placeId,
    enRoute: false,
    hold: 'FIRM',
    lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
    boundTo: null,
    consigneeId: null,
  };
  return {
    lotId: line.lotId,
    lotSeq: 1,
    lineId: line.lineId,
    number,
    quantity: line.quantity,
    catalogueItemId: line.catalogueItemId,
    makerId: line.makerId,
    maker: line.maker,
    model: line.model,
    category: line.category,
    description: line.description,
    condition: line.condition,
    batch: line.identifiers.find(({ type }) => type === 'MFR_SERIAL')?.value ?? null,
    orderLineId: line.orderLineId ?? null,
    costMinor: line.costMinor ?? null,
    currency: line.currency ?? null,
    funding: line.funding ?? null,
    holding,
  };
}
