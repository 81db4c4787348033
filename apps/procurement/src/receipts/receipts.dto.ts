import { CONDITIONS, IDENTIFIER_TYPES, type Condition, type IdentifierType } from '@dotation/contracts';
import { OptionalInstant, DocumentsQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { examples } from '../examples.dto.js';
import { SAID_DISCREPANCIES } from './discrepancy.rules.js';

export class ConfirmedKit {
  @ApiProperty({ example: 'KIT-RADIO-1' })
  @IsString()
  @Length(1, 60)
  label!: string;

  @ApiProperty({ type: [Number], example: [2, 3] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsInt({ each: true })
  rows!: number[];
}

export class SaidDiscrepancyDto {
  @ApiProperty({ enum: SAID_DISCREPANCIES, example: 'SHORT' })
  @IsIn(SAID_DISCREPANCIES)
  code!: (typeof SAID_DISCREPANCIES)[number];

  @ApiProperty({ example: 1 })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity!: number;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  orderLineId?: string;

  @ApiPropertyOptional({ example: 'Carton CTN-009 ouvert, un panneau manque' })
  @IsOptional()
  @IsString()
  @Length(1, 300)
  detail?: string;
}

/** What the route takes beside its rows; the rows are read by the row checker (receipt-row.rules.ts). */
export class ReceiveGoods {
  @ApiProperty({ example: examples.storeId, description: 'Where the goods are now' })
  @IsUUID()
  placeId!: string;

  @ApiProperty({
    example: examples.storeUnitId,
    description: 'The store of the implementing agency that answers for them',
  })
  @IsUUID()
  storeUnitId!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The shipment they came by, where one was announced; it is delivered then',
  })
  @IsOptional()
  @IsUUID()
  shipmentId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: examples.inspectorId })
  @IsOptional()
  @IsUUID()
  witnessId?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'BL-4471',
    description: 'Or the reason why there is none (AM-11)',
  })
  @IsOptional()
  @IsString()
  @Length(1, 120)
  deliveryNote?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Le transporteur n’avait pas de bordereau' })
  @IsOptional()
  @IsString()
  @Length(1, 300)
  noDeliveryNoteReason?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  carrierId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  driverId?: string | null;

  @OptionalInstant('When they were received; the time of the request when absent')
  receivedAt?: string | null;

  @ApiPropertyOptional({
    default: false,
    description: 'Surplus goes on a discrepancy line and is not received (CR-06)',
  })
  @IsOptional()
  @IsBoolean()
  acknowledgeOver?: boolean;

  @ApiPropertyOptional({ default: false, description: 'Nothing more will come: what is open becomes a shortage' })
  @IsOptional()
  @IsBoolean()
  finalDelivery?: boolean;

  @ApiPropertyOptional({
    description: 'Kits a person confirms (AM-10): a list, or CONFIRM_PROPOSED for what the dry run proposes',
    oneOf: [
      { type: 'string', enum: ['CONFIRM_PROPOSED'] },
      { type: 'array', items: { $ref: '#/components/schemas/ConfirmedKit' } },
    ],
  })
  @ValidateIf(({ kits }: ReceiveGoods) => kits !== 'CONFIRM_PROPOSED' && kits !== undefined && kits !== null)
  @IsArray()
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => ConfirmedKit)
  kits?: ConfirmedKit[] | 'CONFIRM_PROPOSED' | null;

  @ApiPropertyOptional({ type: [SaidDiscrepancyDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => SaidDiscrepancyDto)
  discrepancies?: SaidDiscrepancyDto[];
}

export class RowIdentifierDto {
  @ApiProperty({ enum: IDENTIFIER_TYPES, example: 'MAC' }) type!: IdentifierType;
  @ApiProperty({ example: 'E0:73:E7:32:51:33' }) value!: string;
}

/** One row, for the API page; it is read by hand, not by class-validator, which takes 0.7 s for 10,000 of them. */
export class ReceiptRowDto {
  @ApiPropertyOptional({ example: 1, description: 'Number in answers; 1, 2, 3 … when absent' }) row?: number;
  @ApiPropertyOptional({ format: 'uuid', description: 'Else the first line of the item with room' })
  orderLineId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Or maker and model' }) catalogueItemId?: string;
  @ApiPropertyOptional({ example: 'HP' }) maker?: string;
  @ApiPropertyOptional({ example: 'ProBook 450 G10' }) model?: string;
  @ApiPropertyOptional({ example: '5CD359FMMR' }) serial?: string;
  @ApiPropertyOptional({ type: [RowIdentifierDto] }) identifiers?: RowIdentifierDto[];
  @ApiPropertyOptional({ example: 'CTN-001' }) carton?: string;
  @ApiPropertyOptional({ description: 'Marker that proposes a kit' }) kit?: string;
  @ApiPropertyOptional({ enum: CONDITIONS, default: 'EXCELLENT' }) condition?: Condition;
  @ApiPropertyOptional({ default: 1, description: 'Devices without serial of their own (BATCH, NONE, IF_PRESENT)' })
  quantity?: number;
  @ApiPropertyOptional({ description: 'CR-07; for other rules than REQUIRED one per model is enough, with one photo' })
  noSerialReason?: string;
  @ApiPropertyOptional({ description: 'SHA-256 of the photo of the plate' }) platePhotoSha256?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Who else saw that there is no serial (CR-07)' })
  secondSignatureId?: string;
  @ApiPropertyOptional({ default: false, description: 'Typed, not scanned: wants a photo of the plate' })
  serialTyped?: boolean;
  @ApiPropertyOptional({ default: false, description: 'The plate contradicts the register (AM-8); wants a photo' })
  disputed?: boolean;
  @ApiPropertyOptional({ description: 'The supplier’s claim, compared with the order' }) unitPriceMinor?: number;
  @ApiPropertyOptional({ example: 'USD' }) currency?: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { freight: 1200, duty: 300 },
    description:
      'What the supplier says comes upon the price; noted on the line, it counts when it is invoiced (AM-12)',
  })
  landedMinor?: Record<string, number>;
}

export class ReceiveGoodsBody extends ReceiveGoods {
  @ApiProperty({ type: [ReceiptRowDto], description: 'At most 10,000 rows' }) lines!: ReceiptRowDto[];
}

export class ReceiptsQuery extends DocumentsQuery {
  @ApiPropertyOptional({ example: examples.purchaseOrderId })
  @IsOptional()
  @IsUUID()
  purchaseOrderId?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only receipts that wait for an order (AM-6)' })
  @IsOptional()
  @IsIn(['true', 'false'])
  withoutOrder?: string;
}

export class DryRunQuery {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: 'true: the same checks, nothing is written, answers 200',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: string;
}
