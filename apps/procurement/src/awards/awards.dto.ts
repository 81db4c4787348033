import { Day, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';

/** Domain §9.1. */
const instruments = ['GRANT', 'COOPERATIVE_AGREEMENT', 'VOLUNTARY_CONTRIBUTION', 'IAA', 'CONTRACT'] as const;
const titleTerms = ['CONDITIONAL', 'FEDERALLY_OWNED', 'EXEMPT', 'VESTS_IN_BENEFICIARY'] as const;

export class RecordAward {
  @ApiProperty({ example: 'SINLEC26CA0042', description: 'Federal Award Identification Number, unique per donor' })
  @IsString()
  @Length(1, 40)
  fain!: string;

  @ApiProperty({ example: 'US Department of State, INL' })
  @IsString()
  @Length(1, 120)
  donor!: string;

  @ApiProperty({ enum: instruments, example: 'COOPERATIVE_AGREEMENT' })
  @IsIn(instruments)
  instrument!: (typeof instruments)[number];

  @Day('2026-02-02')
  obligatedOn!: string;

  @ApiPropertyOptional({ default: true, description: 'Leahy vetting of unit and commander (CR-15)' })
  @IsOptional()
  @IsBoolean()
  vettingRequired?: boolean;

  @ApiPropertyOptional({ default: true, description: 'Human-rights due diligence (CR-17)' })
  @IsOptional()
  @IsBoolean()
  dueDiligenceRequired?: boolean;

  @ApiPropertyOptional({ enum: titleTerms, default: 'CONDITIONAL' })
  @IsOptional()
  @IsIn(titleTerms)
  title?: (typeof titleTerms)[number];
}

export class AwardsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'SINLEC26CA0042' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  fain?: string;
}

export class AwardDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() fain!: string;
  @ApiProperty() donor!: string;
  @ApiProperty({ enum: instruments }) instrument!: string;
  @ApiProperty({ format: 'date' }) obligatedOn!: string;
  @ApiProperty() vettingRequired!: boolean;
  @ApiProperty() dueDiligenceRequired!: boolean;
  @ApiProperty({ enum: titleTerms }) title!: string;
}

export class AwardPageDto {
  @ApiProperty({ type: [AwardDto] }) items!: AwardDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
