import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { examples } from '../examples.dto.js';
import { FIELDS, type Field } from './field.rules.js';

export class MappedColumnDto {
  @ApiProperty({ example: 'Réf. usine', description: 'As the file writes it' })
  @IsString()
  @Length(0, 200)
  heading!: string;

  @ApiPropertyOptional({
    ...{ enum: FIELDS, nullable: true, type: String, example: 'serial' },
    description: 'What it is; null or absent: it means nothing here',
  })
  @IsOptional()
  @IsIn(FIELDS)
  field?: Field | null;
}

export class RecordListMapping {
  @ApiProperty({ example: examples.supplierId })
  @IsUUID()
  supplierId!: string;

  @ApiProperty({ type: [MappedColumnDto], description: 'Every column of the heading' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => MappedColumnDto)
  columns!: MappedColumnDto[];
}

export class ListMappingsQuery {
  @ApiProperty({ example: examples.supplierId })
  @IsUUID()
  supplierId!: string;
}

export class ListMappingDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) supplierId!: string;
  @ApiProperty({ type: [MappedColumnDto] }) columns!: MappedColumnDto[];
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class ListMappingsDto {
  @ApiProperty({ type: [ListMappingDto] }) items!: ListMappingDto[];
}
