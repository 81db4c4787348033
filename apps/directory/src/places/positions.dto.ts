import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsLatitude, IsLongitude, IsNumber, IsOptional, IsString, Length } from 'class-validator';
import { GEO_PRECISIONS, type GeoPrecision } from './position.rules.js';

/** What a door may be asked for; the purpose is kept with the reading (CR-62). */
export const positionPurposes = ['DELIVERY', 'INSPECTION', 'INVESTIGATION', 'DATA_QUALITY'] as const;
export type PositionPurpose = (typeof positionPurposes)[number];

export class RecordPosition {
  @ApiProperty({ example: -6.1364, description: 'Decimal degrees, WGS84; stored sealed, in no fact' })
  @IsNumber()
  @IsLatitude()
  latitude!: number;

  @ApiProperty({ example: 23.5898 })
  @IsNumber()
  @IsLongitude()
  longitude!: number;

  @ApiProperty({ enum: GEO_PRECISIONS, example: 'EXACT', description: 'How exactly it is known' })
  @IsIn(GEO_PRECISIONS)
  precision!: GeoPrecision;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Relevé au téléphone devant la porte' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  reason?: string | null;
}

export class PositionQuery {
  @ApiProperty({ enum: positionPurposes, example: 'DELIVERY' })
  @IsIn(positionPurposes)
  purpose!: PositionPurpose;
}

export class PositionDto {
  @ApiProperty() latitude!: number;
  @ApiProperty() longitude!: number;
  @ApiProperty({ enum: GEO_PRECISIONS, description: 'Rounded to about 11 km (COMMUNE) or 110 km (PROVINCE)' })
  precision!: GeoPrecision;
}

export class RecordedPositionDto {
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ enum: GEO_PRECISIONS }) precision!: GeoPrecision;
}
