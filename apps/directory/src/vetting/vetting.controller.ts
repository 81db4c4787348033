import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecordVettingResult, VettingResultDto, VettingResultPageDto, VettingResultsQuery } from './vetting.dto.js';
import { VettingService } from './vetting.service.js';

@ApiTags('directory: vetting')
@Controller('vetting-results')
export class VettingController {
  constructor(private readonly vetting: VettingService) {}

  @Post()
  @Allow('VETTING_FP')
  @ApiOperation({ summary: 'Record the result of a vetting of a unit or its commander for one award; never a reason' })
  @ApiCreatedResponse({ type: VettingResultDto })
  recordVettingResult(@Body() input: RecordVettingResult, @CommandOf() command: Command): Promise<VettingResultDto> {
    return this.vetting.recordVettingResult(input, command);
  }

  @Get()
  @Allow('VETTING_FP', 'BUDGET_HOLDER', 'APPROVER', 'FIELD_OFFICER', 'EUM_OFFICER', 'DONOR', 'AUDITOR')
  @ApiOperation({ summary: 'Vetting results, of one unit or all' })
  @ApiOkResponse({ type: VettingResultPageDto })
  listVettingResults(
    @Query() query: VettingResultsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<VettingResultDto>> {
    return this.vetting.listVettingResults(query, reader);
  }
}
