import { Allow, CommandOf } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { LinkOrder } from './order-links.dto.js';
import { OrderLinksService } from './order-links.service.js';
import { ReceiptDto } from './receipt-answers.dto.js';

@ApiTags('procurement: receipts')
@Controller('receipts')
export class OrderLinksController {
  constructor(private readonly links: OrderLinksService) {}

  @Post(':id/order-link')
  @HttpCode(200)
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Give goods received with no order yet their order lines, cost and funding (AM-6)' })
  @ApiParam({ name: 'id', example: examples.receiptId })
  @ApiBody({
    type: LinkOrder,
    examples: { 'every line, by model': { value: { purchaseOrderId: examples.purchaseOrderId } } },
  })
  @ApiOkResponse({ type: ReceiptDto })
  linkOrder(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: LinkOrder,
    @CommandOf() command: Command,
  ): Promise<ReceiptDto> {
    return this.links.linkOrder(id, input, command);
  }
}
