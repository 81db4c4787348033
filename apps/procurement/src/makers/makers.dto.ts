import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, Length } from 'class-validator';

export class RecordMaker {
  @ApiProperty({ example: 'Motorola Solutions' })
  @IsString()
  @Length(1, 120)
  name!: string;

  @ApiPropertyOptional({
    type: [String],
    example: ['Motorola', 'MSI'],
    description: 'Other spellings on plates and lists',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 120, { each: true })
  aliases?: string[];
}

export class AddAliases {
  @ApiProperty({ type: [String], example: ['Motorola Inc.'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 120, { each: true })
  aliases!: string[];
}

export class MakersQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'Hewlett Packard', description: 'The maker known under this name or alias' })
  @IsOptional()
  @IsString()
  @Length(1, 120)
  name?: string;
}

export class MakerDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [String] }) aliases!: string[];
}

export class MakerPageDto {
  @ApiProperty({ type: [MakerDto] }) items!: MakerDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
