import { Instant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import { examples } from '../examples.dto.js';

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
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class MandatePageDto {
  @ApiProperty({ type: [MandateDto] }) items!: MandateDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
