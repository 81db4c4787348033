import { IsISO8601, IsIn, IsOptional, IsString, IsUUID } from 'class-validator';

/** A loss was opened on a device (T11). */
export class IncidentOpenedV1 {
  static readonly type = 'fact.assets.incident-opened.v1';
  @IsUUID() incidentId!: string;
  @IsString() number!: string;
  @IsIn(['LOSS']) kind!: 'LOSS';
  @IsUUID() deviceId!: string;
  @IsUUID() documentId!: string;
  /** Custodian at the time of loss (CR-46). */
  @IsUUID() custodianPartyId!: string;
  @IsOptional() @IsUUID() custodianPersonId?: string | null;
  @IsISO8601() openedAt!: string;
}

/** The device turned up (T25). */
export class IncidentClosedV1 {
  static readonly type = 'fact.assets.incident-closed.v1';
  @IsUUID() incidentId!: string;
  @IsUUID() deviceId!: string;
  @IsUUID() documentId!: string;
  @IsISO8601() closedAt!: string;
  @IsString() outcome!: string;
}
