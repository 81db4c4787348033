import { Day, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { examples } from '../examples.dto.js';
import {
  COMPONENTS,
  INVOICE_STATUSES,
  INVOICE_TYPES,
  type Component,
  type InvoiceStatus,
  type InvoiceType,
} from './invoice.rules.js';

const inCapitals = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toUpperCase() : value;
const mostMinor = 100_000_000_000_000;

export class RecordInvoiceLine {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Of goods; of a charge: the one order line it is on, else all',
  })
  @IsOptional()
  @IsUUID()
  orderLineId?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Of goods' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity?: number | null;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    description: 'Of goods, in minor units; 0 for what is free by the order',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000_000_000)
  unitPriceMinor?: number | null;

  @ApiPropertyOptional({ enum: COMPONENTS, nullable: true, description: 'Of a charge: what it is for' })
  @IsOptional()
  @IsIn(COMPONENTS)
  component?: Component | null;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Of a charge, in minor units' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(mostMinor)
  amountMinor?: number | null;
}

export class RecordClearing {
  @ApiProperty({ format: 'uuid', description: 'An advance on the same order, paid to the same supplier' })
  @IsUUID()
  advanceId!: string;

  @ApiProperty({ description: 'In minor units; at most what was paid and is not cleared' })
  @IsInt()
  @Min(1)
  @Max(mostMinor)
  amountMinor!: number;
}

export class RecordInvoice {
  @ApiProperty({ enum: INVOICE_TYPES, example: 'INVOICE' })
  @IsIn(INVOICE_TYPES)
  type!: InvoiceType;

  @ApiProperty({ example: examples.purchaseOrderId })
  @IsUUID()
  purchaseOrderId!: string;

  @ApiProperty({
    example: examples.supplierId,
    description: 'Who asks: the seller, or who carried or insured the goods',
  })
  @IsUUID()
  supplierId!: string;

  @ApiProperty({ example: 'F-2026-0412', description: 'The number its supplier gave it; once per supplier' })
  @IsString()
  @Length(1, 60)
  @Matches(/[\p{L}\p{N}]/u, { message: 'number needs a letter or a digit' })
  number!: string;

  @Day('2026-09-15')
  invoicedOn!: string;

  @ApiProperty({
    example: 'USD',
    description: 'ISO 4217; another than the order’s is converted by the rate of its day',
  })
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  currency!: string;

  @ApiProperty({ example: 1_893_600, description: 'In minor units, as the invoice says; its lines must come to it' })
  @IsInt()
  @Min(1)
  @Max(mostMinor)
  totalMinor!: number;

  @ApiPropertyOptional({ type: [RecordInvoiceLine], description: 'Of an invoice; an advance has none' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(150)
  @ValidateNested({ each: true })
  @Type(() => RecordInvoiceLine)
  lines?: RecordInvoiceLine[];

  @ApiPropertyOptional({
    ...{ type: String, format: 'uuid', nullable: true },
    description:
      'Of a credit note: the invoice it takes goods or charges back from; its amounts are said as on paper, above 0, and are of that currency',
  })
  @IsOptional()
  @IsUUID()
  creditsInvoiceId?: string | null;

  @ApiPropertyOptional({ type: [RecordClearing], description: 'The advances it takes into account (AM-12)' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RecordClearing)
  clears?: RecordClearing[];

  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of its scan, kept as a file' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  fileSha256?: string | null;
}

export class ResolveInvoice {
  @ApiProperty({ enum: ['ACCEPTED', 'REFUSED'] })
  @IsIn(['ACCEPTED', 'REFUSED'])
  decision!: 'ACCEPTED' | 'REFUSED';

  @ApiProperty({ example: 'Hausse du tarif annoncée avant la livraison' })
  @IsString()
  @Length(3, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;
}

export class RecordPayment {
  @Day('2026-10-02')
  paidOn!: string;

  @ApiProperty({ description: 'In minor units of the invoice’s currency; at most what is due' })
  @IsInt()
  @Min(1)
  @Max(mostMinor)
  amountMinor!: number;

  @ApiProperty({ example: 'VIR-2026-1187', description: 'The number of the transfer' })
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'reference must not be blank' })
  reference!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of the bank’s note, kept as a file' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  fileSha256?: string | null;
}

export class InvoicesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  purchaseOrderId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  supplierId?: string;

  @ApiPropertyOptional({ enum: INVOICE_STATUSES })
  @IsOptional()
  @IsIn(INVOICE_STATUSES)
  status?: InvoiceStatus;
}
