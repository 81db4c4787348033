import { CHANNELS, GATES, type Channel } from '@dotation/contracts';
import { OptionalClaimedTime, OptionalInstant, DocumentsQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { CustodianDto, ExceptionDto, ProgressDto } from '../documents/answers.dto.js';
import { CheckedRows, Id, OptionalHash, OptionalId, OptionalIds, OptionalText } from '../documents/fields.dto.js';
import { SignatureDto, SignatureInput } from '../documents/signature.dto.js';
import { TranscriptionCheckDto } from '../transcriptions/transcriptions.dto.js';
import { MOST_LOTS, SignedLotDto } from '../lots/lots.dto.js';
import { exampleWaybills, examples, headSigns, officerSigns } from '../examples.dto.js';

/** RETURNED: what a gate held back went home; the unit never had it. */
const HANDOVER_STATUSES = ['PROVISIONAL', 'FINAL', 'PENDING', 'RETURNED'];

export class AcknowledgeConsignment {
  @ApiProperty({ enum: ['FIRST', 'RETURN'], example: 'FIRST', description: 'RETURN: a store takes refused goods back' })
  @IsIn(['FIRST', 'RETURN'])
  kind!: 'FIRST' | 'RETURN';

  @Id(examples.unitId, 'The unit that receives, or the store’s own office for a RETURN') orgUnitId!: string;
  @OptionalId('Where it is signed; the unit’s own place when absent') placeId?: string | null;
  @OptionalIds('The waybills on the sheet; codes resolve without them (AM-18)', exampleWaybills, 50)
  waybillIds?: string[];
  @OptionalClaimedTime('By the signer’s clock; that of the signature, Dotation-Occurred-At, else now, when absent')
  signedAt?: string | null;
  @OptionalInstant('What the phone’s clock says while it sends this (CR-31)') sentAt?: string | null;

  @ApiProperty({ type: SignatureInput, example: headSigns })
  @IsDefined()
  @ValidateNested()
  @Type(() => SignatureInput)
  signature!: SignatureInput;

  @OptionalId('The delegation under which somebody signs for the head (CR-22)') mandateId?: string | null;
  @OptionalId('Who hands over') giverId?: string | null;
  @OptionalId('Required on the giver’s phone and on paper (AM-1)') witnessId?: string | null;

  @ApiProperty({ enum: CHANNELS, example: 'OWN_PHONE' })
  @IsIn(CHANNELS)
  channel!: Channel;

  @OptionalText(100, 'The phone or browser that took the signature') installationId?: string | null;
  @OptionalHash('Photo of the signed, stamped sheet; required on the giver’s phone and on paper') sheetSha256?:
    string | null;

  @ApiPropertyOptional({
    type: [Object],
    description:
      'One per code read: {code, outcome, condition?, remark?, reserve?, confirmedBy?}. outcome: ACCEPTED, ACCEPTED_WITH_RESERVE, REFUSED, NOT_ARRIVED, NOT_ANNOUNCED. confirmedBy (SCAN, READ, PHOTO) is required on accepted lines (CR-21), remark on refused ones. A tag with or without hyphens, the label’s QR address, or a serial. Goods without a serial may be told by number instead: {waybillId, model, maker?, count, outcome, condition?, remark?, reserve?}, when all of that model on the waybill have this outcome; a number other than what is open there is an exception, and the lines stay open.',
    example: [
      { code: 'INLCD-004217-S', outcome: 'ACCEPTED', condition: 'EXCELLENT', confirmedBy: 'SCAN' },
      {
        code: 'https://dotation.example/a/INLCD-000001-D',
        outcome: 'REFUSED',
        condition: 'REPAIRABLE',
        remark: 'Écran fissuré',
      },
    ],
  })
  @IsOptional()
  @CheckedRows(5000, 0)
  lines?: object[];

  @ApiPropertyOptional({
    type: [Object],
    description:
      '{waybillId, lotId, accepted?, withReserve?, refused?, notArrived?, remark?}: how many of what is counted (AM-9); a reserve and a refusal say why. What is not said stays open',
  })
  @IsOptional()
  @CheckedRows(MOST_LOTS, 0)
  lots?: object[];
}

export class Countersign {
  @ApiProperty({ type: SignatureInput, example: officerSigns })
  @IsDefined()
  @ValidateNested()
  @Type(() => SignatureInput)
  signature!: SignatureInput;
}

export class RatifyHandover {
  @ApiProperty({ type: SignatureInput, example: headSigns })
  @IsDefined()
  @ValidateNested()
  @Type(() => SignatureInput)
  signature!: SignatureInput;

  @OptionalHash('Photo of the signed sheet; required when somebody else records it') sheetSha256?: string | null;
}

/** A command without a body. */
export class Nothing {}

export class HandoversQuery extends DocumentsQuery {
  @OptionalId() orgUnitId?: string;
  @OptionalId() waybillId?: string;

  @ApiPropertyOptional({ enum: HANDOVER_STATUSES })
  @IsOptional()
  @IsIn(HANDOVER_STATUSES)
  status?: string;
}

export class HandoverLineDto {
  @ApiProperty({ format: 'uuid' }) lineId!: string;
  @ApiProperty() row!: number;
  @ApiProperty({ description: 'As read; “4 × model” where the goods were counted' }) code!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) deviceId!: string | null;
  @ApiProperty({ nullable: true, type: String }) tag!: string | null;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty({ nullable: true, type: String }) model!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) waybillId!: string | null;
  @ApiProperty({ description: 'What the receiver said' }) stated!: string;
  @ApiProperty({ description: 'What the PV holds: NOT_ANNOUNCED where the code belongs to no line' }) outcome!: string;
  @ApiProperty({
    nullable: true,
    type: String,
    description: 'MOVES, CONFIRMS, DUPLICATE, CONFLICT, PENDING; null for NOT_ANNOUNCED',
  })
  effect!: string | null;
  @ApiProperty({ nullable: true, type: String }) condition!: string | null;
  @ApiProperty({ nullable: true, type: String }) remark!: string | null;
  @ApiProperty({ nullable: true, type: String }) reserve!: string | null;
  @ApiProperty({ nullable: true, type: String }) confirmedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) completedAt!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The rectifying PV that struck it' })
  correctedBy!: string | null;
}

export class KitReadDto {
  @ApiProperty() row!: number;
  @ApiProperty() code!: string;
  @ApiProperty({ format: 'uuid' }) kitId!: string;
  @ApiProperty({ type: [String], description: 'Its components for this unit; none is confirmed by the kit’s tag' })
  proposes!: string[];
}

export class CountReadDto {
  @ApiProperty() row!: number;
  @ApiProperty({ format: 'uuid' }) waybillId!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty() count!: number;
  @ApiProperty({ description: 'Of this model open on the waybill when it was recorded' }) open!: number;
  @ApiProperty() outcome!: string;
  @ApiProperty({ nullable: true, type: String }) condition!: string | null;
  @ApiProperty({ nullable: true, type: String }) remark!: string | null;
  @ApiProperty({ description: 'False: an exception says why, and the lines stay open' }) settled!: boolean;
}

export class HandoverDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'PV-2026-000001' }) number!: string;
  @ApiProperty({ enum: ['FIRST', 'RETURN'] }) kind!: string;
  @ApiProperty({ enum: HANDOVER_STATUSES }) status!: string;
  @ApiProperty({ enum: GATES, nullable: true }) pending!: string | null;
  @ApiProperty({ enum: ['FIRM', 'TO_CONFIRM', 'IN_DEPOSIT'] }) hold!: string;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty({ type: [String] }) waybillIds!: string[];
  @ApiProperty({ type: CustodianDto }) receiver!: CustodianDto;
  @ApiProperty({ type: SignatureDto }) signature!: SignatureDto;
  @ApiProperty({ type: SignatureDto, nullable: true }) countersignature!: SignatureDto | null;
  @ApiProperty({ nullable: true, type: String }) mandateId!: string | null;
  @ApiProperty({ nullable: true, type: String }) giverId!: string | null;
  @ApiProperty({ nullable: true, type: String }) witnessId!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ enum: CHANNELS }) channel!: string;
  @ApiProperty({ nullable: true, type: String }) installationId!: string | null;
  @ApiProperty({ nullable: true, type: String }) sheetSha256!: string | null;
  @ApiProperty({ format: 'date-time' }) signedAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty() late!: boolean;
  @ApiProperty() contentHash!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) countersignedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) completedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'No longer under reserve (AM-2)' })
  ratifiedAt!: string | null;
  @ApiProperty({ type: SignatureDto, nullable: true }) ratification!: SignatureDto | null;
  @ApiProperty({ type: TranscriptionCheckDto, nullable: true, description: 'Compared with the signed sheet (AM-1)' })
  transcriptionCheck!: TranscriptionCheckDto | null;
  @ApiProperty({ type: [String], description: 'Rectifying PVs, oldest first' }) rectifications!: string[];
  @ApiProperty({ type: [HandoverLineDto] }) lines!: HandoverLineDto[];
  @ApiProperty({ type: [SignedLotDto], description: 'Quantities of lots' }) lots!: SignedLotDto[];
  @ApiProperty({ type: [KitReadDto] }) kits!: KitReadDto[];
  @ApiProperty({ type: [CountReadDto], description: 'Goods without a serial, told by number' }) counts!: CountReadDto[];
  @ApiProperty({ type: [ExceptionDto] }) exceptions!: ExceptionDto[];
  @ApiProperty({ type: ProgressDto }) progress!: ProgressDto;
}

export class HandoverListItemDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty() kind!: string;
  @ApiProperty() status!: string;
  @ApiProperty({ nullable: true, type: String }) pending!: string | null;
  @ApiProperty({ format: 'uuid' }) orgUnitId!: string;
  @ApiProperty({ format: 'date-time' }) signedAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty() lines!: number;
}

export class HandoverPageDto {
  @ApiProperty({ type: [HandoverListItemDto] }) items!: HandoverListItemDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
