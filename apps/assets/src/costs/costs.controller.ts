import { Allow, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { costReaders } from './cost.rules.js';
import { DeviceCostDto, MoneyDto, MoneyQuery } from './costs.dto.js';
import { CostsService } from './costs.service.js';

@ApiTags('assets: money')
@Controller()
export class CostsController {
  constructor(private readonly costs: CostsService) {}

  @Get('devices/:id/costs')
  @Allow(...costReaders)
  @ApiOperation({ summary: 'What a device cost: its price by the order, and what each invoice made of it (AM-12)' })
  @ApiOkResponse({ type: DeviceCostDto })
  findDeviceCost(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<DeviceCostDto> {
    return this.costs.findCost(id, reader);
  }

  @Get('money')
  @Allow(...costReaders)
  @ApiOperation({
    summary:
      'Whether the money reconciles (Q21): invoices on one side, the register on the other, by category and award',
    description:
      'Every difference must be 0, a few seconds after the last receipt, inspection or invoice at the latest.',
  })
  @ApiOkResponse({ type: MoneyDto })
  reconcileMoney(@Query() query: MoneyQuery, @ReaderOf() reader: Principal): Promise<MoneyDto> {
    return this.costs.findMoney(query, reader);
  }
}
