import { Day, DocumentsQuery, Instant, OptionalDay, OptionalInstant } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO31661Alpha2,
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
import {
  INCOTERMS,
  MODES,
  SHIPMENT_STATUSES,
  TELLERS,
  TOLD_STEPS,
  type Incoterm,
  type Mode,
  type ShipmentStatus,
  type Teller,
  type ToldStep,
} from './shipment.rules.js';

const inCapitals = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toUpperCase() : value;

export class IncotermDto {
  @ApiProperty({ enum: INCOTERMS, example: 'CIP' })
  @IsIn(INCOTERMS)
  term!: Incoterm;

  @ApiProperty({ example: 'Kinshasa', description: 'The named place; the terms are those of 2020' })
  @IsString()
  @Length(1, 120)
  @Matches(/\S/, { message: 'place must not be blank' })
  place!: string;
}

export class AnnounceShipment {
  @ApiProperty({ example: examples.supplierId })
  @IsUUID()
  supplierId!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'None where goods come before their order (AM-6)' })
  @IsOptional()
  @IsUUID()
  purchaseOrderId?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'PA-2026-118',
    description: 'As the supplier numbered it',
  })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  preAlertNumber?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  carrierId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  insurerId?: string | null;

  @ApiProperty({ enum: MODES, example: 'AIR' })
  @IsIn(MODES)
  mode!: Mode;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: '071-1234 5675',
    description: 'Waybill, air waybill or bill of lading; announced once per supplier and order',
  })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  @Matches(/[\p{L}\p{N}]/u, { message: 'transportNumber needs a letter or a digit' })
  transportNumber?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 12 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  packages?: number | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 184.5 })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 3 })
  @Min(0.001)
  @Max(100_000_000)
  grossKg?: number | null;

  @ApiProperty({ example: 'CN', description: 'ISO 3166-1: where it comes from; from CD it passes no border' })
  @Transform(inCapitals)
  @IsISO31661Alpha2()
  fromCountry!: string;

  @ApiPropertyOptional({ type: IncotermDto, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => IncotermDto)
  incoterm?: IncotermDto | null;

  @Day('2026-12-04', 'At the store')
  expectedOn!: string;

  @ApiProperty({ example: examples.storeId, description: 'Where it is expected' })
  @IsUUID()
  placeId!: string;

  @ApiProperty({ example: examples.storeUnitId, description: 'The store that will receive it' })
  @IsUUID()
  storeUnitId!: string;
}

export class TellStep {
  @ApiProperty({ enum: TOLD_STEPS, example: 'DEPARTED', description: 'ARRIVED: at the port or border' })
  @IsIn(TOLD_STEPS)
  step!: ToldStep;

  @Instant('2026-11-20T06:00:00Z', 'When it happened; of RESCHEDULED, when it was said')
  happenedAt!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Guangzhou' })
  @IsOptional()
  @IsString()
  @Length(1, 120)
  place?: string | null;

  @ApiProperty({ enum: TELLERS, example: 'SUPPLIER', description: 'Whose word it is' })
  @IsIn(TELLERS)
  toldBy!: Teller;

  @OptionalDay('2026-12-06', 'When it is now expected at the store')
  expectedOn?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Vol reporté d’un jour' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  note?: string | null;
}

export class TellDelivery {
  @OptionalInstant('When it reached the store; the time of the request when absent')
  happenedAt?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Douze colis, un ouvert' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  note?: string | null;
}

export class CloseShipment {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Livrée et comptée',
    description: 'Needed where it was never delivered: what became of it',
  })
  @IsOptional()
  @IsString()
  @Length(3, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason?: string | null;
}

export class WithdrawShipment {
  @ApiProperty({ example: 'Annoncée deux fois' })
  @IsString()
  @Length(3, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;
}

export class ShipmentsQuery extends DocumentsQuery {
  @ApiPropertyOptional({ enum: SHIPMENT_STATUSES })
  @IsOptional()
  @IsIn(SHIPMENT_STATUSES)
  status?: ShipmentStatus;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only those expected before today and not delivered' })
  @IsOptional()
  @IsIn(['true', 'false'])
  late?: string;

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: 'Only those in the country whose customs papers are not all there (CR-14)',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  customsMissing?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  purchaseOrderId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  supplierId?: string;
}
