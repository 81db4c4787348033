import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PHONE_STATES } from './phone.rules.js';
import type { PhoneState } from './phone.rules.js';

const coordinate = /^[A-Za-z0-9_-]{43}$/;

export class PublicKeyDto {
  @ApiProperty({ enum: ['EC'] }) @IsIn(['EC']) kty!: 'EC';
  @ApiProperty({ enum: ['P-256'] }) @IsIn(['P-256']) crv!: 'P-256';
  @ApiProperty({ pattern: coordinate.source }) @Matches(coordinate) x!: string;
  @ApiProperty({ pattern: coordinate.source }) @Matches(coordinate) y!: string;
}

export class RegisterPhone {
  @ApiProperty({ example: 'Tecno, téléphone du commandant', minLength: 1, maxLength: 100 })
  @Length(1, 100)
  @Matches(/^[^\0]*$/)
  @Matches(/\S/, { message: 'label must not be blank' })
  label!: string;

  @ApiProperty({ type: PublicKeyDto, description: 'JWK of an ECDSA key on P-256; the private half stays on the phone' })
  @IsDefined()
  @ValidateNested()
  @Type(() => PublicKeyDto)
  publicKey!: PublicKeyDto;
}

const Signature =
  (of: string): PropertyDecorator =>
  (target, key) => {
    ApiProperty({
      pattern: '^[A-Za-z0-9_-]{86}$',
      description: `ECDSA P-256, SHA-256, r and s in base64url, over the lines “dotation phone v1”, the phone’s id, “${of.split(':')[0]}”, and SHA-256 in hexadecimal of ${of.split(':')[1]}`,
    })(target, key);
    Matches(/^[A-Za-z0-9_-]{86}$/)(target, key);
  };

export class BindSession {
  @Signature('session:the id of the session that sends this') signature!: string;
}

export class ReportLoss {
  @OptionalInstant('Since when somebody else may have had it; from now when absent') lostSince?: string | null;
}

export class ContactPhone {
  @ApiProperty({ format: 'date-time', description: 'By the phone’s clock' })
  @IsISO8601({ strict: true })
  sentAt!: string;

  @Signature('contact:`sentAt` as sent') signature!: string;
}

export class QuarantineBatch {
  @ApiProperty({
    maxLength: 200_000,
    description:
      'What had not been sent, as JSON: a list of {id, method, path, body, madeAt}; `id` is the Idempotency-Key. One whose body is too large says what it was instead, with `complete` false. Taken from a phone that was reported lost only; sent twice, it is kept once',
  })
  @IsString()
  @MaxLength(200_000)
  batch!: string;

  @Signature('quarantine:`batch` as sent') signature!: string;
}

export class WipedPhone {
  @ApiProperty({ format: 'date-time', description: 'By the phone’s clock' })
  @IsISO8601({ strict: true })
  wipedAt!: string;

  @Signature('wiping:`wipedAt` as sent') signature!: string;
}

export class PhoneDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() label!: string;
  @ApiProperty({ enum: PHONE_STATES, description: 'LOST until the phone itself says that it is wiped' })
  state!: PhoneState;
  @ApiProperty({ format: 'date-time' }) registeredAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) lastContactAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) lostSince!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) reportedAt!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) reportedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) wipedAt!: string | null;
}

export class PhonePage {
  @ApiProperty({ type: [PhoneDto] }) items!: PhoneDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class PhonesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only the phones of this person' })
  @IsOptional()
  @IsUUID()
  personId?: string;
}

export class OwnPhonesQuery extends PageQuery {}

/** What a phone has to do. */
export class PhoneOrders {
  @ApiProperty({ enum: PHONE_STATES }) state!: PhoneState;
  @ApiProperty({ description: 'Send what was not sent to /quarantine, then erase everything, then say so to /wiping' })
  wipe!: boolean;
}

export class KeptBatch {
  @ApiProperty({ description: 'Of this batch, those that had not come before' }) kept!: number;
}

const QUARANTINE_STATES = ['WAITING', 'RELEASED', 'DISCARDED', 'SENT'] as const;

export class QuarantineQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() phoneId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Whose phone it was' }) @IsOptional() @IsUUID() personId?: string;

  @ApiPropertyOptional({ enum: QUARANTINE_STATES })
  @IsOptional()
  @IsIn(QUARANTINE_STATES)
  status?: (typeof QUARANTINE_STATES)[number];
}

export class OwnQuarantineQuery extends PageQuery {}

export class ReviewQuarantined {
  @ApiProperty({ enum: ['RELEASED', 'DISCARDED'], description: 'RELEASED: its person sends it from another phone' })
  @IsIn(['RELEASED', 'DISCARDED'])
  outcome!: 'RELEASED' | 'DISCARDED';

  @ApiProperty({ example: 'Le chef d’escadron confirme l’avoir signé avant la perte', minLength: 1, maxLength: 1000 })
  @Length(1, 1000)
  @Matches(/^[^\0]*$/)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;
}

export class QuarantinedDto {
  @ApiProperty({ format: 'uuid', description: 'The Idempotency-Key it is to be sent with' }) id!: string;
  @ApiProperty({ format: 'uuid' }) phoneId!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() method!: string;
  @ApiProperty() path!: string;
  @ApiProperty({ type: Object }) body!: object;
  @ApiProperty({ format: 'date-time', description: 'By the phone’s clock' }) madeAt!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ description: 'False: the body says only what it was, and it can only be discarded' })
  complete!: boolean;

  @ApiProperty({ enum: QUARANTINE_STATES, description: 'SENT: released, and its person says that he sent it' })
  status!: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String }) sentAt!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) reviewedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) reviewedAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
}

export class QuarantinePage {
  @ApiProperty({ type: [QuarantinedDto] }) items!: QuarantinedDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
