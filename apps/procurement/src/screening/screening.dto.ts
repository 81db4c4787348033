import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Min } from 'class-validator';
import { examples } from '../examples.dto.js';
import type { Decision, ReportClass } from './screening.rules.js';

const decisions = ['CLEARED', 'CONFIRMED'] as const;
const kinds = ['SUPPLIER', 'MAKER'] as const;
const classes = ['LEGACY_PRE_889', 'HELD', 'CLEARED', 'REJECTED', 'VIOLATION'] as const;

class Decided {
  @ApiProperty({ enum: decisions, example: 'CLEARED', description: 'CLEARED: it is not; CONFIRMED: it is' })
  @IsIn(decisions)
  decision!: Decision;

  @ApiProperty({ example: 'Letter of the maker: the radio module is its own.' })
  @IsString()
  @Length(3, 500)
  reason!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of the signed evidence, kept as a file' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  documentSha256?: string | null;
}

export class ResolveName extends Decided {
  @ApiProperty({ enum: kinds, example: 'MAKER', description: 'The maker of a component is a maker' })
  @IsIn(kinds)
  kind!: (typeof kinds)[number];

  @ApiProperty({ example: examples.makerId, description: 'The maker, or the organisation that supplies' })
  @IsUUID()
  subjectId!: string;

  @ApiProperty({ example: examples.prohibitedEntityId, description: 'Who of the list it may be' })
  @IsUUID()
  entityId!: string;
}

export class ResolveRow extends Decided {
  @ApiProperty({ example: 1, description: 'The row of the receipt; all its findings are decided alike' })
  @IsInt()
  @Min(1)
  row!: number;
}

export class NameResolutionDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: kinds }) kind!: string;
  @ApiProperty({ format: 'uuid' }) subjectId!: string;
  @ApiProperty({ format: 'uuid' }) entityId!: string;
  @ApiProperty({ enum: decisions }) decision!: Decision;
  @ApiProperty() reason!: string;
  @ApiProperty({ nullable: true, type: String }) documentSha256!: string | null;
  @ApiProperty({ format: 'uuid' }) decidedBy!: string;
  @ApiProperty({ format: 'date-time' }) decidedAt!: Date;
}

export class FindingDto {
  @ApiProperty() row!: number;
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ enum: ['MAC', 'MAKER', 'COMPONENT'] }) kind!: string;
  @ApiProperty({ description: 'The name or address as it stood there' }) said!: string;
  @ApiProperty({ enum: ['MATCH', 'POSSIBLE'] }) strength!: string;
  @ApiProperty({ format: 'uuid' }) entityId!: string;
  @ApiProperty() entity!: string;
  @ApiProperty({ description: 'Why it is on the list' }) listedBecause!: string;
  @ApiProperty({ enum: decisions, nullable: true, type: String, description: 'Null: it holds the device' })
  decision!: Decision | null;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) decidedBy!: string | null;
}

export class FindingsDto {
  @ApiProperty({ type: [FindingDto] }) items!: FindingDto[];
}

export class ReportQuery extends PageQuery {
  @ApiPropertyOptional({ enum: classes })
  @IsOptional()
  @IsIn(classes)
  class?: ReportClass;
}

export class ReportRowDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty() receiptNumber!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty({ format: 'date', description: 'The day of its order, or of its receipt while there is none' })
  boughtOn!: string;
  @ApiProperty({ enum: classes }) class!: ReportClass;
  @ApiProperty({ type: [String], description: 'Whom of the list was found, and by what' }) found!: string[];
}

export class ReportPageDto {
  @ApiProperty({ type: [ReportRowDto] }) items!: ReportRowDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
