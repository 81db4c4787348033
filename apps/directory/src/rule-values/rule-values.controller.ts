import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ProposalsQuery,
  ProposeRuleValue,
  RuleValueDto,
  RuleValueProposalDto,
  RuleValueProposalPageDto,
  RuleValuesDto,
  RuleValuesQuery,
} from './rule-values.dto.js';
import { RuleValuesService } from './rule-values.service.js';

@ApiTags('directory: rule values')
@Controller('rule-values')
export class RuleValuesController {
  constructor(private readonly ruleValues: RuleValuesService) {}

  @Post()
  @Allow('DATA_STEWARD', 'APPROVER')
  @StepUp()
  @ApiOperation({ summary: 'Propose a tolerance or timer; it holds when another person has confirmed it (AM-30)' })
  @ApiCreatedResponse({ type: RuleValueProposalDto })
  proposeRuleValue(@Body() input: ProposeRuleValue, @CommandOf() command: Command): Promise<RuleValueProposalDto> {
    return this.ruleValues.proposeRuleValue(input, command);
  }

  @Post(':id/confirmation')
  @Allow('APPROVER', 'DATA_STEWARD')
  @StepUp()
  @ApiOperation({ summary: 'Confirm a proposed tolerance or timer, as the second person (AM-30)' })
  @ApiCreatedResponse({ type: RuleValueDto })
  confirmRuleValue(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<RuleValueDto> {
    return this.ruleValues.confirmRuleValue(id, command);
  }

  @Get()
  @ApiOperation({ summary: 'The value of every rule at a moment, and who set it (Q32)' })
  @ApiOkResponse({ type: RuleValuesDto })
  listRuleValues(@Query() { at }: RuleValuesQuery, @ReaderOf() reader: Principal): Promise<Page<RuleValueDto>> {
    return this.ruleValues.listRuleValues(at ? new Date(at) : new Date(), reader);
  }

  @Get('proposals')
  @Allow('DATA_STEWARD', 'APPROVER', 'AUDITOR')
  @ApiOperation({ summary: 'Rule values that were proposed, and who confirmed them' })
  @ApiOkResponse({ type: RuleValueProposalPageDto })
  listProposals(@Query() query: ProposalsQuery, @ReaderOf() reader: Principal): Promise<Page<RuleValueProposalDto>> {
    return this.ruleValues.listProposals(query, reader);
  }
}
