import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, AnswersPaper, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PapersService } from '../papers/papers.service.js';
import { DeedDto, DeedPageDto, DeedsQuery, RecordDeed, type DeedListItemDto } from './deeds.dto.js';
import { DeedsService } from './deeds.service.js';

@ApiTags('handover: deeds')
@Controller('deeds')
export class DeedsController {
  constructor(
    private readonly deeds: DeedsService,
    private readonly papers: PapersService,
  ) {}

  @Post()
  @Allow('APPROVER', 'STATE_SIGNATORY', 'BUDGET_HOLDER')
  @ApiOperation({ summary: 'Record a deed of donation, signed by the donor and the State: title passes' })
  @ApiCreatedResponse({ type: DeedDto })
  recordDeed(@Body() input: RecordDeed, @CommandOf() command: Command): Promise<DeedDto> {
    return this.deeds.recordDeed(input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Deeds, oldest first' })
  @ApiOkResponse({ type: DeedPageDto })
  listDeeds(@Query() query: DeedsQuery, @ReaderOf() reader: Principal): Promise<Page<DeedListItemDto>> {
    return this.deeds.listDeeds(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One deed with its annexed list' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=10`: answer when the register has followed' })
  @ApiOkResponse({ type: DeedDto })
  findDeed(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
    @Headers('prefer') prefer?: string,
  ): Promise<DeedDto> {
    return this.deeds.findDeed(id.toLowerCase(), reader, prefer);
  }

  @Get(':id/paper')
  @Allow(...BUSINESS_ROLES)
  @AnswersPaper()
  @ApiOperation({ summary: 'The deed with its annexed list as a paper to sign and stamp: PDF/A with tags (D12)' })
  printDeed(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<StreamableFile> {
    return this.papers.deed(id.toLowerCase(), reader);
  }
}
