import { Day, DocumentsQuery, OptionalDay } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
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
import { CLAIM_REASONS, type ClaimReason } from './claim-lines.rules.js';
import { OUTCOMES, PARTIES, type Outcome, type Party } from './claim.rules.js';

const mostMinor = 100_000_000_000_000;
const sha256 = /^[0-9a-f]{64}$/;

export class DraftClaimLine {
  @ApiProperty({ example: examples.catalogueItemId })
  @IsUUID()
  catalogueItemId!: string;

  @ApiProperty({ enum: CLAIM_REASONS, example: 'SHORT', description: 'DEFECTIVE: damaged on arrival, or rejected' })
  @IsIn(CLAIM_REASONS)
  reason!: ClaimReason;

  @ApiProperty({ example: 1, description: 'At most what is missing or defective and not claimed yet' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity!: number;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Carton CTN-009 ouvert' })
  @IsOptional()
  @IsString()
  @Length(1, 300)
  detail?: string | null;
}

export class DraftClaim {
  @ApiPropertyOptional({ type: String, nullable: true, description: 'What it is about: a shipment' })
  @IsOptional()
  @IsUUID()
  shipmentId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Or a receipt of goods that nobody announced' })
  @IsOptional()
  @IsUUID()
  receiptId?: string | null;

  @ApiProperty({ enum: PARTIES, example: 'SUPPLIER' })
  @IsIn(PARTIES)
  against!: Party;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Where shipment, order and receipt do not name it',
  })
  @IsOptional()
  @IsUUID()
  partyId?: string | null;

  @ApiProperty({ example: 78_900, description: 'What is asked for, in minor units' })
  @IsInt()
  @Min(1)
  @Max(mostMinor)
  amountMinor!: number;

  @ApiProperty({ example: 'USD', description: 'ISO 4217' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toUpperCase() : value))
  @IsISO4217CurrencyCode()
  currency!: string;

  @Day('2026-12-31', 'The deadline: by when an answer is asked for')
  answerBy!: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  note?: string | null;

  @ApiPropertyOptional({ type: [String], description: 'SHA-256 of its documents, kept as files' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(sha256, { each: true })
  fileSha256s?: string[];

  @ApiProperty({ type: [DraftClaimLine] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(150)
  @ValidateNested({ each: true })
  @Type(() => DraftClaimLine)
  lines!: DraftClaimLine[];
}

export class SendClaim {
  @Day('2026-12-02')
  sentOn!: string;

  @OptionalDay('2027-01-02', 'Another deadline than the draft says')
  answerBy?: string | null;
}

export class AnswerClaim {
  @Day('2026-12-12')
  answeredOn!: string;

  @ApiProperty({ example: 'Le fournisseur remplacera l’ordinateur manquant' })
  @IsString()
  @Length(3, 1000)
  @Matches(/\S/, { message: 'answer must not be blank' })
  answer!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of the letter, kept as a file' })
  @IsOptional()
  @Matches(sha256)
  answerSha256?: string | null;
}

export class SettleClaim {
  @ApiProperty({ enum: OUTCOMES, example: 'CREDITED' })
  @IsIn(OUTCOMES)
  outcome!: Outcome;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Needed where it is refused or withdrawn' })
  @IsOptional()
  @IsString()
  @Length(3, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 78_900, description: 'Of CREDITED, in minor units' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(mostMinor)
  creditMinor?: number | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'AV-2026-044',
    description: 'Of CREDITED: the credit note',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'creditReference must not be blank' })
  creditReference?: string | null;

  @ApiPropertyOptional({ type: [String], description: 'Of REPLACED: the later receipts that brought it' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  receiptIds?: string[];
}

export class ClaimsQuery extends DocumentsQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only those that are not settled' })
  @IsOptional()
  @IsIn(['true', 'false'])
  open?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only those that were sent and not answered in time' })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: string;

  @ApiPropertyOptional({ enum: PARTIES })
  @IsOptional()
  @IsIn(PARTIES)
  against?: Party;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  shipmentId?: string;
}
