import { IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { Rows } from '../rows.js';
import { fundingShareShape, type FundingShare } from '../shapes.js';
import type { OrderLine } from './reference.v1.js';

/** Whose signature reaches how far: of a role or a person, for one award or any, up to an amount, with so many others. */
export interface ToldAuthority {
  awardId?: string | null;
  role?: string | null;
  personId?: string | null;
  upToMinor: number;
  currency: string;
  approvers: number;
}

/** The purchase authorization matrix from a moment on, whole; two persons set it (AM-30). */
export class AuthorizationMatrixSetV1 {
  static readonly type = 'fact.procurement.authorization-matrix-set.v1';
  @IsUUID() matrixId!: string;
  @IsRFC3339() validFrom!: string;
  @IsUUID() proposedBy!: string;
  @IsString() reason!: string;
  @IsOptional() @IsString() documentSha256?: string | null;
  @Rows({
    'awardId?': 'uuid',
    'role?': 'text',
    'personId?': 'uuid',
    upToMinor: 'integer',
    currency: 'text',
    approvers: 'integer',
  })
  rows!: ToldAuthority[];
}

export interface RequestedLine {
  lineNumber: number;
  catalogueItemId?: string | null;
  category?: string | null;
  description?: string | null;
  quantity: number;
  unit: string;
  estimatedUnitMinor: number;
  funding: FundingShare[];
  budgetLineId?: string | null;
}

/** Somebody asks for goods (D01); nothing is bought before another person approved it. */
export class RequisitionSubmittedV1 {
  static readonly type = 'fact.procurement.requisition-submitted.v1';
  @IsUUID() requisitionId!: string;
  @IsString() number!: string;
  @IsUUID() projectId!: string;
  @IsUUID() orgUnitId!: string;
  @IsUUID() placeId!: string;
  @IsUUID() requesterId!: string;
  @IsUUID() submittedBy!: string;
  @IsString() currency!: string;
  @IsOptional() @IsISO8601() neededBy?: string | null;
  @IsString() justification!: string;
  @IsOptional() @IsString() priorApprovalSha256?: string | null;
  @Rows({
    lineNumber: 'integer',
    'catalogueItemId?': 'uuid',
    'category?': 'text',
    'description?': 'text',
    quantity: 'integer',
    unit: 'text',
    estimatedUnitMinor: 'integer',
    funding: { each: fundingShareShape },
    'budgetLineId?': 'uuid',
  })
  lines!: RequestedLine[];
}

export const REQUISITION_DECISIONS = ['APPROVED', 'REJECTED', 'CANCELLED'] as const;
export type RequisitionDecision = (typeof REQUISITION_DECISIONS)[number];

/** Approved or rejected by another person than who asked (CR-01), or cancelled. */
export class RequisitionDecidedV1 {
  static readonly type = 'fact.procurement.requisition-decided.v1';
  @IsUUID() requisitionId!: string;
  @IsIn(REQUISITION_DECISIONS) decision!: RequisitionDecision;
  @IsUUID() decidedBy!: string;
  @IsOptional() @IsString() reason?: string | null;
}

/** What a supplier offers for a requisition. */
export class QuotationRecordedV1 {
  static readonly type = 'fact.procurement.quotation-recorded.v1';
  @IsUUID() quotationId!: string;
  @IsUUID() requisitionId!: string;
  @IsUUID() supplierId!: string;
  /** As the supplier numbers it. */
  @IsString() reference!: string;
  @IsISO8601() quotedOn!: string;
  @IsOptional() @IsISO8601() validUntil?: string | null;
  @IsOptional() @IsString() incoterm?: string | null;
  @IsOptional() @IsInt() leadTimeDays?: number | null;
  @IsBoolean() compliant!: boolean;
  @IsOptional() @IsString() remark?: string | null;
  @IsBoolean() section889Declared!: boolean;
  @IsOptional() @IsString() fileSha256?: string | null;
  @Rows({ lineNumber: 'integer', catalogueItemId: 'uuid', unitPriceMinor: 'integer' })
  lines!: { lineNumber: number; catalogueItemId: string; unitPriceMinor: number }[];
}

/** The committee's choice among the quotations (D02), with the reasons the rules ask for. */
export class BidsAnalysedV1 {
  static readonly type = 'fact.procurement.bids-analysed.v1';
  @IsUUID() bidAnalysisId!: string;
  @IsUUID() requisitionId!: string;
  @IsString() number!: string;
  @Rows({ personId: 'uuid', 'conflict?': 'text' }) committee!: { personId: string; conflict?: string | null }[];
  @IsArray() @IsUUID(undefined, { each: true }) invitedSupplierIds!: string[];
  @IsUUID() awardedQuotationId!: string;
  @IsString() reason!: string;
  @IsOptional() @IsString() notCheapestReason?: string | null;
  @IsOptional() @IsString() fewQuotationsReason?: string | null;
  @IsOptional() @IsString() documentSha256?: string | null;
  /** The dated value that held (Q32). */
  @IsInt() minimumQuotations!: number;
}

/** A proposed order or change of an order was refused by a third person. */
export class OrderRefusedV1 {
  static readonly type = 'fact.procurement.order-refused.v1';
  @IsUUID() proposalId!: string;
  @IsUUID() purchaseOrderId!: string;
  @IsOptional() @IsUUID() requisitionId?: string | null;
  @IsInt() revision!: number;
  @IsUUID() refusedBy!: string;
  @IsString() reason!: string;
}

/** An order from its next revision on, whole; quantity 0 is a line that was cancelled. */
export class OrderAmendedV1 {
  static readonly type = 'fact.procurement.order-amended.v1';
  @IsUUID() purchaseOrderId!: string;
  @IsString() number!: string;
  @IsInt() revision!: number;
  @IsUUID() proposalId!: string;
  @IsString() reason!: string;
  @IsUUID() proposedBy!: string;
  @IsArray() @IsUUID(undefined, { each: true }) approverIds!: string[];
  /** Who requested the goods, where a model comes in the place of another (AM-7). */
  @IsOptional() @IsUUID() acceptedBy?: string | null;
  @Rows({
    orderLineId: 'uuid',
    lineNumber: 'integer',
    catalogueItemId: 'uuid',
    quantity: 'integer',
    unitPriceMinor: 'integer',
    funding: { each: fundingShareShape },
    'budgetLineId?': 'uuid',
    'substitutesLine?': 'integer',
  })
  lines!: (OrderLine & { substitutesLine?: number | null })[];
}
