import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { CellProblemDto, IgnoredLineDto, ListWarningDto } from '../packing-lists/packing-lists.dto.js';
import { MappedColumnDto } from '../packing-lists/list-mappings.dto.js';
import { SCAN_ANSWERS, type ScanAnswer } from './scan.rules.js';

/** Where in the file the list is, where that is not seen; whose lists are remembered is known of the shipment. */
export class LoadManifestQuery {
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

export class ManifestDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) shipmentId!: string;
  @ApiProperty({ description: 'The last one counts' }) version!: number;
  @ApiProperty({ description: 'SHA-256 of the file' }) fileHash!: string;
  @ApiProperty() encoding!: string;
  @ApiProperty() headingLine!: number;
  @ApiProperty({ nullable: true, type: String }) sheet!: string | null;
  @ApiProperty({ enum: ['REMEMBERED', 'HEADINGS'] }) mappingFrom!: string;
  @ApiProperty({ type: [MappedColumnDto] }) columns!: MappedColumnDto[];
  @ApiProperty() rows!: number;
  @ApiProperty({ description: 'Devices and counted goods of all rows' }) quantity!: number;
  @ApiProperty({ description: 'Rows with mistakes; they are loaded all the same (AM-7)' }) flagged!: number;
  @ApiProperty({ description: 'Rows with something to know' }) warned!: number;
  @ApiProperty({ type: [IgnoredLineDto] }) ignored!: IgnoredLineDto[];
  @ApiProperty({ type: [ListWarningDto] }) warnings!: ListWarningDto[];
  @ApiProperty({ format: 'uuid' }) loadedBy!: string;
  @ApiProperty({ format: 'date-time' }) loadedAt!: string;
}

export class ManifestLineDto {
  @ApiProperty() row!: number;
  @ApiProperty({ description: 'Line of the file, as a text editor counts' }) line!: number;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) catalogueItemId!: string | null;
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty({ nullable: true, type: String }) model!: string | null;
  @ApiProperty({ nullable: true, type: String }) carton!: string | null;
  @ApiProperty() quantity!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'As its cells say' })
  values!: Record<string, string>;
  @ApiProperty({ type: [CellProblemDto] }) problems!: CellProblemDto[];
  @ApiProperty({ type: [CellProblemDto] }) warnings!: CellProblemDto[];
}

export class ManifestLinePageDto {
  @ApiProperty({ type: [ManifestLineDto] }) items!: ManifestLineDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class ManifestLinesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only lines with mistakes' })
  @IsOptional()
  @IsIn(['true', 'false'])
  flagged?: string;
}

export class ScanQuery {
  @ApiProperty({
    example: 'EXM250001',
    description: 'Serial, address, IMEI, our own label or a carton, as it was read',
  })
  @IsString()
  @Length(1, 200)
  code!: string;

  @ApiPropertyOptional({ description: 'Which model is in the hand, where that is known' })
  @IsOptional()
  @IsUUID()
  catalogueItemId?: string;
}

export class ScanDto {
  @ApiProperty({ example: 'EXM250001' }) code!: string;
  @ApiProperty({ enum: SCAN_ANSWERS }) answer!: ScanAnswer;
  @ApiProperty({ enum: ['DEVICE', 'CARTON'], nullable: true, type: String, description: 'What the code is of' })
  of!: 'DEVICE' | 'CARTON' | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The device that carries it' })
  deviceId!: string | null;
  @ApiProperty({ description: 'How many lines say it; of a carton, how many are in it' }) found!: number;
  @ApiProperty({ description: 'How many of them came' }) received!: number;
  @ApiProperty({ type: [ManifestLineDto], description: 'These lines, with their mistakes; the first hundred' })
  lines!: ManifestLineDto[];
  @ApiProperty({ type: [ManifestLineDto], description: 'Lines with a code that looks like it (O/0, I/1, S/5, B/8)' })
  alike!: ManifestLineDto[];
}

export class ComparedModelDto {
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) catalogueItemId!: string | null;
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty({ nullable: true, type: String }) model!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'Null without a manifest' }) announced!: number | null;
  @ApiProperty({ nullable: true, type: Number, description: 'Null with no order' }) ordered!: number | null;
  @ApiProperty({ description: 'By receipts that name the shipment' }) received!: number;
  @ApiProperty({ description: 'Of these, what the committee rejected' }) rejected!: number;
  @ApiProperty({ description: 'Announced, or still open on the order where there is no manifest, and not come' })
  short!: number;
  @ApiProperty({ description: 'Come and not announced' }) over!: number;
}

export class NotAnnouncedDto {
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
  @ApiProperty() row!: number;
  @ApiProperty() serial!: string;
}

export class ComparisonDto {
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) manifestId!: string | null;
  @ApiProperty({ type: [String], description: 'Receipts that name the shipment' }) receiptIds!: string[];
  @ApiProperty({ type: [ComparedModelDto] }) models!: ComparedModelDto[];
  @ApiProperty() notCome!: number;
  @ApiProperty() notAnnounced!: number;
  @ApiProperty({ type: [ManifestLineDto], description: 'Lines with a serial that did not come; the first hundred' })
  notComeLines!: ManifestLineDto[];
  @ApiProperty({ type: [NotAnnouncedDto], description: 'Serials that came and stand on no line; the first hundred' })
  notAnnouncedSerials!: NotAnnouncedDto[];
}
