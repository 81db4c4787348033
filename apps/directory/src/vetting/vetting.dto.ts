import { Instant, OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { examples } from '../examples.dto.js';
import { VETTING_OUTCOMES, VETTING_SUBJECTS, type VettingOutcome, type VettingSubject } from './vetting.rules.js';

const resultSaid =
  'Never a reason. NOT_REQUIRED only of a unit that is no security force: PNC, DGM, DGDA and FARDC_NO are vetted (CR-15)';

export class RecordVettingResult {
  @ApiProperty({ enum: VETTING_SUBJECTS, example: 'COMMANDER' })
  @IsIn(VETTING_SUBJECTS)
  subject!: VettingSubject;

  @ApiProperty({ example: examples.orgUnitId })
  @IsUUID()
  orgUnitId!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: examples.headId, description: 'The commander vetted' })
  @IsOptional()
  @IsUUID()
  personId?: string | null;

  @ApiProperty({ example: examples.awardId })
  @IsUUID()
  awardId!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'KIN-2026-0417' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  embassyCaseRef?: string | null;

  @ApiProperty({ enum: VETTING_OUTCOMES, example: 'APPROVED', description: resultSaid })
  @IsIn(VETTING_OUTCOMES)
  result!: VettingOutcome;

  @Instant('2026-10-01T00:00:00Z')
  resultAt!: string;

  @OptionalInstant('An approval needs it; at most twelve months after resultAt')
  @ApiPropertyOptional({ type: String, nullable: true, example: '2027-09-30T23:59:59Z' })
  validUntil?: string | null;
}

export class VettingResultsQuery extends PageQuery {
  @ApiPropertyOptional({ example: examples.orgUnitId })
  @IsOptional()
  @IsUUID()
  orgUnitId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  awardId?: string;
}

export class VettingResultDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: VETTING_SUBJECTS }) subject!: VettingSubject;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) personId!: string | null;
  @ApiProperty({ format: 'uuid' }) awardId!: string;
  @ApiProperty({ nullable: true, type: String }) embassyCaseRef!: string | null;
  @ApiProperty({ enum: VETTING_OUTCOMES }) result!: VettingOutcome;
  @ApiProperty({ format: 'date-time' }) resultAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validUntil!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class VettingResultPageDto {
  @ApiProperty({ type: [VettingResultDto] }) items!: VettingResultDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
