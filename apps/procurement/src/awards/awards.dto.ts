import { TITLE_TERMS, type TitleTerms } from '@dotation/contracts';
import { Day, OptionalDay, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { AwardTermsInput, OfText } from './award-terms.dto.js';

/** Domain §9.1 and §2.1. */
const instruments = ['GRANT', 'COOPERATIVE_AGREEMENT', 'VOLUNTARY_CONTRIBUTION', 'IAA', 'CONTRACT'] as const;
const governingTerms = ['FPE_TERMS', 'STATE_STC_2CFR200', 'CONTRACT_FAR', 'OTHER'] as const;

export class RecordAward extends AwardTermsInput {
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

  @ApiPropertyOptional({ enum: governingTerms, nullable: true, description: 'Which terms bind first' })
  @IsOptional()
  @IsIn(governingTerms)
  governingTerms?: (typeof governingTerms)[number] | null;

  @OfText(120, 'The recipient (prime), who answers to the donor')
  recipient?: string | null;

  @ApiPropertyOptional({
    default: true,
    description: 'Money of the US government: its share is the federal participation of 2 CFR 200.313(d)',
  })
  @IsOptional()
  @IsBoolean()
  federal?: boolean;

  @Day('2026-02-02')
  obligatedOn!: string;
}

export class AmendAward extends AwardTermsInput {
  @ApiProperty({ example: 'M001', description: 'The number of the amendment, unique for its award' })
  @IsString()
  @Length(1, 40)
  number!: string;

  @Day('2026-06-01', 'From this day on')
  effectiveOn!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of the signed amendment, kept as a file' })
  @IsOptional()
  @Length(64, 64)
  documentSha256?: string | null;
}

export class AwardsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'SINLEC26CA0042' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  fain?: string;

  @OptionalDay('2026-03-01', 'With the terms of that day; without it, of today')
  on?: string | null;
}

export class AwardQuery {
  @OptionalDay('2026-03-01', 'With the terms of that day; without it, of today')
  on?: string | null;
}

export class AwardTermsDto {
  @ApiProperty({ enum: TITLE_TERMS }) title!: TitleTerms;
  @ApiProperty({ description: 'In whole US dollars (2 CFR 200.1)' }) equipmentThresholdUsd!: number;
  @ApiProperty({ format: 'date', nullable: true, type: String }) periodStart!: string | null;
  @ApiProperty({ format: 'date', nullable: true, type: String }) periodEnd!: string | null;
  @ApiProperty({ nullable: true, type: Number }) amountMinor!: number | null;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
  @ApiProperty() vettingRequired!: boolean;
  @ApiProperty() dueDiligenceRequired!: boolean;
  @ApiProperty() dispositionApprovalRequired!: boolean;
  @ApiProperty() eumRequired!: boolean;
  @ApiProperty({ nullable: true, type: Number }) eumFrequencyMonths!: number | null;
  @ApiProperty() section889Applies!: boolean;
  @ApiProperty() markingRequired!: boolean;
  @ApiProperty({ nullable: true, type: String }) markingWaiver!: string | null;
  @ApiProperty({ nullable: true, type: Number }) lossNotificationDays!: number | null;
  @ApiProperty({ format: 'date', nullable: true, type: String }) finalFinancialReportOn!: string | null;
  @ApiProperty({ nullable: true, type: String }) legalHoldReason!: string | null;
  @ApiProperty({
    ...{ format: 'date', nullable: true, type: String },
    description: 'Three years from the final financial report (2 CFR 200.334); null before it and under a legal hold',
  })
  retentionUntil!: string | null;
}

export class AwardDto extends AwardTermsDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() fain!: string;
  @ApiProperty() donor!: string;
  @ApiProperty({ enum: instruments }) instrument!: string;
  @ApiProperty({ enum: governingTerms, nullable: true }) governingTerms!: string | null;
  @ApiProperty({ nullable: true, type: String }) recipient!: string | null;
  @ApiProperty() federal!: boolean;
  @ApiProperty({ format: 'date' }) obligatedOn!: string;
  @ApiProperty({ nullable: true, type: String, description: 'The amendment these terms come from; null for the first' })
  amendment!: string | null;
  @ApiProperty({ format: 'date', description: 'The day these terms began' }) termsFrom!: string;
}

export class AwardPageDto {
  @ApiProperty({ type: [AwardDto] }) items!: AwardDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class AwardVersionDto extends AwardTermsDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ nullable: true, type: String, description: 'Null for the award as it was made' }) number!:
    string | null;
  @ApiProperty({ format: 'date' }) validFrom!: string;
  @ApiProperty({ nullable: true, type: String }) documentSha256!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
}

export class AwardVersionsDto {
  @ApiProperty({ type: [AwardVersionDto], description: 'The oldest first; each holds until the next one begins' })
  items!: AwardVersionDto[];
}
