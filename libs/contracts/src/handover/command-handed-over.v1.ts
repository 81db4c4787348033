import { IsArray, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import { signatureShape, type Signature } from '../shapes.js';
import type { Condition } from '../vocabulary.js';
import { effectLineShape, type EffectLine } from './waybill.v1.js';

export interface InspectedLine extends EffectLine {
  /** False: it was not there; the outgoing head answers for it still, and an incident is opened (T17). */
  present: boolean;
  condition?: Condition | null;
  reserve?: string | null;
}

/** What both heads counted of a lot: the outgoing one answers for what is absent, and it is missing. */
export interface InspectedLotCount {
  lineId: string;
  lotId: string;
  present: number;
  absent: number;
  reserve?: string | null;
}

/** Remise et reprise (T17, CR-28): a head of unit hands the unit's devices over to his successor, on a full list. */
export class CommandHandedOverV1 extends DocumentPart {
  static readonly type = 'fact.handover.command-handed-over.v1';
  @IsString() number!: string;
  @IsUUID() orgUnitId!: string;
  @IsUUID() outgoingId!: string;
  @IsUUID() incomingId!: string;
  @IsOptional() @IsUUID() superiorId?: string | null;
  @IsArray() @Rows(signatureShape) signatures!: Signature[];
  /** SHA-256 of the signed list, hex. */
  @IsString() documentSha256!: string;
  @IsISO8601() handedOverAt!: string;
  @IsOptional()
  @Rows({ lineId: 'uuid', lotId: 'uuid', present: 'integer', absent: 'integer', 'reserve?': 'text' })
  lots?: InspectedLotCount[] | null;
  @Rows({ ...effectLineShape, present: 'boolean', 'condition?': 'text', 'reserve?': 'text' }) lines!: InspectedLine[];
}
