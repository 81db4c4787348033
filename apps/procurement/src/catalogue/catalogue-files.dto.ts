import { TABLE_FORMATS, type TableFormat } from '@dotation/documents';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

export class CatalogueFileQuery {
  @ApiProperty({ enum: TABLE_FORMATS, example: 'csv' })
  @IsIn(TABLE_FORMATS)
  format!: TableFormat;
}

export class CatalogueColumnDto {
  @ApiProperty() heading!: string;
  @ApiProperty({ nullable: true, type: String, description: 'What it stands for; null: it is left out' })
  field!: string | null;
}

export class CatalogueProblemDto {
  @ApiProperty({ description: 'Below the heading, from 1' }) row!: number;
  @ApiProperty({ description: 'As the file counts' }) line!: number;
  @ApiPropertyOptional({ description: 'Its heading' }) column?: string;
  @ApiPropertyOptional() field?: string;
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
}

export class CatalogueReadingDto {
  @ApiProperty({ description: 'utf-8, utf-16le, utf-16be, windows-1252 or xlsx' }) encoding!: string;
  @ApiProperty() delimiter!: string;
  @ApiProperty() headingLine!: number;
  @ApiProperty({ type: [CatalogueColumnDto] }) columns!: CatalogueColumnDto[];
  @ApiProperty({ description: 'Below the heading, blank lines aside' }) rows!: number;
  @ApiProperty({ description: 'Nothing stands in the way of loading the file' }) loadable!: boolean;
  @ApiProperty({ type: [CatalogueProblemDto], description: 'The first 500' }) problems!: CatalogueProblemDto[];
  @ApiProperty({ description: 'All of them' }) problemCount!: number;
}

export class CatalogueLoadedDto {
  @ApiProperty() loaded!: number;
  @ApiProperty({ type: [String], description: 'In the order of the rows' }) ids!: string[];
}
