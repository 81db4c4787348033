import { IsArray, IsBoolean, IsISO8601, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { Fits, Rows, type Shape } from '../rows.js';
import { fundingShareShape, type FundingShare } from '../shapes.js';
import {
  SERIAL_RULES,
  TITLE_TERMS,
  TRACKING_MODES,
  type SerialRule,
  type TitleTerms,
  type TrackingMode,
} from '../vocabulary.js';

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
  @IsOptional() @IsString() unspsc?: string | null;
  /** For planning; null where nobody knows. */
  @IsOptional() @IsInt() usefulLifeMonths?: number | null;
  @IsOptional() @IsBoolean() attractive?: boolean | null;
  @IsOptional() @IsBoolean() dataBearing?: boolean | null;
  @IsOptional() @IsBoolean() biometric?: boolean | null;
  @IsOptional() @IsString() countryOfOrigin?: string | null;
  /** Parts with makers of their own (2 CFR 200.216 asks for them). */
  @IsOptional()
  @Rows({ name: 'text', makerId: 'uuid', mandatory: 'boolean' })
  components?: { name: string; makerId: string; mandatory: boolean }[] | null;
}

/** What an award binds to from a day on, until a later version says otherwise; of two of one day the later told counts. */
export interface ToldAwardTerms {
  versionId: string;
  validFrom: string;
  title: TitleTerms;
  /** Unit cost in whole US dollars from which a device is equipment and not a supply (2 CFR 200.1). */
  equipmentThresholdUsd: number;
  periodStart?: string | null;
  periodEnd?: string | null;
  vettingRequired: boolean;
  dueDiligenceRequired: boolean;
  dispositionApprovalRequired: boolean;
  eumRequired: boolean;
  section889Applies: boolean;
}
export const toldAwardTermsShape: Shape = {
  versionId: 'uuid',
  validFrom: 'date',
  title: TITLE_TERMS,
  equipmentThresholdUsd: 'integer',
  'periodStart?': 'date',
  'periodEnd?': 'date',
  vettingRequired: 'boolean',
  dueDiligenceRequired: 'boolean',
  dispositionApprovalRequired: 'boolean',
  eumRequired: 'boolean',
  section889Applies: 'boolean',
};

export class AwardRecordedV1 {
  static readonly type = 'fact.procurement.award-recorded.v1';
  @IsUUID() awardId!: string;
  @IsString() fain!: string;
  @IsString() donor!: string;
  @IsISO8601() obligatedOn!: string;
  @IsBoolean() vettingRequired!: boolean;
  @IsBoolean() dueDiligenceRequired!: boolean;
  @IsOptional() @IsString() instrument?: string | null;
  /** Whether the money is the US government's: its share is the federal participation of 2 CFR 200.313(d). */
  @IsOptional() @IsBoolean() federal?: boolean | null;
  @IsOptional() @Fits(toldAwardTermsShape) terms?: ToldAwardTerms | null;
}

/** The terms of an award from a day on were amended; the whole of them is told. */
export class AwardAmendedV1 {
  static readonly type = 'fact.procurement.award-amended.v1';
  @IsUUID() awardId!: string;
  @IsString() fain!: string;
  @IsString() donor!: string;
  @IsString() instrument!: string;
  @IsBoolean() federal!: boolean;
  /** As the amendment itself is numbered. */
  @IsString() number!: string;
  /** SHA-256 of the signed amendment, kept as a file. */
  @IsOptional() @IsString() documentSha256?: string | null;
  @Fits(toldAwardTermsShape) terms!: ToldAwardTerms;
}

export interface OrderLine {
  orderLineId: string;
  lineNumber: number;
  catalogueItemId: string;
  quantity: number;
  unitPriceMinor: number;
  /** Of a line that costs nothing (AM-12). */
  zeroCostReason?: string | null;
  funding: FundingShare[];
  budgetLineId?: string | null;
}

/** An order recorded from the organisation's ERP (AM-6), or approved here, with the persons of its approval for CR-01 and CR-09. */
export class OrderRecordedV1 {
  static readonly type = 'fact.procurement.order-recorded.v1';
  @IsUUID() purchaseOrderId!: string;
  @IsString() number!: string;
  @IsISO8601() orderedOn!: string;
  @IsOptional() @IsUUID() supplierId?: string | null;
  @IsUUID() requesterId!: string;
  @IsUUID() buyerId!: string;
  @IsUUID() approverId!: string;
  /** Who approved it beside `approverId`, where the matrix asks for more than one. */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) otherApproverIds?: string[] | null;
  /** SHA-256 of the scan of the approval, kept as a file. */
  @IsOptional() @IsString() approvalSha256?: string | null;
  @IsOptional() @IsUUID() requisitionId?: string | null;
  @IsOptional() @IsString() incoterm?: string | null;
  @IsString() currency!: string;
  @IsInt() revision!: number;
  @Rows({
    orderLineId: 'uuid',
    lineNumber: 'integer',
    catalogueItemId: 'uuid',
    quantity: 'integer',
    unitPriceMinor: 'integer',
    'zeroCostReason?': 'text',
    funding: { each: fundingShareShape },
    'budgetLineId?': 'uuid',
  })
  lines!: OrderLine[];
}

/** An entry of the list of section 889 (2 CFR 200.216) as it stands, told again at every change. */
export class ProhibitedEntityRecordedV1 {
  static readonly type = 'fact.procurement.prohibited-entity-recorded.v1';
  @IsUUID() entityId!: string;
  @IsString() name!: string;
  @IsArray() @IsString({ each: true }) aliases!: string[];
  @IsString() relation!: string;
  /** First three bytes of its network addresses, like `44:19:B6`. */
  @IsArray() @IsString({ each: true }) macPrefixes!: string[];
  @IsISO8601() effectiveFrom!: string;
  @IsOptional() @IsISO8601() effectiveTo?: string | null;
  @IsString() reason!: string;
  @IsString() source!: string;
}

/** A second person resolved what screening had found: of a maker or supplier (CR-02), or of a row of a receipt (CR-03). */
export class ScreeningResolvedV1 {
  static readonly type = 'fact.procurement.screening-resolved.v1';
  @IsUUID() resolutionId!: string;
  @IsString() kind!: string;
  @IsOptional() @IsUUID() subjectId?: string | null;
  @IsOptional() @IsUUID() receiptId?: string | null;
  @IsOptional() @IsInt() row?: number | null;
  @IsArray() @IsUUID(undefined, { each: true }) entityIds!: string[];
  @IsIn(['CLEARED', 'CONFIRMED']) decision!: 'CLEARED' | 'CONFIRMED';
  @IsString() reason!: string;
  @IsOptional() @IsString() documentSha256?: string | null;
}

/** A project with the awards that pay it and its budget lines, told whole at every change. */
export class ProjectRecordedV1 {
  static readonly type = 'fact.procurement.project-recorded.v1';
  @IsUUID() projectId!: string;
  @IsString() code!: string;
  @IsOptional() @IsString() wbsCode?: string | null;
  @IsString() name!: string;
  @IsString() country!: string;
  @IsArray() @IsUUID(undefined, { each: true }) awardIds!: string[];
  @Rows({ budgetLineId: 'uuid', awardId: 'uuid', code: 'text', amountMinor: 'integer', currency: 'text' })
  budgetLines!: { budgetLineId: string; awardId: string; code: string; amountMinor: number; currency: string }[];
}

/** What the columns of a supplier's lists are, as a person said; said again, the whole of it is told again. */
export class ListMappingRecordedV1 {
  static readonly type = 'fact.procurement.list-mapping-recorded.v1';
  @IsUUID() listMappingId!: string;
  @IsUUID() supplierId!: string;
  @Rows({ heading: 'text', 'field?': 'text' }) columns!: { heading: string; field?: string | null }[];
}
