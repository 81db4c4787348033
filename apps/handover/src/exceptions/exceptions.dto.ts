import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import { ExceptionDto } from '../documents/answers.dto.js';
import { OptionalId, Text } from '../documents/fields.dto.js';

export class ExceptionsQuery extends PageQuery {
  @OptionalId('A document, or a waybill with all that concerns it') documentId?: string;
  @OptionalId() deviceId?: string;

  @ApiPropertyOptional({
    description:
      'SHORT, SEAL_BROKEN, DAMAGED, LATE, REPORTED_LATE, CLOCK_SUSPECT, SIGNER_UNKNOWN, OTHER_PLACE, NO_MANDATE, NOT_ANNOUNCED, DUPLICATE, CONFLICT, EARLIER_CLAIM, MISSING_AFTER_ARRIVAL, GATE_CLOSED, COUNTERSIGNED_LATE, RATIFIED_LATE, GATE_CLOSED_SINCE, HEAD_CHANGED_SINCE, AUTHORITY_CHANGED_SINCE, EFFECT_CONFLICTED, DUTY_CONFLICT, WAIVER_EVIDENCE_MISSING, TRANSCRIPTION_DIFFERS, PHONE_LOST; SEEN_ELSEWHERE for those who dispatch; and, worked out on reading, UNACKNOWLEDGED, OVERDUE, NOT_COUNTERSIGNED, PENDING_TOO_LONG, NOT_RATIFIED, TRANSCRIPTION_NOT_CHECKED, TITLE_WITHOUT_CUSTODY, CUSTODY_WITHOUT_TITLE, COMMAND_NOT_HANDED_OVER',
    example: 'SHORT',
  })
  @IsOptional()
  @Matches(/^[A-Z_]{1,40}$/)
  code?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'Only those that wait for somebody (true) or are closed (false)' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  open?: boolean;
}

export class CloseException {
  @Text('Vérifié avec le chef d’escadron', 1000) note!: string;
}

export class ExceptionPageDto {
  @ApiProperty({ type: [ExceptionDto] }) items!: ExceptionDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
