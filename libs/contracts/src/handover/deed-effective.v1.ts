import { IsArray, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import { lotLineShape, signatureShape, type LotLine, type Signature } from '../shapes.js';
import { effectLineShape, type EffectLine } from './waybill.v1.js';

export interface DeedLine extends EffectLine {
  valueMinor: number;
  currency: string;
}

/** So many of a lot, with their value together. */
export interface DonatedLotLine extends LotLine {
  valueMinor: number;
  currency: string;
}

/** A deed of donation took effect (T14, CR-26): title passes to the State; custody does not move. */
export class DeedEffectiveV1 extends DocumentPart {
  static readonly type = 'fact.handover.deed-effective.v1';
  @IsString() number!: string;
  @IsUUID() beneficiaryUnitId!: string;
  @IsArray() @Rows(signatureShape) signatures!: Signature[];
  @IsISO8601() signedAt!: string;
  @IsISO8601() effectiveAt!: string;
  /** SHA-256 over the annexed list, hex. */
  @IsString() annexHash!: string;
  @IsOptional()
  @Rows({ ...lotLineShape, valueMinor: 'integer', currency: 'text' })
  lots?: DonatedLotLine[] | null;
  @Rows({ ...effectLineShape, valueMinor: 'integer', currency: 'text' }) lines!: DeedLine[];
}
