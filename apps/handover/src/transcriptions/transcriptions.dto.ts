import { CHANNELS, TRANSCRIPTION_RESULTS, type TranscriptionResult } from '@dotation/contracts';
import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import { OptionalId, OptionalText } from '../documents/fields.dto.js';

export class CheckTranscription {
  @ApiProperty({ enum: TRANSCRIPTION_RESULTS, example: 'MATCHES' })
  @IsIn(TRANSCRIPTION_RESULTS)
  result!: TranscriptionResult;

  @OptionalText(1000, 'What the sheet says otherwise; required when it differs') remark?: string | null;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the sheet that was looked at, as the PV says' })
  @Transform(({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.toLowerCase() : value))
  @Matches(/^[0-9a-f]{64}$/, { message: 'sheetSha256 must be a SHA-256 in hexadecimal' })
  sheetSha256!: string;
}

export class TranscriptionCheckDto {
  @ApiProperty({ enum: TRANSCRIPTION_RESULTS }) result!: string;
  @ApiProperty({ nullable: true, type: String }) remark!: string | null;
  @ApiProperty({ format: 'uuid' }) checkedBy!: string;
  @ApiProperty({ format: 'date-time' }) checkedAt!: string;
}

export class TranscriptionsQuery extends PageQuery {
  @OptionalId() orgUnitId?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'Only those that were compared (true), or wait for it (false)' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  checked?: boolean;

  @OptionalInstant('Only those recorded from this time on') recordedFrom?: string;
  @OptionalInstant('Only those recorded before this time') recordedBefore?: string;
}

export class TranscriptionDto {
  @ApiProperty({ format: 'uuid', description: 'The PV' }) id!: string;
  @ApiProperty({ example: 'PV-2026-000001' }) number!: string;
  @ApiProperty({ enum: CHANNELS }) channel!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) signerId!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) witnessId!: string | null;
  @ApiProperty({ nullable: true, type: String }) sheetSha256!: string | null;
  @ApiProperty({ format: 'date-time' }) signedAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ description: 'From the signature on paper to the record, in whole hours' }) hoursLate!: number;
  @ApiProperty({ type: TranscriptionCheckDto, nullable: true }) check!: TranscriptionCheckDto | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Its control stands for the check (AM-3)' })
  waiverId!: string | null;
}

export class TranscriptionPageDto {
  @ApiProperty({ type: [TranscriptionDto] }) items!: TranscriptionDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
