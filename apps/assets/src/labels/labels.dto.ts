import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { PER_SHEET } from './label.rules.js';

export const LABEL_FORMATS = ['pdf', 'zpl'] as const;
/** Fifty sheets: a roll of more is printed in parts. */
export const MOST_LABELS = 50 * PER_SHEET;

export class LabelsQuery {
  @ApiPropertyOptional({ enum: LABEL_FORMATS, default: 'pdf', description: 'zpl: for a Zebra printer, 50 × 25 mm' })
  @IsOptional()
  @IsIn(LABEL_FORMATS)
  format?: (typeof LABEL_FORMATS)[number];

  @ApiPropertyOptional({ default: 1, maximum: PER_SHEET, description: 'First free place of the first sheet, from 1' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(PER_SHEET)
  place?: number;

  @ApiPropertyOptional({ default: 1, description: 'From which label on, from 1' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  from?: number;

  @ApiPropertyOptional({
    maximum: MOST_LABELS,
    description: `How many; all, where these are not more than ${MOST_LABELS}`,
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_LABELS)
  count?: number;
}
