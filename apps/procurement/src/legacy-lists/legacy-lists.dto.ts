import { LEGACY_ORIGINS, TITLES, USES, type LegacyOrigin, type Title, type Use } from '@dotation/contracts';
import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { examples } from '../examples.dto.js';
import { CellProblemDto, FailedRowsFormat } from '../packing-lists/packing-lists.dto.js';
import { ReceiptRowDto } from '../receipts/receipts.dto.js';
import { Reasons } from './legacy-reasons.dto.js';

/** What is said of a whole list; its rows are read by the row checker. */
export class ImportLegacyList {
  @ApiProperty({
    ...{ enum: LEGACY_ORIGINS, example: 'MIGRATED' },
    description: 'MIGRATED: in service, missing or inaccessible; FOUND_AT_COUNT: recovered, to be looked at (AM-13)',
  })
  @IsIn(LEGACY_ORIGINS)
  origin!: LegacyOrigin;

  @ApiProperty({ example: examples.storeUnitId, description: 'Who has what names no unit of its own' })
  @IsUUID()
  orgUnitId!: string;

  @ApiProperty({ example: examples.storeId, description: 'Where that is' })
  @IsUUID()
  placeId!: string;

  @ApiProperty({ enum: TITLES, example: 'STATE_DRC' })
  @IsIn(TITLES)
  title!: Title;

  @ApiPropertyOptional({ enum: USES, default: 'UNKNOWN' })
  @IsOptional()
  @IsIn(USES)
  use?: Use;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'USD', description: 'Where rows name none' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currency?: string | null;

  @ApiPropertyOptional({ type: Reasons })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Reasons)
  reasons?: Reasons;

  @ApiPropertyOptional({
    ...{ type: [String], example: ['Observations'] },
    description:
      'Columns of a file that are not kept with its rows, beside those whose heading says that they name people',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  leaveOut?: string[];
}

export class LegacyLineDto extends ReceiptRowDto {
  @ApiPropertyOptional({ example: 'Ordinateur de bureau' }) description?: string;
  @ApiPropertyOptional({ example: '31/05/2014' }) acquiredOn?: string;
  @ApiPropertyOptional({ description: 'Number of the award that paid for it' }) fain?: string;
  @ApiPropertyOptional({ example: 'en service' }) state?: string;
  @ApiPropertyOptional({ description: 'Code of the unit that has it' }) unit?: string;
}

export class ImportLegacyListBody extends ImportLegacyList {
  @ApiProperty({ type: [LegacyLineDto], description: 'At most 10,000 rows; one row may be several devices' })
  lines!: LegacyLineDto[];
}

export class LegacyFailedRowsQuery extends FailedRowsFormat {
  @ApiProperty({ enum: LEGACY_ORIGINS, example: 'MIGRATED' })
  @IsIn(LEGACY_ORIGINS)
  origin!: LegacyOrigin;

  @ApiPropertyOptional({ example: 'USD', description: 'Where rows name none' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currency?: string;
}

export class RefuseLegacyList {
  @ApiProperty({ example: 'La liste est celle de 2012, remplacée en 2014' })
  @IsString()
  @Length(1, 300)
  reason!: string;
}

const statuses = ['PENDING', 'APPROVED', 'REFUSED'] as const;

export class LegacyListsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: statuses })
  @IsOptional()
  @IsIn(statuses)
  status?: (typeof statuses)[number];
}

export class LegacyRowsQuery extends PageQuery {}

export class LegacyProgressDto {
  @ApiProperty() applied!: number;
  @ApiProperty() refused!: number;
  @ApiProperty() waiting!: number;
}

export class LegacyListDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'LL-2026-000001' }) number!: string;
  @ApiProperty({ enum: statuses }) status!: string;
  @ApiProperty({ enum: LEGACY_ORIGINS }) origin!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ enum: TITLES }) title!: string;
  @ApiProperty({ enum: USES }) use!: string;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
  @ApiProperty({ type: Reasons }) reasons!: Reasons;
  @ApiProperty({ description: 'SHA-256 of the file, or of the rows as they were sent' }) listSha256!: string;
  @ApiProperty({
    ...{ nullable: true, type: String, example: null },
    description:
      'Another list that is the same to the byte and was not refused: approved too, it brings every device again',
  })
  sameAs!: string | null;

  @ApiProperty({ nullable: true, type: String }) sheet!: string | null;
  @ApiProperty() rows!: number;
  @ApiProperty() devices!: number;
  @ApiProperty({ format: 'uuid' }) importedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) decidedBy!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) decidedAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ type: LegacyProgressDto, description: 'What the register made of an approved list' })
  register!: LegacyProgressDto;
}

export class LegacyListPageDto {
  @ApiProperty({ type: [LegacyListDto] }) items!: LegacyListDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class LegacyDeviceDto {
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ enum: ['WAITING', 'REGISTERED', 'REFUSED'] }) register!: string;
  @ApiProperty({ nullable: true, type: String }) code!: string | null;
  @ApiProperty({ nullable: true, type: String }) detail!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) existingDeviceId!: string | null;
}

export class LegacyRowDto {
  @ApiProperty() row!: number;
  @ApiProperty({ nullable: true, type: Number }) line!: number | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'As the list says it' })
  cells!: Record<string, string>;
  @ApiProperty({ type: Object, description: 'As it was read, with what a person corrected' })
  read!: Record<string, unknown>;
  @ApiProperty({ type: [LegacyDeviceDto] }) devices!: LegacyDeviceDto[];
}

export class LegacyRowPageDto {
  @ApiProperty({ type: [LegacyRowDto] }) items!: LegacyRowDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class LegacyCheckedRowDto {
  @ApiProperty() row!: number;
  @ApiProperty({ nullable: true, type: Number }) line!: number | null;
  @ApiProperty() devices!: number;
  @ApiProperty({ type: [CellProblemDto] }) problems!: CellProblemDto[];
  @ApiProperty({ type: [CellProblemDto] }) warnings!: CellProblemDto[];
}

export class LegacyReadingDto {
  @ApiProperty({ type: [String], description: 'Columns that are not kept, because they name people' })
  leftOut!: string[];
  @ApiProperty({ type: [LegacyCheckedRowDto] }) rows!: LegacyCheckedRowDto[];
  @ApiProperty() devices!: number;
  @ApiProperty() refused!: number;
  @ApiProperty() warned!: number;
}
