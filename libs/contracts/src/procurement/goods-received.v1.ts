import { IsArray, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import {
  fundingShareShape,
  toldIdentifierShape,
  type DocumentLine,
  type FundingShare,
  type Identifier,
} from '../shapes.js';
import {
  CONDITIONS,
  SERIAL_RULES,
  TRACKING_MODES,
  type Condition,
  type SerialRule,
  type TrackingMode,
} from '../vocabulary.js';

export interface GoodsReceivedLine extends DocumentLine {
  /** Null with no order yet (AM-6): such a device cannot leave A01 until procurement links a line. */
  orderLineId?: string | null;
  catalogueItemId: string;
  makerId: string;
  maker: string;
  model: string;
  category: string;
  description: string;
  trackingMode: TrackingMode;
  serialRule: SerialRule;
  /** Without ASSET_TAG: tags are bound in assets. */
  identifiers: Identifier[];
  noSerialReason?: string | null;
  carton?: string | null;
  kitId?: string | null;
  condition: Condition;
  /** Cost of this one device in minor units of `currency`, from the order; null without an order. */
  costMinor?: number | null;
  /** Why it costs nothing (AM-12). */
  zeroCostReason?: string | null;
  currency?: string | null;
  funding?: FundingShare[] | null;
  /** Received although its plate contradicts the register (AM-8); a second person decides before it leaves A01. */
  disputed?: boolean | null;
  /** SHA-256 of the photo of the plate, kept as a file. */
  platePhotoSha256?: string | null;
  /** The rejected device that it comes in the place of (AM-14). */
  replacesDeviceId?: string | null;
  /** Who else saw that there is no serial (CR-07). */
  secondSignatureId?: string | null;
  /** What of the list of section 889 was found on it: it is held (CR-03). */
  screening?: { kind: string; said: string; strength: string; entityId: string }[] | null;
}

/** Goods were received at a store, serial by serial: the devices are born here (CR-07, CR-08). */
export class GoodsReceivedV1 extends DocumentPart {
  static readonly type = 'fact.procurement.goods-received.v1';
  @IsString() number!: string;
  @IsOptional() @IsUUID() purchaseOrderId?: string | null;
  /** What it came by, where that was announced. */
  @IsOptional() @IsUUID() shipmentId?: string | null;
  @IsUUID() storeUnitId!: string;
  @IsUUID() placeId!: string;
  @IsUUID() receivedBy!: string;
  @IsOptional() @IsUUID() witnessId?: string | null;
  @IsOptional() @IsString() deliveryNote?: string | null;
  /** The waivers it relied on (AM-3). */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) waiverIds?: string[] | null;
  @IsISO8601() receivedAt!: string;
  @IsArray() @Rows({ kitId: 'uuid', label: 'text' }) kits!: { kitId: string; label: string }[];
  @IsArray()
  @Rows({ code: 'text', quantity: 'integer', 'orderLineId?': 'uuid', 'detail?': 'text' })
  discrepancies!: { code: string; quantity: number; orderLineId?: string | null; detail?: string | null }[];
  @Rows({
    lineId: 'uuid',
    'deviceId?': 'uuid',
    'lotId?': 'uuid',
    'quantity?': 'integer',
    'orderLineId?': 'uuid',
    catalogueItemId: 'uuid',
    makerId: 'uuid',
    maker: 'text',
    model: 'text',
    category: 'text',
    description: 'text',
    trackingMode: TRACKING_MODES,
    serialRule: SERIAL_RULES,
    identifiers: { each: toldIdentifierShape },
    'noSerialReason?': 'text',
    'carton?': 'text',
    condition: CONDITIONS,
    'kitId?': 'uuid',
    'costMinor?': 'integer',
    'zeroCostReason?': 'text',
    'currency?': 'text',
    'funding?': { each: fundingShareShape },
    'disputed?': 'boolean',
    'platePhotoSha256?': 'text',
    'secondSignatureId?': 'uuid',
    'replacesDeviceId?': 'uuid',
    'screening?': { each: { kind: 'text', said: 'text', strength: 'text', entityId: 'uuid' } },
  })
  lines!: GoodsReceivedLine[];
}
