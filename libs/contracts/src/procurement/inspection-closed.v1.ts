import { IsArray, IsISO8601, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import { lotLineShape, type DocumentLine, type LotLine } from '../shapes.js';
import { CONDITIONS, type Condition } from '../vocabulary.js';

export interface InspectionClosedLine extends DocumentLine {
  deviceId: string;
  result: 'ACCEPTED' | 'REJECTED';
  reason?: string | null;
  condition?: Condition | null;
}

/** A line of a lot may be told twice: what of it was accepted, and what was not. */
export interface InspectedLot extends LotLine {
  result: 'ACCEPTED' | 'REJECTED';
  reason?: string | null;
}

/** What is still to be put right, by when; of one line, or of the whole receipt. */
export interface Reserve {
  row: number;
  lineId?: string | null;
  detail: string;
  dueOn: string;
}

/** The reception committee accepted a receipt with its exceptions (CR-10, AM-11); its date is the acquisition date. */
export class InspectionClosedV1 extends DocumentPart {
  static readonly type = 'fact.procurement.inspection-closed.v1';
  @IsString() number!: string;
  @IsUUID() receiptId!: string;
  @IsArray() @IsUUID(undefined, { each: true }) committee!: string[];
  @IsIn(['FULL', 'SAMPLE']) extent!: 'FULL' | 'SAMPLE';
  @IsOptional() @IsInt() sampleSize?: number | null;
  @IsISO8601() acceptedOn!: string;
  /** Where rejected devices are kept until they go back. */
  @IsOptional() @IsUUID() quarantinePlaceId?: string | null;
  /** The waivers it relied on (AM-3). */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) waiverIds?: string[] | null;
  /** PROVISIONAL: with reserves, until the PV of final reception lifts them (domain §9.6). Absent: FINAL. */
  @IsOptional() @IsIn(['PROVISIONAL', 'FINAL']) acceptanceType?: 'PROVISIONAL' | 'FINAL' | null;
  @IsOptional() @Rows({ row: 'integer', 'lineId?': 'uuid', detail: 'text', dueOn: 'date' }) reserves?: Reserve[] | null;
  @IsOptional()
  @Rows({ ...lotLineShape, result: ['ACCEPTED', 'REJECTED'], 'reason?': 'text' })
  lots?: InspectedLot[] | null;
  @Rows({
    lineId: 'uuid',
    deviceId: 'uuid',
    result: ['ACCEPTED', 'REJECTED'],
    'reason?': 'text',
    'condition?': CONDITIONS,
  })
  lines!: InspectionClosedLine[];
}
