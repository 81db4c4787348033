import { IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { Rows } from '../rows.js';

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
