import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, ReaderOf } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LotDto, QuantitiesQuery, QuantityPageDto, type QuantityDto } from './lots.dto.js';
import { QuantitiesService } from './quantities.service.js';

@ApiTags('assets: lots')
@Controller('lots')
export class LotsController {
  constructor(private readonly quantities: QuantitiesService) {}

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Quantities by lot, holder and place (Q36)' })
  @ApiOkResponse({ type: QuantityPageDto })
  listQuantities(@Query() query: QuantitiesQuery, @ReaderOf() reader: Principal): Promise<Page<QuantityDto>> {
    return this.quantities.listQuantities(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One lot: where its quantity stands, and every movement that brought it there' })
  @ApiOkResponse({ type: LotDto })
  findLot(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<LotDto> {
    return this.quantities.findLot(id, reader);
  }
}
