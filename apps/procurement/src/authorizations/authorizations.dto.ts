import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { examples } from '../examples.dto.js';
import { AUTHORITY_ROLES, type AuthorityRole } from './authorization.rules.js';

export class ProposeAuthority {
  @ApiPropertyOptional({
    ...{ type: String, nullable: true, example: examples.awardId },
    description: 'For this award alone; absent: for every award without rows of its own',
  })
  @IsOptional()
  @IsUUID()
  awardId?: string | null;

  @ApiPropertyOptional({ enum: AUTHORITY_ROLES, nullable: true, description: 'Whoever holds this role' })
  @IsOptional()
  @IsIn(AUTHORITY_ROLES)
  role?: AuthorityRole | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Or this person' })
  @IsOptional()
  @IsUUID()
  personId?: string | null;

  @ApiProperty({ example: 2_500_000, description: 'The highest order, in minor units of the currency' })
  @IsInt()
  @Min(1)
  @Max(100_000_000_000_000)
  upToMinor!: number;

  @ApiProperty({ example: 'USD', description: 'ISO 4217; an order in a currency without a row is approved by nobody' })
  @IsISO4217CurrencyCode()
  currency!: string;

  @ApiPropertyOptional({ default: 1, description: 'How many persons have to approve such an amount' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  approvers?: number;
}

export class ProposeMatrix {
  @ApiPropertyOptional({
    ...{ type: String, nullable: true, format: 'date-time' },
    description: 'From when on it holds; absent: from its confirmation on',
  })
  @IsOptional()
  @IsRFC3339()
  validFrom?: string | null;

  @ApiProperty({ example: 'Délégation de pouvoirs de la mission' })
  @IsString()
  @Length(1, 300)
  reason!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'SHA-256 of the signed delegation, kept as a file',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  documentSha256?: string | null;

  @ApiProperty({ type: [ProposeAuthority], description: 'The whole matrix: what it does not say, nobody may' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ProposeAuthority)
  rows!: ProposeAuthority[];
}

export class MatricesQuery extends PageQuery {}

export class AuthorityDto {
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) awardId!: string | null;
  @ApiProperty({ enum: AUTHORITY_ROLES, nullable: true }) role!: AuthorityRole | null;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) personId!: string | null;
  @ApiProperty() upToMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty() approvers!: number;
}

export class MatrixDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['OPEN', 'CONFIRMED'] }) status!: 'OPEN' | 'CONFIRMED';
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) validFrom!: Date | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ nullable: true, type: String }) documentSha256!: string | null;
  @ApiProperty({ format: 'uuid' }) proposedBy!: string;
  @ApiProperty({ format: 'date-time' }) proposedAt!: Date;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) confirmedBy!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) confirmedAt!: Date | null;
  @ApiProperty({ type: [AuthorityDto] }) rows!: AuthorityDto[];
}

export class MatrixPageDto {
  @ApiProperty({ type: [MatrixDto] }) items!: MatrixDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
