import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
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
import { FundingShareDto } from '../purchase-orders/purchase-orders.dto.js';
import { ProposedLineDto } from './order-proposals.dto.js';

export class ChangeLine {
  @ApiProperty({ example: 1, description: 'Of the order' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  lineNumber!: number;

  @ApiPropertyOptional({ example: 20, description: '0 cancels the line; never below what came' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  quantity?: number;

  @ApiPropertyOptional({ description: 'In minor units; not of a line of which something came (AM-12)' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000_000_000)
  unitPriceMinor?: number;
}

export class AddLine {
  @ApiProperty({ example: 2 })
  @IsInt()
  @Min(1)
  @Max(100_000)
  lineNumber!: number;

  @ApiProperty({ example: examples.catalogueItemId })
  @IsUUID()
  catalogueItemId!: string;

  @ApiProperty({ example: 4 })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity!: number;

  @ApiProperty({ example: 78_900 })
  @IsInt()
  @Min(1)
  @Max(100_000_000_000)
  unitPriceMinor!: number;

  @ApiPropertyOptional({
    ...{ type: Number, nullable: true },
    description: 'The line for which this other model comes (AM-7); it is paid as that line is',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  substitutesLine?: number | null;

  @ApiPropertyOptional({ type: [FundingShareDto], nullable: true, description: 'Not of a substitute' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => FundingShareDto)
  funding?: FundingShareDto[] | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsUUID()
  budgetLineId?: string | null;
}

export class AmendOrder {
  @ApiProperty({ example: 'Le fournisseur ne livre plus ce modèle' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;

  @ApiPropertyOptional({ type: [ChangeLine] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ChangeLine)
  changes?: ChangeLine[];

  @ApiPropertyOptional({ type: [AddLine] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => AddLine)
  additions?: AddLine[];
}

export class RevisionDto {
  @ApiProperty() revision!: number;
  @ApiProperty({ nullable: true, type: String, description: 'Why it replaced the one before' }) reason!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The proposal that made it' })
  proposalId!: string | null;
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ type: [ProposedLineDto] }) lines!: ProposedLineDto[];
}

export class RevisionListDto {
  @ApiProperty({ type: [RevisionDto], description: 'Oldest first; the last one is in force' }) items!: RevisionDto[];
}
