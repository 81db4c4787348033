import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { OptionalInstant } from '@dotation/service';
import { RULES } from './rule-value.rules.js';

const ruleNames = Object.keys(RULES);

export class SetRuleValue {
  @ApiProperty({ enum: ruleNames, example: 'pv.countersignDays' })
  @IsIn(ruleNames)
  rule!: string;

  @ApiProperty({ example: '10', description: 'A whole number; its unit is in the rule’s name' })
  @IsString()
  @Length(1, 9)
  value!: string;

  @OptionalInstant('From when on; now when absent, never earlier')
  validFrom?: string;
}

export class RuleValuesQuery {
  @OptionalInstant('Values at that moment; now when absent')
  at?: string;
}

export class RuleValueDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ruleNames }) rule!: string;
  @ApiProperty() value!: string;
  @ApiProperty({ format: 'date-time' }) validFrom!: string;
  @ApiPropertyOptional({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class RuleValuesDto {
  @ApiProperty({ type: [RuleValueDto] }) items!: RuleValueDto[];
  @ApiProperty({ nullable: true, type: String, description: 'Always null: all rules are in one answer' }) next!:
    string | null;
}
