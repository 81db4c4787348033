import { Allow, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { OrderGapsDto, PurchaseGapPageDto, PurchaseGapsQuery } from './purchase-gaps.dto.js';
import { PurchaseGapsService } from './purchase-gaps.service.js';

@ApiTags('procurement: invoices')
@Controller()
export class PurchaseGapsController {
  constructor(private readonly gaps: PurchaseGapsService) {}

  @Get('purchase-gaps')
  @Allow(...buyingRoles)
  @ApiOperation({
    summary:
      'What was paid and is in no register, and what is in the register and on no invoice or of no order (Q4, CR-13)',
    description:
      'Beside the page: how many rows and units there are of each in all, and how many are exceptions by now.',
  })
  @ApiOkResponse({ type: PurchaseGapPageDto })
  listPurchaseGaps(@Query() query: PurchaseGapsQuery, @ReaderOf() reader: Principal): Promise<PurchaseGapPageDto> {
    return this.gaps.listGaps(query, reader);
  }

  @Get('purchase-orders/:id/gaps')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'The same of one order, invoice by invoice and device by device (CR-13)' })
  @ApiParam({ name: 'id', example: examples.purchaseOrderId })
  @ApiOkResponse({ type: OrderGapsDto })
  findPurchaseGaps(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<OrderGapsDto> {
    return this.gaps.findGaps(id, reader);
  }
}
