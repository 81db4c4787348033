import { OptionalClaimedTime } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, ValidateNested } from 'class-validator';
import { ExceptionDto, ProgressDto } from '../documents/answers.dto.js';
import { CheckedRows, OptionalId, OptionalText } from '../documents/fields.dto.js';
import { AbsentInput, SignatureDto, SignatureInput } from '../documents/signature.dto.js';
import { ArrivedLotDto, MOST_LOTS } from '../lots/lots.dto.js';
import { driverSigns } from '../examples.dto.js';

export class RecordArrival {
  @OptionalClaimedTime('That of the signature, Dotation-Occurred-At, else now, when absent') arrivedAt?: string | null;
  @OptionalId('Where it really arrived; the waybill’s own end when absent') placeId?: string | null;
  @ApiProperty({ example: true }) @IsBoolean() sealsIntact!: boolean;
  @OptionalText(500, 'What is wrong with the seals') sealNote?: string | null;

  @ApiPropertyOptional({ type: SignatureInput, example: driverSigns, description: 'CR-20: or driverAbsent' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SignatureInput)
  driverSignature?: SignatureInput | null;

  @ApiPropertyOptional({ type: AbsentInput, description: 'The driver is absent or refuses: why, and who saw it' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AbsentInput)
  driverAbsent?: AbsentInput | null;

  @ApiPropertyOptional({
    type: [Object],
    description: '{deviceId | code, remark?}: what the driver could not show. All other lines have arrived.',
    example: [{ code: 'INLCD-004217-S', remark: 'Carton ouvert' }],
  })
  @IsOptional()
  @CheckedRows(5000, 0)
  missing?: object[];

  @ApiPropertyOptional({ type: [Object], description: '{deviceId | code, remark?}: arrived, but damaged' })
  @IsOptional()
  @CheckedRows(5000, 0)
  damaged?: object[];

  @ApiPropertyOptional({
    type: [Object],
    description: '{lotId, present}: how many of a lot the driver showed, where that is not all of it (AM-9)',
  })
  @IsOptional()
  @CheckedRows(MOST_LOTS, 0)
  lots?: object[];
}

export class ArrivalLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty() tag!: string;
  @ApiProperty() present!: boolean;
  @ApiProperty({ description: 'MOVES, CONFIRMS, CONFLICT' }) effect!: string;
  @ApiProperty({ nullable: true, type: String }) remark!: string | null;
}

export class ArrivalDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Of the waybill, whose third part it is' }) number!: string;
  @ApiProperty({ enum: ['RECORDED'] }) status!: string;
  @ApiProperty({ format: 'uuid' }) waybillId!: string;
  @ApiProperty({ description: 'Nobody recorded it; an acknowledgement says that what was read had arrived' })
  implied!: boolean;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) handoverId!: string | null;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ format: 'date-time' }) arrivedAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ nullable: true, type: Boolean }) sealsIntact!: boolean | null;
  @ApiProperty({ nullable: true, type: String }) sealNote!: string | null;
  @ApiProperty({ type: SignatureDto, nullable: true }) driverSignature!: SignatureDto | null;
  @ApiProperty({ nullable: true, type: String }) driverAbsent!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) witnessId!: string | null;
  @ApiProperty({ description: 'Recorded after what followed it; nothing moved' }) late!: boolean;
  @ApiProperty({ type: [ArrivalLineDto] }) lines!: ArrivalLineDto[];
  @ApiProperty({ type: [ArrivedLotDto] }) lots!: ArrivedLotDto[];
  @ApiProperty({ type: [ExceptionDto] }) exceptions!: ExceptionDto[];
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}
