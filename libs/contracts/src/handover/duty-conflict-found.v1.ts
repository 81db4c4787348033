import { IsIn, IsInt, IsUUID } from 'class-validator';
import { DUTIES, type Duty } from '../duties.js';

/**
 * One person did two duties of §13.1 for the same device, on two documents, and it could not be refused: the document was
 * signed far away, or the other one became known later. Nothing is undone; a person looks at it (Q19).
 */
export class DutyConflictFoundV1 {
  static readonly type = 'fact.handover.duty-conflict-found.v1';
  /** Where the exception stands. */
  @IsUUID() documentId!: string;
  @IsUUID() otherDocumentId!: string;
  @IsUUID() personId!: string;
  @IsIn(DUTIES) duty!: Duty;
  @IsIn(DUTIES) otherDuty!: Duty;
  /** One of the devices, and how many they are. */
  @IsUUID() deviceId!: string;
  @IsInt() devices!: number;
}
