import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ProposeVoid, VoidNoteDto, VoidPageDto, VoidsQuery } from './voids.dto.js';
import { VoidsService } from './voids.service.js';

const readers = ['DATA_STEWARD', 'STOREKEEPER', 'EUM_OFFICER', 'INVESTIGATOR', 'DONOR', 'AUDITOR'] as const;

@ApiTags('assets: void notes')
@Controller('voids')
export class VoidsController {
  constructor(private readonly voids: VoidsService) {}

  @Post()
  @Allow('DATA_STEWARD')
  @ApiOperation({ summary: 'Say that a device of the register is none: entered twice, or by mistake (T34)' })
  @ApiCreatedResponse({ type: VoidNoteDto })
  proposeVoid(@Body() input: ProposeVoid, @CommandOf() command: Command): Promise<VoidNoteDto> {
    return this.voids.proposeVoid(input, command);
  }

  @Get()
  @Allow(...readers)
  @ApiOperation({ summary: 'Void notes, in the order they were proposed' })
  @ApiOkResponse({ type: VoidPageDto })
  listVoids(@Query() query: VoidsQuery, @ReaderOf() reader: Principal): Promise<Page<VoidNoteDto>> {
    return this.voids.listVoids(query, reader);
  }

  @Get(':id')
  @Allow(...readers)
  @ApiOperation({ summary: 'One void note, with the record that stays' })
  @ApiOkResponse({ type: VoidNoteDto })
  findVoid(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<VoidNoteDto> {
    return this.voids.findVoid(id, reader);
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @Allow('DATA_STEWARD')
  @StepUp()
  @ApiOperation({
    summary: 'Void the record, as another data steward: A20, its identifiers free, its tag used for ever',
  })
  @ApiOkResponse({ type: VoidNoteDto })
  confirmVoid(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<VoidNoteDto> {
    return this.voids.confirmVoid(id, command);
  }

  @Post(':id/rejection')
  @HttpCode(200)
  @Allow('DATA_STEWARD')
  @ApiOperation({ summary: 'Leave the record as it is, as another data steward' })
  @ApiOkResponse({ type: VoidNoteDto })
  rejectVoid(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<VoidNoteDto> {
    return this.voids.rejectVoid(id, command);
  }
}
