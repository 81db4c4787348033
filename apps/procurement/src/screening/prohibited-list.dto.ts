import { Day, OptionalDay } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';

const relations = ['LISTED', 'SUBSIDIARY', 'AFFILIATE', 'OEM_BRAND'] as const;
const prefix = /^[0-9A-F]{2}(:[0-9A-F]{2}){2}$/;

export class RecordProhibitedEntity {
  @ApiProperty({ example: 'Zhejiang Uniview Technologies' })
  @IsString()
  @Length(1, 120)
  name!: string;

  @ApiPropertyOptional({
    type: [String],
    example: ['Uniview'],
    description: 'Other names, and brands it makes for others',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(2, 120, { each: true })
  aliases?: string[];

  @ApiProperty({ enum: relations, example: 'AFFILIATE' })
  @IsIn(relations)
  relation!: (typeof relations)[number];

  @ApiPropertyOptional({
    type: [String],
    example: ['48:EA:63'],
    description: 'First three bytes of its network addresses',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @Matches(prefix, { each: true, message: 'macPrefixes are like 44:19:B6' })
  macPrefixes?: string[];

  @Day('2026-11-01', 'On the list from this day on')
  effectiveFrom!: string;

  @ApiProperty({
    example: 'Designated by the Secretary of Defense.',
    description: 'Why, as whoever is refused reads it',
  })
  @IsString()
  @Length(3, 500)
  reason!: string;

  @ApiProperty({ example: 'Federal Register 2026-1042', description: 'Where that is written' })
  @IsString()
  @Length(3, 300)
  source!: string;
}

export class ReviewProhibitedEntity {
  @ApiProperty({ example: 'Compared with the list of November 2026.' })
  @IsString()
  @Length(3, 500)
  note!: string;

  @ApiPropertyOptional({ type: [String], example: ['Ezviz Network'], description: 'Names found to belong to it' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(2, 120, { each: true })
  addAliases?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Prefixes found to be assigned to it' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @Matches(prefix, { each: true, message: 'addMacPrefixes are like 44:19:B6' })
  addMacPrefixes?: string[];

  @OptionalDay('2026-12-31', 'Its last day on the list: proposed by one person, in force when another says the same')
  effectiveTo?: string | null;
}

export class ProhibitedEntityDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [String] }) aliases!: string[];
  @ApiProperty({ enum: relations }) relation!: string;
  @ApiProperty({ type: [String] }) macPrefixes!: string[];
  @ApiProperty({ format: 'date' }) effectiveFrom!: string;
  @ApiProperty({ format: 'date', nullable: true, type: String }) effectiveTo!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty() source!: string;
  @ApiProperty({ format: 'date', nullable: true, type: String }) reviewedOn!: string | null;
  @ApiProperty({ description: 'Not reviewed for a year, or never' }) needsReview!: boolean;
  @ApiProperty({ format: 'date', nullable: true, type: String, description: 'Proposed as its last day' })
  proposedTo!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) proposedBy!: string | null;
}

export class ProhibitedListQuery {
  @OptionalDay('2026-11-01', 'Who was on the list that day; without it, whoever ever was')
  on?: string | null;
}

export class ProhibitedListDto {
  @ApiProperty({ type: [ProhibitedEntityDto] }) items!: ProhibitedEntityDto[];
}
