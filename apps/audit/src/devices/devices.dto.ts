import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Known } from '../knowledge/knowledge.dto.js';

export class PlaceDto {
  @ApiProperty() id!: string;
  @ApiProperty() name!: string;
}

export class CustodianDto {
  @ApiProperty({ description: 'In words: the party, and under which hold when that is not FIRM' })
  label!: string;
  @ApiProperty({ enum: ['UNIT', 'ORGANISATION'] }) partyKind!: string;
  @ApiProperty() partyId!: string;
  @ApiProperty({ nullable: true, type: String, description: 'Names are joined by directory, with a purpose' })
  personId!: string | null;
  @ApiProperty() place!: PlaceDto;
  @ApiProperty({ description: 'True: on the way to `place`' }) enRoute!: boolean;
  @ApiProperty({ enum: ['FIRM', 'TO_CONFIRM', 'IN_DEPOSIT'] }) hold!: string;
}

export class SignatureDto {
  @ApiProperty({ enum: ['RECEIVER', 'COUNTERSIGNER', 'DRIVER', 'PREVIOUS_DRIVER', 'RECTIFIER', 'PARTY'] })
  role!: string;
  @ApiProperty() personId!: string;
  @ApiProperty() capacity!: string;
  @ApiProperty({ nullable: true, type: String }) rank!: string | null;
  @ApiProperty({ nullable: true, type: String }) function!: string | null;
  @ApiProperty() signedAt!: string;
  @ApiProperty({ nullable: true, type: String }) imageSha256!: string | null;
}

export class DocumentDto {
  @ApiProperty() id!: string;
  @ApiProperty({ nullable: true, type: String, example: 'HANDOVER' }) kind!: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'PV-2027-000001' }) number!: string | null;
  @ApiProperty({ type: [String], description: 'Hashes of files it names that nobody had brought by knownAt' })
  missingFiles!: string[];
}

export class PaperDto extends DocumentDto {
  @ApiProperty({ nullable: true, type: String, example: 'FINAL' }) status!: string | null;
  @ApiProperty({ type: [SignatureDto] }) signatures!: SignatureDto[];
}

export class IdentifierDto {
  @ApiProperty() type!: string;
  @ApiProperty() value!: string;
  @ApiProperty({ description: 'As captured' }) raw!: string;
}

export class DeviceDto {
  @ApiProperty() deviceId!: string;
  @ApiProperty({ nullable: true, type: String, example: 'INLCD-000017-0' }) tag!: string | null;
  @ApiProperty({ nullable: true, type: String, description: 'The maker’s serial number, as compared' })
  serial!: string | null;
  @ApiProperty({ type: [IdentifierDto] }) identifiers!: IdentifierDto[];
  @ApiProperty({ nullable: true, type: String }) maker!: string | null;
  @ApiProperty({ nullable: true, type: String }) model!: string | null;
  @ApiProperty({ nullable: true, type: String }) category!: string | null;
  @ApiProperty({ nullable: true, type: String }) description!: string | null;
  @ApiProperty({ nullable: true, type: String }) catalogueItemId!: string | null;
  @ApiProperty({ nullable: true, type: String }) kitId!: string | null;
}

export class DimensionsDto {
  @ApiProperty({ nullable: true, type: String, example: 'A08_HANDED_OVER' }) lifecycle!: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'STATE_DRC' }) title!: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'EXCELLENT' }) condition!: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'NOT_YET_DEPLOYED' }) use!: string | null;
}

export class FundingDto {
  @ApiProperty() awardId!: string;
  @ApiProperty({ nullable: true, type: String, description: 'FAIN and donor' }) award!: string | null;
  @ApiProperty() percent!: number;
}

/** Q2: where it is right now, who has it, since when, on which signed paper. */
export class NowDto extends DimensionsDto {
  @ApiProperty({ nullable: true, type: String }) where!: string | null;
  @ApiProperty({ nullable: true, type: String }) who!: string | null;
  @ApiProperty({ nullable: true, type: String }) since!: string | null;
  @ApiProperty({ nullable: true, type: String, description: 'What the document claims, where it could not be kept' })
  claimedSince!: string | null;
  @ApiProperty({ nullable: true, type: PaperDto }) document!: PaperDto | null;
  @ApiProperty({ nullable: true, type: CustodianDto }) custodian!: CustodianDto | null;
  @ApiProperty({ nullable: true, type: String }) acquisitionDate!: string | null;
  @ApiProperty({ nullable: true, type: Object, example: { minor: 84500, currency: 'USD' } })
  cost!: { minor: number; currency: string | null } | null;
  @ApiProperty({ type: [FundingDto] }) funding!: FundingDto[];
  @ApiProperty({ type: [String], description: 'What an accepted device still lacks (CR-12)' }) waitingFor!: string[];
}

export class EventDto extends DimensionsDto {
  @ApiProperty({ description: '1, 2, 3 … in this answer' }) no!: number;
  @ApiProperty({ example: 'handed over to the unit (T12)' }) what!: string;
  @ApiProperty() factId!: string;
  @ApiProperty({ example: 'fact.assets.device-transitioned.v1' }) type!: string;
  @ApiProperty() position!: number;
  @ApiProperty() producer!: string;
  @ApiProperty() seq!: number;
  @ApiProperty({
    nullable: true,
    type: Number,
    description: 'Number of the device’s fact; null for a fact without effect',
  })
  deviceSeq!: number | null;
  @ApiProperty({ nullable: true, type: String, example: 'T12' }) transition!: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'MOVES' }) effect!: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'ACCEPTED' }) outcome!: string | null;
  @ApiProperty({ description: 'The causing fact, or the Idempotency-Key of the command' }) causationId!: string;
  @ApiProperty({ nullable: true, type: Number, description: '`no` of the fact that caused this one' })
  causedBy!: number | null;
  @ApiProperty() actorId!: string;
  @ApiProperty({ description: 'The acting person’s clock' }) occurredAt!: string;
  @ApiProperty({ description: 'The server’s clock' }) recordedAt!: string;
  @ApiProperty({ description: 'Since when it is true: what the document claims, or the interval the register opened' })
  trueFrom!: string;
  @ApiProperty({ description: 'When audit had it' }) knownAt!: string;
  @ApiProperty({ description: 'From occurred to recorded' }) lagSeconds!: number;
  @ApiProperty({ nullable: true, type: Number, description: 'Days of silence before it, when more than 30' })
  silenceDays!: number | null;
  @ApiProperty({ nullable: true, type: DocumentDto }) document!: DocumentDto | null;
  @ApiProperty({ nullable: true, type: CustodianDto, description: 'Who has it after this' })
  custodian!: CustodianDto | null;
  @ApiProperty({ description: 'What the fact says of this device' }) line!: object;
  @ApiProperty({ description: 'What the fact says of the document' }) header!: object;
  @ApiProperty({ description: 'SHA-256(0x00 ‖ bytes) of the fact, base64' }) hash!: string;
  @ApiProperty({ type: [String], description: 'Codes of `problems` that concern this fact' }) problems!: string[];
}

export class SilenceDto {
  @ApiProperty() days!: number;
  @ApiProperty() from!: string;
  @ApiProperty() to!: string;
  @ApiProperty({ nullable: true, type: Number, description: '`no` of the event that ended it; null: it lasts' })
  endedBy!: number | null;
}

export class ProblemOfTraceDto {
  @ApiProperty({ enum: ['missing-number', 'number-twice', 'broken-previous-hash', 'bytes-changed'] }) code!: string;
  @ApiProperty({ nullable: true, type: Number }) deviceSeq!: number | null;
  @ApiPropertyOptional() factId?: string;
  @ApiProperty() detail!: string;
}

export class ChainDto {
  @ApiProperty({ description: 'Numbered facts whose number and previous hash were checked against the stored bytes' })
  checked!: number;
  @ApiProperty() whole!: boolean;
  @ApiProperty({ type: [ProblemOfTraceDto] }) problems!: ProblemOfTraceDto[];
}

/** Q3: the whole life of one device. */
export class TraceDto extends Known {
  @ApiProperty() device!: DeviceDto;
  @ApiProperty() now!: NowDto;
  @ApiProperty() chain!: ChainDto;
  @ApiProperty({ type: [SilenceDto], description: 'More than 30 days without a fact' }) silences!: SilenceDto[];
  @ApiProperty({ type: [EventDto] }) events!: EventDto[];
}

export class CustodyIntervalDto {
  @ApiProperty() deviceSeq!: number;
  @ApiProperty() from!: string;
  @ApiProperty({ nullable: true, type: String, description: 'Null while it is open' }) to!: string | null;
  @ApiProperty() claimedFrom!: string;
  @ApiProperty({ description: 'The claimed time could not be kept' }) clamped!: boolean;
  @ApiProperty() custodian!: CustodianDto;
  @ApiProperty({ type: PaperDto }) document!: PaperDto;
}

export class CustodyDto extends Known {
  @ApiProperty() deviceId!: string;
  @ApiProperty({ type: [CustodyIntervalDto] }) items!: CustodyIntervalDto[];
}
