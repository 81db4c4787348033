import { OptionalInstant, DocumentsQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { ExceptionDto, ProgressDto } from '../documents/answers.dto.js';
import { exampleDevice, examples } from '../examples.dto.js';
import { CheckedRows, Id, Ids, OptionalId, OptionalIds, Text } from '../documents/fields.dto.js';
import { AllocatedLotDto, lotsAsked, MOST_LOTS } from '../lots/lots.dto.js';

const statuses = ['PROPOSED', 'RESERVING', 'APPROVED', 'CANCELLED'] as const;

export class ProposeAllocation {
  @Id(examples.unitId, 'The unit that is to receive') orgUnitId!: string;
  @Ids([examples.awardId], 'Devices paid by another award are refused', 50) awardIds!: string[];
  @Text('Bureau d’enquêtes', 500) purpose!: string;
  @OptionalInstant('The planned handover: the gate is judged for this day too (CR-15); now when absent')
  plannedFor?: string | null;
  @OptionalIds('Devices in stock; with inTransit, devices on the road', [exampleDevice]) deviceIds?: string[];

  @ApiPropertyOptional({ type: [Object], description: `${lotsAsked}; from stock only` })
  @IsOptional()
  @CheckedRows(MOST_LOTS, 0)
  lots?: object[];

  @ApiPropertyOptional({
    type: Boolean,
    description:
      'CR-67: goods on the road to another unit. All gates are asked for this one; the approval moves the reservation, and an ONWARD waybill with reason REALLOCATION the goods',
  })
  @IsOptional()
  @IsBoolean()
  inTransit?: boolean;
}

/** A command without a body. */
export class ApproveAllocation {}

export class CancelAllocation {
  @Text('L’unité a été dissoute', 1000) reason!: string;
  @OptionalIds('Only these devices; every device and quantity that still can be when absent', [exampleDevice])
  deviceIds?: string[];
}

export class AllocationsQuery extends DocumentsQuery {
  @OptionalId() orgUnitId?: string;
  @ApiPropertyOptional({ enum: statuses }) @IsOptional() @IsIn(statuses) status?: string;
}

export class AllocationLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ enum: ['PROPOSED', 'RESERVED', 'ENDED', 'CANCELLED'] }) state!: string;
  @ApiProperty({ nullable: true, type: String, description: 'ACCEPTED, LOST, RETURNED or REALLOCATED' }) endReason!:
    string | null;
  @ApiProperty({ nullable: true, type: String, description: 'Known once reserved, like all that follows' }) tag!:
    string | null;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty({ nullable: true, type: String }) model!: string | null;
  @ApiProperty({ nullable: true, type: String }) category!: string | null;
  @ApiProperty({ nullable: true, type: String }) condition!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) kitId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ nullable: true, type: Number }) costMinor!: number | null;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
}

export class ReservationProblemDto {
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
}

export class AllocationListItemDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'AL-2026-000001' }) number!: string;
  @ApiProperty({ enum: statuses }) status!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ type: [String] }) awardIds!: string[];
  @ApiProperty() purpose!: string;
  @ApiProperty({ description: 'Of goods on the road to another unit' }) inTransit!: boolean;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) plannedFor!: string | null;
  @ApiProperty({ format: 'uuid' }) proposedBy!: string;
  @ApiProperty({ format: 'date-time' }) proposedAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) approvedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) approvedAt!: string | null;
}

export class AllocationDto extends AllocationListItemDto {
  @ApiProperty({ type: [String] }) vettingIds!: string[];
  @ApiProperty({ type: [String] }) dueDiligenceIds!: string[];
  @ApiProperty({ type: [ReservationProblemDto], description: 'Why the last approval could not reserve' })
  problems!: ReservationProblemDto[];
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) cancelledBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) cancelledAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) cancelReason!: string | null;
  @ApiProperty({ type: [AllocationLineDto] }) lines!: AllocationLineDto[];
  @ApiProperty({ type: [AllocatedLotDto] }) lots!: AllocatedLotDto[];
  @ApiProperty({ type: [ExceptionDto] }) exceptions!: ExceptionDto[];
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}

export class AllocationPageDto {
  @ApiProperty({ type: [AllocationListItemDto] }) items!: AllocationListItemDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
