import { Instant, OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, Matches, ValidateIf } from 'class-validator';
import { examples } from '../examples.dto.js';

/** Domain §9.3. */
const agencies = ['PNC', 'DGM', 'DGDA', 'OCC', 'PNHF', 'FARDC_NO', 'IOM', 'OTHER'] as const;
const specialties = ['PMH', 'DPF', 'PFL', 'GENERAL'] as const;

export class RecordOrganisationUnit {
  @ApiProperty({ example: 'PNC-PMH-LBS', description: 'Unique' })
  @Matches(/^[A-Z0-9][A-Z0-9-]{0,39}$/, { message: 'code must be capital letters, digits and hyphens, at most 40' })
  code!: string;

  @ApiProperty({ example: 'Escadron PMH de Lubumbashi' })
  @IsString()
  @Length(1, 200)
  nameFr!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Mining police squadron, Lubumbashi' })
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

export class OrganisationUnitsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: agencies })
  @IsOptional()
  @IsIn(agencies)
  agency?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  parentId?: string;
}

export class HeadDto {
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) personId!: string | null;
  @ApiProperty() acting!: boolean;
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class OrganisationUnitDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() code!: string;
  @ApiProperty() nameFr!: string;
  @ApiProperty({ nullable: true, type: String }) nameEn!: string | null;
  @ApiProperty({ enum: agencies }) agency!: string;
  @ApiProperty({ enum: specialties, nullable: true }) specialty!: string | null;
  @ApiProperty() level!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) parentId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Today' }) headPersonId!: string | null;
  @ApiProperty() status!: string;
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiPropertyOptional({ type: [HeadDto], description: 'Oldest first; absent in lists' }) heads?: HeadDto[];
}

export class OrganisationUnitPageDto {
  @ApiProperty({ type: [OrganisationUnitDto] }) items!: OrganisationUnitDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
