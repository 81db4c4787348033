import { Instant, OptionalInstant } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { examples } from '../examples.dto.js';
import { NodeDto, NodesQuery, NodeVersionDto, RecordNode, ReviseNode } from '../trees/trees.dto.js';
import { agencies } from '../vetting/security-force.rules.js';

const specialties = ['PMH', 'DPF', 'PFL', 'GENERAL'] as const;
/** Domain §4.9: what conflict does to a unit is a status with a date, never a deletion. */
export const unitStatuses = ['ACTIVE', 'DISPLACED', 'SUSPENDED', 'DISSOLVED', 'DEFECTED', 'UNKNOWN'] as const;

export class RecordOrganisationUnit extends RecordNode {
  @ApiProperty({ example: 'PNC-PMH-LBA', description: 'Unique' })
  @Matches(/^[A-Z0-9][A-Z0-9-]{0,39}$/, { message: 'code must be capital letters, digits and hyphens, at most 40' })
  code!: string;

  @ApiProperty({ example: 'Escadron PMH de Lubao' })
  @IsString()
  @Length(1, 200)
  nameFr!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Mining police squadron, Lubao' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  nameEn?: string | null;

  @ApiProperty({ enum: agencies, example: 'PNC' })
  @IsIn(agencies)
  agency!: string;

  @ApiPropertyOptional({ enum: specialties, example: 'PMH' })
  @IsOptional()
  @IsIn(specialties)
  specialty?: string | null;

  @ApiProperty({ example: 'LX', description: 'L0…L5, LX (domain §4.3), or an office’s own level' })
  @Matches(/^[A-Z][A-Z0-9_]{0,19}$/)
  level!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: examples.superiorUnitId })
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: examples.placeId })
  @IsOptional()
  @IsUUID()
  placeId?: string | null;

  @ApiPropertyOptional({
    example: null,
    nullable: true,
    type: String,
    format: 'uuid',
    description: 'Null: the post is vacant',
  })
  @IsOptional()
  @IsUUID()
  headPersonId?: string | null;

  @OptionalInstant('Since when the unit, and its head, are so; now when absent')
  validFrom?: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'A second superior, who reads only: scope follows parentId (AM-4)',
  })
  @IsOptional()
  @IsUUID()
  secondParentId?: string | null;

  @ApiPropertyOptional({ enum: unitStatuses, default: 'ACTIVE' })
  @IsOptional()
  @IsIn(unitStatuses)
  status?: string;
}

export class RecordUnitOfMany extends RecordOrganisationUnit {
  @ApiPropertyOptional({ format: 'uuid', description: 'Made by the caller; the server makes one when absent' })
  @IsOptional()
  @IsUUID('7')
  id?: string;
}

export class RecordOrganisationUnits {
  @ApiProperty({ type: [RecordUnitOfMany], description: 'Up to 500, in any order; all of them or none' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => RecordUnitOfMany)
  units!: RecordUnitOfMany[];
}

export class ReviseOrganisationUnit extends ReviseNode {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Length(1, 200)
  nameFr?: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  nameEn?: string | null;

  @ApiPropertyOptional({ enum: specialties, nullable: true })
  @IsOptional()
  @IsIn(specialties)
  specialty?: string | null;

  @ApiPropertyOptional()
  @ValidateIf(({ level }: ReviseOrganisationUnit) => level !== undefined)
  @Matches(/^[A-Z][A-Z0-9_]{0,19}$/)
  level?: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsUUID()
  secondParentId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsUUID()
  placeId?: string | null;

  @ApiPropertyOptional({ enum: unitStatuses })
  @ValidateIf(({ status }: ReviseOrganisationUnit) => status !== undefined)
  @IsIn(unitStatuses)
  status?: string;
}

export class NameHead {
  @ApiProperty({
    example: examples.headId,
    nullable: true,
    type: String,
    description: 'Null: the post becomes vacant',
  })
  @ValidateIf(({ personId }: NameHead) => personId !== null)
  @IsUUID()
  personId!: string | null;

  @ApiPropertyOptional({ example: false, default: false, description: 'Heads the unit for the time being (AM-4)' })
  @IsOptional()
  @IsBoolean()
  acting?: boolean;

  @Instant('2026-11-01T00:00:00+02:00')
  from!: string;
}

export class OrganisationUnitsQuery extends NodesQuery {
  @ApiPropertyOptional({ enum: agencies })
  @IsOptional()
  @IsIn(agencies)
  agency?: string;

  @ApiPropertyOptional({ description: 'Directly under this one, by its first or second superior' })
  @IsOptional()
  @IsUUID()
  parentId?: string;

  @ApiPropertyOptional({ description: 'This one and everything under it' })
  @IsOptional()
  @IsUUID()
  under?: string;
}

export class UnitVersionDto extends NodeVersionDto {
  @ApiProperty() nameFr!: string;
  @ApiProperty({ nullable: true, type: String }) nameEn!: string | null;
  @ApiProperty({ enum: specialties, nullable: true }) specialty!: string | null;
  @ApiProperty() level!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) secondParentId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ enum: unitStatuses }) status!: string;
}

export class HeadDto {
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) personId!: string | null;
  @ApiProperty() acting!: boolean;
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class OrganisationUnitDto extends NodeDto {
  @ApiProperty() code!: string;
  @ApiProperty() nameFr!: string;
  @ApiProperty({ nullable: true, type: String }) nameEn!: string | null;
  @ApiProperty({ enum: agencies }) agency!: string;
  @ApiProperty({ enum: specialties, nullable: true }) specialty!: string | null;
  @ApiProperty() level!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Today' }) headPersonId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) secondParentId!: string | null;
  @ApiProperty({ enum: unitStatuses }) status!: string;
  @ApiPropertyOptional({ type: [String], description: 'Ids of what it stands under, nearest first; absent in lists' })
  superiors?: string[];
  @ApiPropertyOptional({ type: [UnitVersionDto], description: 'Oldest first; absent in lists' })
  versions?: UnitVersionDto[];
  @ApiPropertyOptional({ type: [HeadDto], description: 'Oldest first; absent in lists' }) heads?: HeadDto[];
}

export class OrganisationUnitPageDto {
  @ApiProperty({ type: [OrganisationUnitDto] }) items!: OrganisationUnitDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
