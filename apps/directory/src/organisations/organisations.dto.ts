import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO31661Alpha2, IsOptional, IsString, Length } from 'class-validator';

/** Domain §9.2. */
const organisationKinds = [
  'DONOR',
  'AGENCY',
  'STATE_BODY',
  'VENDOR',
  'MANUFACTURER',
  'CARRIER',
  'CLEARING_AGENT',
  'POLICE',
  'NGO',
  'AUDIT_OFFICE',
] as const;

export class RecordOrganisation {
  @ApiProperty({ enum: organisationKinds, example: 'CARRIER' })
  @IsIn(organisationKinds)
  kind!: string;

  @ApiProperty({ example: 'Transports Lubilanji SARL' })
  @IsString()
  @Length(1, 200)
  legalName!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'CD', description: 'ISO 3166-1 alpha-2' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;
}

export class OrganisationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: organisationKinds })
  @IsOptional()
  @IsIn(organisationKinds)
  kind?: string;
}

export class OrganisationDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: organisationKinds }) kind!: string;
  @ApiProperty() legalName!: string;
  @ApiProperty({ nullable: true, type: String }) country!: string | null;
}

export class OrganisationPageDto {
  @ApiProperty({ type: [OrganisationDto] }) items!: OrganisationDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
