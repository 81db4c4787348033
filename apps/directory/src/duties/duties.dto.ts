import { DUTIES, WAIVABLE_RULES } from '@dotation/contracts';
import { Day, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { examples } from '../examples.dto.js';

const aDay = '2026-11-20';

export class DutyExceptionsQuery {
  @Day(aDay, 'In UTC. A day that has passed gives the same answer for ever')
  day!: string;
}

export class RightsQuery extends PageQuery {
  @Day(aDay, 'In UTC')
  day!: string;

  @ApiPropertyOptional({ example: examples.storekeeperId })
  @IsOptional()
  @IsUUID()
  personId?: string;
}

export class WaiverOfDayDto {
  @ApiProperty({ format: 'uuid' }) waiverId!: string;
  @ApiProperty({ enum: WAIVABLE_RULES }) rule!: string;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ type: [String] }) personIds!: string[];
  @ApiProperty({ format: 'uuid' }) grantedBy!: string;
  @ApiProperty() compensatingControl!: string;
  @ApiProperty({ format: 'date-time', type: String }) validFrom!: Date;
  @ApiProperty({ format: 'date-time', type: String }) validTo!: Date;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) revokedAt!: Date | null;
}

export class UsedWaiverDto {
  @ApiProperty({ format: 'uuid' }) waiverId!: string;
  @ApiProperty({ nullable: true, type: String }) rule!: string | null;
  @ApiProperty({ format: 'uuid' }) documentId!: string;
  @ApiProperty({ format: 'uuid' }) usedBy!: string;
  @ApiProperty({ format: 'date-time', type: String }) usedAt!: Date;
}

export class RoleConflictDto {
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ type: [String], example: ['STOREKEEPER', 'RECEPTION_COMMITTEE'] }) roles!: string[];
  @ApiProperty({ type: [String] }) roleAssignmentIds!: string[];
  @ApiProperty({ type: [String], example: ['RECEIVE × INSPECT'], description: 'Pairs of domain §13.1' })
  duties!: string[];
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The waiver that covers it' })
  waivedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) waivedUntil!: Date | null;
}

export class DutyConflictDto {
  @ApiProperty({ format: 'uuid' }) documentId!: string;
  @ApiProperty({ format: 'uuid' }) otherDocumentId!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ enum: DUTIES }) duty!: string;
  @ApiProperty({ enum: DUTIES }) otherDuty!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ description: 'How many devices both documents are about' }) devices!: number;
  @ApiProperty({ format: 'date-time', type: String }) foundAt!: Date;
}

export class DutyExceptionsDto {
  @ApiProperty({ format: 'date' }) day!: string;
  @ApiProperty({ format: 'date-time', description: 'What was known then: the end of the day, or now while it lasts' })
  asOf!: string;
  @ApiProperty({ type: [WaiverOfDayDto], description: 'Waivers in force (AM-3)' }) waivers!: WaiverOfDayDto[];
  @ApiProperty({ type: [UsedWaiverDto], description: 'What relied on a waiver and has no evidence of its control' })
  withoutEvidence!: UsedWaiverDto[];
  @ApiProperty({ type: [RoleConflictDto], description: 'One person, two roles that do not go together (CR-65)' })
  roleConflicts!: RoleConflictDto[];
  @ApiProperty({ type: [DutyConflictDto], description: 'Found that day: one person on both sides (§13.1)' })
  dutyConflicts!: DutyConflictDto[];
}

export class RightDto {
  @ApiProperty({ enum: ['ROLE', 'WAIVER'] }) kind!: string;
  @ApiProperty({ format: 'uuid', description: 'Of the role assignment or the waiver' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ description: 'The role, or the rule that is waived' }) what!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orgUnitId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) awardId!: string | null;
  @ApiProperty({ format: 'uuid' }) grantedBy!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) confirmedBy!: string | null;
  @ApiProperty({ format: 'date-time', type: String }) from!: Date;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) to!: Date | null;
  @ApiProperty({ nullable: true, type: Number, description: 'Of a waiver: how many documents relied on it' })
  used!: number | null;
  @ApiProperty({ nullable: true, type: Number, description: 'Of a waiver: for how many its control was done' })
  evidenced!: number | null;
}

export class RightPageDto {
  @ApiProperty({ type: [RightDto] }) items!: RightDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
