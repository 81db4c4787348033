import { ACCESS_STATUSES, type AccessStatus } from '@dotation/contracts';
import { Instant, OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsTimeZone, IsUUID, Length, Matches } from 'class-validator';
import { examples } from '../examples.dto.js';

/** Domain §9.3. */
const placeKinds = [
  'COUNTRY',
  'PROVINCE',
  'VILLE',
  'TERRITOIRE',
  'COMMUNE',
  'SECTEUR',
  'VILLAGE',
  'SITE',
  'BUILDING',
  'ROOM',
  'WAREHOUSE',
  'BIN',
  'WATER_BODY',
  'BORDER_POST',
  'PORT',
  'AIRPORT',
] as const;

export class RecordPlace {
  @ApiProperty({ enum: placeKinds, example: 'SITE' })
  @IsIn(placeKinds)
  kind!: string;

  @ApiProperty({ example: 'Escadron PMH, quartier Bipemba' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiPropertyOptional({ example: null, nullable: true, type: String, description: 'ISO 3166-2, for provinces' })
  @IsOptional()
  @Matches(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
  isoCode?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: examples.provinceId,
    description: 'The place that contains it',
  })
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @ApiPropertyOptional({ example: 'Africa/Lubumbashi', default: 'Africa/Lubumbashi' })
  @IsOptional()
  @IsTimeZone()
  timeZone?: string;

  @ApiProperty({ enum: ACCESS_STATUSES, example: 'NORMAL' })
  @IsIn(ACCESS_STATUSES)
  access!: AccessStatus;

  @OptionalInstant('Since when the access is so; now when absent')
  accessFrom?: string;
}

export class ChangeAccess {
  @ApiProperty({ enum: ACCESS_STATUSES, example: 'RESTRICTED' })
  @IsIn(ACCESS_STATUSES)
  access!: AccessStatus;

  @Instant('2026-11-02T06:00:00+02:00')
  from!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Road closed by the provincial security committee' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  reason?: string | null;
}

export class PlacesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: placeKinds })
  @IsOptional()
  @IsIn(placeKinds)
  kind?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  parentId?: string;
}

export class AccessPeriodDto {
  @ApiProperty({ enum: ACCESS_STATUSES }) access!: AccessStatus;
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class PlaceDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: placeKinds }) kind!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ nullable: true, type: String }) isoCode!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) parentId!: string | null;
  @ApiProperty() timeZone!: string;
  @ApiProperty({ enum: ACCESS_STATUSES, description: 'Of the place itself, now' }) access!: AccessStatus;
  @ApiProperty({ format: 'date-time' }) accessFrom!: string;
  @ApiPropertyOptional({ type: [AccessPeriodDto], description: 'Oldest first; absent in lists' })
  accessHistory?: AccessPeriodDto[];
}

export class PlacePageDto {
  @ApiProperty({ type: [PlaceDto] }) items!: PlaceDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
