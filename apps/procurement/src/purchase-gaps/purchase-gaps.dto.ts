import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PURCHASE_GAPS, type PurchaseGap } from './purchase-gap.rules.js';

export class PurchaseGapsQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: PURCHASE_GAPS,
    description:
      'NOT_REGISTERED: paid, and nothing in the register; NOT_INVOICED: accepted, and on no invoice; NO_ORDER: accepted, and of no order',
  })
  @IsOptional()
  @IsIn(PURCHASE_GAPS)
  gap?: PurchaseGap;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only what is an exception by now (CR-13)' })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: string;

  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() purchaseOrderId?: string;
}

export class PurchaseGapDto {
  @ApiProperty({ enum: PURCHASE_GAPS }) gap!: PurchaseGap;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) purchaseOrderId!: string | null;
  @ApiProperty({ nullable: true, type: String }) orderNumber!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orderLineId!: string | null;
  @ApiProperty({ nullable: true, type: Number }) lineNumber!: number | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Of goods with no order' })
  receiptId!: string | null;
  @ApiProperty({ nullable: true, type: String }) receiptNumber!: string | null;
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty({ nullable: true, type: String }) model!: string | null;
  @ApiProperty() units!: number;
  @ApiProperty({ description: 'Of them, longer than the rules allow' }) overdueUnits!: number;
}

export class PurchaseGapTotalDto {
  @ApiProperty({ enum: PURCHASE_GAPS }) gap!: PurchaseGap;
  @ApiProperty({ description: 'Order lines, or receipts' }) rows!: number;
  @ApiProperty() units!: number;
  @ApiProperty() overdueUnits!: number;
}

export class PurchaseGapPageDto {
  @ApiProperty({ type: [PurchaseGapDto] }) items!: PurchaseGapDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
  @ApiProperty({ type: [PurchaseGapTotalDto], description: 'Of all pages' }) totals!: PurchaseGapTotalDto[];
}

export class NotRegisteredDto {
  @ApiProperty({ format: 'uuid' }) invoiceId!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ format: 'date', description: 'When something of it was paid first' }) paidOn!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty() overdue!: boolean;
}

export class NotInvoicedDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) deviceId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) lotId!: string | null;
  @ApiProperty({ format: 'date' }) acceptedOn!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty() overdue!: boolean;
}

export class OrderLineGapsDto {
  @ApiProperty({ format: 'uuid' }) orderLineId!: string;
  @ApiProperty() lineNumber!: number;
  @ApiProperty() ordered!: number;
  @ApiProperty({ description: 'On invoices that match' }) invoiced!: number;
  @ApiProperty({ description: 'Of them, on invoices of which something was paid' }) paid!: number;
  @ApiProperty({ description: 'In the register, rejected goods apart' }) registered!: number;
  @ApiProperty({ type: [NotRegisteredDto] }) notRegistered!: NotRegisteredDto[];
  @ApiProperty({ type: [NotInvoicedDto] }) notInvoiced!: NotInvoicedDto[];
}

export class OrderGapsDto {
  @ApiProperty({ format: 'uuid' }) purchaseOrderId!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ type: [OrderLineGapsDto] }) lines!: OrderLineGapsDto[];
}
