import { IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsNumber, IsOptional, IsString, IsUUID } from 'class-validator';
import { Fits, Rows } from '../rows.js';

/** A supplier says what is on its way (pre-alert). */
export class ShipmentAnnouncedV1 {
  static readonly type = 'fact.procurement.shipment-announced.v1';
  @IsUUID() shipmentId!: string;
  @IsString() number!: string;
  @IsUUID() supplierId!: string;
  /** Null with no order yet (AM-6). */
  @IsOptional() @IsUUID() purchaseOrderId?: string | null;
  @IsOptional() @IsString() preAlertNumber?: string | null;
  @IsOptional() @IsUUID() carrierId?: string | null;
  @IsOptional() @IsUUID() insurerId?: string | null;
  @IsString() mode!: string;
  /** Waybill, air waybill or bill of lading. */
  @IsOptional() @IsString() transportNumber?: string | null;
  @IsOptional() @IsInt() packages?: number | null;
  @IsOptional() @IsNumber() grossKg?: number | null;
  /** ISO 3166-1. */
  @IsString() fromCountry!: string;
  @IsOptional() @Fits({ term: 'text', place: 'text' }) incoterm?: { term: string; place: string } | null;
  @IsISO8601() expectedOn!: string;
  @IsUUID() placeId!: string;
  @IsUUID() storeUnitId!: string;
}

/** Somebody told where it is, or that it is expected another day. */
export class ShipmentProgressedV1 {
  static readonly type = 'fact.procurement.shipment-progressed.v1';
  @IsUUID() shipmentId!: string;
  @IsString() number!: string;
  /** RESCHEDULED, DEPARTED, ARRIVED, CLEARED, DELIVERED. */
  @IsString() step!: string;
  @IsISO8601() happenedAt!: string;
  @IsOptional() @IsString() place?: string | null;
  /** Whose word it is: SUPPLIER, CARRIER, CLEARING_AGENT, STORE. */
  @IsString() toldBy!: string;
  @IsOptional() @IsISO8601() expectedOn?: string | null;
  @IsOptional() @IsString() note?: string | null;
  /** The receipt that told it. */
  @IsOptional() @IsUUID() receiptId?: string | null;
  /** Where it is after this: a step told late changes nothing. */
  @IsString() status!: string;
}

/** Closed, once customs have their papers (CR-14), or withdrawn because it never arrived. */
export class ShipmentEndedV1 {
  static readonly type = 'fact.procurement.shipment-ended.v1';
  @IsUUID() shipmentId!: string;
  @IsString() number!: string;
  @IsIn(['CLOSED', 'WITHDRAWN']) status!: 'CLOSED' | 'WITHDRAWN';
  @IsOptional() @IsString() reason?: string | null;
  @IsUUID() endedBy!: string;
}

/** The customs papers of a shipment as far as they are known; the last version counts. */
export class CustomsFiledV1 {
  static readonly type = 'fact.procurement.customs-filed.v1';
  @IsUUID() customsFileId!: string;
  @IsUUID() shipmentId!: string;
  /** Of the shipment. */
  @IsString() number!: string;
  @IsInt() version!: number;
  /** Whether nothing of it is missing (CR-14). */
  @IsBoolean() complete!: boolean;
  /** EXEMPT, DUTY_PAID. */
  @IsString() regime!: string;
  @IsOptional() @IsString() declarationNumber?: string | null;
  @IsOptional() @IsISO8601() declaredOn?: string | null;
  @IsOptional() @IsString() office?: string | null;
  @IsOptional() @IsString() declarationSha256?: string | null;
  @IsOptional() @IsString() exemptionNumber?: string | null;
  @IsOptional() @IsISO8601() exemptedOn?: string | null;
  @IsOptional() @IsString() exemptionSha256?: string | null;
  @IsOptional() @IsString() feriNumber?: string | null;
  @IsOptional() @IsString() avNumber?: string | null;
  @IsOptional() @IsString() importLicenceNumber?: string | null;
  @IsOptional() @IsISO8601() releasedOn?: string | null;
  @IsOptional() @IsInt() cifMinor?: number | null;
  @IsOptional() @IsInt() dutyMinor?: number | null;
  @IsOptional() @IsString() currency?: string | null;
  @IsArray() @IsString({ each: true }) seals!: string[];
  @IsOptional() @IsInt() demurrageDays?: number | null;
  @IsOptional() @IsString() reason?: string | null;
}

/** A supplier's manifest was loaded, with its mistakes; a claim that answers scans (AM-7). The last version counts. */
export class ManifestLoadedV1 {
  static readonly type = 'fact.procurement.manifest-loaded.v1';
  @IsUUID() manifestId!: string;
  @IsUUID() shipmentId!: string;
  /** Of the shipment. */
  @IsString() number!: string;
  @IsInt() version!: number;
  /** SHA-256 of the file that was read; it is not kept. */
  @IsString() fileHash!: string;
  @IsInt() rows!: number;
  @IsInt() quantity!: number;
  /** Rows with mistakes. */
  @IsInt() flagged!: number;
  @IsInt() warned!: number;
  @IsUUID() loadedBy!: string;
}

/** Supplier, carrier or insurer is asked to make good what did not come, or came broken. */
export class ClaimSentV1 {
  static readonly type = 'fact.procurement.claim-sent.v1';
  @IsUUID() claimId!: string;
  @IsString() number!: string;
  @IsOptional() @IsUUID() shipmentId?: string | null;
  /** Of goods that nobody announced. */
  @IsOptional() @IsUUID() receiptId?: string | null;
  /** SUPPLIER, CARRIER, INSURER. */
  @IsString() against!: string;
  @IsUUID() partyId!: string;
  @IsInt() amountMinor!: number;
  @IsString() currency!: string;
  @IsISO8601() sentOn!: string;
  /** The deadline. */
  @IsISO8601() answerBy!: string;
  /** SHA-256 of its documents, kept as files. */
  @IsArray() @IsString({ each: true }) fileSha256s!: string[];
  @IsUUID() sentBy!: string;
  @IsArray()
  @Rows({ catalogueItemId: 'uuid', reason: 'text', quantity: 'integer', 'detail?': 'text' })
  lines!: { catalogueItemId: string; reason: string; quantity: number; detail?: string | null }[];
}

export class ClaimAnsweredV1 {
  static readonly type = 'fact.procurement.claim-answered.v1';
  @IsUUID() claimId!: string;
  @IsString() number!: string;
  @IsISO8601() answeredOn!: string;
  @IsString() answer!: string;
  @IsOptional() @IsString() answerSha256?: string | null;
  @IsUUID() recordedBy!: string;
}

/** What became of a claim. */
export class ClaimSettledV1 {
  static readonly type = 'fact.procurement.claim-settled.v1';
  @IsUUID() claimId!: string;
  @IsString() number!: string;
  /** REPLACED, CREDITED, REFUSED; WITHDRAWN: it was not asked for any longer, perhaps never sent. */
  @IsString() outcome!: string;
  @IsOptional() @IsString() reason?: string | null;
  @IsOptional() @IsInt() creditMinor?: number | null;
  @IsString() currency!: string;
  @IsOptional() @IsString() creditReference?: string | null;
  /** The receipts that brought what was claimed. */
  @IsArray() @IsUUID(undefined, { each: true }) receiptIds!: string[];
  @IsUUID() settledBy!: string;
}
