import { SERIAL_RULES, TRACKING_MODES, type SerialRule, type TrackingMode } from '@dotation/contracts';
import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { examples } from '../examples.dto.js';

export class RecordCatalogueItem {
  @ApiProperty({ example: examples.makerId })
  @IsUUID()
  makerId!: string;

  @ApiProperty({ example: 'LAPTOP', description: 'Category code of domain §6.2' })
  @Matches(/^[A-Z][A-Z0-9_]{0,39}$/)
  category!: string;

  @ApiProperty({ example: 'ProBook 440 G11' })
  @IsString()
  @Length(1, 120)
  model!: string;

  @ApiProperty({ example: 'Ordinateur portable 14 pouces' })
  @IsString()
  @Length(1, 200)
  description!: string;

  @ApiProperty({ enum: SERIAL_RULES, example: 'REQUIRED', description: 'What the receipt asks of its serial (AM-8)' })
  @IsIn(SERIAL_RULES)
  serialRule!: SerialRule;

  @ApiPropertyOptional({ enum: TRACKING_MODES, default: 'SERIAL' })
  @IsOptional()
  @IsIn(TRACKING_MODES)
  trackingMode?: TrackingMode;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 48 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1200)
  usefulLifeMonths?: number | null;

  @ApiPropertyOptional({ example: true, description: 'Small, portable, sellable (domain §6.2)' })
  @IsOptional()
  @IsBoolean()
  attractive?: boolean;
}

export class CatalogueQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'LAPTOP' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  category?: string;

  @ApiPropertyOptional({ example: examples.makerId })
  @IsOptional()
  @IsUUID()
  makerId?: string;

  @ApiPropertyOptional({ example: 'ProBook 450 G10', description: 'The model, however it is spelt' })
  @IsOptional()
  @IsString()
  @Length(1, 120)
  model?: string;
}

export class CatalogueItemDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) makerId!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() category!: string;
  @ApiProperty() model!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ enum: SERIAL_RULES }) serialRule!: SerialRule;
  @ApiProperty({ enum: TRACKING_MODES }) trackingMode!: TrackingMode;
  @ApiProperty({ nullable: true, type: Number }) usefulLifeMonths!: number | null;
  @ApiProperty() attractive!: boolean;
}

export class CataloguePageDto {
  @ApiProperty({ type: [CatalogueItemDto] }) items!: CatalogueItemDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
