import { IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import { fundingShareShape, lotLineShape, type DocumentLine, type FundingShare, type LotLine } from '../shapes.js';

export interface GoodsLinkedLine extends DocumentLine {
  deviceId: string;
  orderLineId: string;
  costMinor: number;
  zeroCostReason?: string | null;
  currency: string;
  funding: FundingShare[];
}

export interface LinkedLot extends LotLine {
  orderLineId: string;
  costMinor: number;
  currency: string;
  funding: FundingShare[];
}

/** Goods received with no order yet now have their order lines, and so their cost and funding (AM-6). `documentId` is the receipt. */
export class GoodsLinkedToOrderV1 extends DocumentPart {
  static readonly type = 'fact.procurement.goods-linked-to-order.v1';
  @IsString() number!: string;
  @IsUUID() purchaseOrderId!: string;
  @IsOptional()
  @Rows({
    ...lotLineShape,
    orderLineId: 'uuid',
    costMinor: 'integer',
    currency: 'text',
    funding: { each: fundingShareShape },
  })
  lots?: LinkedLot[] | null;
  @Rows({
    lineId: 'uuid',
    deviceId: 'uuid',
    orderLineId: 'uuid',
    costMinor: 'integer',
    'zeroCostReason?': 'text',
    currency: 'text',
    funding: { each: fundingShareShape },
  })
  lines!: GoodsLinkedLine[];
}
