import { IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';

/** What a source published for a pair of currencies on a day; a correction is a later version, with its reason. */
export class ExchangeRateRecordedV1 {
  static readonly type = 'fact.procurement.exchange-rate-recorded.v1';
  @IsUUID() rateId!: string;
  /** ISO 4217: one unit of `base` is worth `rate` units of `quote`. */
  @IsString() base!: string;
  @IsString() quote!: string;
  @IsISO8601() on!: string;
  /** A decimal as text: no float says it exactly. */
  @IsString() rate!: string;
  @IsString() source!: string;
  @IsInt() version!: number;
  @IsOptional() @IsString() reason?: string | null;
}
