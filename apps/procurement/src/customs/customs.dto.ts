import { OptionalDay } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { REGIMES, type Regime } from './customs.rules.js';

const inCapitals = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toUpperCase() : value;
const mostMinor = 100_000_000_000_000;

/** Of the authorities: a number with a letter or a digit. */
function OptionalNumber(example: string, description: string): PropertyDecorator {
  const decorators = [
    ApiPropertyOptional({ type: String, nullable: true, example, description }),
    IsOptional(),
    IsString(),
    Length(1, 60),
    Matches(/[\p{L}\p{N}]/u, { message: 'the number needs a letter or a digit' }),
  ];
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}

function OptionalScan(description: string): PropertyDecorator {
  const decorators = [
    ApiPropertyOptional({ type: String, nullable: true, description: `SHA-256 of ${description}, kept as a file` }),
    IsOptional(),
    Matches(/^[0-9a-f]{64}$/),
  ];
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}

/** What the customs papers of a shipment say; what is not known yet is left out, and every version says all of it. */
export class FileCustoms {
  @ApiProperty({ enum: REGIMES, example: 'EXEMPT', description: 'An exempt import is declared like any other (CR-14)' })
  @IsIn(REGIMES)
  regime!: Regime;

  @OptionalNumber('E 4711', 'Of the declaration')
  declarationNumber?: string | null;

  @OptionalDay('2026-11-28')
  declaredOn?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '101K Kinshasa-Ndjili' })
  @IsOptional()
  @IsString()
  @Length(1, 120)
  @Matches(/\S/, { message: 'office must not be blank' })
  office?: string | null;

  @OptionalScan('the declaration')
  declarationSha256?: string | null;

  @OptionalNumber('DGDA/EX/2026/088', 'Of the decision that exempts from duty and taxes')
  exemptionNumber?: string | null;

  @OptionalDay('2026-11-12')
  exemptedOn?: string | null;

  @OptionalScan('that decision')
  exemptionSha256?: string | null;

  @OptionalNumber('FERI-2026-33120', 'FERI of OGEFREM, wanted whatever the regime')
  feriNumber?: string | null;

  @OptionalNumber('AV-2026-1180', 'AV of BIVAC')
  avNumber?: string | null;

  @OptionalNumber('LI-2026-0071', 'Import licence')
  importLicenceNumber?: string | null;

  @OptionalDay('2026-12-01', 'Day of the release (bon à enlever)')
  releasedOn?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 2_050_000, description: 'CIF value in minor units' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(mostMinor)
  cifMinor?: number | null;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    example: 328_000,
    description: 'Duty and taxes as assessed, in minor units: paid, or exempted. What is paid is invoiced besides',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(mostMinor)
  dutyMinor?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'USD', description: 'ISO 4217, of both amounts' })
  @IsOptional()
  @Transform(inCapitals)
  @IsISO4217CurrencyCode()
  currency?: string | null;

  @ApiPropertyOptional({ type: [String], example: ['SC-20931'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 40, { each: true })
  seals?: string[];

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Days the goods waited beyond the free ones' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3_650)
  demurrageDays?: number | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Le numéro avait été mal recopié',
    description: 'Needed where something that was said before is said otherwise',
  })
  @IsOptional()
  @IsString()
  @Length(3, 500)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason?: string | null;
}

export class MissingDto {
  @ApiProperty({ example: 'declarationNumber' }) field!: string;
  @ApiProperty() detail!: string;
}

export class CustomsFileDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ enum: REGIMES }) regime!: Regime;
  @ApiProperty({ nullable: true, type: String }) declarationNumber!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date' }) declaredOn!: string | null;
  @ApiProperty({ nullable: true, type: String }) office!: string | null;
  @ApiProperty({ nullable: true, type: String }) declarationSha256!: string | null;
  @ApiProperty({ nullable: true, type: String }) exemptionNumber!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date' }) exemptedOn!: string | null;
  @ApiProperty({ nullable: true, type: String }) exemptionSha256!: string | null;
  @ApiProperty({ nullable: true, type: String }) feriNumber!: string | null;
  @ApiProperty({ nullable: true, type: String }) avNumber!: string | null;
  @ApiProperty({ nullable: true, type: String }) importLicenceNumber!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date' }) releasedOn!: string | null;
  @ApiProperty({ nullable: true, type: Number }) cifMinor!: number | null;
  @ApiProperty({ nullable: true, type: Number }) dutyMinor!: number | null;
  @ApiProperty({ nullable: true, type: String }) currency!: string | null;
  @ApiProperty({ type: [String] }) seals!: string[];
  @ApiProperty({ nullable: true, type: Number }) demurrageDays!: number | null;
  @ApiProperty({ nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}
