import { Day, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsISO4217CurrencyCode, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { RATE_PATTERN } from './exchange-rate.rules.js';

const inCapitals = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toUpperCase() : value;

export class RecordExchangeRate {
  @ApiProperty({ example: 'USD', description: 'ISO 4217; one unit of it' })
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  base!: string;

  @ApiProperty({ example: 'CDF', description: 'ISO 4217; is worth so many units of this' })
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  quote!: string;

  @Day('2026-11-02')
  on!: string;

  @ApiProperty({ example: '2815.50', description: 'A decimal as it was published, with up to twelve decimals' })
  @IsString()
  @Matches(RATE_PATTERN, { message: 'rate must be a decimal above 0 like "2815.50"' })
  rate!: string;

  @ApiProperty({ example: 'Banque Centrale du Congo' })
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'source must not be blank' })
  source!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Of a correction: why the version before was wrong',
  })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string | null;
}

export class ExchangeRateDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() base!: string;
  @ApiProperty() quote!: string;
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({ description: 'Units of quote for one of base' }) rate!: string;
  @ApiProperty() source!: string;
  @ApiProperty({ description: 'From 1; the last of a pair, day and source is the one that counts' }) version!: number;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
}

export class RecordedRateDto extends ExchangeRateDto {
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
}

export class RatePageDto {
  @ApiProperty({ type: [RecordedRateDto] }) items!: RecordedRateDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class RatesLoadedDto {
  @ApiProperty() loaded!: number;
  @ApiProperty({ type: [String], description: 'In the order of the rows' }) ids!: string[];
}

export class RatesQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'USD' })
  @IsOptional()
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  base?: string;

  @ApiPropertyOptional({ example: 'CDF' })
  @IsOptional()
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  quote?: string;
}

export class ConversionQuery {
  @ApiProperty({ example: 'USD' })
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  from!: string;

  @ApiProperty({ example: 'CDF' })
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  to!: string;

  @ApiProperty({ example: 78900, description: 'In minor units' })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(100_000_000_000_000)
  minor!: number;

  @Day('2026-11-05')
  on!: string;
}

export class ConversionDto {
  @ApiProperty({ description: 'In minor units, half to even' }) minor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ nullable: true, type: ExchangeRateDto, description: 'The rate used; null: the same currency' })
  rate!: ExchangeRateDto | null;
}
