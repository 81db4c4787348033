import { IsArray, IsBoolean, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import { lineShape, lotLineShape, type DocumentLine, type LotLine } from '../shapes.js';

/** Somebody proposes to give these devices to a unit (T06, first person). */
export class AllocationProposedV1 extends DocumentPart {
  static readonly type = 'fact.handover.allocation-proposed.v1';
  @IsString() number!: string;
  @IsUUID() orgUnitId!: string;
  @IsArray() @IsUUID(undefined, { each: true }) awardIds!: string[];
  @IsString() purpose!: string;
  @IsUUID() proposedBy!: string;
  /** Of goods on the road to another unit (CR-67): the approval moves their reservation, nothing else. */
  @IsOptional() @IsBoolean() inTransit?: boolean;
  @IsOptional() @Rows(lotLineShape) lots?: LotLine[] | null;
  @Rows(lineShape) lines!: DocumentLine[];
}

export interface ApprovedLine extends DocumentLine {
  /** Reallocated in transit: the allocation that held the device until now. */
  fromAllocationId?: string | null;
}

/** Another person approved it, the gates were open and the devices are reserved (T06, second person). */
export class AllocationApprovedV1 extends DocumentPart {
  static readonly type = 'fact.handover.allocation-approved.v1';
  @IsString() number!: string;
  @IsUUID() orgUnitId!: string;
  @IsUUID() proposedBy!: string;
  @IsUUID() approvedBy!: string;
  @IsISO8601() plannedFor!: string;
  /** What the gate looked at (CR-15, CR-17). */
  @IsArray() @IsUUID(undefined, { each: true }) vettingIds!: string[];
  @IsArray() @IsUUID(undefined, { each: true }) dueDiligenceIds!: string[];
  @IsOptional() @Rows(lotLineShape) lots?: LotLine[] | null;
  @Rows({ ...lineShape, 'fromAllocationId?': 'uuid' }) lines!: ApprovedLine[];
}

/** The devices go back to stock (T07); lines on an open waybill cannot be cancelled. */
export class AllocationCancelledV1 extends DocumentPart {
  static readonly type = 'fact.handover.allocation-cancelled.v1';
  @IsString() number!: string;
  @IsUUID() cancelledBy!: string;
  @IsString() reason!: string;
  @IsOptional() @IsUUID() orgUnitId?: string | null;
  @IsOptional() @Rows(lotLineShape) lots?: LotLine[] | null;
  @Rows(lineShape) lines!: DocumentLine[];
}
