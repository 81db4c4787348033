import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsISO8601, IsOptional, IsUUID, Length, Matches } from 'class-validator';

/** Far enough ahead to work when the example is pasted. */
const inNinetyDays = new Date(Date.now() + 90 * 86_400_000).toISOString();
/** The store-keeper of the demo data. */
const person = '019b76da-a800-7f31-ae7a-0cdcdc502c33';

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
}

export class TokenView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() label!: string;
  @ApiProperty({ type: [String] }) scopes!: string[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'uuid' }) createdBy!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) firstUsedAt!: string | null;
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
}

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
