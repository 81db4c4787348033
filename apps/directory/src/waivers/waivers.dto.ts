import { WAIVABLE_RULES } from '@dotation/contracts';
import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { examples } from '../examples.dto.js';

export class GrantWaiver {
  @ApiProperty({
    enum: WAIVABLE_RULES,
    example: 'CR-19',
    description: 'What AM-3 lets off; everything else is refused',
  })
  @IsString()
  @Length(1, 40)
  rule!: string;

  @ApiProperty({ example: examples.storePlaceId, description: 'The store or office where it holds' })
  @IsUUID()
  placeId!: string;

  @ApiProperty({ type: [String], example: [examples.storekeeperId] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  personIds!: string[];

  @OptionalInstant('Now when absent, never earlier')
  validFrom?: string | null;

  @OptionalInstant('90 days after validFrom when absent, never later')
  validTo?: string | null;

  @ApiProperty({ example: 'Un seul agent au dépôt jusqu’en janvier' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;

  @ApiProperty({ example: 'Témoin par vidéo, revue le lendemain par la mission' })
  @IsString()
  @Length(1, 500)
  compensatingControl!: string;
}

export class RecordEvidence {
  @ApiProperty({ example: examples.waybillId, description: 'The document that relied on the waiver' })
  @IsUUID()
  documentId!: string;

  @ApiProperty({ example: 'a'.repeat(64), description: 'Of the evidence, put under /api/audit/files' })
  @Matches(/^[0-9a-f]{64}$/)
  sha256!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Enregistrement vidéo de 14 h 10' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  note?: string | null;
}

export class WaiversQuery extends PageQuery {
  @OptionalInstant('Those in force at that moment')
  inForceAt?: string;

  @ApiPropertyOptional({ example: examples.storekeeperId })
  @IsOptional()
  @IsUUID()
  personId?: string;
}

export class WaiverDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: WAIVABLE_RULES }) rule!: string;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ type: [String] }) personIds!: string[];
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiProperty({ format: 'date-time' }) validTo!: string;
  @ApiProperty() reason!: string;
  @ApiProperty() compensatingControl!: string;
  @ApiProperty({ format: 'uuid' }) grantedBy!: string;
  @ApiProperty({ format: 'date-time' }) grantedAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) revokedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) revokedAt!: string | null;
}

export class WaiverPageDto {
  @ApiProperty({ type: [WaiverDto] }) items!: WaiverDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class WaiverEvidenceDto {
  @ApiProperty({ format: 'uuid' }) waiverId!: string;
  @ApiProperty({ format: 'uuid' }) documentId!: string;
  @ApiProperty() sha256!: string;
  @ApiProperty({ nullable: true, type: String }) note!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}
