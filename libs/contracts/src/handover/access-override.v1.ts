import { IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import { lineShape, type DocumentLine } from '../shapes.js';

/** Programme manager and Chief of Mission together let one consignment through where an armed group is in control (CR-66). */
export class AccessOverrideGrantedV1 extends DocumentPart {
  static readonly type = 'fact.handover.access-override-granted.v1';
  @IsString() number!: string;
  /** The allocation it is for, or the waybill. */
  @IsOptional() @IsUUID() allocationId?: string | null;
  @IsOptional() @IsUUID() waybillId?: string | null;
  @IsString() reason!: string;
  @IsUUID() requestedBy!: string;
  @IsUUID() grantedBy!: string;
  @IsISO8601() validFrom!: string;
  @IsISO8601() validTo!: string;
  @Rows(lineShape) lines!: DocumentLine[];
}
