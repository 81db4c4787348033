import { ZERO_COST_REASONS, type ZeroCostReason } from '@dotation/contracts';
import { Day, DocumentsQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumber,
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
import { ORDER_FORMATS, type OrderFormat } from './order-file.rules.js';

/** Two spellings of one currency would be two currencies wherever costs are summed or compared. */
const inCapitals = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toUpperCase() : value;

export class FundingShareDto {
  @ApiProperty({ example: examples.awardId })
  @IsUUID()
  awardId!: string;

  @ApiProperty({ example: 100, description: 'Percent with two decimals; the shares of a line sum to 100' })
  @IsNumber({ allowInfinity: false, allowNaN: false })
  @Min(0.01)
  @Max(100)
  percent!: number;
}

export class RecordOrderLine {
  @ApiProperty({ example: 1 })
  @IsInt()
  @Min(1)
  @Max(100_000)
  lineNumber!: number;

  @ApiProperty({ example: examples.catalogueItemId })
  @IsUUID()
  catalogueItemId!: string;

  @ApiProperty({ example: 24 })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity!: number;

  @ApiProperty({
    example: 78900,
    description: 'In minor units (cents) of the order’s currency; above 0 (CR-12), or 0 with a reason (AM-12)',
  })
  @IsInt()
  @Min(0)
  @Max(100_000_000_000)
  unitPriceMinor!: number;

  @ApiPropertyOptional({ enum: ZERO_COST_REASONS, nullable: true, description: 'Why it costs nothing' })
  @IsOptional()
  @IsIn(ZERO_COST_REASONS)
  zeroCostReason?: ZeroCostReason | null;

  @ApiProperty({ type: [FundingShareDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => FundingShareDto)
  funding!: FundingShareDto[];

  @ApiPropertyOptional({ type: String, nullable: true, description: 'The budget line of one of its awards' })
  @IsOptional()
  @IsUUID()
  budgetLineId?: string | null;
}

export class RecordPurchaseOrder {
  @ApiProperty({ example: 'PO-2026-0117', description: 'The number the ERP gave' })
  @IsString()
  @Length(1, 60)
  @Matches(/\S/, { message: 'number must not be blank' })
  number!: string;

  @Day('2026-08-17')
  orderedOn!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: examples.supplierId })
  @IsOptional()
  @IsUUID()
  supplierId?: string | null;

  @ApiProperty({ example: examples.requesterId })
  @IsUUID()
  requesterId!: string;

  @ApiProperty({ example: examples.buyerId })
  @IsUUID()
  buyerId!: string;

  @ApiProperty({ example: examples.approverId, description: 'A third person (CR-01)' })
  @IsUUID()
  approverId!: string;

  @ApiProperty({ example: 'USD', description: 'ISO 4217; kept in capital letters' })
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  currency!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'DAP Kinshasa', description: 'Incoterm and place' })
  @IsOptional()
  @IsString()
  @Length(3, 100)
  incoterm?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: null,
    description: 'SHA-256 of the scan of the approval, kept as a file',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  approvalSha256?: string | null;

  @ApiProperty({ type: [RecordOrderLine] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RecordOrderLine)
  lines!: RecordOrderLine[];
}

export class OrdersQuery extends DocumentsQuery {}

export class OrderFileQuery {
  @ApiPropertyOptional({ enum: ORDER_FORMATS, default: 'csv' })
  @IsOptional()
  @IsIn(ORDER_FORMATS)
  format: OrderFormat = 'csv';

  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr', description: 'Of the headings; JSON has none' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  language: 'fr' | 'en' = 'fr';
}

export class OrderFundingDto extends FundingShareDto {
  @ApiProperty({
    description: 'What the award pays of the line, in minor units; the awards of a line sum to its price',
  })
  amountMinor!: number;
}

export class OrderLineDto {
  @ApiProperty({ format: 'uuid' }) orderLineId!: string;
  @ApiProperty() lineNumber!: number;
  @ApiProperty({ format: 'uuid' }) catalogueItemId!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty() unitPriceMinor!: number;
  @ApiProperty({ enum: ZERO_COST_REASONS, nullable: true, type: String }) zeroCostReason!: string | null;
  @ApiProperty({ type: [OrderFundingDto] }) funding!: OrderFundingDto[];
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) budgetLineId!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'The line for which this other model comes (AM-7)' })
  substitutesLine!: number | null;
  @ApiProperty({ description: 'Devices received, without those the register refused' }) received!: number;
  @ApiProperty() accepted!: number;
  @ApiProperty() rejected!: number;
  @ApiProperty({ description: 'Ordered and not yet received, net of rejected (CR-06)' }) open!: number;
}

export const ORDER_STATUSES = ['ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED', 'CANCELLED'] as const;

export class PurchaseOrderDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ enum: ORDER_STATUSES }) status!: (typeof ORDER_STATUSES)[number];
  @ApiProperty({ format: 'date' }) orderedOn!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) supplierId!: string | null;
  @ApiProperty({ format: 'uuid' }) requesterId!: string;
  @ApiProperty({ format: 'uuid' }) buyerId!: string;
  @ApiProperty({ format: 'uuid' }) approverId!: string;
  @ApiProperty() currency!: string;
  @ApiProperty({ nullable: true, type: String }) incoterm!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Null: recorded from the ERP (AM-6)' })
  requisitionId!: string | null;
  @ApiProperty({ nullable: true, type: String }) approvalSha256!: string | null;
  @ApiProperty() revision!: number;
  @ApiProperty({ type: [OrderLineDto] }) lines!: OrderLineDto[];
}

export class PurchaseOrderSummaryDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ format: 'date' }) orderedOn!: string;
  @ApiProperty() currency!: string;
  @ApiProperty() lines!: number;
  @ApiProperty() quantity!: number;
  @ApiProperty() open!: number;
}

export class PurchaseOrderPageDto {
  @ApiProperty({ type: [PurchaseOrderSummaryDto] }) items!: PurchaseOrderSummaryDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
