import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  GrantWaiver,
  RecordEvidence,
  WaiverDto,
  WaiverEvidenceDto,
  WaiverPageDto,
  WaiversQuery,
} from './waivers.dto.js';
import { WaiversService } from './waivers.service.js';

@ApiTags('directory: waivers')
@Controller('waivers')
export class WaiversController {
  constructor(private readonly waivers: WaiversService) {}

  @Post()
  @Allow('APPROVER')
  @StepUp()
  @ApiOperation({
    summary: 'Let named persons of a small office off a rule, for at most 90 days, against a control (AM-3)',
  })
  @ApiCreatedResponse({ type: WaiverDto })
  grantWaiver(@Body() input: GrantWaiver, @CommandOf() command: Command): Promise<WaiverDto> {
    return this.waivers.grantWaiver(input, command);
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @Allow('APPROVER')
  @StepUp()
  @ApiOperation({ summary: 'End a waiver now' })
  @ApiOkResponse({ type: WaiverDto })
  revokeWaiver(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<WaiverDto> {
    return this.waivers.revokeWaiver(id, command);
  }

  @Post(':id/evidence')
  @Allow('APPROVER', 'BUDGET_HOLDER', 'PROCUREMENT', 'FIELD_OFFICER', 'DISPATCHER', 'STOREKEEPER', 'EUM_OFFICER')
  @ApiOperation({ summary: 'Record that the compensating control was done for a document, by another person (AM-3)' })
  @ApiCreatedResponse({ type: WaiverEvidenceDto })
  recordEvidence(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordEvidence,
    @CommandOf() command: Command,
  ): Promise<WaiverEvidenceDto> {
    return this.waivers.recordEvidence(id, input, command);
  }

  @Get()
  @ApiOperation({ summary: 'Waivers, of one person or in force at a moment' })
  @ApiOkResponse({ type: WaiverPageDto })
  listWaivers(@Query() query: WaiversQuery, @ReaderOf() reader: Principal): Promise<Page<WaiverDto>> {
    return this.waivers.listWaivers(query, reader);
  }
}
