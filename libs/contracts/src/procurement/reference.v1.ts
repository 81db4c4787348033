import { IsArray, IsBoolean, IsISO8601, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { Rows } from '../rows.js';
import { fundingShareShape, type FundingShare } from '../shapes.js';
import { SERIAL_RULES, TRACKING_MODES, type SerialRule, type TrackingMode } from '../vocabulary.js';

export class MakerRecordedV1 {
  static readonly type = 'fact.procurement.maker-recorded.v1';
  @IsUUID() makerId!: string;
  @IsString() name!: string;
  /** Other spellings under which the maker is written (HP = Hewlett-Packard); serials are unique per maker, not per spelling. */
  @IsArray() @IsString({ each: true }) aliases!: string[];
}

export class CatalogueItemRecordedV1 {
  static readonly type = 'fact.procurement.catalogue-item-recorded.v1';
  @IsUUID() catalogueItemId!: string;
  @IsUUID() makerId!: string;
  @IsString() category!: string;
  @IsString() model!: string;
  @IsString() description!: string;
  @IsIn(SERIAL_RULES) serialRule!: SerialRule;
  @IsIn(TRACKING_MODES) trackingMode!: TrackingMode;
}

export class AwardRecordedV1 {
  static readonly type = 'fact.procurement.award-recorded.v1';
  @IsUUID() awardId!: string;
  @IsString() fain!: string;
  @IsString() donor!: string;
  @IsISO8601() obligatedOn!: string;
  @IsBoolean() vettingRequired!: boolean;
  @IsBoolean() dueDiligenceRequired!: boolean;
}

export interface OrderLine {
  orderLineId: string;
  lineNumber: number;
  catalogueItemId: string;
  quantity: number;
  unitPriceMinor: number;
  funding: FundingShare[];
}

/** An order recorded from the organisation's ERP (AM-6), with the persons of its approval for CR-01 and CR-09. */
export class OrderRecordedV1 {
  static readonly type = 'fact.procurement.order-recorded.v1';
  @IsUUID() purchaseOrderId!: string;
  @IsString() number!: string;
  @IsISO8601() orderedOn!: string;
  @IsOptional() @IsUUID() supplierId?: string | null;
  @IsUUID() requesterId!: string;
  @IsUUID() buyerId!: string;
  @IsUUID() approverId!: string;
  /** SHA-256 of the scan of the approval, kept as a file. */
  @IsOptional() @IsString() approvalSha256?: string | null;
  @IsString() currency!: string;
  @IsInt() revision!: number;
  @Rows({
    orderLineId: 'uuid',
    lineNumber: 'integer',
    catalogueItemId: 'uuid',
    quantity: 'integer',
    unitPriceMinor: 'integer',
    funding: { each: fundingShareShape },
  })
  lines!: OrderLine[];
}
