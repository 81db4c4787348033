import { IsOptional, IsString, IsUUID } from 'class-validator';

/** A data steward says that a device of the register is none: entered twice, or by mistake (T34). Nothing has changed yet. */
export class DeviceVoidProposedV1 {
  static readonly type = 'fact.assets.device-void-proposed.v1';
  @IsUUID() documentId!: string;
  @IsString() number!: string;
  @IsUUID() deviceId!: string;
  /** The record of the device that is really there. */
  @IsOptional() @IsUUID() keptDeviceId?: string | null;
  @IsString() reason!: string;
  @IsUUID() proposedBy!: string;
}

/** Another data steward agreed: the record stays as it is, ends in A20 and sets its identifiers free; its tag stays used. */
export class DeviceVoidedV1 {
  static readonly type = 'fact.assets.device-voided.v1';
  @IsUUID() documentId!: string;
  @IsUUID() deviceId!: string;
  @IsOptional() @IsUUID() keptDeviceId?: string | null;
  @IsUUID() confirmedBy!: string;
}

/** Another data steward did not agree. */
export class DeviceVoidRejectedV1 {
  static readonly type = 'fact.assets.device-void-rejected.v1';
  @IsUUID() documentId!: string;
  @IsUUID() deviceId!: string;
  @IsUUID() rejectedBy!: string;
}
