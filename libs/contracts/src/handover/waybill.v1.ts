import { IsArray, IsBoolean, IsISO8601, IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Fits, Rows, type Shape } from '../rows.js';
import {
  custodianShape,
  lineShape,
  lotLineShape,
  signatureShape,
  type Custodian,
  type DocumentLine,
  type LotLine,
  type Signature,
} from '../shapes.js';
import {
  CONDITIONS,
  LINE_EFFECTS,
  ONWARD_REASONS,
  WAYBILL_PURPOSES,
  type Condition,
  type LineEffect,
  type OnwardReason,
  type WaybillPurpose,
} from '../vocabulary.js';

/** A waybill line as a fact tells it; `effect` says whether the register moves. */
export interface EffectLine extends DocumentLine {
  deviceId: string;
  effect: LineEffect;
}
export const effectLineShape = { ...lineShape, deviceId: 'uuid', effect: LINE_EFFECTS } as const;

/** The release order: the approved state of a waybill (D10 and D11 are two prints of one document). */
export class ReleaseApprovedV1 extends DocumentPart {
  static readonly type = 'fact.handover.release-approved.v1';
  @IsString() number!: string;
  @IsIn(WAYBILL_PURPOSES) purpose!: WaybillPurpose;
  @IsUUID() approvedBy!: string;
  /** The waivers it relied on (AM-3). */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) waiverIds?: string[] | null;
  @IsOptional() @Rows(lotLineShape) lots?: LotLine[] | null;
  @Rows(lineShape) lines!: DocumentLine[];
}

export interface DispatchedLine extends EffectLine {
  conditionOut?: Condition | null;
  carton?: string | null;
}

/** Some of a lot that leaves: reserved by the allocation, or taken from another waybill on a RETURN or ONWARD leg. */
export interface DispatchedLot extends LotLine {
  allocationId: string;
  fromWaybillId?: string | null;
  carton?: string | null;
  /** Of a RETURN: how many the unit had accepted and gives back; the others it had refused. */
  held?: number | null;
  /** Of a RETURN: how many a gate had held back, neither refused nor given (CR-16). */
  pending?: number | null;
  /** The unit that gives back what it held. */
  fromOrgUnitId?: string | null;
}

/** Who could not sign, why, and before whom (CR-20). */
export interface AbsentSigner {
  reason: string;
  witnessId: string;
}
const absentShape: Shape = { reason: 'text', witnessId: 'uuid' };

/** The goods left (T08; RETURN and ONWARD legs: T37, T36): the carrier has custody from here. */
export class WaybillDispatchedV1 extends DocumentPart {
  static readonly type = 'fact.handover.waybill-dispatched.v1';
  @IsString() number!: string;
  @IsIn(WAYBILL_PURPOSES) purpose!: WaybillPurpose;
  @IsUUID() fromPlaceId!: string;
  @IsUUID() toPlaceId!: string;
  /** The consignee: a police unit, or the store's own office for a RETURN. */
  @IsUUID() toOrgUnitId!: string;
  /** Carrier and driver, en route to `toPlaceId`. */
  @Fits(custodianShape) carrier!: Custodian;
  /** Office and officer who answer for the goods between arrival and signature; for a RETURN the store. */
  @Fits(custodianShape) officer!: Custodian;
  @IsString() vehiclePlate!: string;
  @IsArray() @IsString({ each: true }) seals!: string[];
  @IsUUID() dispatchedBy!: string;
  @IsUUID() releasedBy!: string;
  @IsISO8601() departedAt!: string;
  @IsOptional() @IsISO8601() eta?: string | null;
  /** The driver who takes the goods; absent in facts from before it was told. */
  @IsOptional() @Fits(signatureShape) driverSignature?: Signature | null;
  /** A change of carrier is signed by both drivers (T36), or says why the one who gives could not. */
  @IsOptional() @Fits(signatureShape) previousDriverSignature?: Signature | null;
  @IsOptional() @Fits(absentShape) previousDriverAbsent?: AbsentSigner | null;
  /** The waivers it relied on (AM-3). */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) waiverIds?: string[] | null;
  @IsOptional()
  @Rows({
    ...{ ...lotLineShape, allocationId: 'uuid', 'fromWaybillId?': 'uuid', 'carton?': 'text' },
    ...{ 'held?': 'integer', 'pending?': 'integer', 'fromOrgUnitId?': 'uuid' },
  })
  lots?: DispatchedLot[] | null;
  @Rows({ ...effectLineShape, 'conditionOut?': CONDITIONS, 'carton?': 'text' }) lines!: DispatchedLine[];
}

export interface ArrivalLine extends EffectLine {
  /** False: the driver could not show it (an exception SHORT, never a loss by itself). */
  present: boolean;
  remark?: string | null;
}

/**
 * The consignment arrived and the driver signed (T09, CR-20). `documentId` is the arrival. `implied`: nobody recorded
 * it; the acknowledgement says that what was read had arrived (AM-18).
 */
export class ArrivalRecordedV1 extends DocumentPart {
  static readonly type = 'fact.handover.arrival-recorded.v1';
  @IsUUID() waybillId!: string;
  @IsString() number!: string;
  @IsBoolean() implied!: boolean;
  @IsUUID() placeId!: string;
  @IsUUID() orgUnitId!: string;
  @IsISO8601() arrivedAt!: string;
  /** Who answers for the devices at the unit until it signs. */
  @Fits(custodianShape) officer!: Custodian;
  /** Null when implied, or when the driver was absent or refused (then a witness, AM-18). */
  @IsOptional() @Fits(signatureShape) driverSignature?: Signature | null;
  @IsOptional() @IsUUID() witnessId?: string | null;
  @IsOptional() @IsBoolean() sealsIntact?: boolean | null;
  /** What of lots has arrived with it. */
  @IsOptional() @Rows(lotLineShape) lots?: LotLine[] | null;
  @Rows({ ...effectLineShape, present: 'boolean', 'remark?': 'text' }) lines!: ArrivalLine[];
}

/** Every line found its end: accepted, refused, returned or transferred. */
export class WaybillClosedV1 extends DocumentPart {
  static readonly type = 'fact.handover.waybill-closed.v1';
  @IsString() number!: string;
  @IsOptional() @Rows(lineShape) lines!: DocumentLine[];
}

/** A person closed the waybill with lines that never arrived (T11): they are missing, with the carrier still custodian. */
export class WaybillClosedShortV1 extends DocumentPart {
  static readonly type = 'fact.handover.waybill-closed-short.v1';
  @IsString() number!: string;
  @IsUUID() closedBy!: string;
  @IsString() reason!: string;
  @IsOptional() @IsString() claimReference?: string | null;
  /** What of lots never arrived. */
  @IsOptional() @Rows(lotLineShape) lots?: LotLine[] | null;
  @Rows(effectLineShape) lines!: EffectLine[];
}

/** Lines left this waybill for another leg: a change of carrier, a redirect or a reallocation. `documentId` is the waybill they leave. */
export class WaybillLinesTransferredV1 extends DocumentPart {
  static readonly type = 'fact.handover.waybill-lines-transferred.v1';
  @IsString() number!: string;
  @IsUUID() toWaybillId!: string;
  @IsIn(ONWARD_REASONS) reason!: OnwardReason;
  /** The driver who takes the lines over, and the one who gives them (T36), as on the waybill they go on with. */
  @IsOptional() @Fits(signatureShape) driverSignature?: Signature | null;
  @IsOptional() @Fits(signatureShape) previousDriverSignature?: Signature | null;
  @IsOptional() @Fits(absentShape) previousDriverAbsent?: AbsentSigner | null;
  @Rows(effectLineShape) lines!: EffectLine[];
}

export interface SeenLine extends EffectLine {
  waybillId: string;
}

/** A device consigned to one unit was read at another (CR-67); in the dispatcher's scope only. `documentId` is the PV. */
export class DeviceSeenElsewhereV1 extends DocumentPart {
  static readonly type = 'fact.handover.device-seen-elsewhere.v1';
  @IsUUID() placeId!: string;
  @IsUUID() orgUnitId!: string;
  @IsISO8601() seenAt!: string;
  @Rows({ ...effectLineShape, waybillId: 'uuid' }) lines!: SeenLine[];
}
