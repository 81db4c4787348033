import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { isNetwork } from './network.rules.js';

/** Far enough ahead to work when the example is pasted. */
const inNinetyDays = new Date(Date.now() + 90 * 86_400_000).toISOString();
const inThirtyDays = new Date(Date.now() + 30 * 86_400_000).toISOString();
/** The store-keeper of the demo data. */
const person = '019b76da-a800-7f31-ae7a-0cdcdc502c33';

/** CIDR, IPv4 or IPv6. */
function Networks(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: [String],
      example: ['192.0.2.0/24', '2001:db8::/32', '127.0.0.1', '::1'],
      description: 'From where it may be used: networks or addresses, IPv4 or IPv6. From anywhere when absent or empty',
    }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(50),
    ValidateBy(
      {
        name: 'network',
        validator: {
          validate: (value: unknown) => typeof value === 'string' && isNetwork(value),
          defaultMessage: () =>
            'each value in allowedNetworks must be a network like 192.0.2.0/24 or 2001:db8::/32, without bits behind its length, or an address',
        },
      },
      { each: true },
    ),
  );
}

export class IssueToken {
  @ApiProperty({ format: 'uuid', example: person, description: 'The person it speaks for, with that person’s roles' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ example: 'Scanner, central store', minLength: 1, maxLength: 100 })
  @Length(1, 100)
  label!: string;

  @ApiProperty({ example: ['read', 'write'], description: '`read`, `write`, or for one service only: `assets:read`' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(/^((gateway|directory|procurement|assets|handover|audit):)?(read|write)$/, { each: true })
  scopes!: string[];

  @ApiProperty({ format: 'date-time', example: inNinetyDays, description: 'At most 366 days ahead' })
  @IsISO8601({ strict: true })
  expiresAt!: string;

  @Networks()
  allowedNetworks?: string[];
}

/** For machines of the person who asks; there is nobody else to name. */
export class IssueOwnToken extends OmitType(IssueToken, ['personId', 'expiresAt'] as const) {
  @ApiProperty({ format: 'date-time', example: inThirtyDays, description: 'At most 90 days ahead' })
  @IsISO8601({ strict: true })
  expiresAt!: string;
}

export class RotateToken {
  @ApiProperty({ minimum: 0, maximum: 168, example: 24, description: 'So long the secret before works too' })
  @IsInt()
  @Min(0)
  @Max(168)
  overlapHours!: number;

  @ApiPropertyOptional({ format: 'date-time', description: 'A new end, at most 366 days ahead; as before when absent' })
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string;

  @Networks()
  allowedNetworks?: string[];
}

export class TokenView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() label!: string;
  @ApiProperty({ type: [String] }) scopes!: string[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'uuid' }) createdBy!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ description: 'Made by its own person; it does nothing that needs a second factor' })
  personal!: boolean;
  @ApiProperty({ type: [String], description: 'From anywhere when empty' }) allowedNetworks!: string[];
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) firstUsedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'To the hour' })
  lastUsedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'The secret before works until then' })
  previousUntil!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) revokedAt!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) revokedBy!: string | null;
}

export class IssuedToken extends TokenView {
  @ApiProperty({
    nullable: true,
    type: String,
    description: 'Keep it: it is shown only here. A repeat of the request shows it until it was used once.',
    example: 'dot_0197…_…',
  })
  token!: string | null;
}

export class TokenPage {
  @ApiProperty({ type: [TokenView] }) items!: TokenView[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class TokenQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only the tokens of this person' })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @OptionalInstant('Only those that stop before this time and were not revoked')
  expiringBefore?: string;
}

export class OwnTokenQuery extends PageQuery {}

export class FirstAdministrator {
  @ApiProperty({ format: 'uuid', example: person, description: 'A UUIDv7 made by the caller' })
  @IsUUID(7)
  personId!: string;

  @ApiProperty({ example: 'Aline Exemple', minLength: 1, maxLength: 200 })
  @Length(1, 200)
  displayName!: string;

  @ApiPropertyOptional({
    example: 'aline.exemple',
    minLength: 3,
    maxLength: 100,
    description: 'With it the administrator also gets an account to sign in with',
  })
  @IsOptional()
  @Length(3, 100)
  login?: string;
}

export class FirstAccount {
  @ApiProperty() login!: string;
  @ApiProperty({ nullable: true, type: String, description: 'For the first sign-in; shown until then' })
  firstPassword!: string | null;
}

export class IssuedFirstToken extends IssuedToken {
  @ApiProperty({ type: FirstAccount, nullable: true })
  account!: FirstAccount | null;
}
