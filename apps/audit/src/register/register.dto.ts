import { ZERO_COST_REASONS } from '@dotation/contracts';
import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { PageQuery } from '@dotation/service';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { CustodianDto, DimensionsDto, IdentifierDto } from '../devices/devices.dto.js';
import { Known, KnowledgeQuery } from '../knowledge/knowledge.dto.js';
import { BLANK_REASONS, ELEMENTS, type BlankReason, type Element } from './register.rules.js';

export class RegisterFilter extends KnowledgeQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only what this award paid for, wholly or in part' })
  @IsOptional()
  @IsUUID()
  awardId?: string;

  @ApiPropertyOptional({ description: 'Only devices of this category', example: 'LAPTOP' })
  @IsOptional()
  @Matches(/^[A-Z][A-Z0-9_]{0,39}$/, { message: 'category must be a code like LAPTOP' })
  category?: string;
}

export class RegisterQuery extends IntersectionType(PageQuery, RegisterFilter) {
  @ApiPropertyOptional({ description: 'Only devices with a blank element; a page may then be shorter than its limit' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  blanks?: boolean;
}

export class RegisterFileQuery extends RegisterFilter {
  @ApiPropertyOptional({ enum: ['csv', 'xlsx'], default: 'csv' })
  @IsOptional()
  @IsIn(['csv', 'xlsx'])
  format?: 'csv' | 'xlsx';

  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr', description: 'The language of the headings' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  language?: 'fr' | 'en';
}

export class BlankDto {
  @ApiProperty({ enum: ELEMENTS }) element!: Element;
  @ApiProperty({ enum: BLANK_REASONS }) reason!: BlankReason;
  @ApiPropertyOptional({ description: 'Why its old list does not say it (AM-13)' }) said?: string;
}

export class FundingSourceDto {
  @ApiProperty({ format: 'uuid' }) awardId!: string;
  @ApiProperty() percent!: number;
  @ApiProperty({ nullable: true, type: String }) fain!: string | null;
  @ApiProperty({ nullable: true, type: String }) donor!: string | null;
  @ApiProperty({ nullable: true, type: Boolean }) federal!: boolean | null;
}

export class DispositionDto {
  @ApiProperty({ format: 'date' }) date!: string;
  @ApiProperty({ nullable: true, type: Number }) salePriceMinor!: number | null;
}

/** One property record: the eleven elements of 2 CFR 200.313(d)(1), and which of them are blank why. */
export class RegisterRowDto extends DimensionsDto {
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ nullable: true, type: String, example: 'INLCD-000017-0' }) tag!: string | null;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty({ type: [IdentifierDto] }) identifiers!: IdentifierDto[];
  @ApiProperty({ nullable: true, type: String }) noSerialReason!: string | null;
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty({ nullable: true, type: String }) model!: string | null;
  @ApiProperty({ nullable: true, type: String }) category!: string | null;
  @ApiProperty({ nullable: true, type: String }) description!: string | null;
  @ApiProperty({ example: 'PURCHASE', description: 'How it came into the register (AM-13)' }) origin!: string;
  @ApiProperty({ type: [FundingSourceDto] }) funding!: FundingSourceDto[];
  @ApiProperty({ nullable: true, type: String, format: 'date', description: 'Of acceptance, not of the order' })
  acquisitionDate!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'In minor units of `currency`' }) costMinor!: number | null;
  @ApiProperty({ enum: ZERO_COST_REASONS, nullable: true, type: String, description: 'Why it costs nothing (AM-12)' })
  zeroCostReason!: string | null;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
  @ApiProperty({ nullable: true, type: Number }) federalPercent!: number | null;
  @ApiProperty({ nullable: true, type: CustodianDto }) custodian!: CustodianDto | null;
  @ApiProperty({ nullable: true, type: String, description: 'Since when the custodian has it' }) since!: string | null;
  @ApiProperty({ nullable: true, type: DispositionDto, description: 'Null while it is in service' })
  disposition!: DispositionDto | null;
  @ApiProperty({ type: [BlankDto], description: 'Elements that are blank, each with its reason' })
  blanks!: BlankDto[];
}

export class RegisterDto extends Known {
  @ApiProperty({ type: [RegisterRowDto], description: 'In the order of their ids' }) items!: RegisterRowDto[];
  @ApiProperty({ nullable: true, type: String, description: 'Goes back as `after`; the pages are of one state' })
  next!: string | null;
}

export class CountDto {
  @ApiProperty({ nullable: true, type: String, description: 'A code, an id or a number of years; null: not known' })
  key!: string | null;
  @ApiProperty() devices!: number;
}

export class CostDto {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ description: 'In minor units' }) minor!: number;
  @ApiProperty({ description: 'Whose cost is known in this currency' }) devices!: number;
}

/** Each list has the most first, the ages aside. */
export class CountsDto extends Known {
  @ApiProperty({ description: 'Devices in the register; those that inspection refused are none' }) devices!: number;
  @ApiProperty({ type: [CountDto] }) lifecycles!: CountDto[];
  @ApiProperty({ type: [CountDto] }) categories!: CountDto[];
  @ApiProperty({ type: [CountDto], description: 'By the place where they are or go to' }) places!: CountDto[];
  @ApiProperty({ type: [CountDto], description: 'What two awards paid is counted under both' }) awards!: CountDto[];
  @ApiProperty({ type: [CountDto], description: 'By whole years since acceptance, the youngest first' })
  ages!: CountDto[];
  @ApiProperty({ type: [CostDto] }) costs!: CostDto[];
}

export class BlankCountDto {
  @ApiProperty({ enum: ELEMENTS }) element!: Element;
  @ApiProperty({ enum: BLANK_REASONS }) reason!: BlankReason;
  @ApiProperty() devices!: number;
}

export class CompletenessDto extends Known {
  @ApiProperty({ description: 'Devices in the register; those that inspection refused are none' }) devices!: number;
  @ApiProperty({ description: 'Of them without any blank element' }) complete!: number;
  @ApiProperty({ type: [BlankCountDto] }) blanks!: BlankCountDto[];
}
