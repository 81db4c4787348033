import {
  CONDITIONS,
  HOLDS,
  LIFECYCLES,
  TITLE_TERMS,
  TITLES,
  USES,
  ZERO_COST_REASONS,
  type Condition,
  type FundingShare,
  type Hold,
  type Lifecycle,
  type Title,
  type TitleTerms,
  type Use,
} from '@dotation/contracts';
import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { REGULATORY_CLASSES, type RegulatoryClass } from '../awards/funding.rules.js';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';

export class DevicesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: LIFECYCLES })
  @IsOptional()
  @IsIn(LIFECYCLES)
  lifecycle?: Lifecycle;

  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() receiptId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Custodian: a unit or an organisation' })
  @IsOptional()
  @IsUUID()
  orgUnitId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Where it is, or travels to' })
  @IsOptional()
  @IsUUID()
  placeId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() catalogueItemId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() awardId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() kitId?: string;

  @ApiPropertyOptional({ example: 'INLCD-004217-S', description: 'Hyphens, spaces and case are ignored' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  tag?: string;

  @ApiPropertyOptional({ example: '5CD3', description: 'Beginning of a serial, tag or any other identifier' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  q?: string;
}

export class LookupQuery {
  @ApiProperty({
    example: 'INLCD-004217-S',
    description:
      'Any identifier as scanned or typed, or the address in a label’s QR code; hyphens and spaces are ignored',
  })
  @IsString()
  @Length(1, 300)
  code!: string;
}

export class CustodianDto {
  @ApiProperty({ enum: ['UNIT', 'ORGANISATION'] }) partyKind!: 'UNIT' | 'ORGANISATION';
  @ApiProperty({ format: 'uuid' }) partyId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) personId!: string | null;
  @ApiProperty({ format: 'uuid', description: 'While enRoute, the place it travels to' }) placeId!: string;
  @ApiProperty() enRoute!: boolean;
  @ApiProperty({ enum: HOLDS }) hold!: Hold;
  @ApiProperty({ format: 'date-time' }) from!: string;
}

export class DeviceRowDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'INLCD-004217-S', nullable: true, type: String }) tag!: string | null;
  @ApiProperty({ example: '5CD359FMMR', nullable: true, type: String }) serial!: string | null;
  @ApiProperty({ example: 'HP' }) maker!: string;
  @ApiProperty({ example: 'ProBook 450 G10' }) model!: string;
  @ApiProperty() category!: string;
  @ApiProperty({ enum: LIFECYCLES }) lifecycle!: Lifecycle;
  @ApiProperty({ enum: TITLES }) title!: Title;
  @ApiProperty({ enum: CONDITIONS }) condition!: Condition;
  @ApiProperty({ enum: USES }) use!: Use;
  @ApiProperty({ type: CustodianDto }) custody!: CustodianDto;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) kitId!: string | null;
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
  @ApiProperty({ example: 'GR-2026-000001' }) receiptNumber!: string;
  @ApiProperty({
    isArray: true,
    enum: ['TAG', 'COST', 'FUNDING', 'ORDER', 'DISPUTE'],
    description: 'Accepted, but kept in A01 until these have come (CR-12)',
  })
  waitingFor!: string[];
  @ApiProperty({ description: 'Number of its last fact' }) deviceSeq!: number;
}

export class DevicePageDto {
  @ApiProperty({ type: [DeviceRowDto] }) items!: DeviceRowDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class IdentifierDto {
  @ApiProperty() type!: string;
  @ApiProperty({ description: 'As compared' }) value!: string;
  @ApiProperty({ description: 'As captured' }) raw!: string;
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validTo!: string | null;
  @ApiProperty({ nullable: true, type: String }) replacedReason!: string | null;
}

export class DeviceFundingDto implements FundingShare {
  @ApiProperty({ format: 'uuid' }) awardId!: string;
  @ApiProperty() percent!: number;
  @ApiProperty({ nullable: true, type: Number, description: 'Its part of the cost, by largest remainder' })
  amountMinor!: number | null;
  @ApiProperty({ nullable: true, type: String, example: 'SINLEC24CA0117' }) fain!: string | null;
  @ApiProperty({ nullable: true, type: String }) donor!: string | null;
  @ApiProperty({ nullable: true, type: Boolean, description: 'Money of the US government' }) federal!: boolean | null;
  @ApiProperty({
    enum: TITLE_TERMS,
    nullable: true,
    description: 'What the award says of title on the acquisition date',
  })
  titleTerms!: TitleTerms | null;
  @ApiProperty({ nullable: true, type: Number, description: 'From this unit cost in USD on it is equipment' })
  equipmentThresholdUsd!: number | null;
}

export class DeviceBlankDto {
  @ApiProperty({ example: 'COST' }) element!: string;
  @ApiProperty({ example: 'Les factures sont perdues' }) reason!: string;
}

export class SourceRowDto {
  @ApiProperty({ format: 'uuid', description: 'The old list, at procurement' }) listId!: string;
  @ApiProperty({ example: 'LL-2026-000001' }) number!: string;
  @ApiProperty({ description: 'SHA-256 of the file' }) listHash!: string;
  @ApiProperty({ nullable: true, type: String }) sheet!: string | null;
  @ApiProperty() row!: number;
  @ApiProperty({ nullable: true, type: Number, description: 'Line of the file' }) line!: number | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'Cells by heading, as read' })
  cells!: Record<string, string>;
}

export class DeviceDto extends DeviceRowDto {
  @ApiProperty({ example: 'PURCHASE', description: 'How it came into the register (AM-13)' }) origin!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Came in the place of this one (AM-14)' })
  replacesDeviceId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'This one came in its place' })
  replacedByDeviceId!: string | null;
  @ApiProperty({ nullable: true, type: [DeviceBlankDto], description: 'What its list does not say, and why' })
  blanks!: DeviceBlankDto[] | null;
  @ApiProperty({ nullable: true, type: SourceRowDto, description: 'The row of an old list it stands in' })
  source!: SourceRowDto | null;

  @ApiProperty({ format: 'uuid' }) makerId!: string;
  @ApiProperty({ format: 'uuid' }) catalogueItemId!: string;
  @ApiProperty() description!: string;
  @ApiProperty() serialRule!: string;
  @ApiProperty({ nullable: true, type: String }) noSerialReason!: string | null;
  @ApiProperty({ nullable: true, type: String }) carton!: string | null;
  @ApiProperty({ format: 'uuid' }) receiptLineId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orderLineId!: string | null;
  @ApiProperty({ nullable: true, type: Number }) costMinor!: number | null;
  @ApiProperty({ enum: ZERO_COST_REASONS, nullable: true, type: String, description: 'Why it costs nothing (AM-12)' })
  zeroCostReason!: string | null;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
  @ApiProperty({ nullable: true, type: [DeviceFundingDto] }) funding!: DeviceFundingDto[] | null;
  @ApiProperty({
    nullable: true,
    type: Number,
    description: 'Federal participation (2 CFR 200.313(d)(1))',
    example: 100,
  })
  federalPercent!: number | null;
  @ApiProperty({
    ...{ enum: REGULATORY_CLASSES, nullable: true },
    description:
      'By cost and the lowest threshold of its federal awards (2 CFR 200.1); null while one of them is not known',
  })
  regulatoryClass!: RegulatoryClass | null;
  @ApiProperty({ format: 'date', nullable: true, type: String }) acquisitionDate!: string | null;
  @ApiProperty() disputed!: boolean;
  @ApiProperty({ format: 'date-time' }) registeredAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'It is reserved for this allocation' })
  allocationId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) incidentId!: string | null;
  @ApiProperty({ type: [IdentifierDto] }) identifiers!: IdentifierDto[];
}

export class LookupDto {
  @ApiProperty({ type: [DeviceRowDto] }) matches!: DeviceRowDto[];
  @ApiProperty({ type: [DeviceRowDto], description: 'Differ only by O/0, I/1, S/5 or B/8: compare the plate (CR-08)' })
  nearDuplicates!: DeviceRowDto[];
}

export class IntervalDto extends CustodianDto {
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) to!: string | null;
  @ApiProperty({ format: 'date-time', description: 'The time on the document' }) claimedFrom!: string;
  @ApiProperty({ description: 'The claimed time could not be kept' }) clamped!: boolean;
  @ApiProperty({ format: 'uuid' }) documentId!: string;
  @ApiProperty({ description: 'Number of the fact that opened it' }) deviceSeq!: number;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class CustodyDto {
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ type: [IntervalDto], description: 'Oldest first; without a gap or an overlap, the last one open' })
  intervals!: IntervalDto[];
}
