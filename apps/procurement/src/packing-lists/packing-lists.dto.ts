import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { examples } from '../examples.dto.js';
import { ProposedKitDto } from '../receipts/dry-run.dto.js';
import { ReceiptRowDto } from '../receipts/receipts.dto.js';

export class ReadingQuery {
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
}

export class ReadingDto {
  @ApiProperty({ example: 'windows-1252' }) encoding!: string;
  @ApiProperty({ example: ';' }) delimiter!: string;
  @ApiProperty({ example: 'CRLF' }) lineEnds!: string;
  @ApiProperty() headingLine!: number;
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
