import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { SayWhy } from '../requisitions/requisitions.dto.js';
import { OrderProposalDto, OrderProposalPageDto, ProposalsQuery } from './order-proposals.dto.js';
import { OrderProposalsService } from './order-proposals.service.js';

@ApiTags('procurement: purchase orders')
@Controller()
export class OrderProposalsController {
  constructor(private readonly proposals: OrderProposalsService) {}

  @Post('requisitions/:id/orders')
  @Allow('PROCUREMENT')
  @ApiOperation({
    summary: 'Propose the order that the committee chose; it is one when the matrix’s approvers have approved',
  })
  @ApiParam({ name: 'id', example: examples.requisitionToOrderId })
  @ApiCreatedResponse({ type: OrderProposalDto })
  proposeOrder(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<OrderProposalDto> {
    return this.proposals.proposeOrder(id, command);
  }

  @Get('order-proposals')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Orders and amendments that wait for approval, or were decided' })
  @ApiOkResponse({ type: OrderProposalPageDto })
  listOrderProposals(@Query() query: ProposalsQuery, @ReaderOf() reader: Principal): Promise<Page<OrderProposalDto>> {
    return this.proposals.listProposals(query, reader);
  }

  @Get('order-proposals/:id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One proposal, with who has approved it' })
  @ApiParam({ name: 'id', example: examples.orderProposalId })
  @ApiOkResponse({ type: OrderProposalDto })
  findOrderProposal(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<OrderProposalDto> {
    return this.proposals.findProposal(id, reader);
  }

  @Post('order-proposals/:id/approval')
  @HttpCode(200)
  @Allow('APPROVER', 'BUDGET_HOLDER')
  @StepUp()
  @ApiOperation({ summary: 'Approve it, as a third person whose limit in the matrix of today reaches so far (CR-01)' })
  @ApiParam({ name: 'id', example: examples.orderProposalId })
  @ApiOkResponse({ type: OrderProposalDto })
  approveOrderProposal(
    @Param('id', ParseUUIDPipe) id: string,
    @CommandOf() command: Command,
  ): Promise<OrderProposalDto> {
    return this.proposals.approveProposal(id, command);
  }

  @Post('order-proposals/:id/refusal')
  @HttpCode(200)
  @Allow('APPROVER', 'BUDGET_HOLDER')
  @ApiOperation({ summary: 'Refuse it, as a third person' })
  @ApiParam({ name: 'id', example: examples.orderProposalToRefuseId })
  @ApiOkResponse({ type: OrderProposalDto })
  refuseOrderProposal(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: SayWhy,
    @CommandOf() command: Command,
  ): Promise<OrderProposalDto> {
    return this.proposals.refuseProposal(id, reason, command);
  }

  @Post('order-proposals/:id/withdrawal')
  @HttpCode(200)
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Take back a proposal that nobody has decided; another one can be made' })
  @ApiParam({ name: 'id', example: examples.orderProposalToWithdrawId })
  @ApiOkResponse({ type: OrderProposalDto })
  withdrawOrderProposal(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: SayWhy,
    @CommandOf() command: Command,
  ): Promise<OrderProposalDto> {
    return this.proposals.withdrawProposal(id, reason, command);
  }
}
