import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { REGULATORY_CLASSES, type RegulatoryClass } from '../awards/funding.rules.js';

export class CostAdjustmentDto {
  @ApiProperty({ format: 'uuid', description: 'At procurement' }) invoiceId!: string;
  @ApiProperty({ example: 'F-2026-0412' }) invoiceNumber!: string;
  @ApiProperty({ example: 'FREIGHT', description: 'PRICE: the invoice has another price than the order' })
  component!: string;
  @ApiProperty({ description: 'In minor units; below 0 where the invoice asks less' }) minor!: number;
}

export class DeviceCostDto {
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ format: 'date', nullable: true, type: String }) acquisitionDate!: string | null;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'By the order, or by the old list it stands in' })
  originalMinor!: number | null;
  @ApiProperty({ type: [CostAdjustmentDto] }) adjustments!: CostAdjustmentDto[];
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'When invoices changed it last' })
  adjustedAt!: Date | null;
  @ApiProperty({ nullable: true, type: Number, description: 'The original and all adjustments' }) costMinor!:
    number | null;
  @ApiProperty({
    enum: REGULATORY_CLASSES,
    nullable: true,
    description: 'By this cost, the awards and the acquisition date',
  })
  regulatoryClass!: RegulatoryClass | null;
}

export class MoneyQuery {
  @ApiPropertyOptional({ example: 'LAPTOP' })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  category?: string;
}

class PlacesOfMoneyDto {
  @ApiProperty() STOCK!: number;
  @ApiProperty() TRANSIT!: number;
  @ApiProperty() HANDED_OVER!: number;
  @ApiProperty() MISSING!: number;
  @ApiProperty() WRITTEN_OFF!: number;
  @ApiProperty() DISPOSED!: number;
  @ApiProperty() LOTS!: number;
}

export class MoneyOfCategoryDto {
  @ApiProperty() category!: string;
  @ApiProperty() currency!: string;
  @ApiProperty({ description: 'On matched invoices, charges included' }) invoicedMinor!: number;
  @ApiProperty({ description: 'Of it: on goods that are not in the register' }) notRegisteredMinor!: number;
  @ApiProperty({ description: 'In the register at the price of the order, with no invoice yet' })
  notInvoicedMinor!: number;
  @ApiProperty() registeredMinor!: number;
  @ApiProperty({ type: PlacesOfMoneyDto }) places!: PlacesOfMoneyDto;
  @ApiProperty({ description: 'registered − (invoiced − not registered + not invoiced); it must be 0' })
  differenceMinor!: number;
}

export class MoneyOfAwardDto {
  @ApiProperty({ format: 'uuid' }) awardId!: string;
  @ApiProperty() category!: string;
  @ApiProperty() currency!: string;
  @ApiProperty({ description: 'Its part of what is registered, as orders and invoices have it' })
  byDocumentsMinor!: number;
  @ApiProperty({ description: 'Its part of what the register holds' }) registeredMinor!: number;
  @ApiProperty({ type: PlacesOfMoneyDto }) places!: PlacesOfMoneyDto;
  @ApiProperty({ description: 'It must be 0' }) differenceMinor!: number;
}

export class MoneyDto {
  @ApiProperty({ type: [MoneyOfCategoryDto] }) money!: MoneyOfCategoryDto[];
  @ApiProperty({ type: [MoneyOfAwardDto] }) awards!: MoneyOfAwardDto[];
}
