import { Instant, OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { examples } from '../examples.dto.js';
import { DECISIONS, RISK_LEVELS, type Decision, type RiskLevel } from './due-diligence.rules.js';

export class RecordDueDiligenceDecision {
  @ApiProperty({ example: examples.orgUnitId })
  @IsUUID()
  orgUnitId!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: examples.awardId,
    description: 'Every award when absent',
  })
  @IsOptional()
  @IsUUID()
  awardId?: string | null;

  @ApiProperty({ enum: RISK_LEVELS, example: 'MEDIUM' })
  @IsIn(RISK_LEVELS)
  riskLevel!: RiskLevel;

  @ApiProperty({ enum: DECISIONS, example: 'PROCEED_WITH_MITIGATION' })
  @IsIn(DECISIONS)
  decision!: Decision;

  @ApiPropertyOptional({ type: [String], example: ['Formation aux droits de l’homme avant la remise'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 500, { each: true })
  mitigation?: string[];

  @Instant('2026-10-01T00:00:00Z')
  decidedAt!: string;

  @OptionalInstant('When the decision is to be looked at again')
  reviewAt?: string | null;
}

export class DueDiligenceQuery extends PageQuery {
  @ApiPropertyOptional({ example: examples.orgUnitId })
  @IsOptional()
  @IsUUID()
  orgUnitId?: string;
}

export class DueDiligenceDecisionDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) awardId!: string | null;
  @ApiProperty({ enum: RISK_LEVELS }) riskLevel!: RiskLevel;
  @ApiProperty({ enum: DECISIONS }) decision!: Decision;
  @ApiProperty({ type: [String] }) mitigation!: string[];
  @ApiProperty({ format: 'date-time' }) decidedAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) reviewAt!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class DueDiligencePageDto {
  @ApiProperty({ type: [DueDiligenceDecisionDto] }) items!: DueDiligenceDecisionDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
