import { OptionalInstant, PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { RULES } from './rule-value.rules.js';

const ruleNames = Object.keys(RULES);

export class ProposeRuleValue {
  @ApiProperty({ enum: ruleNames, example: 'pv.countersignDays' })
  @IsIn(ruleNames)
  rule!: string;

  @ApiProperty({ example: '10', description: 'A whole number; its unit is in the rule’s name' })
  @IsString()
  @Length(1, 9)
  value!: string;

  @OptionalInstant('From when on; from its confirmation on when absent, never earlier')
  validFrom?: string | null;

  @ApiProperty({ example: 'Les routes de la saison des pluies', description: 'Why; the second person reads it' })
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class RuleValuesQuery {
  @OptionalInstant('Values at that moment; now when absent')
  at?: string;
}

export class ProposalsQuery extends PageQuery {
  @ApiPropertyOptional({ type: Boolean, description: 'Only those that wait (true) or were confirmed (false)' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  open?: boolean;
}

export class RuleValueDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ruleNames }) rule!: string;
  @ApiProperty() value!: string;
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The first person; null: shipped' })
  proposedBy!: string | null;
  @ApiProperty({ format: 'uuid', description: 'The second person' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class RuleValuesDto {
  @ApiProperty({ type: [RuleValueDto] }) items!: RuleValueDto[];
  @ApiProperty({ nullable: true, type: String, description: 'Always null: all rules are in one answer' }) next!:
    string | null;
}

export class RuleValueProposalDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ruleNames }) rule!: string;
  @ApiProperty() value!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) validFrom!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid' }) proposedBy!: string;
  @ApiProperty({ format: 'date-time' }) proposedAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) confirmedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) confirmedAt!: string | null;
}

export class RuleValueProposalPageDto {
  @ApiProperty({ type: [RuleValueProposalDto] }) items!: RuleValueProposalDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
