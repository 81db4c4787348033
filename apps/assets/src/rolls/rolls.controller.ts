import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, AnswersPaper, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { LabelsQuery } from '../labels/labels.dto.js';
import { LabelsService } from '../labels/labels.service.js';
import { IssueRoll, RollDto, RollPageDto, RollsQuery } from './rolls.dto.js';
import { RollsService } from './rolls.service.js';

@ApiTags('assets: taggings')
@Controller('tag-rolls')
export class RollsController {
  constructor(
    private readonly rolls: RollsService,
    private readonly labels: LabelsService,
  ) {}

  @Post()
  @Allow('STOREKEEPER')
  @ApiOperation({ summary: 'Take the next tags of the series as a numbered roll for an office (AM-15)' })
  @ApiCreatedResponse({ type: RollDto })
  issueRoll(@Body() input: IssueRoll, @CommandOf() command: Command): Promise<RollDto> {
    return this.rolls.issueRoll(input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Rolls of tags, oldest first, with how many of each are bound' })
  @ApiOkResponse({ type: RollPageDto })
  listRolls(@Query() query: RollsQuery, @ReaderOf() reader: Principal): Promise<Page<RollDto>> {
    return this.rolls.listRolls(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One roll of tags' })
  @ApiOkResponse({ type: RollDto })
  findRoll(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<RollDto> {
    return this.rolls.findRoll(id, reader);
  }

  @Get(':id/labels')
  @Allow(...BUSINESS_ROLES)
  @AnswersPaper()
  @ApiProduces('text/plain')
  @ApiOperation({ summary: 'The labels of a roll: sheets of 21 (L7160) as PDF, or ZPL for a Zebra printer (AM-15)' })
  printRollLabels(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: LabelsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<StreamableFile> {
    return this.labels.ofRoll(id, query, reader);
  }
}
