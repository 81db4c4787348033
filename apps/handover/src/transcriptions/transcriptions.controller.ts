import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HandoverDto } from '../handovers/handovers.dto.js';
import {
  CheckTranscription,
  TranscriptionPageDto,
  TranscriptionsQuery,
  type TranscriptionDto,
} from './transcriptions.dto.js';
import { TranscriptionsService } from './transcriptions.service.js';

@ApiTags('handover: handovers (PV)')
@Controller()
export class TranscriptionsController {
  constructor(private readonly transcriptions: TranscriptionsService) {}

  @Post('handovers/:id/transcription-check')
  @HttpCode(200)
  @Allow('DISPATCHER', 'FIELD_OFFICER', 'BUDGET_HOLDER', 'PROV_COMMISSIONER')
  @ApiOperation({ summary: 'Compare a PV that was transcribed for its receiver with the photo of the signed sheet' })
  @ApiOkResponse({ type: HandoverDto })
  checkTranscription(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CheckTranscription,
    @CommandOf() command: Command,
  ): Promise<HandoverDto> {
    return this.transcriptions.checkTranscription(id.toLowerCase(), input, command);
  }

  @Get('transcriptions')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'PVs that were transcribed: how late, and who compared them with the sheet (Q33)' })
  @ApiOkResponse({ type: TranscriptionPageDto })
  listTranscriptions(
    @Query() query: TranscriptionsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<TranscriptionDto>> {
    return this.transcriptions.listTranscriptions(query, reader);
  }
}
