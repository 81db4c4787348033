import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  DueDiligenceDecisionDto,
  DueDiligencePageDto,
  DueDiligenceQuery,
  RecordDueDiligenceDecision,
} from './due-diligence.dto.js';
import { DueDiligenceService } from './due-diligence.service.js';

@ApiTags('directory: due diligence')
@Controller('due-diligence-decisions')
export class DueDiligenceController {
  constructor(private readonly dueDiligence: DueDiligenceService) {}

  @Post()
  @Allow('VETTING_FP')
  @ApiOperation({ summary: 'Record a human-rights due-diligence decision on a unit' })
  @ApiCreatedResponse({ type: DueDiligenceDecisionDto })
  recordDecision(
    @Body() input: RecordDueDiligenceDecision,
    @CommandOf() command: Command,
  ): Promise<DueDiligenceDecisionDto> {
    return this.dueDiligence.recordDecision(input, command);
  }

  @Get()
  @Allow('VETTING_FP', 'BUDGET_HOLDER', 'APPROVER', 'FIELD_OFFICER', 'EUM_OFFICER', 'DONOR', 'AUDITOR')
  @ApiOperation({ summary: 'Due-diligence decisions, on one unit or all' })
  @ApiOkResponse({ type: DueDiligencePageDto })
  listDecisions(
    @Query() query: DueDiligenceQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<DueDiligenceDecisionDto>> {
    return this.dueDiligence.listDecisions(query, reader);
  }
}
