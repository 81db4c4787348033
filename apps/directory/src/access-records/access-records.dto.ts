import { IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';

const kinds = ['EXPORT', 'PERSONAL_DATA', 'LIST', 'AUDITOR_READ'] as const;

/** A read at the gateway, which has no facts of its own and hands its records over. */
export class KeepAccessRecord {
  @IsUUID() readerId!: string;
  @Length(1, 100) tokenId!: string;
  @IsIn(kinds) kind!: (typeof kinds)[number];
  @Length(1, 200) operation!: string;
  @IsString() @MaxLength(10_000) filter!: string;
  @IsOptional() @IsString() @MaxLength(100) purpose!: string | null;
  @IsOptional() @IsInt() rows!: number | null;
  @IsString() @MaxLength(10_000) scope!: string;
  @IsISO8601({ strict: true }) readAt!: string;
}
