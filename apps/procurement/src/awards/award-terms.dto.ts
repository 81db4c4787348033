import { TITLE_TERMS, type TitleTerms } from '@dotation/contracts';
import { OptionalDay } from '@dotation/service';
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsISO4217CurrencyCode, IsOptional, IsString, Length, Max, Min } from 'class-validator';

function Flag(description: string): PropertyDecorator {
  return applyDecorators(ApiPropertyOptional({ description }), IsOptional(), IsBoolean());
}

export function OfText(most: number, description: string): PropertyDecorator {
  const shown = ApiPropertyOptional({ type: String, nullable: true, description });
  return applyDecorators(shown, IsOptional(), IsString(), Length(1, most));
}

function Whole(min: number, max: number, description: string): PropertyDecorator {
  const shown = ApiPropertyOptional({ type: Number, nullable: true, minimum: min, maximum: max, description });
  return applyDecorators(shown, IsOptional(), IsInt(), Min(min), Max(max));
}

const inCapitals = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toUpperCase() : value;

/** The terms of an award. What is absent is as the regulation has it, or in an amendment as it was (domain §9.1). */
export class AwardTermsInput {
  @ApiPropertyOptional({
    enum: TITLE_TERMS,
    description: 'CONDITIONAL unless the award says otherwise (2 CFR 200.313)',
  })
  @IsOptional()
  @IsIn(TITLE_TERMS)
  title?: TitleTerms;

  @Whole(1, 10_000_000, 'Unit cost in USD from which a device is equipment; 5,000, or 10,000 from 1 October 2024 on')
  equipmentThresholdUsd?: number | null;

  @OptionalDay('2026-02-02', 'The period of performance begins')
  periodStart?: string | null;

  @OptionalDay('2029-02-01', 'The period of performance ends')
  periodEnd?: string | null;

  @Whole(1, 100_000_000_000_000, 'In minor units (cents) of the currency')
  amountMinor?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'USD', description: 'ISO 4217' })
  @Transform(inCapitals)
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string | null;

  @Flag('Leahy vetting of unit and commander (CR-15); true unless said otherwise')
  vettingRequired?: boolean;

  @Flag('Human-rights due diligence (CR-17); true unless said otherwise')
  dueDiligenceRequired?: boolean;

  @Flag('The donor is asked before anything is disposed of (2 CFR 200.313(e)); true unless said otherwise')
  dispositionApprovalRequired?: boolean;

  @Flag('End-use monitoring; true unless said otherwise')
  eumRequired?: boolean;

  @Whole(1, 24, 'Every how many months the end use is monitored; 12 unless said otherwise')
  eumFrequencyMonths?: number | null;

  @Flag('2 CFR 200.216 and section 889; true for federal awards obligated from 13 August 2020 on')
  section889Applies?: boolean;

  @Flag('What it buys is marked as the donor’s gift; true unless said otherwise')
  markingRequired?: boolean;

  @OfText(200, 'The waiver that lets the marking be left out')
  markingWaiver?: string | null;

  @Whole(0, 365, 'Within how many days a loss is told to the donor')
  lossNotificationDays?: number | null;

  @OptionalDay('2029-06-01', 'The final financial report; records are kept three years from it (2 CFR 200.334)')
  finalFinancialReportOn?: string | null;

  @OfText(500, 'Why nothing of it may be let go: litigation, a claim, an audit')
  legalHoldReason?: string | null;
}
