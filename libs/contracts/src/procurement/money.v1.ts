import { IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import { fundingShareShape, type FundingShare } from '../shapes.js';

/** What a source published for a pair of currencies on a day; a correction is a later version, with its reason. */
export class ExchangeRateRecordedV1 {
  static readonly type = 'fact.procurement.exchange-rate-recorded.v1';
  @IsUUID() rateId!: string;
  /** ISO 4217: one unit of `base` is worth `rate` units of `quote`. */
  @IsString() base!: string;
  @IsString() quote!: string;
  @IsISO8601() on!: string;
  /** A decimal as text: no float says it exactly. */
  @IsString() rate!: string;
  @IsString() source!: string;
  @IsInt() version!: number;
  @IsOptional() @IsString() reason?: string | null;
}

export interface ToldInvoiceLine {
  lineId: string;
  row: number;
  orderLineId?: string | null;
  quantity?: number | null;
  unitPriceMinor?: number | null;
  /** What a charge is for; absent: goods. */
  component?: string | null;
  amountMinor: number;
  /** The same in the currency of the order. */
  costMinor: number;
}

/** A supplier asks for money: for goods of an order, for charges beside them, or before anything came (AM-12). */
export class InvoiceRecordedV1 {
  static readonly type = 'fact.procurement.invoice-recorded.v1';
  @IsUUID() invoiceId!: string;
  @IsString() type!: string;
  @IsUUID() purchaseOrderId!: string;
  @IsUUID() supplierId!: string;
  /** As its supplier numbered it. */
  @IsString() number!: string;
  @IsISO8601() invoicedOn!: string;
  @IsString() currency!: string;
  @IsInt() totalMinor!: number;
  /** SHA-256 of its scan, kept as a file. */
  @IsOptional() @IsString() fileSha256?: string | null;
  /** The exchange rate that its amounts were put into the currency of the order with. */
  @IsOptional() @IsUUID() rateId?: string | null;
  /** Of a credit note: the invoice from which it takes goods or charges back. */
  @IsOptional() @IsUUID() creditsInvoiceId?: string | null;
  @IsArray()
  @Rows({ advanceId: 'uuid', amountMinor: 'integer' })
  clears!: { advanceId: string; amountMinor: number }[];
  @IsArray()
  @Rows({
    lineId: 'uuid',
    row: 'integer',
    'orderLineId?': 'uuid',
    'quantity?': 'integer',
    'unitPriceMinor?': 'integer',
    'component?': 'text',
    amountMinor: 'integer',
    costMinor: 'integer',
  })
  lines!: ToldInvoiceLine[];
}

/** An invoice was held against its order and receipts (CR-11). */
export class InvoiceMatchedV1 {
  static readonly type = 'fact.procurement.invoice-matched.v1';
  @IsUUID() matchId!: string;
  @IsUUID() invoiceId!: string;
  @IsUUID() purchaseOrderId!: string;
  @IsString() number!: string;
  /** MATCHED; VARIANCE: for another person to resolve; BLOCKED: it waits for an inspection. */
  @IsString() result!: string;
  @IsArray() @Rows({ row: 'integer', code: 'text' }) found!: { row: number; code: string }[];
  @IsUUID() matchedBy!: string;
}

/** Another person accepted or refused what did not match. */
export class InvoiceResolvedV1 {
  static readonly type = 'fact.procurement.invoice-resolved.v1';
  @IsUUID() resolutionId!: string;
  @IsUUID() invoiceId!: string;
  @IsUUID() purchaseOrderId!: string;
  @IsString() number!: string;
  @IsIn(['ACCEPTED', 'REFUSED']) decision!: 'ACCEPTED' | 'REFUSED';
  @IsString() reason!: string;
  @IsUUID() decidedBy!: string;
}

/** The bank paid an invoice or an advance, or a part of it. */
export class InvoicePaidV1 {
  static readonly type = 'fact.procurement.invoice-paid.v1';
  @IsUUID() paymentId!: string;
  @IsUUID() invoiceId!: string;
  @IsUUID() purchaseOrderId!: string;
  @IsString() number!: string;
  @IsISO8601() paidOn!: string;
  @IsInt() amountMinor!: number;
  @IsString() currency!: string;
  @IsString() reference!: string;
  /** SHA-256 of the bank's note, kept as a file. */
  @IsOptional() @IsString() fileSha256?: string | null;
  @IsUUID() paidBy!: string;
}

export interface AdjustedLine {
  lineId: string;
  deviceId?: string | null;
  lotId?: string | null;
  quantity: number;
  /** All of it together, in minor units of `currency`: the price of the order with all that invoices made of it. */
  costMinor: number;
  currency: string;
  /** Everything that makes the difference to the price of the order, each with the line of the invoice it stands on. */
  adjustments: { lineId: string; invoiceId: string; number: string; component: string; minor: number }[];
}

/**
 * Invoices made of goods another cost than was told before (AM-12); what is told of a device or lot takes the place of what was.
 * `documentId` is the invoice that matched, or the order.
 */
export class CostsAdjustedV1 extends DocumentPart {
  static readonly type = 'fact.procurement.costs-adjusted.v1';
  @IsString() number!: string;
  @IsUUID() purchaseOrderId!: string;
  @Rows({
    lineId: 'uuid',
    'deviceId?': 'uuid',
    'lotId?': 'uuid',
    quantity: 'integer',
    costMinor: 'integer',
    currency: 'text',
    adjustments: { each: { lineId: 'uuid', invoiceId: 'uuid', number: 'text', component: 'text', minor: 'integer' } },
  })
  lines!: AdjustedLine[];
}

/** The money of an order line as its documents have it (Q21); all in minor units of `currency`. */
export interface AccountedLine {
  orderLineId: string;
  category: string;
  currency: string;
  funding: FundingShare[];
  invoicedMinor: number;
  invoicedUnits: number;
  /** Of what is invoiced: on units that no device or lot is. */
  notRegisteredMinor: number;
  notRegisteredUnits: number;
  /** Registered at the price of the order, with no invoice yet. */
  notInvoicedMinor: number;
  notInvoicedUnits: number;
  /** What each award pays of the goods that are registered, device by device. */
  awards: { awardId: string; minor: number }[];
}

/** The account of each line of an order; told again, it takes the place of the one before. `documentId` is the order. */
export class OrderAccountedV1 extends DocumentPart {
  static readonly type = 'fact.procurement.order-accounted.v1';
  @IsString() number!: string;
  @IsUUID() purchaseOrderId!: string;
  @Rows({
    orderLineId: 'uuid',
    category: 'text',
    currency: 'text',
    funding: { each: fundingShareShape },
    invoicedMinor: 'integer',
    invoicedUnits: 'integer',
    notRegisteredMinor: 'integer',
    notRegisteredUnits: 'integer',
    notInvoicedMinor: 'integer',
    notInvoicedUnits: 'integer',
    awards: { each: { awardId: 'uuid', minor: 'integer' } },
  })
  lines!: AccountedLine[];
}
