import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

export class IncidentsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() deviceId?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  open?: 'true' | 'false';
}

export class IncidentDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'IC-2026-000001' }) number!: string;
  @ApiProperty({ enum: ['LOSS'] }) kind!: 'LOSS';
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ format: 'uuid', description: 'The waybill that was closed short' }) documentId!: string;
  @ApiProperty({ format: 'uuid', description: 'Who answered for it when it was lost (CR-46)' })
  custodianPartyId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) custodianPersonId!: string | null;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) closedAt!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) closingDocumentId!: string | null;
  @ApiProperty({ nullable: true, type: String }) outcome!: string | null;
}

export class IncidentPageDto {
  @ApiProperty({ type: [IncidentDto] }) items!: IncidentDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
