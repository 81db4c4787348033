import { ApiProperty } from '@nestjs/swagger';
import { CustomsFileDto, MissingDto } from '../customs/customs.dto.js';
import { MODES, SHIPMENT_STATUSES, TELLERS, TOLD_STEPS, type ShipmentStatus } from './shipment.rules.js';
import { IncotermDto } from './shipments.dto.js';

export class ShipmentSummaryDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'SH-2026-000001' }) number!: string;
  @ApiProperty({ enum: SHIPMENT_STATUSES }) status!: ShipmentStatus;
  @ApiProperty({ format: 'uuid' }) supplierId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) purchaseOrderId!: string | null;
  @ApiProperty({ enum: MODES }) mode!: string;
  @ApiProperty({ nullable: true, type: String }) transportNumber!: string | null;
  @ApiProperty({ example: 'CN' }) fromCountry!: string;
  @ApiProperty({ format: 'date' }) expectedOn!: string;
  @ApiProperty({ description: '0 when it is not late' }) daysLate!: number;
  @ApiProperty({ description: 'Whether the customs papers are all there, or none are wanted (CR-14)' })
  customsComplete!: boolean;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ format: 'uuid' }) storeUnitId!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class ShipmentStepDto {
  @ApiProperty({ enum: [...TOLD_STEPS, 'DELIVERED'] }) step!: string;
  @ApiProperty({ format: 'date-time' }) happenedAt!: string;
  @ApiProperty({ nullable: true, type: String }) place!: string | null;
  @ApiProperty({ enum: TELLERS }) toldBy!: string;
  @ApiProperty({ nullable: true, type: String, format: 'date' }) expectedOn!: string | null;
  @ApiProperty({ nullable: true, type: String }) note!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'uuid', description: 'The receipt that told it' })
  receiptId!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class ShipmentDto extends ShipmentSummaryDto {
  @ApiProperty({ nullable: true, type: String }) preAlertNumber!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) carrierId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) insurerId!: string | null;
  @ApiProperty({ nullable: true, type: Number }) packages!: number | null;
  @ApiProperty({ nullable: true, type: Number }) grossKg!: number | null;
  @ApiProperty({ nullable: true, type: IncotermDto }) incoterm!: IncotermDto | null;
  @ApiProperty({
    enum: ['DEPARTED', 'DELIVERED'],
    nullable: true,
    type: String,
    description: 'Before this step a loss is the supplier’s, by the incoterm',
  })
  riskPassesAt!: string | null;
  @ApiProperty({ type: [ShipmentStepDto], description: 'As they were told; of a step told twice the last counts' })
  steps!: ShipmentStepDto[];
  @ApiProperty({ type: CustomsFileDto, nullable: true, description: 'The last version' })
  customs!: CustomsFileDto | null;
  @ApiProperty({ type: [MissingDto], description: 'What customs papers are missing; it is not closed before (CR-14)' })
  customsMissing!: MissingDto[];
  @ApiProperty({ type: [String], description: 'Receipts that name it' }) receiptIds!: string[];
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) endedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) endedAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) endedReason!: string | null;
}

export class ShipmentPageDto {
  @ApiProperty({ type: [ShipmentSummaryDto] }) items!: ShipmentSummaryDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
