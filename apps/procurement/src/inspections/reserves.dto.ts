import { Day, OptionalDay, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
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
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import { examples } from '../examples.dto.js';

/** Reserves stand in the head of the fact, so they must be few. */
export const MOST_RESERVES = 40;

export class InspectionReserve {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() deviceId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() lineId?: string;
  @ApiPropertyOptional({ description: 'By none of the three: a reserve on the whole receipt' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  serial?: string;
  @ApiProperty({ example: 'Chargeur de rechange à livrer' }) @IsString() @Length(3, 300) detail!: string;
  @Day('2026-10-01', 'By when it is to be put right') dueOn!: string;
}

export class LiftedReserve {
  @ApiProperty({ example: 1, description: 'Of the reserve in the inspection' }) @IsInt() @Min(1) row!: number;
  @ApiProperty({ example: 'Chargeur reçu et essayé' }) @IsString() @Length(3, 300) note!: string;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of what shows it, kept as a file' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  documentSha256?: string | null;
}

export class ReceiveFinally {
  @ApiProperty({ type: [String], example: [examples.inspectorId, examples.otherInspectorId] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  committee!: string[];

  @OptionalDay('2026-09-20', 'When the committee came back; today when absent')
  heldOn?: string | null;

  @ApiPropertyOptional({
    ...{ type: String, nullable: true, example: null },
    description: 'Who looked on by video, where a waiver of CR-10 lets one person inspect alone (AM-3)',
  })
  @IsOptional()
  @IsUUID()
  remoteWitnessId?: string | null;

  @ApiProperty({ type: [LiftedReserve], description: 'Every reserve of the inspection' })
  @IsArray()
  @ArrayMaxSize(MOST_RESERVES)
  @ValidateNested({ each: true })
  @Type(() => LiftedReserve)
  lifted!: LiftedReserve[];
}

export class ReserveDto {
  @ApiProperty() row!: number;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) lineId!: string | null;
  @ApiProperty() detail!: string;
  @ApiProperty({ format: 'date' }) dueOn!: string;
  @ApiProperty({ nullable: true, type: String, description: 'What was found when it was lifted; null: it is open' })
  note!: string | null;
  @ApiProperty({ nullable: true, type: String }) documentSha256!: string | null;
}

export class FinalReceptionDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'FR-2026-000001' }) number!: string;
  @ApiProperty({ type: [String] }) committee!: string[];
  @ApiProperty({ format: 'date' }) heldOn!: string;
  @ApiProperty({ format: 'uuid' }) closedBy!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) remoteWitnessId!: string | null;
  @ApiProperty({ type: [String] }) waiverIds!: string[];
  @ApiProperty({ format: 'date-time' }) recordedAt!: Date;
}

const kinds = ['INSPECTION', 'RESERVE'] as const;

export class ReceptionsDueQuery extends PageQuery {
  @ApiPropertyOptional({ enum: kinds }) @IsOptional() @IsIn(kinds) kind?: (typeof kinds)[number];
  @ApiPropertyOptional({ type: Boolean, description: 'Only what is late, or only what is not' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  overdue?: boolean;
}

export class ReceptionDueDto {
  @ApiProperty({ enum: kinds, description: 'INSPECTION: nobody inspected the receipt; RESERVE: nobody lifted it' })
  kind!: (typeof kinds)[number];
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
  @ApiProperty() receiptNumber!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) inspectionId!: string | null;
  @ApiProperty({ nullable: true, type: String }) inspectionNumber!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'Of the reserve' }) row!: number | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) lineId!: string | null;
  @ApiProperty({ nullable: true, type: String }) detail!: string | null;
  @ApiProperty({ format: 'date' }) dueOn!: string;
  @ApiProperty() overdue!: boolean;
}

export class ReceptionsDuePageDto {
  @ApiProperty({ type: [ReceptionDueDto] }) items!: ReceptionDueDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
