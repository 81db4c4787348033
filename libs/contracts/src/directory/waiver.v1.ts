import { IsArray, IsIn, IsISO8601, IsRFC3339, IsString, IsUUID, Matches } from 'class-validator';
import { WAIVABLE_RULES, type WaivableRule } from '../duties.js';

/** A small office is let off a rule for a time, against a compensating control (AM-3). */
export class WaiverGrantedV1 {
  static readonly type = 'fact.directory.waiver-granted.v1';
  @IsUUID() waiverId!: string;
  @IsIn(WAIVABLE_RULES) rule!: WaivableRule;
  /** The store or office where it holds; nowhere else. */
  @IsUUID() placeId!: string;
  /** Whom it lets off. */
  @IsArray() @IsUUID(undefined, { each: true }) personIds!: string[];
  @IsRFC3339() validFrom!: string;
  @IsRFC3339() validTo!: string;
  /** At another duty station, and none of the persons. */
  @IsUUID() grantedBy!: string;
  @IsString() reason!: string;
  @IsString() compensatingControl!: string;
}

export class WaiverRevokedV1 {
  static readonly type = 'fact.directory.waiver-revoked.v1';
  @IsUUID() waiverId!: string;
  @IsISO8601() revokedAt!: string;
}

/** The compensating control was done for one document that relied on the waiver: its evidence is a kept file. */
export class WaiverEvidenceRecordedV1 {
  static readonly type = 'fact.directory.waiver-evidence-recorded.v1';
  @IsUUID() waiverId!: string;
  @IsUUID() documentId!: string;
  @Matches(/^[0-9a-f]{64}$/) sha256!: string;
  /** None of the persons whom the waiver lets off. */
  @IsUUID() recordedBy!: string;
}
