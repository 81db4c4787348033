import { Day, OptionalDay } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { examples } from '../examples.dto.js';

const hash = /^[0-9a-f]{64}$/;

export class QuoteLine {
  @ApiProperty({ example: 1, description: 'Of the requisition' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  lineNumber!: number;

  @ApiProperty({ example: examples.catalogueItemId, description: 'The model that is offered' })
  @IsUUID()
  catalogueItemId!: string;

  @ApiProperty({ example: 78_900, description: 'In minor units of the requisition’s currency' })
  @IsInt()
  @Min(1)
  @Max(100_000_000_000)
  unitPriceMinor!: number;
}

export class RecordQuotation {
  @ApiProperty({ example: examples.supplierId })
  @IsUUID()
  supplierId!: string;

  @ApiProperty({ example: 'OFF-2026-118', description: 'As the supplier numbers it' })
  @IsString()
  @Length(1, 60)
  @Matches(/\S/, { message: 'reference must not be blank' })
  reference!: string;

  @Day('2026-08-10')
  quotedOn!: string;

  @OptionalDay('2027-12-31')
  validUntil?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'DAP Kinshasa', description: 'Incoterm and place' })
  @IsOptional()
  @IsString()
  @Length(3, 100)
  incoterm?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 45 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3650)
  leadTimeDays?: number | null;

  @ApiPropertyOptional({ default: true, description: 'Whether it offers what was asked for' })
  @IsOptional()
  @IsBoolean()
  compliant?: boolean;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'What was found; needed of one that is not compliant',
  })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  remark?: string | null;

  @ApiProperty({ description: 'Whether the bidder declared that nothing of section 889 is in it (2 CFR 200.216)' })
  @IsBoolean()
  section889Declared!: boolean;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of the quotation, kept as a file' })
  @IsOptional()
  @Matches(hash)
  fileSha256?: string | null;

  @ApiProperty({ type: [QuoteLine] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => QuoteLine)
  lines!: QuoteLine[];
}

export class QuotationDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) requisitionId!: string;
  @ApiProperty({ format: 'uuid' }) supplierId!: string;
  @ApiProperty() reference!: string;
  @ApiProperty({ format: 'date' }) quotedOn!: string;
  @ApiProperty({ nullable: true, type: String, format: 'date' }) validUntil!: string | null;
  @ApiProperty({ nullable: true, type: String }) incoterm!: string | null;
  @ApiProperty({ nullable: true, type: Number }) leadTimeDays!: number | null;
  @ApiProperty() compliant!: boolean;
  @ApiProperty({ nullable: true, type: String }) remark!: string | null;
  @ApiProperty() section889Declared!: boolean;
  @ApiProperty({ nullable: true, type: String }) fileSha256!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ nullable: true, type: Number, description: 'For all that is wanted; null where a line is left out' })
  totalMinor!: number | null;
  @ApiProperty({ type: [QuoteLine] }) lines!: QuoteLine[];
}

export class QuotationListDto {
  @ApiProperty({ type: [QuotationDto] }) items!: QuotationDto[];
}

export class CommitteeMember {
  @ApiProperty({ example: examples.inspectorId })
  @IsUUID()
  personId!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'A conflict of interest, as declared; absent: none',
  })
  @IsOptional()
  @IsString()
  @Length(1, 300)
  conflict?: string | null;
}

export class RecordBidAnalysis {
  @ApiProperty({ type: [CommitteeMember], description: 'At least three without a conflict of interest' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CommitteeMember)
  committee!: CommitteeMember[];

  @ApiPropertyOptional({
    type: [String],
    example: [examples.supplierId],
    description: 'Everybody who was asked to quote',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  invitedSupplierIds?: string[];

  @ApiProperty({ example: examples.quotationId })
  @IsUUID()
  awardedQuotationId!: string;

  @ApiProperty({ example: 'Moins-disant conforme' })
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Needed when a compliant offer is cheaper' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/, { message: 'notCheapestReason must not be blank' })
  notCheapestReason?: string | null;

  @ApiPropertyOptional({
    ...{ type: String, nullable: true, example: 'Seul distributeur agréé à Kinshasa' },
    description: 'Needed when fewer suppliers quoted than requisition.minimumQuotations',
  })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/, { message: 'fewQuotationsReason must not be blank' })
  fewQuotationsReason?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of the signed minutes, kept as a file' })
  @IsOptional()
  @Matches(hash)
  documentSha256?: string | null;
}

export class BidAnalysisDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) requisitionId!: string;
  @ApiProperty({ example: 'BA-2026-000001' }) number!: string;
  @ApiProperty({ type: [CommitteeMember] }) committee!: CommitteeMember[];
  @ApiProperty({ type: [String] }) invitedSupplierIds!: string[];
  @ApiProperty({ format: 'uuid' }) awardedQuotationId!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ nullable: true, type: String }) notCheapestReason!: string | null;
  @ApiProperty({ nullable: true, type: String }) fewQuotationsReason!: string | null;
  @ApiProperty({ nullable: true, type: String }) documentSha256!: string | null;
  @ApiProperty({ description: 'The least number of quotations that held on the day (Q32)' }) minimumQuotations!: number;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class BidAnalysisListDto {
  @ApiProperty({ type: [BidAnalysisDto], description: 'The last one is in force' }) items!: BidAnalysisDto[];
}
