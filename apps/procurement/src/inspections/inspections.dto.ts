import { CONDITIONS, type Condition } from '@dotation/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
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
import { OptionalDay } from '@dotation/service';
import { ProgressDto } from '../receipts/receipt-answers.dto.js';
import { FinalReceptionDto, InspectionReserve, MOST_RESERVES, ReserveDto } from './reserves.dto.js';

export class InspectionException {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  deviceId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  lineId?: string;

  @ApiPropertyOptional({ example: '5CD359FMMR', description: 'deviceId, lineId or serial: at least one' })
  @ValidateIf(({ deviceId, lineId, serial }: InspectionException) => serial !== undefined || (!deviceId && !lineId))
  @IsString()
  @Length(1, 200)
  serial?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, description: 'Of a lot, said by its lineId: how many of it' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  quantity?: number;

  @ApiProperty({ example: 'Écran brisé' })
  @IsString()
  @Length(1, 300)
  reason!: string;

  @ApiPropertyOptional({ enum: CONDITIONS, example: 'REPAIRABLE' })
  @IsOptional()
  @IsIn(CONDITIONS)
  condition?: Condition;

  @ApiPropertyOptional({ enum: ['REJECTED', 'ACCEPTED'], default: 'REJECTED', description: 'ACCEPTED: with a remark' })
  @IsOptional()
  @IsIn(['REJECTED', 'ACCEPTED'])
  result?: 'REJECTED' | 'ACCEPTED';
}

export class CloseInspection {
  @ApiProperty({ type: [String], example: [examples.inspectorId, examples.otherInspectorId] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  committee!: string[];

  @ApiProperty({ enum: ['FULL', 'SAMPLE'], example: 'FULL' })
  @IsIn(['FULL', 'SAMPLE'])
  extent!: 'FULL' | 'SAMPLE';

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    example: null,
    description: 'How many devices, and units of lots, were looked at, for SAMPLE (AM-11)',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  sampleSize?: number | null;

  @OptionalDay('2026-09-01', 'The acquisition date; today when absent')
  acceptedOn?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: examples.quarantineId,
    description: 'Where rejected devices are kept',
  })
  @IsOptional()
  @IsUUID()
  quarantinePlaceId?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: null,
    description: 'Who looked on by video, where a waiver of CR-10 lets one person inspect alone (AM-3)',
  })
  @IsOptional()
  @IsUUID()
  remoteWitnessId?: string | null;

  @ApiPropertyOptional({ type: [InspectionException], description: 'All other devices are accepted (AM-11)' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => InspectionException)
  exceptions?: InspectionException[];

  @ApiPropertyOptional({
    type: [InspectionReserve],
    description: 'What is still to be put right, by when: with any, the acceptance is PROVISIONAL (domain §9.6)',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_RESERVES)
  @ValidateNested({ each: true })
  @Type(() => InspectionReserve)
  reserves?: InspectionReserve[];
}

export class InspectedExceptionDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) deviceId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) lotId!: string | null;
  @ApiProperty({ description: 'How many of the line were rejected; 1 for a rejected device' })
  rejectedQuantity!: number;
  @ApiProperty({ enum: ['ACCEPTED', 'REJECTED'] }) result!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ enum: CONDITIONS, nullable: true, type: String }) condition!: Condition | null;
}

export class InspectionDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'IN-2026-000001' }) number!: string;
  @ApiProperty({ enum: ['CLOSED'] }) status!: 'CLOSED';
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
  @ApiProperty({ type: [String] }) committee!: string[];
  @ApiProperty({ enum: ['FULL', 'SAMPLE'] }) extent!: 'FULL' | 'SAMPLE';
  @ApiProperty({ nullable: true, type: Number }) sampleSize!: number | null;
  @ApiProperty({ format: 'date' }) acceptedOn!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) quarantinePlaceId!: string | null;
  @ApiProperty({ format: 'uuid' }) closedBy!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) remoteWitnessId!: string | null;
  @ApiProperty({ type: [String], description: 'The waivers it relied on (AM-3)' }) waiverIds!: string[];
  @ApiProperty({ description: 'Devices, and units of lots' }) accepted!: number;
  @ApiProperty() rejected!: number;
  @ApiProperty({ type: [InspectedExceptionDto] }) exceptions!: InspectedExceptionDto[];
  @ApiProperty({ enum: ['PROVISIONAL', 'FINAL'], description: 'As the committee accepted' })
  acceptanceType!: 'PROVISIONAL' | 'FINAL';
  @ApiProperty({ type: [ReserveDto] }) reserves!: ReserveDto[];
  @ApiProperty({ type: FinalReceptionDto, nullable: true, description: 'The PV that lifted the reserves' })
  finalReception!: FinalReceptionDto | null;
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}
