import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { examples } from '../examples.dto.js';
import { RecordVettingResult } from './vetting.dto.js';
import { vettingFields, type VettingField } from './vetting-file.rules.js';

export class ReadVettingListQuery {
  @ApiPropertyOptional({ example: examples.awardId, description: 'The award of every row that names none' })
  @IsOptional()
  @IsUUID()
  awardId?: string;
}

export const mostVettings = 1000;

export class ImportVettingResults {
  @ApiProperty({ type: [RecordVettingResult], description: 'The `lines` of a reading; all are recorded, or none' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostVettings)
  @ValidateNested({ each: true })
  @Type(() => RecordVettingResult)
  lines!: RecordVettingResult[];
}

export class ImportedVettingsDto {
  @ApiProperty({ type: [String], description: 'In the order of the lines' }) ids!: string[];
}

export class VettingColumnDto {
  @ApiProperty() heading!: string;
  @ApiProperty({ enum: vettingFields, nullable: true, description: 'Null: the column means nothing here' })
  field!: VettingField | null;
}

export class VettingCellProblemDto {
  @ApiProperty() row!: number;
  @ApiProperty({ description: 'Line of the file, as a text editor counts' }) line!: number;
  @ApiProperty({ nullable: true, type: String }) column!: string | null;
  @ApiProperty({ nullable: true, type: String }) field!: string | null;
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
}

export class VettingListDto {
  @ApiProperty({ type: [VettingColumnDto] }) columns!: VettingColumnDto[];
  @ApiProperty() rows!: number;
  @ApiProperty({ type: [VettingCellProblemDto] }) problems!: VettingCellProblemDto[];
  @ApiProperty({ type: [RecordVettingResult], description: 'Rows without a problem, to send to /vetting-imports' })
  lines!: RecordVettingResult[];
}
