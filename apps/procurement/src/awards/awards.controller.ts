import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { AwardDto, AwardPageDto, AwardsQuery, RecordAward } from './awards.dto.js';
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

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One award' })
  @ApiParam({ name: 'id', example: examples.awardId })
  @ApiOkResponse({ type: AwardDto })
  findAward(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<AwardDto> {
    return this.awards.findAward(id, reader);
  }
}
