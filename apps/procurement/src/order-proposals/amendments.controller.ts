import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { AmendOrder, RevisionListDto } from './amendments.dto.js';
import { AmendmentsService } from './amendments.service.js';
import { OrderProposalDto } from './order-proposals.dto.js';

@ApiTags('procurement: purchase orders')
@Controller()
export class AmendmentsController {
  constructor(private readonly amendments: AmendmentsService) {}

  @Post('purchase-orders/:id/amendments')
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Propose the next revision of an order: quantities, prices, new lines, substitutes (AM-7)' })
  @ApiParam({ name: 'id', example: examples.orderToAmendId })
  @ApiCreatedResponse({ type: OrderProposalDto })
  amendPurchaseOrder(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AmendOrder,
    @CommandOf() command: Command,
  ): Promise<OrderProposalDto> {
    return this.amendments.amendOrder(id, input, command);
  }

  @Post('order-proposals/:id/acceptance')
  @HttpCode(200)
  @Allow('REQUESTER')
  @StepUp()
  @ApiOperation({ summary: 'Accept another model in the place of the ordered one, as who requested the goods (AM-7)' })
  @ApiParam({ name: 'id', example: examples.amendmentToAcceptId })
  @ApiOkResponse({ type: OrderProposalDto })
  acceptSubstitute(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<OrderProposalDto> {
    return this.amendments.acceptSubstitute(id, command);
  }

  @Get('purchase-orders/:id/revisions')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'What an order was before each of its amendments, and why it was amended' })
  @ApiParam({ name: 'id', example: examples.orderToAmendId })
  @ApiOkResponse({ type: RevisionListDto })
  listRevisions(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<RevisionListDto> {
    return this.amendments.listRevisions(id, reader);
  }
}
