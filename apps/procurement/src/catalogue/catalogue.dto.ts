import { SERIAL_RULES, TRACKING_MODES, type SerialRule, type TrackingMode } from '@dotation/contracts';
import { PageQuery } from '@dotation/service';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
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
import { OfText } from '../awards/award-terms.dto.js';
import { examples } from '../examples.dto.js';
import type { Category } from './category.rules.js';
import { JURISDICTIONS, type Component, type DescribedItem, type Jurisdiction } from './item.rules.js';

function Flag(description: string): PropertyDecorator {
  const shown = ApiPropertyOptional({
    type: Boolean,
    nullable: true,
    description: `${description}; else as its category`,
  });
  return applyDecorators(shown, IsOptional(), IsBoolean());
}

export class ComponentInput implements Component {
  @ApiProperty({ example: 'Modem LTE' })
  @IsString()
  @Length(1, 120)
  name!: string;

  @ApiProperty({ example: examples.makerId })
  @IsUUID()
  makerId!: string;

  @ApiProperty({ example: true, description: 'It does not work without' })
  @IsBoolean()
  mandatory!: boolean;
}

export class RecordCatalogueItem implements DescribedItem {
  @ApiProperty({ example: examples.makerId })
  @IsUUID()
  makerId!: string;

  @ApiProperty({ example: 'LAPTOP', description: 'One of `GET /catalogue-items/categories`' })
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

  @Flag('Small, portable, sellable')
  attractive?: boolean | null;

  @Flag('Holds data: sanitised before it leaves service (CR-53)')
  dataBearing?: boolean | null;

  @Flag('Reads or holds biometric data')
  biometric?: boolean | null;

  @Flag('Seen again by end-use monitoring; true unless said otherwise')
  eumTracked?: boolean | null;

  @Flag('Transmits: needs a licence of the spectrum')
  spectrumLicenceRequired?: boolean | null;

  @OfText(8, 'UNSPSC, eight digits')
  unspsc?: string | null;

  @OfText(10, 'Harmonised System, like 8471.30')
  hsCode?: string | null;

  @OfText(60, 'The maker’s own part number')
  mpn?: string | null;

  @OfText(14, 'GTIN (EAN, UPC) with its check digit')
  gtin?: string | null;

  @OfText(2, 'ISO 3166-1, two letters')
  countryOfOrigin?: string | null;

  @ApiPropertyOptional({ enum: JURISDICTIONS, description: 'Export control (CR-05); NONE unless said otherwise' })
  @IsOptional()
  @IsIn(JURISDICTIONS)
  exportJurisdiction?: Jurisdiction | null;

  @OfText(20, 'USML category or ECCN, like 6A003')
  exportClass?: string | null;

  @ApiPropertyOptional({ type: [ComponentInput], description: 'Parts with makers of their own' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ComponentInput)
  components?: ComponentInput[] | null;
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

export class ComponentDto extends ComponentInput {
  @ApiProperty() maker!: string;
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
  @ApiProperty() dataBearing!: boolean;
  @ApiProperty() biometric!: boolean;
  @ApiProperty() eumTracked!: boolean;
  @ApiProperty() spectrumLicenceRequired!: boolean;
  @ApiProperty({ nullable: true, type: String }) unspsc!: string | null;
  @ApiProperty({ nullable: true, type: String }) hsCode!: string | null;
  @ApiProperty({ nullable: true, type: String }) mpn!: string | null;
  @ApiProperty({ nullable: true, type: String }) gtin!: string | null;
  @ApiProperty({ nullable: true, type: String }) countryOfOrigin!: string | null;
  @ApiProperty({ enum: JURISDICTIONS }) exportJurisdiction!: Jurisdiction;
  @ApiProperty({ nullable: true, type: String }) exportClass!: string | null;
  @ApiProperty({ type: [ComponentDto] }) components!: ComponentDto[];
}

export class CategoryDto implements Category {
  @ApiProperty({ example: 'LAPTOP' }) code!: string;
  @ApiProperty() nameEn!: string;
  @ApiProperty() nameFr!: string;
  @ApiProperty({ type: [String], description: 'The usual one first' }) unspsc!: readonly string[];
  @ApiProperty({ type: [String] }) hs!: readonly string[];
  @ApiProperty() attractive!: boolean;
  @ApiProperty() dataBearing!: boolean;
  @ApiProperty() biometric!: boolean;
  @ApiProperty({ description: 'Telecommunications or video surveillance (2 CFR 200.216)' }) section889!: boolean;
  @ApiProperty() spectrumLicence!: boolean;
  @ApiProperty({ enum: TRACKING_MODES }) trackingMode!: TrackingMode;
  @ApiProperty({ nullable: true, type: Number, description: 'An assumption for planning' })
  usefulLifeMonths!: number | null;
}

export class CategoriesDto {
  @ApiProperty({ type: [CategoryDto] }) items!: CategoryDto[];
}

export class CataloguePageDto {
  @ApiProperty({ type: [CatalogueItemDto] }) items!: CatalogueItemDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
