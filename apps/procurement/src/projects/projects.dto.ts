import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
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
import type { NewBudgetLine } from './project.rules.js';

export class RecordBudgetLine implements NewBudgetLine {
  @ApiProperty({ example: 'EQ-01', description: 'Unique in its project' })
  @IsString()
  @Length(1, 40)
  @Matches(/^\S+$/, { message: 'code has no blanks' })
  code!: string;

  @ApiProperty({ example: 'Informatique des postes' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ example: examples.awardId, description: 'One of the awards of the project' })
  @IsUUID()
  awardId!: string;

  @ApiProperty({ example: 5_000_000, description: 'In minor units (cents)' })
  @IsInt()
  @Min(1)
  @Max(100_000_000_000_000)
  amountMinor!: number;

  @ApiProperty({ example: 'USD', description: 'ISO 4217' })
  @IsISO4217CurrencyCode()
  currency!: string;
}

export class AddBudgetLines {
  @ApiProperty({ type: [RecordBudgetLine] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RecordBudgetLine)
  budgetLines!: RecordBudgetLine[];
}

export class RecordProject {
  @ApiProperty({ example: 'CD-PMH-2', description: 'As the organisation names it' })
  @IsString()
  @Length(1, 40)
  @Matches(/^\S+$/, { message: 'code has no blanks' })
  code!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'PR.0812.CD10',
    description: 'Work breakdown structure of the ERP',
  })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  wbsCode?: string | null;

  @ApiProperty({ example: 'Appui à la police des mines, phase 2' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiPropertyOptional({ example: 'CD', default: 'CD', description: 'ISO 3166-1, two letters' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  country?: string;

  @ApiProperty({ type: [String], example: [examples.awardId] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  awardIds!: string[];

  @ApiPropertyOptional({ type: [RecordBudgetLine] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RecordBudgetLine)
  budgetLines?: RecordBudgetLine[];
}

export class ProjectsQuery extends PageQuery {
  @ApiPropertyOptional({ example: examples.awardId })
  @IsOptional()
  @IsUUID()
  awardId?: string;
}

export class BudgetLineDto extends RecordBudgetLine {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'What its award pays of the order lines that name it, in its currency' })
  orderedMinor!: number;
  @ApiProperty({ description: 'The same of approved requisitions that nothing was ordered of yet, as estimated' })
  requestedMinor!: number;
}

export class ProjectDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() code!: string;
  @ApiProperty({ nullable: true, type: String }) wbsCode!: string | null;
  @ApiProperty() name!: string;
  @ApiProperty() country!: string;
  @ApiProperty({ type: [String] }) awardIds!: string[];
  @ApiProperty({ type: [BudgetLineDto] }) budgetLines!: BudgetLineDto[];
}

export class ProjectPageDto {
  @ApiProperty({ type: [ProjectDto] }) items!: ProjectDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
