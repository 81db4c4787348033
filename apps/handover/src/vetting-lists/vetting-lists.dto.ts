import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class VettingRenewalsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 60, default: 60, minimum: 0, maximum: 366, description: 'Days from today' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(366)
  within?: number;
}

export class VettingReviewsQuery extends PageQuery {}

class BeingGiven {
  @ApiProperty({ description: 'Devices of the award allocated to the unit and still in a store' }) allocated!: number;
  @ApiProperty() onTheWay!: number;
  @ApiProperty({ description: 'Arrived, not signed for or held back by a gate' }) waitingAtUnit!: number;
  @ApiProperty({ description: 'Signed for' }) held!: number;
}

export class VettingRenewalDto extends BeingGiven {
  @ApiProperty({ format: 'uuid' }) vettingId!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ enum: ['UNIT', 'COMMANDER'] }) subject!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The commander' }) personId!: string | null;
  @ApiProperty({ format: 'uuid' }) awardId!: string;
  @ApiProperty({ format: 'date-time', description: 'It may have ended already' }) validUntil!: string;
  @ApiProperty({ description: 'Nominated again since' }) renewalPending!: boolean;
}

export class VettingReviewDto extends BeingGiven {
  @ApiProperty({ format: 'uuid' }) vettingId!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) awardId!: string;
  @ApiProperty({ format: 'date-time' }) resultAt!: string;
  @ApiProperty({ type: [String], enum: ['COMMANDER_CHANGED', 'MOVED', 'RENAMED', 'SPLIT_OR_MERGED'] })
  reasons!: string[];
}

export class VettingRenewalPageDto {
  @ApiProperty({ type: [VettingRenewalDto] }) items!: VettingRenewalDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class VettingReviewPageDto {
  @ApiProperty({ type: [VettingReviewDto] }) items!: VettingReviewDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
