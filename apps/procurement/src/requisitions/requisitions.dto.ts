import { OptionalDay, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
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
import { FundingShareDto } from '../purchase-orders/purchase-orders.dto.js';
import { REQUISITION_STEPS, type RequisitionStep } from './requisition.rules.js';

export class RequestLine {
  @ApiProperty({ example: 1 })
  @IsInt()
  @Min(1)
  @Max(100_000)
  lineNumber!: number;

  @ApiPropertyOptional({
    ...{ type: String, nullable: true, example: examples.catalogueItemId },
    description: 'The model; absent where quotations decide it, then category and description say what is wanted',
  })
  @IsOptional()
  @IsUUID()
  catalogueItemId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'LAPTOP' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  category?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Portable 15", 16 Go, 512 Go' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  description?: string | null;

  @ApiProperty({ example: 24 })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity!: number;

  @ApiPropertyOptional({ default: 'EA', description: 'What is counted: EA, M, SET …' })
  @IsOptional()
  @Matches(/^[A-Z]{1,6}$/)
  unit?: string;

  @ApiProperty({ example: 80_000, description: 'What one is thought to cost, in minor units of the currency' })
  @IsInt()
  @Min(1)
  @Max(100_000_000_000)
  estimatedUnitMinor!: number;

  @ApiProperty({ type: [FundingShareDto], description: 'Awards of the project; the order is paid by the same' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => FundingShareDto)
  funding!: FundingShareDto[];

  @ApiPropertyOptional({ type: String, nullable: true, description: 'A budget line of the project' })
  @IsOptional()
  @IsUUID()
  budgetLineId?: string | null;
}

export class DraftRequisition {
  @ApiProperty({ example: examples.projectId })
  @IsUUID()
  projectId!: string;

  @ApiProperty({ example: examples.storeUnitId, description: 'For which unit' })
  @IsUUID()
  orgUnitId!: string;

  @ApiProperty({ example: examples.storeId, description: 'Where it is to be delivered' })
  @IsUUID()
  placeId!: string;

  @ApiProperty({ example: 'USD', description: 'ISO 4217, of every estimate' })
  @IsISO4217CurrencyCode()
  currency!: string;

  @OptionalDay('2027-06-30')
  neededBy?: string | null;

  @ApiProperty({ example: 'Équiper les postes des mines de Mbuji-Mayi' })
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/, { message: 'justification must not be blank' })
  justification!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'SHA-256 of the donor’s prior approval, kept as a file',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  priorApprovalSha256?: string | null;

  @ApiProperty({ type: [RequestLine] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RequestLine)
  lines!: RequestLine[];
}

export class SayWhy {
  @ApiProperty({ example: 'Le besoin a changé' })
  @IsString()
  @Length(1, 300)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;
}

export class RequisitionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: REQUISITION_STEPS })
  @IsOptional()
  @IsIn(REQUISITION_STEPS)
  status?: RequisitionStep;

  @ApiPropertyOptional({ example: examples.projectId })
  @IsOptional()
  @IsUUID()
  projectId?: string;
}

export class RequisitionLineDto {
  @ApiProperty() lineNumber!: number;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) catalogueItemId!: string | null;
  @ApiProperty({ nullable: true, type: String }) category!: string | null;
  @ApiProperty({ nullable: true, type: String }) description!: string | null;
  @ApiProperty() quantity!: number;
  @ApiProperty() unit!: string;
  @ApiProperty() estimatedUnitMinor!: number;
  @ApiProperty({ type: [FundingShareDto] }) funding!: FundingShareDto[];
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) budgetLineId!: string | null;
}

export class RequisitionSummaryDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'PR-2026-000001' }) number!: string;
  @ApiProperty({ enum: REQUISITION_STEPS }) status!: RequisitionStep;
  @ApiProperty({ format: 'uuid' }) projectId!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ format: 'uuid' }) requesterId!: string;
  @ApiProperty() currency!: string;
  @ApiProperty({ nullable: true, type: String, format: 'date' }) neededBy!: string | null;
  @ApiProperty() justification!: string;
  @ApiProperty({ nullable: true, type: String }) priorApprovalSha256!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) submittedBy!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) submittedAt!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) decidedBy!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) decidedAt!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) cancelledBy!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) cancelledAt!: string | null;
  @ApiProperty({ nullable: true, type: String, description: 'Why it was rejected or cancelled' }) reason!:
    string | null;
  @ApiProperty({ description: 'The estimate of all lines, in minor units' }) estimatedMinor!: number;
  @ApiProperty({ nullable: true, type: String, format: 'uuid', description: 'The order it became' })
  purchaseOrderId!: string | null;
}

export class RequisitionDto extends RequisitionSummaryDto {
  @ApiProperty({ type: [RequisitionLineDto] }) lines!: RequisitionLineDto[];
}

export class RequisitionPageDto {
  @ApiProperty({ type: [RequisitionSummaryDto] }) items!: RequisitionSummaryDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
