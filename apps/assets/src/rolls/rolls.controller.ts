import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IssueRoll, RollDto, RollPageDto, RollsQuery } from './rolls.dto.js';
import { RollsService } from './rolls.service.js';

@ApiTags('assets: taggings')
@Controller('tag-rolls')
export class RollsController {
  constructor(private readonly rolls: RollsService) {}

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
}
