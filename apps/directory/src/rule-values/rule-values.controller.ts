import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RuleValueDto, RuleValuesDto, RuleValuesQuery, SetRuleValue } from './rule-values.dto.js';
import { RuleValuesService } from './rule-values.service.js';

@ApiTags('directory: rule values')
@Controller('rule-values')
export class RuleValuesController {
  constructor(private readonly ruleValues: RuleValuesService) {}

  @Post()
  @Allow('SYS_ADMIN', 'DATA_STEWARD')
  @StepUp()
  @ApiOperation({ summary: 'Set a tolerance or timer from a date on' })
  @ApiCreatedResponse({ type: RuleValueDto })
  setRuleValue(@Body() input: SetRuleValue, @CommandOf() command: Command): Promise<RuleValueDto> {
    return this.ruleValues.setRuleValue(input, command);
  }

  @Get()
  @ApiOperation({ summary: 'The value of every rule at a moment' })
  @ApiOkResponse({ type: RuleValuesDto })
  listRuleValues(@Query() { at }: RuleValuesQuery, @ReaderOf() reader: Principal): Promise<Page<RuleValueDto>> {
    return this.ruleValues.listRuleValues(at ? new Date(at) : new Date(), reader);
  }
}
