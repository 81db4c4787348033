import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TABLE_FORMATS } from '@dotation/documents';
import type { TableFormat } from '@dotation/documents';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { examples } from '../examples.dto.js';
import type { Language } from './failed-rows.rules.js';
import { MappedColumnDto } from './list-mappings.dto.js';
import { ProposedKitDto } from '../receipts/dry-run.dto.js';
import { ReceiptRowDto } from '../receipts/receipts.dto.js';
import { WordsDto } from './words.dto.js';

/** Where in a file its list is, and whose it is, where that has to be said. */
export class Whereabouts {
  @ApiPropertyOptional({ description: 'Whose lists are remembered; the supplier of the order when absent' })
  @IsOptional()
  @IsUUID()
  supplierId?: string;

  @ApiPropertyOptional({ description: 'Of a spreadsheet; the sheet whose heading says most when absent' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  sheet?: string;

  @ApiPropertyOptional({ description: 'The line of the headings; the one that says most when absent' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(30)
  headingLine?: number;
}

export class ReadingQuery extends Whereabouts {
  @ApiPropertyOptional({
    example: examples.purchaseOrderId,
    description: 'Check quantities and prices against this order',
  })
  @IsOptional()
  @IsUUID()
  purchaseOrderId?: string;
}

export class FailedRowsFormat extends Whereabouts {
  @ApiPropertyOptional({ enum: TABLE_FORMATS, default: 'csv' })
  @IsOptional()
  @IsIn(TABLE_FORMATS)
  format: TableFormat = 'csv';

  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  language: Language = 'fr';
}

export class FailedRowsQuery extends FailedRowsFormat {
  @ApiPropertyOptional({
    example: examples.purchaseOrderId,
    description: 'Check quantities and prices against this order',
  })
  @IsOptional()
  @IsUUID()
  purchaseOrderId?: string;
}

export class CellProblemDto {
  @ApiProperty() row!: number;
  @ApiProperty({ description: 'Line of the file, as a text editor counts' }) line!: number;
  @ApiPropertyOptional({ example: 'N° de série' }) column?: string;
  @ApiPropertyOptional() field?: string;
  @ApiProperty({ example: 'serial-repeated' }) code!: string;
  @ApiProperty() detail!: string;
  @ApiProperty({ type: WordsDto }) text!: WordsDto;
  [extra: string]: unknown;
}

export class ReadRowDto {
  @ApiProperty() row!: number;
  @ApiProperty() line!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { maker: 'HP', serial: '5CD359FMMR' },
  })
  values!: Record<string, string>;
  @ApiProperty({ type: [CellProblemDto] }) problems!: CellProblemDto[];
  @ApiProperty({ type: [CellProblemDto] }) warnings!: CellProblemDto[];
}

export class IgnoredLineDto {
  @ApiProperty() line!: number;
  @ApiProperty({ example: 'total line' }) why!: string;
}

export class ReadingSummaryDto {
  @ApiProperty() rows!: number;
  @ApiProperty() devices!: number;
  @ApiProperty() refused!: number;
  @ApiProperty() warned!: number;
}

export class ListWarningDto {
  @ApiProperty() line!: number;
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
  @ApiProperty({ type: WordsDto }) text!: WordsDto;
}

export class ReadingDto {
  @ApiProperty({ example: 'windows-1252' }) encoding!: string;
  @ApiProperty({ example: ';' }) delimiter!: string;
  @ApiProperty({ example: 'CRLF' }) lineEnds!: string;
  @ApiProperty() headingLine!: number;
  @ApiPropertyOptional({ example: 'Liste de colisage' }) sheet?: string;
  @ApiPropertyOptional({ type: [String], description: 'Visible sheets that hold something and were not read' })
  otherSheets?: readonly string[];
  @ApiProperty({ enum: ['REMEMBERED', 'HEADINGS'], description: 'REMEMBERED: as a person once said for this supplier' })
  mappingFrom!: string;
  @ApiProperty({ type: [MappedColumnDto], description: 'To change and record as a mapping' })
  columns!: readonly MappedColumnDto[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    example: { 'N° de série': 'serial', Colis: 'carton' },
    description: 'Column of the file → field; null where a column means nothing here',
  })
  mapping!: Record<string, string | null>;
  @ApiProperty({ type: [ReadRowDto] }) rows!: ReadRowDto[];
  @ApiProperty({ type: [IgnoredLineDto] }) ignored!: IgnoredLineDto[];
  @ApiProperty({ type: [ListWarningDto] }) warnings!: ListWarningDto[];
  @ApiProperty({ type: [ProposedKitDto] }) kitsProposed!: ProposedKitDto[];
  @ApiProperty({ type: ReadingSummaryDto }) summary!: ReadingSummaryDto;
  @ApiProperty({ type: [ReceiptRowDto], description: 'Rows to correct and send to …/receipts as they are' })
  lines!: ReceiptRowDto[];
}
