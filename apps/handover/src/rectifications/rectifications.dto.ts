import { OptionalClaimedTime } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { CustodianDto, ExceptionDto, ProgressDto } from '../documents/answers.dto.js';
import { CheckedRows, OptionalId, Text } from '../documents/fields.dto.js';
import { SignatureDto, SignatureInput } from '../documents/signature.dto.js';
import { exampleDevice, headSigns, officerSigns } from '../examples.dto.js';
import { MOST_LOTS, RectifiedLotDto } from '../lots/lots.dto.js';

export class RectifyHandover {
  @Text('Deux séries échangées au déchargement', 1000) reason!: string;
  @OptionalClaimedTime('From when it is so; that of the last signature, Dotation-Occurred-At, else now, when absent')
  rectifiedAt?: string | null;
  @OptionalId('Where the rectifying PV is signed; the place of the PV when absent') placeId?: string | null;

  @ApiPropertyOptional({
    type: [Object],
    description: '{deviceId, remark?}: on the sheet, but not received; goes back to the giver',
    example: [{ deviceId: exampleDevice, remark: 'Série lue par erreur' }],
  })
  @IsOptional()
  @CheckedRows(1000, 0)
  strike?: object[];

  @ApiPropertyOptional({
    type: [Object],
    description: '{code, condition?, confirmedBy, remark?}: received, but not on the sheet',
    example: [{ code: 'INLCD-004217-S', condition: 'EXCELLENT', confirmedBy: 'SCAN' }],
  })
  @IsOptional()
  @CheckedRows(1000, 0)
  add?: object[];

  @ApiPropertyOptional({
    type: [Object],
    description:
      '{waybillId, lotId, strike or add, remark}: so many of a lot of this PV were not received, or were (AM-9). What is struck waits with the giver as what was refused does; what is added may come out of it',
    example: [],
  })
  @IsOptional()
  @CheckedRows(MOST_LOTS, 0)
  lots?: object[];

  @ApiProperty({
    type: [SignatureInput],
    example: [headSigns, officerSigns],
    description: 'CR-23: the receiver and the giver of the PV, or a SUPERIOR in the place of one',
  })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => SignatureInput)
  signatures!: SignatureInput[];
}

export class RectificationLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty({ enum: ['STRUCK', 'ADDED'] }) change!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty() tag!: string;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty({ nullable: true, type: String }) code!: string | null;
  @ApiProperty({ nullable: true, type: String }) condition!: string | null;
  @ApiProperty({ nullable: true, type: String }) confirmedBy!: string | null;
  @ApiProperty({ nullable: true, type: String }) remark!: string | null;
}

export class RectificationDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'RPV-2026-000001' }) number!: string;
  @ApiProperty({ enum: ['SIGNED'] }) status!: string;
  @ApiProperty({ format: 'uuid' }) handoverId!: string;
  @ApiProperty() handoverNumber!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: CustodianDto }) receiver!: CustodianDto;
  @ApiProperty({ type: CustodianDto }) giver!: CustodianDto;
  @ApiProperty({ type: [SignatureDto] }) signatures!: SignatureDto[];
  @ApiProperty({ format: 'date-time' }) rectifiedAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ type: [RectificationLineDto] }) lines!: RectificationLineDto[];
  @ApiProperty({ type: [RectifiedLotDto] }) lots!: RectifiedLotDto[];
  @ApiProperty({ type: [ExceptionDto] }) exceptions!: ExceptionDto[];
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}
