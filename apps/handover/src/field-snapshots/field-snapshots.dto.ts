import { ApiProperty } from '@nestjs/swagger';

export class SnapshotUnitDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) placeId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) headPersonId!: string | null;
}

export class SnapshotLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty() tag!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ nullable: true, type: String }) kitTag!: string | null;
  @ApiProperty({
    nullable: true,
    type: String,
    description:
      'The first 32 hexadecimal digits of SHA-256 of `salt:serial`, the serial in capitals without anything but letters and digits; null where there is none',
  })
  serialHash!: string | null;
  @ApiProperty({ description: 'Goods without a serial, which may be told by number (AM-22)' }) countable!: boolean;
}

export class SnapshotLotDto {
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty({ example: 'LT-2026-000001' }) number!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ description: 'How many wait for the unit’s word' }) open!: number;
}

export class SnapshotConsignmentDto {
  @ApiProperty({ format: 'uuid' }) waybillId!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) departedAt!: string | null;
  @ApiProperty({ format: 'uuid' }) officerPersonId!: string;
  @ApiProperty({ description: 'Lines the unit has answered before' }) answered!: number;
  @ApiProperty({ description: 'Lines that wait for the unit’s word' }) expected!: number;
  @ApiProperty() salt!: string;
  @ApiProperty({
    type: [SnapshotLineDto],
    description: 'Empty where there are too many for a phone: codes resolve without them (AM-18)',
  })
  lines!: SnapshotLineDto[];
  @ApiProperty({ type: [SnapshotLotDto], description: 'What is counted and has no number of its own (AM-9)' })
  lots!: SnapshotLotDto[];
}

export class SnapshotRulesDto {
  @ApiProperty({ description: 'Makers’ serials to ask for, the expected value hidden (AM-22)' }) blindSerials!: number;
  @ApiProperty() clockToleranceMinutes!: number;
  @ApiProperty() countersignDays!: number;
}

export class FieldSnapshotDto {
  @ApiProperty({ example: 1 }) schemaVersion!: number;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ type: [String], description: 'What the caller may do here' }) roles!: string[];
  @ApiProperty({ type: SnapshotRulesDto }) rules!: SnapshotRulesDto;
  @ApiProperty({ type: [SnapshotUnitDto] }) units!: SnapshotUnitDto[];
  @ApiProperty({ type: [SnapshotConsignmentDto] }) consignments!: SnapshotConsignmentDto[];
}
