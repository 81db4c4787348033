import { IsArray, IsBoolean, IsISO8601, IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Fits, Rows } from '../rows.js';
import {
  custodianShape,
  lotLineShape,
  signatureShape,
  type Custodian,
  type LotLine,
  type Signature,
} from '../shapes.js';
import {
  CHANNELS,
  GATES,
  OUTCOMES,
  type Channel,
  type Condition,
  type Confirmation,
  type Gate,
  type Outcome,
} from '../vocabulary.js';
import { effectLineShape, type EffectLine } from './waybill.v1.js';

export interface HandoverLine extends EffectLine {
  waybillId?: string | null;
  outcome: Outcome;
  condition?: Condition | null;
  remark?: string | null;
  confirmedBy?: Confirmation | null;
  /** The code exactly as it was read at the unit; null where the goods were counted. */
  codeRead?: string | null;
}

const acknowledgedShape = {
  ...effectLineShape,
  'waybillId?': 'uuid',
  outcome: OUTCOMES,
  'condition?': 'text',
  'remark?': 'text',
} as const;

/** A code that belongs to no line of this consignment: kept as read and nothing more (CR-67). */
export interface NotAnnounced {
  lineId: string;
  codeRead: string;
  condition?: string | null;
  remark?: string | null;
}

/** Goods without a serial, told by number (AM-22). Settled: the lines that follow from it say COUNT; else it moved nothing. */
export interface CountRead {
  row: number;
  waybillId: string;
  model: string;
  maker?: string | null;
  count: number;
  /** How many of the model were open on the waybill. */
  open: number;
  outcome: Outcome;
  condition?: Condition | null;
  remark?: string | null;
  settled: boolean;
}

/** What the receiver says of a lot on one waybill (AM-9). PENDING: a gate holds back what was accepted; the rest moves. */
export interface SignedLotLine {
  lineId: string;
  lotId: string;
  waybillId: string;
  accepted: number;
  withReserve: number;
  refused: number;
  notArrived: number;
  remark?: string | null;
  effect: 'MOVES' | 'PENDING';
}

export interface CompletedLot extends LotLine {
  waybillId: string;
}

/**
 * The head of the unit, or somebody for him, acknowledged (T12, T13; CR-21 to CR-23): the PV. Signed and PROVISIONAL;
 * custody has moved on the lines that say MOVES, unless `pending`.
 */
export class HandoverSignedV1 extends DocumentPart {
  static readonly type = 'fact.handover.handover-signed.v1';
  @IsString() number!: string;
  @IsIn(['FIRST', 'RETURN', 'TRANSFER']) kind!: 'FIRST' | 'RETURN' | 'TRANSFER';
  @IsArray() @IsUUID(undefined, { each: true }) waybillIds!: string[];
  @IsUUID() orgUnitId!: string;
  @IsUUID() placeId!: string;
  /** Who has the accepted devices from here: the unit and its head on that date, whoever signed; for a RETURN the store. */
  @Fits(custodianShape) receiver!: Custodian;
  @Fits(signatureShape) signature!: Signature;
  @IsOptional() @IsUUID() mandateId?: string | null;
  @IsOptional() @IsUUID() giverId?: string | null;
  @IsOptional() @IsUUID() witnessId?: string | null;
  @IsUUID() recordedBy!: string;
  @IsIn(CHANNELS) channel!: Channel;
  /** SHA-256 of the photo of the signed, stamped sheet, kept as a file (AM-1). */
  @IsOptional() @IsString() sheetSha256?: string | null;
  @IsOptional() @IsIn(GATES) pending?: Gate | null;
  @IsArray() @IsUUID(undefined, { each: true }) vettingIds!: string[];
  @IsArray() @IsUUID(undefined, { each: true }) dueDiligenceIds!: string[];
  @IsISO8601() signedAt!: string;
  /** SHA-256 over the lines of the whole PV as signed (all parts), hex. */
  @IsString() contentHash!: string;
  @IsOptional() @IsBoolean() late?: boolean;
  @Rows({ ...acknowledgedShape, 'confirmedBy?': 'text', 'codeRead?': 'text' })
  lines!: HandoverLine[];
  @IsOptional()
  @Rows({ lineId: 'uuid', codeRead: 'text', 'condition?': 'text', 'remark?': 'text' })
  notAnnounced?: NotAnnounced[];
  @IsOptional()
  @Rows({
    row: 'integer',
    waybillId: 'uuid',
    model: 'text',
    'maker?': 'text',
    count: 'integer',
    open: 'integer',
    outcome: OUTCOMES,
    'condition?': 'text',
    'remark?': 'text',
    settled: 'boolean',
  })
  counts?: CountRead[];
  @IsOptional()
  @Rows({
    lineId: 'uuid',
    lotId: 'uuid',
    waybillId: 'uuid',
    accepted: 'integer',
    withReserve: 'integer',
    refused: 'integer',
    notArrived: 'integer',
    'remark?': 'text',
    effect: ['MOVES', 'PENDING'],
  })
  lots?: SignedLotLine[] | null;
}

/** The officer counter-signed within 7 days: the PV is FINAL (AM-2). */
export class HandoverCountersignedV1 extends DocumentPart {
  static readonly type = 'fact.handover.handover-countersigned.v1';
  @IsString() number!: string;
  @Fits(signatureShape) signature!: Signature;
  @IsOptional() @Rows(effectLineShape) lines!: EffectLine[];
}

/** The gate that held a PV back is open now: custody of its pending lines starts here, not at the signature. */
export class HandoverCompletedV1 extends DocumentPart {
  static readonly type = 'fact.handover.handover-completed.v1';
  @IsString() number!: string;
  @Fits(custodianShape) receiver!: Custodian;
  @IsISO8601() completedAt!: string;
  /** What of lots had waited. */
  @IsOptional() @Rows({ ...lotLineShape, waybillId: 'uuid' }) lots?: CompletedLot[] | null;
  @Rows(acknowledgedShape) lines!: HandoverLine[];
}

/**
 * What was signed without authority is confirmed (AM-2, CR-22): by the head of the unit, his successor or a superior who
 * ratifies it, or by a mandate that was recorded later. `documentId` is the PV; the hold of its devices is FIRM from here.
 */
export class HandoverRatifiedV1 extends DocumentPart {
  static readonly type = 'fact.handover.handover-ratified.v1';
  @IsString() number!: string;
  @IsIn(['RATIFICATION', 'MANDATE']) basis!: 'RATIFICATION' | 'MANDATE';
  /** Of a RATIFICATION: whose word it is. */
  @IsOptional() @Fits(signatureShape) signature?: Signature | null;
  @IsOptional() @IsUUID() mandateId?: string | null;
  @IsISO8601() ratifiedAt!: string;
  /** What of lots the PV gave the unit; all of it that the unit still has under reserve is confirmed. */
  @IsOptional() @Rows(lotLineShape) lots?: LotLine[] | null;
  @Rows(effectLineShape) lines!: EffectLine[];
}

export interface RectifiedLine extends EffectLine {
  change: 'STRUCK' | 'ADDED';
  condition?: Condition | null;
  remark?: string | null;
  codeRead?: string | null;
}

/** Of a lot on one waybill: how many are struck, and so wait with the giver as if refused, and how many are added. */
export interface RectifiedLot {
  lineId: string;
  lotId: string;
  waybillId: string;
  struck: number;
  added: number;
  /** Of the added, what had been refused or struck; the rest nobody had signed for. Absent in facts from before it was told. */
  addedRefused?: number | null;
  remark?: string | null;
}

/**
 * A rectifying PV (CR-23, AM-23): strikes, adds or swaps lines of a signed PV, by the same parties or their superior.
 * The original stays as it was signed. `documentId` is the rectifying PV.
 */
export class HandoverRectifiedV1 extends DocumentPart {
  static readonly type = 'fact.handover.handover-rectified.v1';
  @IsString() number!: string;
  @IsUUID() handoverId!: string;
  @IsUUID() orgUnitId!: string;
  @IsString() reason!: string;
  /** Who has an added device from here. */
  @Fits(custodianShape) receiver!: Custodian;
  /** Who has a struck device from here: the giver. */
  @Fits(custodianShape) giver!: Custodian;
  @IsArray() @Rows(signatureShape) signatures!: Signature[];
  @IsISO8601() rectifiedAt!: string;
  @IsOptional()
  @Rows({
    ...{ lineId: 'uuid', lotId: 'uuid', waybillId: 'uuid', struck: 'integer', added: 'integer' },
    ...{ 'addedRefused?': 'integer', 'remark?': 'text' },
  })
  lots?: RectifiedLot[] | null;
  @Rows({
    ...effectLineShape,
    change: ['STRUCK', 'ADDED'],
    'condition?': 'text',
    'remark?': 'text',
    'codeRead?': 'text',
  })
  lines!: RectifiedLine[];
}
