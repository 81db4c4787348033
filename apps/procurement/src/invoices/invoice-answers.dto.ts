import { ApiProperty } from '@nestjs/swagger';
import { ExchangeRateDto } from '../rates/rates.dto.js';
import {
  COMPONENTS,
  INVOICE_STATUSES,
  INVOICE_TYPES,
  type Component,
  type InvoiceStatus,
  type InvoiceType,
} from './invoice.rules.js';

export class InvoiceSummaryDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: INVOICE_TYPES }) type!: InvoiceType;
  @ApiProperty({
    enum: INVOICE_STATUSES,
    description: 'BLOCKED: it waits for an inspection; VARIANCE: another person resolves what was found (CR-11)',
  })
  status!: InvoiceStatus;
  @ApiProperty({ format: 'uuid' }) purchaseOrderId!: string;
  @ApiProperty({ format: 'uuid' }) supplierId!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ format: 'date' }) invoicedOn!: string;
  @ApiProperty() currency!: string;
  @ApiProperty() totalMinor!: number;
  @ApiProperty({ description: 'What it takes into account of advances' }) clearsMinor!: number;
  @ApiProperty({ description: 'What its credit notes that match take back' }) creditedMinor!: number;
  @ApiProperty({ description: 'Of a credit note: what the supplier paid back' }) paidMinor!: number;
  @ApiProperty({ description: 'Still to be paid; of a credit note: still to come back' }) dueMinor!: number;
  @ApiProperty({ description: 'Of an advance: paid, and not cleared by an invoice yet' }) openMinor!: number;
}

export class InvoiceLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty() row!: number;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orderLineId!: string | null;
  @ApiProperty({ nullable: true, type: Number }) quantity!: number | null;
  @ApiProperty({ nullable: true, type: Number }) unitPriceMinor!: number | null;
  @ApiProperty({ nullable: true, enum: COMPONENTS, description: 'Null: goods' }) component!: Component | null;
  @ApiProperty() amountMinor!: number;
  @ApiProperty({ description: 'The same in the currency of the order' }) costMinor!: number;
}

export class InvoiceFoundDto {
  @ApiProperty({ description: 'The line of the invoice; 0: the invoice' }) row!: number;
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
}

export class InvoiceMatchDto {
  @ApiProperty({ format: 'uuid' }) matchedBy!: string;
  @ApiProperty({ format: 'date-time' }) matchedAt!: Date;
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'number' },
    description: 'The values of rules it was matched by',
  })
  ruleValues!: Record<string, number>;
  @ApiProperty({ type: [InvoiceFoundDto] }) found!: InvoiceFoundDto[];
}

export class InvoiceResolutionDto {
  @ApiProperty({ enum: ['ACCEPTED', 'REFUSED'] }) decision!: 'ACCEPTED' | 'REFUSED';
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid' }) decidedBy!: string;
  @ApiProperty({ format: 'date-time' }) decidedAt!: Date;
}

export class PaymentDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date' }) paidOn!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() reference!: string;
  @ApiProperty({ nullable: true, type: String }) fileSha256!: string | null;
  @ApiProperty({ format: 'uuid' }) paidBy!: string;
}

export class ClearingDto {
  @ApiProperty({ format: 'uuid' }) advanceId!: string;
  @ApiProperty() amountMinor!: number;
}

export class InvoiceDto extends InvoiceSummaryDto {
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Of a credit note: the invoice it is on' })
  creditsInvoiceId!: string | null;
  @ApiProperty({ nullable: true, type: String }) fileSha256!: string | null;
  @ApiProperty({ nullable: true, type: ExchangeRateDto, description: 'Null: it is in the currency of the order' })
  rate!: ExchangeRateDto | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ type: [InvoiceLineDto] }) lines!: InvoiceLineDto[];
  @ApiProperty({ type: [ClearingDto] }) clears!: ClearingDto[];
  @ApiProperty({ type: InvoiceMatchDto, description: 'The last time it was matched' }) match!: InvoiceMatchDto;
  @ApiProperty({ nullable: true, type: InvoiceResolutionDto }) resolution!: InvoiceResolutionDto | null;
  @ApiProperty({ type: [PaymentDto] }) payments!: PaymentDto[];
}

export class InvoicePageDto {
  @ApiProperty({ type: [InvoiceSummaryDto] }) items!: InvoiceSummaryDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
