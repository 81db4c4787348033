import { IsString, IsUUID } from 'class-validator';

/** A system that calls this one, and the person who answers for it. It acts under its own id, and never signs. */
export class SystemRecordedV1 {
  static readonly type = 'fact.directory.system-recorded.v1';
  @IsUUID() systemId!: string;
  @IsString() name!: string;
  @IsUUID() ownerPersonId!: string;
}
