import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { CorrectionDto, CorrectionPageDto, CorrectionsQuery, ProposeCorrection } from './corrections.dto.js';
import { CorrectionsService } from './corrections.service.js';

@ApiTags('directory: corrections')
@Controller('corrections')
export class CorrectionsController {
  constructor(private readonly corrections: CorrectionsService) {}

  @Post()
  @Allow('DATA_STEWARD')
  @StepUp()
  @ApiOperation({ summary: 'Propose to merge an entry recorded twice, or to void one recorded by mistake' })
  @ApiCreatedResponse({ type: CorrectionDto })
  proposeCorrection(@Body() input: ProposeCorrection, @CommandOf() command: Command): Promise<CorrectionDto> {
    return this.corrections.proposeCorrection(input, command);
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @Allow('DATA_STEWARD')
  @StepUp()
  @ApiOperation({ summary: 'Confirm a correction, as another data steward than who proposed it. Nothing is deleted' })
  @ApiParam({ name: 'id', example: examples.correctionToConfirm })
  @ApiOkResponse({ type: CorrectionDto })
  confirmCorrection(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<CorrectionDto> {
    return this.corrections.confirmCorrection(id, command);
  }

  @Post(':id/rejection')
  @HttpCode(200)
  @Allow('DATA_STEWARD')
  @ApiOperation({ summary: 'Reject a correction, or withdraw one’s own' })
  @ApiParam({ name: 'id', example: examples.correctionToReject })
  @ApiOkResponse({ type: CorrectionDto })
  rejectCorrection(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<CorrectionDto> {
    return this.corrections.rejectCorrection(id, command);
  }

  @Get()
  @Allow('DATA_STEWARD', 'AUDITOR')
  @ApiOperation({ summary: 'Corrections, oldest first' })
  @ApiOkResponse({ type: CorrectionPageDto })
  listCorrections(@Query() query: CorrectionsQuery, @ReaderOf() reader: Principal): Promise<Page<CorrectionDto>> {
    return this.corrections.listCorrections(query, reader);
  }
}
