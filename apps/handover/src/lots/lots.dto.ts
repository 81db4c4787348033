import { ApiProperty } from '@nestjs/swagger';

/** Lots stand in the head of a document's facts, so they must be few. */
export const MOST_LOTS = 40;
export const lotsAsked = '{lotId, quantity}: some of what is counted and not numbered (AM-9)';

export class AllocatedLotDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ description: 'Given back to the stock (T07)' }) cancelled!: number;
  @ApiProperty({ description: 'Planned or gone with waybills' }) onWaybills!: number;
  @ApiProperty() reserved!: boolean;
  @ApiProperty({ nullable: true, type: String, description: 'Known once reserved, like all that follows' }) number!:
    string | null;
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty({ nullable: true, type: String }) model!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'Of one unit' }) costMinor!: number | null;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
}

export class CarriedLotDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty({ example: 'LT-2026-000001' }) number!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ enum: ['PLANNED', 'OPEN', 'WITHDRAWN'] }) state!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ nullable: true, type: String }) carton!: string | null;
  @ApiProperty({ description: 'Gone on with another waybill (T36)' }) onward!: number;
  @ApiProperty({ description: 'Given up when the waybill was closed short' }) short!: number;
  @ApiProperty() arrived!: number;
  @ApiProperty({ description: 'Accepted or refused by PVs and their corrections' }) signed!: number;
  @ApiProperty({ description: 'Refused, or struck by a rectifying PV' }) refused!: number;
  @ApiProperty({ description: 'Of a RETURN: how many the unit had accepted' }) held!: number;
  @ApiProperty({ description: 'Of a RETURN: how many a gate had held back (CR-16)' }) pending!: number;
  @ApiProperty({ description: 'Not found when two heads of the unit counted' }) absent!: number;
}

export class RectifiedLotDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) waybillId!: string;
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ description: 'Back with the giver, as if refused' }) struck!: number;
  @ApiProperty({ description: 'Received, but not on the sheet' }) added!: number;
  @ApiProperty({ nullable: true, type: String }) remark!: string | null;
}

export class InspectedLotDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty() number!: string;
  @ApiProperty() present!: number;
  @ApiProperty({ description: 'Missing; the outgoing head answers for it' }) absent!: number;
  @ApiProperty({ nullable: true, type: String }) reserve!: string | null;
}

export class ArrivedLotDto {
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty() expected!: number;
  @ApiProperty() present!: number;
}

export class SignedLotDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) waybillId!: string;
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty() number!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty() accepted!: number;
  @ApiProperty() withReserve!: number;
  @ApiProperty() refused!: number;
  @ApiProperty() notArrived!: number;
  @ApiProperty({ nullable: true, type: String }) remark!: string | null;
  @ApiProperty({ enum: ['MOVES', 'PENDING'], description: 'PENDING: a gate holds back what was accepted' })
  effect!: string;
  @ApiProperty({ description: 'Of what a gate held back: how many went home (CR-16)' }) returned!: number;
  @ApiProperty({ description: 'By rectifying PVs, all together; the line stays as it was signed (CR-23)' })
  struck!: number;
  @ApiProperty({ description: 'By rectifying PVs, all together' }) added!: number;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) completedAt!: string | null;
}
