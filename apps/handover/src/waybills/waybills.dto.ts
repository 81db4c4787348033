import { ONWARD_REASONS, WAYBILL_PURPOSES, type OnwardReason, type WaybillPurpose } from '@dotation/contracts';
import { OptionalClaimedTime, OptionalInstant, DocumentsQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { ExceptionDto, ProgressDto } from '../documents/answers.dto.js';
import { CheckedRows, Id, OptionalId, OptionalIds, OptionalText, Text } from '../documents/fields.dto.js';
import { CarriedLotDto, MOST_LOTS } from '../lots/lots.dto.js';
import { AbsentInput, SignatureInput } from '../documents/signature.dto.js';
import { driverSigns, exampleAllocations, exampleDevice, examples } from '../examples.dto.js';

const statuses = ['DRAFT', 'RELEASED', 'DISPATCHED', 'CLOSED', 'CLOSED_SHORT', 'WITHDRAWN'] as const;

export class OfficerInput {
  @Id(examples.fieldOfficeId, 'The office that answers for the goods: one of the implementing agency (CR-21)')
  orgUnitId!: string;
  @Id(examples.officerId) personId!: string;
}

export class DraftWaybill {
  @ApiProperty({ enum: WAYBILL_PURPOSES, example: 'TO_UNIT' }) @IsIn(WAYBILL_PURPOSES) purpose!: WaybillPurpose;
  @OptionalIds('TO_UNIT: every device of these allocations that is still in the store', exampleAllocations, 50)
  allocationIds?: string[];

  @ApiPropertyOptional({
    type: [Object],
    description: '{deviceId, conditionOut?, carton?}; instead of, or beside, allocationIds and originWaybillId',
    example: [{ deviceId: exampleDevice, carton: '2/4' }],
  })
  @IsOptional()
  @CheckedRows(5000, 0)
  lines?: object[];

  @ApiPropertyOptional({
    type: [Object],
    description:
      '{lotId, quantity, carton?}: some of what is counted (AM-9). TO_UNIT: of one allocation, beside what is left of those in allocationIds; RETURN: refused by one unit where the waybill leaves from, or held by it, what it refused first; where several units could be meant, the one that originWaybillId went to; ONWARD: travelling with originWaybillId, all of it when neither lines nor lots are said',
  })
  @IsOptional()
  @CheckedRows(MOST_LOTS, 0)
  lots?: object[];

  @Id(examples.storePlaceId) fromPlaceId!: string;
  @Id(examples.unitPlaceId, 'The consignee’s place, or a place in it') toPlaceId!: string;
  @OptionalText(500, 'Why the goods go to another place than the consignee’s; kept as an exception')
  toPlaceReason?: string | null;
  @Id(examples.unitId, 'The consignee: a unit, or the store’s own office for a RETURN')
  toOrgUnitId!: string;
  @Id(examples.carrierId, 'An organisation of kind CARRIER') carrierId!: string;
  @Id(examples.driverId) driverId!: string;
  @Text('CD 4471 AB 22', 50) vehiclePlate!: string;

  @ApiProperty({ type: [String], example: ['SC-20931', 'SC-20932'] })
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  seals!: string[];

  @ApiProperty({
    type: OfficerInput,
    description: 'Answers for the goods between arrival and signature; for a RETURN the store',
  })
  @IsDefined()
  @ValidateNested()
  @Type(() => OfficerInput)
  officer!: OfficerInput;

  @OptionalInstant('Not in the past when goods leave a store') eta?: string | null;
  @OptionalId(
    'ONWARD: all that still travels with this waybill, unless lines name devices. RETURN of lots: the one that brought them',
  )
  originWaybillId?: string | null;

  @ApiPropertyOptional({
    enum: ONWARD_REASONS,
    description:
      'ONWARD only; CARRIER_CHANGE when absent. REALLOCATION: to the unit that an allocation with inTransit gave the goods to',
  })
  @IsOptional()
  @IsIn(ONWARD_REASONS)
  reason?: OnwardReason | null;
}

/** A command without a body. */
export class ApproveRelease {}

export class DispatchWaybill {
  @OptionalClaimedTime('That of the signatures, Dotation-Occurred-At, else now, when absent') departedAt?:
    string | null;

  @ApiProperty({ type: SignatureInput, example: driverSigns })
  @IsDefined()
  @ValidateNested()
  @Type(() => SignatureInput)
  driverSignature!: SignatureInput;

  @OptionalId('The store-keeper who lets the goods go; the caller when absent') releasedBy?: string | null;

  @ApiPropertyOptional({ type: SignatureInput, description: 'A change of carrier: the driver who gives the goods on' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SignatureInput)
  previousDriverSignature?: SignatureInput | null;

  @ApiPropertyOptional({ type: AbsentInput })
  @IsOptional()
  @ValidateNested()
  @Type(() => AbsentInput)
  previousDriverAbsent?: AbsentInput | null;
}

export class CloseShort {
  @Text('Carton manquant, constat signé par le chauffeur', 1000) reason!: string;
  @OptionalText(200, 'The claim against the carrier', 'RECL-2026-014') claimReference?: string | null;
}

export class WithdrawWaybill {
  @Text('Le véhicule n’est pas venu', 1000) reason!: string;
}

export class WaybillsQuery extends DocumentsQuery {
  @ApiPropertyOptional({ enum: statuses }) @IsOptional() @IsIn(statuses) status?: string;
  @ApiPropertyOptional({ enum: WAYBILL_PURPOSES }) @IsOptional() @IsIn(WAYBILL_PURPOSES) purpose?: string;
  @OptionalId('The consignee') orgUnitId?: string;
  @OptionalId() deviceId?: string;
}

export class WaybillLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({
    description:
      'PLANNED, OPEN, ARRIVED, PENDING, ACCEPTED, REFUSED, RETURNED, TRANSFERRED, SHORT, STRUCK, CONFIRMED, WITHDRAWN',
  })
  state!: string;
  @ApiProperty({ nullable: true, type: String }) outcome!: string | null;
  @ApiProperty() tag!: string;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) kitId!: string | null;
  @ApiProperty({ nullable: true, type: String }) conditionOut!: string | null;
  @ApiProperty({ nullable: true, type: String }) carton!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) arrivedAt!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) handoverId!: string | null;
}

export class WaybillListItemDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'WB-2026-000001' }) number!: string;
  @ApiProperty({ enum: statuses }) status!: string;
  @ApiProperty({ enum: WAYBILL_PURPOSES }) purpose!: string;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) originWaybillId!: string | null;
  @ApiProperty({ format: 'uuid' }) fromPlaceId!: string;
  @ApiProperty({ format: 'uuid' }) toPlaceId!: string;
  @ApiProperty({ format: 'uuid' }) toOrgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) carrierId!: string;
  @ApiProperty({ format: 'uuid' }) driverId!: string;
  @ApiProperty() vehiclePlate!: string;
  @ApiProperty({ type: [String] }) seals!: string[];
  @ApiProperty({ type: OfficerInput }) officer!: OfficerInput;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) eta!: string | null;
  @ApiProperty({ format: 'uuid' }) draftedBy!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) approvedBy!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) dispatchedBy!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) releasedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) departedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) closedAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) closeReason!: string | null;
  @ApiProperty({ nullable: true, type: String }) claimReference!: string | null;
}

export class WaybillDto extends WaybillListItemDto {
  @ApiProperty({ type: Object, description: 'driver, previousDriver, previousDriverAbsent' }) signatures!: object;
  @ApiProperty({ type: [WaybillLineDto] }) lines!: WaybillLineDto[];
  @ApiProperty({ type: [CarriedLotDto], description: 'Quantities of lots, with what became of them here' })
  lots!: CarriedLotDto[];
  @ApiProperty({ type: [String], description: 'Arrivals, oldest first' }) arrivals!: string[];
  @ApiProperty({ type: [ExceptionDto] }) exceptions!: ExceptionDto[];
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}

export class WaybillPageDto {
  @ApiProperty({ type: [WaybillListItemDto] }) items!: WaybillListItemDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
