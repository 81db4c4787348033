import { OptionalClaimedTime, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { ExceptionDto, ProgressDto } from '../documents/answers.dto.js';
import { CheckedRows, Id, OptionalHash, OptionalId, OptionalText } from '../documents/fields.dto.js';
import { SignatureDto, SignatureInput } from '../documents/signature.dto.js';
import { deedSignatures, exampleDevice, examples } from '../examples.dto.js';
import { MOST_LOTS } from '../lots/lots.dto.js';

export class RecordDeed {
  @Id(examples.unitId) beneficiaryUnitId!: string;
  @OptionalText(200, 'Where it is signed', 'Mbuji-Mayi') place?: string | null;

  @ApiProperty({
    type: [SignatureInput],
    example: deedSignatures,
    description: 'The donor’s head of mission and the State: two different persons',
  })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => SignatureInput)
  signatures!: SignatureInput[];

  @ApiPropertyOptional({ type: [String], example: ['Usage exclusif par la Police nationale', 'Ni vente ni cession'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 1000, { each: true })
  conditions?: string[];

  @ApiProperty({
    type: [Object],
    description: '{deviceId, valueMinor?, currency?}: value in minor units; its cost when absent',
    example: [{ deviceId: exampleDevice, valueMinor: 78_900, currency: 'USD' }],
  })
  @CheckedRows(5000, 0)
  lines!: object[];

  @ApiPropertyOptional({
    type: [Object],
    description:
      '{lotId, quantity, valueMinor?, currency?}: some of what is counted (AM-9); the value of all of it together, its cost when absent',
    example: [],
  })
  @IsOptional()
  @CheckedRows(MOST_LOTS, 0)
  lots?: object[];

  @OptionalClaimedTime('That of the last signature, Dotation-Occurred-At, else now, when absent') signedAt?:
    string | null;
  @OptionalClaimedTime('The moment of signing when absent') effectiveAt?: string | null;
  @OptionalHash(
    'CR-26, checked when given: SHA-256 over one text line `deviceId valueMinor currency` and a newline per device, and `lotId quantity valueMinor currency` per lot, in the order of the ids',
  )
  annexHash?: string | null;
}

export class DeedsQuery extends PageQuery {
  @OptionalId() beneficiaryUnitId?: string;
  @OptionalId() deviceId?: string;
}

export class DeedLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty({ nullable: true, type: String }) tag!: string | null;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty() valueMinor!: number;
  @ApiProperty() currency!: string;
}

export class DeedLotDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) lotId!: string;
  @ApiProperty() number!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ description: 'Of all of it together' }) valueMinor!: number;
  @ApiProperty() currency!: string;
}

export class DeedListItemDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'DD-2026-000001' }) number!: string;
  @ApiProperty({ enum: ['EFFECTIVE'] }) status!: string;
  @ApiProperty({ format: 'uuid' }) beneficiaryUnitId!: string;
  @ApiProperty({ nullable: true, type: String }) place!: string | null;
  @ApiProperty({ format: 'date-time' }) signedAt!: string;
  @ApiProperty({ format: 'date-time' }) effectiveAt!: string;
  @ApiProperty() annexHash!: string;
}

export class DeedDto extends DeedListItemDto {
  @ApiProperty({ type: [String] }) conditions!: string[];
  @ApiProperty({ type: [SignatureDto] }) signatures!: SignatureDto[];
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ type: [DeedLineDto] }) lines!: DeedLineDto[];
  @ApiProperty({ type: [DeedLotDto] }) lots!: DeedLotDto[];
  @ApiProperty({ type: [ExceptionDto] }) exceptions!: ExceptionDto[];
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}

export class DeedPageDto {
  @ApiProperty({ type: [DeedListItemDto] }) items!: DeedListItemDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
