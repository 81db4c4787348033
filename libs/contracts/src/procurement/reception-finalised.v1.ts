import { IsArray, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';

export interface LiftedReserve {
  /** Of the reserve in the inspection. */
  row: number;
  note: string;
  /** SHA-256 of what shows it, kept as a file. */
  documentSha256?: string | null;
}

export interface FinallyReceivedLine {
  lineId: string;
  deviceId: string;
}

/**
 * The PV of final reception (domain §3.1, §9.6): the committee came back and lifted every reserve of a provisional one. Nothing
 * moves: custody and the day of acquisition are those of the inspection.
 */
export class ReceptionFinalisedV1 extends DocumentPart {
  static readonly type = 'fact.procurement.reception-finalised.v1';
  @IsString() number!: string;
  @IsUUID() receiptId!: string;
  @IsUUID() inspectionId!: string;
  @IsArray() @IsUUID(undefined, { each: true }) committee!: string[];
  @IsISO8601() heldOn!: string;
  /** The waivers it relied on (AM-3). */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) waiverIds?: string[] | null;
  @Rows({ row: 'integer', note: 'text', 'documentSha256?': 'text' }) lifted!: LiftedReserve[];
  /** The devices that had been accepted. */
  @Rows({ lineId: 'uuid', deviceId: 'uuid' }) lines!: FinallyReceivedLine[];
}
