import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty } from '@nestjs/swagger';
import { OptionalHash, OptionalId, Text } from '../documents/fields.dto.js';

export class RequestAccessOverride {
  @OptionalId('The allocation it is for; or a waybill') allocationId?: string | null;
  @OptionalId('The waybill it is for; or an allocation') waybillId?: string | null;
  @Text('Escorte de la MONUSCO confirmée jusqu’au poste', 1000) reason!: string;
  @OptionalInstant('At most 90 days from now; 30 days when absent') validTo?: string | null;
  @OptionalHash('Of the signed decision, kept by PUT /api/audit/files/{sha256}') documentSha256?: string | null;
}

export class AccessOverridesQuery extends PageQuery {
  @OptionalId('The allocation or waybill it is for') documentId?: string;
}

export class AccessOverrideDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'AO-2026-000001' }) number!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) allocationId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) waybillId!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ nullable: true, type: String }) documentSha256!: string | null;
  @ApiProperty({ format: 'uuid' }) requestedBy!: string;
  @ApiProperty({ format: 'date-time' }) requestedAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) grantedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'Null: only requested' })
  validFrom!: string | null;
  @ApiProperty({ format: 'date-time' }) validTo!: string;
}

export class AccessOverridePageDto {
  @ApiProperty({ type: [AccessOverrideDto] }) items!: AccessOverrideDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
