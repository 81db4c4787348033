import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import {
  AmendAward,
  AwardDto,
  AwardPageDto,
  AwardQuery,
  AwardsQuery,
  AwardVersionDto,
  AwardVersionsDto,
  RecordAward,
} from './awards.dto.js';
import { AwardsService } from './awards.service.js';

@ApiTags('procurement: awards')
@Controller('awards')
export class AwardsController {
  constructor(private readonly awards: AwardsService) {}

  @Post()
  @Allow('DATA_STEWARD', 'PROCUREMENT')
  @ApiOperation({ summary: 'Record an award: the donor instrument that pays' })
  @ApiCreatedResponse({ type: AwardDto })
  recordAward(@Body() input: RecordAward, @CommandOf() command: Command): Promise<AwardDto> {
    return this.awards.recordAward(input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Awards, in the order they were recorded' })
  @ApiOkResponse({ type: AwardPageDto })
  listAwards(@Query() query: AwardsQuery, @ReaderOf() reader: Principal): Promise<Page<AwardDto>> {
    return this.awards.listAwards(query, reader);
  }

  @Post(':id/amendments')
  @Allow('DATA_STEWARD', 'PROCUREMENT')
  @ApiOperation({ summary: 'Record an amendment: other terms from a day on; what it does not say goes on' })
  @ApiParam({ name: 'id', example: examples.awardId })
  @ApiCreatedResponse({ type: AwardVersionDto })
  amendAward(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AmendAward,
    @CommandOf() command: Command,
  ): Promise<AwardVersionDto> {
    return this.awards.amendAward(id, input, command);
  }

  @Get(':id/amendments')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'The terms of an award and each amendment of them' })
  @ApiParam({ name: 'id', example: examples.awardId })
  @ApiOkResponse({ type: AwardVersionsDto })
  findAwardAmendments(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
  ): Promise<AwardVersionsDto> {
    return this.awards.findVersions(id, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One award, with its terms of a day' })
  @ApiParam({ name: 'id', example: examples.awardId })
  @ApiOkResponse({ type: AwardDto })
  findAward(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { on }: AwardQuery,
    @ReaderOf() reader: Principal,
  ): Promise<AwardDto> {
    return this.awards.findAward(id, on ?? null, reader);
  }
}
