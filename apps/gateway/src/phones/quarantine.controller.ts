import { AccessRecorder, Allow, CommandOf, ReaderOf, Recorded, StepUp } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { QuarantinedDto, QuarantinePage, QuarantineQuery, ReviewQuarantined } from './phones.dto.js';
import { Quarantine } from './quarantine.service.js';

@ApiTags('Phones')
@ApiBearerAuth()
@UseInterceptors(AccessRecorder)
@Controller('api/gateway')
export class QuarantineController {
  constructor(private readonly held: Quarantine) {}

  @Get('quarantined-commands')
  @Allow('DATA_STEWARD', 'AUDITOR', 'INVESTIGATOR')
  @Recorded('PERSONAL_DATA')
  @ApiOperation({ summary: 'What lost phones had not sent, oldest first (CR-63). The reading is recorded' })
  @ApiOkResponse({ type: QuarantinePage })
  listQuarantined(@ReaderOf() reader: Principal, @Query() query: QuarantineQuery): Promise<QuarantinePage> {
    return this.held.list(reader, query);
  }

  @Post('phones/:phoneId/quarantined-commands/:id/review')
  @HttpCode(201)
  @Allow('DATA_STEWARD')
  @StepUp()
  @ApiOperation({
    summary: 'Release one to its person, who sends it from another phone, or discard it; by somebody else (CR-63)',
  })
  @ApiCreatedResponse({ type: QuarantinedDto })
  reviewQuarantined(
    @CommandOf() command: Command,
    @Param('phoneId', ParseUUIDPipe) phoneId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReviewQuarantined,
  ): Promise<QuarantinedDto> {
    return this.held.review(command, phoneId.toLowerCase(), id.toLowerCase(), input);
  }
}
