import { LIFECYCLES, type Lifecycle } from '@dotation/contracts';
import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

export class QuantitiesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'One lot' }) @IsOptional() @IsUUID() lotId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() receiptId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() catalogueItemId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Who has it: a unit or a carrier' })
  @IsOptional()
  @IsUUID()
  orgUnitId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() placeId?: string;
  @ApiPropertyOptional({ enum: LIFECYCLES }) @IsOptional() @IsIn(LIFECYCLES) lifecycle?: Lifecycle;
}

export class LotHoldingDto {
  @ApiProperty({ enum: LIFECYCLES }) lifecycle!: Lifecycle;
  @ApiProperty({ minimum: 1 }) quantity!: number;
  @ApiProperty({ enum: ['UNIT', 'ORGANISATION'] }) partyKind!: string;
  @ApiProperty({ format: 'uuid' }) partyId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) personId!: string | null;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ description: 'On the road to the place' }) enRoute!: boolean;
  @ApiProperty({ enum: ['FIRM', 'TO_CONFIRM', 'IN_DEPOSIT'] }) hold!: string;
  @ApiProperty({
    format: 'uuid',
    nullable: true,
    type: String,
    description: 'The inspection, allocation or waybill it is kept apart for',
  })
  boundTo!: string | null;
  @ApiProperty({ format: 'date-time', description: 'Since when something of the lot stands here without a break' })
  since!: string;
}

export class QuantityDto extends LotHoldingDto {
  @ApiProperty({ format: 'uuid' }) holdingId!: string;
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty({ example: 'LT-2026-000001' }) lotNumber!: string;
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
  @ApiProperty({ format: 'uuid' }) catalogueItemId!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty() category!: string;
}

export class QuantityPageDto {
  @ApiProperty({ type: [QuantityDto] }) items!: QuantityDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class LotMovementDto {
  @ApiProperty({ description: 'Numbers of movements that the reader does not see are left out' }) lotSeq!: number;
  @ApiProperty({ example: 'T02' }) transition!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ format: 'uuid' }) documentId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Null at birth, or out of scope' })
  fromPartyId!: string | null;
  @ApiProperty({ enum: LIFECYCLES, nullable: true }) fromLifecycle!: Lifecycle | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Null out of scope' })
  toPartyId!: string | null;
  @ApiProperty({ enum: LIFECYCLES, nullable: true }) toLifecycle!: Lifecycle | null;
  @ApiProperty({ format: 'date-time', description: 'By the document' }) claimedAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class LotTitleDto {
  @ApiProperty({ format: 'uuid', description: 'The deed' }) documentId!: string;
  @ApiProperty({ format: 'uuid' }) beneficiaryUnitId!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ format: 'date-time' }) effectiveAt!: string;
}

export class LotDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'LT-2026-000001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
  @ApiProperty() receiptNumber!: string;
  @ApiProperty({
    nullable: true,
    type: Number,
    description: 'All that was received, to which the holdings come; null for a reader who sees only some of them',
  })
  received!: number | null;
  @ApiProperty({ description: 'What the holdings shown come to' }) held!: number;
  @ApiProperty({ format: 'uuid' }) catalogueItemId!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty() category!: string;
  @ApiProperty() description!: string;
  @ApiProperty() condition!: string;
  @ApiProperty({ nullable: true, type: String }) batch!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orderLineId!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'Of one unit, from the order' }) costMinor!: number | null;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
  @ApiProperty({ format: 'date', nullable: true, type: String }) acquisitionDate!: string | null;
  @ApiProperty({ type: [LotHoldingDto] }) holdings!: LotHoldingDto[];
  @ApiProperty({ type: [LotMovementDto], description: 'The ledger, oldest first' }) movements!: LotMovementDto[];
  @ApiProperty({ type: [LotTitleDto], description: 'Of how many the title passed, by which deed (T14)' })
  titles!: LotTitleDto[];
}
