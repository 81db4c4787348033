import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, IsUUID } from 'class-validator';
import type { TagLine } from './tagging.rules.js';

/** OpenAPI's view of a line; its cells are checked by the rule. */
export class TagLineDto implements TagLine {
  @ApiPropertyOptional({ format: 'uuid', nullable: true, type: String }) deviceId?: string | null;
  @ApiPropertyOptional({ nullable: true, type: String, description: 'Instead of deviceId' }) serial?: string | null;
  @ApiPropertyOptional({
    format: 'uuid',
    nullable: true,
    type: String,
    description: 'Where a serial is on several devices',
  })
  makerId?: string | null;
  @ApiPropertyOptional({
    nullable: true,
    type: String,
    description: 'The label in hand; the next of the series when absent',
  })
  tag?: string | null;
  @ApiPropertyOptional({ nullable: true, type: String, description: 'Why the tag it has is replaced' })
  replacedReason?: string | null;
}

export class TagDevices {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'With `all`: every untagged device of this receipt',
  })
  @IsOptional()
  @IsUUID()
  receiptId?: string | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true, example: true })
  @IsOptional()
  @IsBoolean()
  all?: boolean | null;

  @ApiPropertyOptional({ type: [TagLineDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  lines?: unknown[] | null;
}

export class TaggedLineDto {
  @ApiProperty() row!: number;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ example: 'INLCD-004217-S' }) tag!: string;
  @ApiProperty({ nullable: true, type: String }) replaces!: string | null;
}

export class TaggingDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'TG-2026-000001' }) number!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) receiptId!: string | null;
  @ApiProperty({ format: 'uuid' }) taggedBy!: string;
  @ApiProperty({ format: 'date-time' }) taggedAt!: string;
  @ApiProperty({ type: [TaggedLineDto] }) lines!: TaggedLineDto[];
}
