import { Instant, OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';

// What units and places have in common at the edge.

export class AddAlias {
  @ApiProperty({ example: 'Escadron des mines' })
  @IsString()
  @Length(1, 200)
  @Matches(/[\p{L}\p{N}]/u, { message: 'name must have a letter or a digit' })
  name!: string;

  @OptionalInstant('Since when papers use it; always when absent')
  validFrom?: string;

  @OptionalInstant('Until when; still when absent')
  validTo?: string;
}

export class AsOfQuery {
  @OptionalInstant('As it stood then; today when absent')
  asOf?: string;
}

export class AliasDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validFrom!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validTo!: string | null;
}

/** Of an entry that is new. */
export class RecordNode {
  @ApiPropertyOptional({ type: [String], description: 'Other names under which papers mean it' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  aliases?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Those it was split from, merged from or follows' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  predecessorIds?: string[];
}

/** What is not named stays as it was on that day. */
export class ReviseNode {
  @Instant('2026-11-01T00:00:00+02:00', 'Since when it is so; not in the future')
  from!: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Note de service du Commissaire provincial' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  reason?: string | null;
}

export class CloseNode {
  @Instant('2026-11-01T00:00:00+02:00', 'The end; not in the future')
  from!: string;

  @ApiProperty({ example: 'Fusion avec le poste voisin' })
  @IsString()
  @Length(1, 1000)
  reason!: string;
}

export class NodesQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'Words of a name or an alias, or a unit’s code; accents and capitals do not count',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  search?: string;

  @OptionalInstant('As it stood then; today when absent')
  asOf?: string;
}

export class NodeVersionDto {
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) parentId!: string | null;
  @ApiProperty({ description: 'It ended with this version' }) closed!: boolean;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validTo!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class NodeDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) parentId!: string | null;
  @ApiProperty({ type: [String] }) predecessorIds!: string[];
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'When it ended' })
  validTo!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Recorded twice: the entry that stayed' })
  mergedInto!: string | null;
  @ApiProperty({ description: 'Recorded by mistake' }) voided!: boolean;
  @ApiPropertyOptional({ type: [AliasDto], description: 'Absent in lists' }) aliases?: AliasDto[];
}

/** Of a batch. */
export class RecordedNodesDto {
  @ApiProperty({ type: [String], description: 'In the order they were sent' }) ids!: string[];
}
