import { Instant } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length, ValidateIf } from 'class-validator';

/** Domain §9.3 and §4.8. */
const powerSources = ['UNKNOWN', 'NONE', 'GRID', 'GENERATOR', 'SOLAR', 'HYBRID'] as const;
const connectivities = ['UNKNOWN', 'NONE', '2G', '3G', '4G', 'VSAT', 'STARLINK'] as const;

/** What is not named stays as it was on that day. */
export class EquipPlace {
  @Instant('2026-11-02T06:00:00+02:00', 'Since when it is so')
  from!: string;

  @ApiPropertyOptional({ enum: powerSources, example: 'SOLAR' })
  @ValidateIf(({ powerSource }: EquipPlace) => powerSource !== undefined)
  @IsIn(powerSources)
  powerSource?: string;

  @ApiPropertyOptional({ enum: connectivities, example: 'VSAT' })
  @ValidateIf(({ connectivity }: EquipPlace) => connectivity !== undefined)
  @IsIn(connectivities)
  connectivity?: string;

  @ApiPropertyOptional({ type: Boolean, nullable: true, description: 'The room can be locked; null: not known' })
  @IsOptional()
  @IsBoolean()
  locked?: boolean | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true, description: 'Somebody guards it at night' })
  @IsOptional()
  @IsBoolean()
  guarded?: boolean | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true })
  @IsOptional()
  @IsBoolean()
  safe?: boolean | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true, description: 'An inventory book is kept' })
  @IsOptional()
  @IsBoolean()
  inventoryBook?: boolean | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Kit solaire remis le 31 janvier' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  reason?: string | null;
}

export class EquipmentPeriodDto {
  @ApiProperty({ enum: powerSources }) powerSource!: string;
  @ApiProperty({ enum: connectivities }) connectivity!: string;
  @ApiProperty({ type: Boolean, nullable: true }) locked!: boolean | null;
  @ApiProperty({ type: Boolean, nullable: true }) guarded!: boolean | null;
  @ApiProperty({ type: Boolean, nullable: true }) safe!: boolean | null;
  @ApiProperty({ type: Boolean, nullable: true }) inventoryBook!: boolean | null;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}
