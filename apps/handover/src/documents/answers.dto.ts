import { ApiProperty } from '@nestjs/swagger';

export class ProgressDto {
  @ApiProperty({ description: 'Devices the register still moves, or has moved, because of this document' })
  lines!: number;
  @ApiProperty() applied!: number;
  @ApiProperty() refused!: number;
  @ApiProperty({ description: 'Devices the register could not move; each has an exception' }) conflicted!: number;
  @ApiProperty({ description: 'Nothing is outstanding' }) settled!: boolean;
}

export class CustodianDto {
  @ApiProperty({ enum: ['UNIT', 'ORGANISATION'] }) partyKind!: string;
  @ApiProperty({ format: 'uuid' }) partyId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) personId!: string | null;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty() enRoute!: boolean;
  @ApiProperty({ enum: ['FIRM', 'TO_CONFIRM', 'IN_DEPOSIT'] }) hold!: string;
}

export class ExceptionDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) documentId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) waybillId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) deviceId!: string | null;
  @ApiProperty({ example: 'SHORT' }) code!: string;
  @ApiProperty({ description: 'What vetting or due diligence found is said only to the roles that read their results' })
  detail!: string;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) closedAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) closeNote!: string | null;
}
