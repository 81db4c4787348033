import { ACCESS_STATUSES, type AccessStatus } from '@dotation/contracts';
import { Instant, OptionalInstant } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { NodeDto, NodesQuery, NodeVersionDto, RecordNode, ReviseNode } from '../trees/trees.dto.js';
import { EquipmentPeriodDto } from './place-equipment.dto.js';
import { examples } from '../examples.dto.js';
import { PositionDto } from './positions.dto.js';

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

export class RecordPlace extends RecordNode {
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

  @OptionalInstant('Since when the place exists under this name; when absent, since its access is known')
  validFrom?: string;

  @OptionalInstant('When it ended, for a place that papers of before still name')
  validTo?: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'OCHA code of a province' })
  @IsOptional()
  @Matches(/^[A-Z]{2}\d{2,8}$/)
  pcode?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Chief town of a province' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  capital?: string | null;

  @ApiPropertyOptional({ type: [String], description: 'Of a WATER_BODY: the provinces it lies in' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  provinceIds?: string[];
}

export class RecordPlaceOfMany extends RecordPlace {
  @ApiPropertyOptional({ format: 'uuid', description: 'Made by the caller; the server makes one when absent' })
  @IsOptional()
  @IsUUID('7')
  id?: string;
}

export class RecordPlaces {
  @ApiProperty({ type: [RecordPlaceOfMany], description: 'Up to 500, in any order; all of them or none' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => RecordPlaceOfMany)
  places!: RecordPlaceOfMany[];
}

export class RevisePlace extends ReviseNode {
  @ApiPropertyOptional()
  @ValidateIf(({ name }: RevisePlace) => name !== undefined)
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  capital?: string | null;
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

export class PlacesQuery extends NodesQuery {
  @ApiPropertyOptional({ enum: placeKinds })
  @IsOptional()
  @IsIn(placeKinds)
  kind?: string;

  @ApiPropertyOptional({ description: 'Directly in this one; of a province also its lakes' })
  @IsOptional()
  @IsUUID()
  parentId?: string;
}

export class PlaceVersionDto extends NodeVersionDto {
  @ApiProperty() name!: string;
  @ApiProperty({ nullable: true, type: String }) isoCode!: string | null;
  @ApiProperty({ nullable: true, type: String }) pcode!: string | null;
  @ApiProperty({ nullable: true, type: String }) capital!: string | null;
  @ApiProperty() timeZone!: string;
}

export class AccessPeriodDto {
  @ApiProperty({ enum: ACCESS_STATUSES }) access!: AccessStatus;
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class PlaceDto extends NodeDto {
  @ApiProperty({ enum: placeKinds }) kind!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ nullable: true, type: String }) isoCode!: string | null;
  @ApiProperty() timeZone!: string;
  @ApiProperty({ nullable: true, type: String }) pcode!: string | null;
  @ApiProperty({ nullable: true, type: String }) capital!: string | null;
  @ApiProperty({ type: [String] }) provinceIds!: string[];
  @ApiProperty({ enum: ACCESS_STATUSES, description: 'Of the place itself, at that time' }) access!: AccessStatus;
  @ApiProperty({ format: 'date-time' }) accessFrom!: string;
  @ApiPropertyOptional({ type: [AccessPeriodDto], description: 'Oldest first; absent in lists' })
  accessHistory?: AccessPeriodDto[];
  @ApiPropertyOptional({ type: [String], description: 'Ids of what it lies in, nearest first; absent in lists' })
  within?: string[];
  @ApiPropertyOptional({
    type: PositionDto,
    nullable: true,
    description: 'To the commune at most, absent in lists; more exactly: /places/{id}/position. Null: not recorded',
  })
  position?: PositionDto | null;
  @ApiPropertyOptional({ type: [PlaceVersionDto], description: 'Oldest first; absent in lists' })
  versions?: PlaceVersionDto[];
  @ApiPropertyOptional({ type: [EquipmentPeriodDto], description: 'Oldest first; absent in lists' })
  equipmentHistory?: EquipmentPeriodDto[];
}

export class PlacePageDto {
  @ApiProperty({ type: [PlaceDto] }) items!: PlaceDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
