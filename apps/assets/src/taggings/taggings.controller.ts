import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, AnswersPaper, CommandOf, LargeBody, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { TagDevices, TaggingDto } from './taggings.dto.js';
import { LabelsQuery } from '../labels/labels.dto.js';
import { LabelsService } from '../labels/labels.service.js';
import { TaggingsService } from './taggings.service.js';

@ApiTags('assets: taggings')
@Controller('taggings')
export class TaggingsController {
  constructor(
    private readonly taggings: TaggingsService,
    private readonly labels: LabelsService,
  ) {}

  @Post()
  @Allow('STOREKEEPER')
  @LargeBody()
  @ApiOperation({
    summary: 'Bind tags to devices: labels in hand line by line, or the next of the series for a receipt',
  })
  @ApiCreatedResponse({ type: TaggingDto })
  tagDevices(@Body() input: TagDevices, @CommandOf() command: Command): Promise<TaggingDto> {
    return this.taggings.tagDevices(input, command);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One tagging with its lines' })
  @ApiOkResponse({ type: TaggingDto })
  findTagging(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<TaggingDto> {
    return this.taggings.findTagging(id, reader);
  }

  @Get(':id/labels')
  @Allow(...BUSINESS_ROLES)
  @AnswersPaper()
  @ApiProduces('text/plain')
  @ApiOperation({ summary: 'The labels of a tagging: sheets of 21 (L7160) as PDF, or ZPL for a Zebra printer (AM-15)' })
  printTaggingLabels(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: LabelsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<StreamableFile> {
    return this.labels.ofTagging(id, query, reader);
  }
}
