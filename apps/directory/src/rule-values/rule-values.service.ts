import { RuleValueSetV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { RuleValue } from './rule-value.entity.js';
import { checkRuleValue } from './rule-value.rules.js';
import { ruleValuesAt } from './rule-values.queries.js';
import type { RuleValueDto, SetRuleValue } from './rule-values.dto.js';

@Injectable()
export class RuleValuesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  setRuleValue(input: SetRuleValue, command: Command): Promise<RuleValueDto> {
    return this.commands.run(command, async (tx) => {
      const { key: id, actorId: recordedBy, recordedAt } = command;
      const { rule, value } = input;
      const validFrom = input.validFrom ? new Date(input.validFrom) : recordedAt;
      checkRuleValue(rule, value, validFrom, recordedAt);
      const ruleValue: RuleValue = { id, rule, value, validFrom, recordedBy, recordedAt };
      await tx.insert(RuleValue, ruleValue);
      const fact: RuleValueSetV1 = { ruleValueId: id, rule, value, validFrom: validFrom.toISOString() };
      await record(tx, RuleValueSetV1, rule, fact, command);
      return toRuleValueDto(ruleValue);
    });
  }

  async listRuleValues(at: Date, reader: Principal): Promise<Page<RuleValueDto>> {
    const values = await this.queries.run(reader, (tx) => ruleValuesAt(tx, at));
    return { items: values.map(toRuleValueDto), next: null };
  }
}

function toRuleValueDto({ validFrom, recordedAt, ...ruleValue }: RuleValue): RuleValueDto {
  return { ...ruleValue, validFrom: validFrom.toISOString(), recordedAt: recordedAt.toISOString() };
}
