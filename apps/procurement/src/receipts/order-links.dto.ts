import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { examples } from '../examples.dto.js';

export class LinkedLineInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  lineId!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  orderLineId!: string;
}

export class LinkOrder {
  @ApiProperty({ example: examples.purchaseOrderId })
  @IsUUID()
  purchaseOrderId!: string;

  @ApiPropertyOptional({ type: [LinkedLineInput], description: 'Every line without an order, by model, when absent' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => LinkedLineInput)
  lines?: LinkedLineInput[];
}
