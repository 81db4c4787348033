import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { correctedNouns, correctionActions } from './correction.rules.js';
import type { CorrectedNoun, CorrectionAction } from './correction.rules.js';

export class ProposeCorrection {
  @ApiProperty({ enum: correctionActions })
  @IsIn(correctionActions)
  action!: CorrectionAction;

  @ApiProperty({ enum: correctedNouns })
  @IsIn(correctedNouns)
  noun!: CorrectedNoun;

  @ApiProperty({ format: 'uuid', description: 'Recorded twice, or by mistake' })
  @IsUUID()
  subjectId!: string;

  @ApiPropertyOptional({
    format: 'uuid',
    nullable: true,
    type: String,
    description: 'Of a merge: the entry that stays',
  })
  @IsOptional()
  @IsUUID()
  intoId?: string | null;

  @ApiProperty({ example: 'Saisi deux fois le même jour' })
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;
}

export class CorrectionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['OPEN', 'CONFIRMED', 'REJECTED'] })
  @IsOptional()
  @IsIn(['OPEN', 'CONFIRMED', 'REJECTED'])
  outcome?: string;
}

export class CorrectionDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: correctionActions }) action!: string;
  @ApiProperty({ enum: correctedNouns }) noun!: string;
  @ApiProperty({ format: 'uuid' }) subjectId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) intoId!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid' }) proposedBy!: string;
  @ApiProperty({ format: 'date-time' }) proposedAt!: string;
  @ApiProperty({ enum: ['CONFIRMED', 'REJECTED'], nullable: true }) outcome!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) decidedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) decidedAt!: string | null;
}

export class CorrectionPageDto {
  @ApiProperty({ type: [CorrectionDto] }) items!: CorrectionDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
