import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import {
  ProhibitedEntityDto,
  ProhibitedListDto,
  ProhibitedListQuery,
  RecordProhibitedEntity,
  ReviewProhibitedEntity,
} from './prohibited-list.dto.js';
import { ProhibitedListService } from './prohibited-list.service.js';

@ApiTags('procurement: screening')
@Controller('prohibited-entities')
export class ProhibitedListController {
  constructor(private readonly list: ProhibitedListService) {}

  @Post()
  @Allow('DATA_STEWARD')
  @ApiOperation({ summary: 'Put a company on the list of section 889, with its names, brands and network prefixes' })
  @ApiCreatedResponse({ type: ProhibitedEntityDto })
  recordProhibitedEntity(
    @Body() input: RecordProhibitedEntity,
    @CommandOf() command: Command,
  ): Promise<ProhibitedEntityDto> {
    return this.list.recordEntity(input, command);
  }

  @Post(':id/reviews')
  @HttpCode(200)
  @Allow('DATA_STEWARD')
  @ApiOperation({
    summary: 'Say that an entry was looked at; add names or prefixes, or propose or confirm its last day',
  })
  @ApiParam({ name: 'id', example: examples.prohibitedEntityId })
  @ApiOkResponse({ type: ProhibitedEntityDto })
  reviewProhibitedEntity(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReviewProhibitedEntity,
    @CommandOf() command: Command,
  ): Promise<ProhibitedEntityDto> {
    return this.list.reviewEntity(id, input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'The list, with the reason and source of each entry' })
  @ApiOkResponse({ type: ProhibitedListDto })
  listProhibitedEntities(
    @Query() { on }: ProhibitedListQuery,
    @ReaderOf() reader: Principal,
  ): Promise<ProhibitedListDto> {
    return this.list.listEntities(on ?? null, reader);
  }
}
