import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyReply } from 'fastify';
import { tell } from '../knowledge/answered.rules.js';
import { HoldingsDto, HoldingsQuery } from './holdings.dto.js';
import { HoldingsService } from './holdings.service.js';

@Controller('organisation-units')
export class HoldingsController {
  constructor(private readonly service: HoldingsService) {}

  @Allow(...BUSINESS_ROLES)
  @Get(':id/holdings')
  @ApiOperation({ summary: 'What a unit, or an office, held on a date (Q22)' })
  @ApiOkResponse({ type: HoldingsDto })
  async holdings(
    @ReaderOf() reader: Principal,
    @Param('id', ParseUUIDPipe) unitId: string,
    @Query() asked: HoldingsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HoldingsDto> {
    return tell(await this.service.holdings(reader, unitId, asked), reply);
  }
}
