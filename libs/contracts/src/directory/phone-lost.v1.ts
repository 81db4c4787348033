import { IsISO8601, IsUUID } from 'class-validator';

/** A phone was reported lost (CR-63): what was signed on it since then, a person has to look at. */
export class PhoneLostV1 {
  static readonly type = 'fact.directory.phone-lost.v1';
  /** The `installationId` of what was signed on it. */
  @IsUUID() phoneId!: string;
  @IsUUID() personId!: string;
  @IsISO8601() lostSince!: string;
  @IsUUID() reportedBy!: string;
}
