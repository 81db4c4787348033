import { Instant, OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { examples } from '../examples.dto.js';

export class TelephoneInput {
  @ApiProperty({ example: examples.headId })
  @IsUUID()
  callerId!: string;

  @Instant('2026-11-01T07:30:00+02:00')
  calledAt!: string;

  @ApiProperty({ example: examples.otherHeadId, description: 'Who heard it, and is no party to it' })
  @IsUUID()
  witnessId!: string;
}

export class RecordMandate {
  @ApiProperty({ example: examples.orgUnitId })
  @IsUUID()
  orgUnitId!: string;

  @ApiProperty({ example: examples.headId, description: 'The head of the unit on validFrom' })
  @IsUUID()
  fromPersonId!: string;

  @ApiProperty({ example: examples.deputyId })
  @IsUUID()
  toPersonId!: string;

  @Instant('2026-11-01T00:00:00+02:00')
  validFrom!: string;

  @Instant('2027-01-31T23:59:59+02:00')
  validTo!: string;

  @ApiPropertyOptional({
    nullable: true,
    type: String,
    example: null,
    description: 'Of the signed document, put under /api/audit/files',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  documentSha256?: string | null;

  @ApiPropertyOptional({ type: TelephoneInput, nullable: true, description: 'Given by telephone (AM-2)' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TelephoneInput)
  telephone?: TelephoneInput | null;

  @ApiPropertyOptional({
    type: [String],
    nullable: true,
    description: 'The waybills it is given for; any consignment of the unit when absent',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  waybillIds?: string[] | null;
}

export class DocumentMandate {
  @ApiProperty({ example: 'd9'.repeat(32), description: 'Of the signed document, put under /api/audit/files' })
  @Matches(/^[0-9a-f]{64}$/)
  documentSha256!: string;
}

export class RevokeMandate {
  @OptionalInstant('Nobody signs under it from here on; now when absent')
  from?: string | null;
}

export class MandatesQuery extends PageQuery {
  @ApiPropertyOptional({ example: examples.orgUnitId })
  @IsOptional()
  @IsUUID()
  orgUnitId?: string;
}

export class MandateDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) fromPersonId!: string;
  @ApiProperty({ format: 'uuid' }) toPersonId!: string;
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiProperty({ format: 'date-time' }) validTo!: string;
  @ApiProperty({ nullable: true, type: String }) documentSha256!: string | null;
  @ApiProperty({ nullable: true, type: TelephoneInput }) telephone!: TelephoneInput | null;
  @ApiProperty({ nullable: true, type: [String] }) waybillIds!: string[] | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) revokedFrom!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class MandatePageDto {
  @ApiProperty({ type: [MandateDto] }) items!: MandateDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
