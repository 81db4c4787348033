import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { WordsDto } from '../packing-lists/words.dto.js';
import type { Discrepancy } from './discrepancy.rules.js';
import type { DryRun, Resolved } from './dry-run.rules.js';
import { WarningDto } from './receipt-answers.dto.js';
import type { RowProblem } from './row-problem.rules.js';

export class FieldProblemDto {
  @ApiPropertyOptional() field?: string;
  @ApiProperty({ example: 'serial-already-active' }) code!: string;
  @ApiProperty() detail!: string;
  @ApiPropertyOptional({ type: WordsDto, description: 'The finding in the words of both languages' }) text?: WordsDto;
  [extra: string]: unknown;
}

export class ResolvedRowDto implements Resolved {
  @ApiProperty({ format: 'uuid' }) catalogueItemId!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty() serialRule!: string;
  @ApiProperty({ nullable: true, type: String }) serial!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) orderLineId!: string | null;
  @ApiProperty() devices!: number;
}

export class DryRunRowDto {
  @ApiProperty() row!: number;
  @ApiProperty() ok!: boolean;
  @ApiProperty({ type: [FieldProblemDto] }) problems!: FieldProblemDto[];
  @ApiProperty({ type: [WarningDto] }) warnings!: WarningDto[];
  @ApiProperty({ nullable: true, type: ResolvedRowDto }) resolved!: ResolvedRowDto | null;
}

export class ProposedKitDto {
  @ApiProperty({ example: 'KIT-RADIO-1' }) label!: string;
  @ApiProperty({ type: [Number] }) rows!: number[];
}

export class DryRunTotalsDto {
  @ApiProperty() rows!: number;
  @ApiProperty() devices!: number;
  @ApiProperty() refused!: number;
  @ApiProperty() warned!: number;
}

export class DryRunDto implements DryRun {
  @ApiProperty({ type: [DryRunRowDto] }) rows!: DryRunRowDto[];
  @ApiProperty({ type: [FieldProblemDto] }) problems!: RowProblem[];
  @ApiProperty({ type: [ProposedKitDto] }) kitsProposed!: ProposedKitDto[];
  @ApiProperty({ type: [Object] }) discrepancies!: Discrepancy[];
  @ApiProperty({ type: DryRunTotalsDto }) totals!: DryRunTotalsDto;
}
