import { CONDITIONS, type Condition } from '@dotation/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SAID_DISCREPANCIES } from './discrepancy.rules.js';

export class ProgressDto {
  @ApiProperty() lines!: number;
  @ApiProperty() applied!: number;
  @ApiProperty() refused!: number;
  @ApiProperty() conflicted!: number;
  @ApiProperty({ description: 'Every line was answered by the register' }) settled!: boolean;
}

export class WarningDto {
  @ApiProperty({ example: 'near-duplicate' }) code!: string;
  @ApiProperty() detail!: string;
  @ApiPropertyOptional() field?: string;
  [extra: string]: unknown;
}

export class RegisterRefusalDto {
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) existingDeviceId!: string | null;
}

export const REGISTER_STATES = ['WAITING', 'REGISTERED', 'REFUSED'] as const;

export class ReceiptLineDto {
  @ApiProperty() row!: number;
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Null where the line is a lot (AM-9)' })
  deviceId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) lotId!: string | null;
  @ApiProperty({ description: '1 for a device' }) quantity!: number;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orderLineId!: string | null;
  @ApiProperty({ format: 'uuid' }) catalogueItemId!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty({ nullable: true, type: String }) carton!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) kitId!: string | null;
  @ApiProperty({ nullable: true, type: String }) kit!: string | null;
  @ApiProperty({ enum: CONDITIONS }) condition!: Condition;
  @ApiProperty({ nullable: true, type: String }) noSerialReason!: string | null;
  @ApiProperty() disputed!: boolean;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The rejected device it replaces (AM-14)' })
  replacesDeviceId!: string | null;
  @ApiProperty({ enum: REGISTER_STATES }) register!: (typeof REGISTER_STATES)[number];
  @ApiProperty({ nullable: true, type: RegisterRefusalDto }) refusal!: RegisterRefusalDto | null;
  @ApiProperty({ enum: ['ACCEPTED', 'REJECTED'], nullable: true, type: String }) inspection!: string | null;
  @ApiProperty({ description: 'How many of it the committee rejected' }) rejectedQuantity!: number;
  @ApiProperty({ type: [WarningDto] }) warnings!: WarningDto[];
}

export class ReceivedKitDto {
  @ApiProperty({ format: 'uuid' }) kitId!: string;
  @ApiProperty() label!: string;
}

export class DiscrepancyDto {
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
  @ApiProperty() receiptNumber!: string;
  @ApiProperty({ enum: [...SAID_DISCREPANCIES, 'REGISTER_REFUSED'] }) code!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orderLineId!: string | null;
  @ApiProperty({ nullable: true, type: String }) detail!: string | null;
  @ApiProperty({ type: [Number] }) rows!: number[];
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) lineId!: string | null;
}

export class DiscrepanciesDto {
  @ApiProperty({ type: [DiscrepancyDto] }) items!: DiscrepancyDto[];
}

export class ReceiptExceptionDto {
  @ApiProperty({ enum: ['SIGNER_UNKNOWN', 'CLOCK_SUSPECT'] }) code!: string;
  @ApiProperty() detail!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) personId!: string | null;
  @ApiProperty({ type: [Number] }) rows!: number[];
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'By itself, when the person is known',
  })
  closedAt!: string | null;
}

export class ReceiptDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'GR-2026-000001' }) number!: string;
  @ApiProperty({ enum: ['RECEIVED', 'INSPECTED'] }) status!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) purchaseOrderId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) shipmentId!: string | null;
  @ApiProperty({ format: 'uuid' }) storeUnitId!: string;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ format: 'uuid' }) receivedBy!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) witnessId!: string | null;
  @ApiProperty({ nullable: true, type: String }) deliveryNote!: string | null;
  @ApiProperty({ nullable: true, type: String }) noDeliveryNoteReason!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) carrierId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) driverId!: string | null;
  @ApiProperty({ type: [String], description: 'The waivers it relied on (AM-3)' }) waiverIds!: string[];
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) inspectionId!: string | null;
  @ApiProperty({ type: [ReceivedKitDto] }) kits!: ReceivedKitDto[];
  @ApiProperty({ type: [ReceiptLineDto] }) lines!: ReceiptLineDto[];
  @ApiProperty({ type: [DiscrepancyDto] }) discrepancies!: DiscrepancyDto[];
  @ApiProperty({ type: [ReceiptExceptionDto] }) exceptions!: ReceiptExceptionDto[];
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}

export class ReceiptSummaryDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ enum: ['RECEIVED', 'INSPECTED'] }) status!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) purchaseOrderId!: string | null;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ format: 'uuid' }) storeUnitId!: string;
  @ApiProperty({ format: 'uuid' }) receivedBy!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) inspectionId!: string | null;
  @ApiProperty() lines!: number;
  @ApiProperty() refused!: number;
  @ApiProperty() waiting!: number;
}

export class ReceiptPageDto {
  @ApiProperty({ type: [ReceiptSummaryDto] }) items!: ReceiptSummaryDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
