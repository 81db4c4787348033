import { IsArray, IsOptional, IsString, IsUUID, Matches } from 'class-validator';

/** Somebody who neither received nor tagged the device read its plate again: the dispute is over (AM-8, CR-08). */
export class PlateDecidedV1 {
  static readonly type = 'fact.assets.plate-decided.v1';
  @IsUUID() documentId!: string;
  @IsString() number!: string;
  @IsUUID() deviceId!: string;
  @Matches(/^[0-9a-f]{64}$/) photoSha256!: string;
  @IsString() reason!: string;
  @IsUUID() decidedBy!: string;
  /** In a small office: what let one person decide alone (AM-3). */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) waiverIds?: string[] | null;
}
