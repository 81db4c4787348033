import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateIf,
} from 'class-validator';
import { examples } from '../examples.dto.js';

/** User-interface languages of domain §4.7. */
const languages = ['fr', 'en', 'sw', 'ln', 'lua', 'kg'] as const;

/** What a name may be read for. CONTACT also opens phone and e-mail, INVESTIGATION also the service number. */
export const readPurposes = ['DISPLAY', 'DOCUMENT', 'CONTACT', 'AUDIT', 'INVESTIGATION'] as const;
export type ReadPurpose = (typeof readPurposes)[number];

export class RecordPerson {
  @ApiProperty({ example: 'Jeanne Kalonji', description: 'Stored sealed; never in a fact' })
  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: 'displayName must not be blank' })
  displayName!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'CP',
    description: 'Domain §4.6; never checked against a signature',
  })
  @IsOptional()
  @IsString()
  @Length(1, 20)
  rankCode?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Commissaire principal' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  rankText?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Gestionnaire du matériel (S4)' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  function?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: examples.orgUnitId })
  @IsOptional()
  @IsUUID()
  orgUnitId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '+243810000000', description: 'E.164; stored sealed' })
  @IsOptional()
  @Matches(/^\+[1-9]\d{6,14}$/, { message: 'phone must be like +243810000000' })
  phone?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Stored sealed' })
  @IsOptional()
  @IsEmail()
  @Length(3, 200)
  email?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Service number; stored sealed, found by a keyed hash',
  })
  @IsOptional()
  @IsString()
  @Length(2, 40)
  @Matches(/[A-Za-z0-9]/, { message: 'matricule must have a letter or a digit' })
  matricule?: string | null;

  @ApiPropertyOptional({ enum: languages, default: 'fr', example: 'fr' })
  @IsOptional()
  @IsIn(languages)
  preferredLanguage?: string;
}

export class RecordPersonOfMany extends RecordPerson {
  @IsUUID('7')
  id!: string;
}

/** What is not named stays; null takes it away. */
export class UpdatePerson {
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @Length(1, 20)
  rankCode?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  rankText?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  function?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsUUID()
  orgUnitId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'E.164' })
  @IsOptional()
  @Matches(/^\+[1-9]\d{6,14}$/, { message: 'phone must be like +243810000000' })
  phone?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsEmail()
  @Length(3, 200)
  email?: string | null;

  @ApiPropertyOptional({ enum: languages })
  @ValidateIf(({ preferredLanguage }: UpdatePerson) => preferredLanguage !== undefined)
  @IsIn(languages)
  preferredLanguage?: string;
}

export class DeactivatePerson {
  @ApiProperty({ example: 'A quitté le service' })
  @IsString()
  @Length(1, 1000)
  reason!: string;
}

export class FindByMatricule {
  @ApiProperty({ example: '0-000-00' })
  @IsString()
  @Length(2, 40)
  matricule!: string;
}

export class FoundPersonDto {
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Null: nobody has this number' })
  personId!: string | null;
}

export class PurposeQuery {
  @ApiPropertyOptional({
    enum: readPurposes,
    example: 'DISPLAY',
    description:
      'Without it the answer has no name (CR-62). CONTACT and INVESTIGATION are not for an administrator (§8.6)',
  })
  @IsOptional()
  @IsIn(readPurposes)
  purpose?: ReadPurpose;
}

export class PeopleQuery extends PurposeQuery {
  @ApiProperty({
    type: String,
    example: examples.headId,
    description: 'Up to 200 ids, separated by commas',
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  ids!: string[];
}

export class PersonDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiPropertyOptional({ description: 'Only with a purpose' }) displayName?: string;
  @ApiPropertyOptional({ nullable: true, type: String, description: 'Only with the purpose CONTACT' })
  phone?: string | null;
  @ApiPropertyOptional({ nullable: true, type: String, description: 'Only with the purpose CONTACT' })
  email?: string | null;
  @ApiPropertyOptional({ nullable: true, type: String, description: 'Only with the purpose INVESTIGATION' })
  matricule?: string | null;
  @ApiProperty({ nullable: true, type: String }) rankCode!: string | null;
  @ApiProperty({ nullable: true, type: String }) rankText!: string | null;
  @ApiProperty({ nullable: true, type: String }) function!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orgUnitId!: string | null;
  @ApiProperty({ enum: languages }) preferredLanguage!: string;
  @ApiProperty() active!: boolean;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Recorded twice: the entry that stayed' })
  mergedInto!: string | null;
}

export class PeopleDto {
  @ApiProperty({ type: [PersonDto] }) items!: PersonDto[];
  @ApiProperty({ nullable: true, type: String, description: 'Always null: the ids were named' }) next!: string | null;
}

/** Only to show or to print a name: contact data and service numbers are asked for person by person. */
export class UnitPeopleQuery extends PageQuery {
  @ApiProperty({ enum: ['DISPLAY', 'DOCUMENT'], example: 'DISPLAY' })
  @IsIn(['DISPLAY', 'DOCUMENT'])
  purpose!: 'DISPLAY' | 'DOCUMENT';
}

export class UnitPeopleDto {
  @ApiProperty({ type: [PersonDto] }) items!: PersonDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
