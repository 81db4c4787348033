import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import {
  DraftRequisition,
  RequisitionDto,
  RequisitionPageDto,
  RequisitionsQuery,
  SayWhy,
  type RequisitionSummaryDto,
} from './requisitions.dto.js';
import { RequisitionsService } from './requisitions.service.js';

@ApiTags('procurement: requisitions')
@Controller('requisitions')
export class RequisitionsController {
  constructor(private readonly requisitions: RequisitionsService) {}

  @Post()
  @Allow('REQUESTER')
  @ApiOperation({ summary: 'Draft a requisition: what is needed, for whom, where, why, and who pays it (D01)' })
  @ApiCreatedResponse({ type: RequisitionDto })
  draftRequisition(@Body() input: DraftRequisition, @CommandOf() command: Command): Promise<RequisitionDto> {
    return this.requisitions.draft(input, command);
  }

  @Get()
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Requisitions, in the order they were drafted' })
  @ApiOkResponse({ type: RequisitionPageDto })
  listRequisitions(
    @Query() query: RequisitionsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<RequisitionSummaryDto>> {
    return this.requisitions.listRequisitions(query, reader);
  }

  @Get(':id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One requisition' })
  @ApiParam({ name: 'id', example: examples.requisitionId })
  @ApiOkResponse({ type: RequisitionDto })
  findRequisition(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<RequisitionDto> {
    return this.requisitions.findRequisition(id, reader);
  }

  @Post(':id/contents')
  @HttpCode(200)
  @Allow('REQUESTER')
  @ApiOperation({ summary: 'Write a draft anew, the whole of it' })
  @ApiParam({ name: 'id', example: examples.requisitionDraftId })
  @ApiOkResponse({ type: RequisitionDto })
  rewriteRequisition(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DraftRequisition,
    @CommandOf() command: Command,
  ): Promise<RequisitionDto> {
    return this.requisitions.rewrite(id, input, command);
  }

  @Post(':id/submission')
  @HttpCode(200)
  @Allow('REQUESTER')
  @ApiOperation({ summary: 'Submit a draft; from here on it never changes' })
  @ApiParam({ name: 'id', example: examples.requisitionToSubmitId })
  @ApiOkResponse({ type: RequisitionDto })
  submitRequisition(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<RequisitionDto> {
    return this.requisitions.submit(id, command);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Allow('BUDGET_HOLDER')
  @StepUp()
  @ApiOperation({ summary: 'Approve the need, as another person than who asked (CR-01) and within the budget' })
  @ApiParam({ name: 'id', example: examples.requisitionId })
  @ApiOkResponse({ type: RequisitionDto })
  approveRequisition(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<RequisitionDto> {
    return this.requisitions.approve(id, command);
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @Allow('BUDGET_HOLDER')
  @ApiOperation({ summary: 'Reject it, as another person than who asked' })
  @ApiParam({ name: 'id', example: examples.requisitionToRefuseId })
  @ApiOkResponse({ type: RequisitionDto })
  refuseRequisition(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: SayWhy,
    @CommandOf() command: Command,
  ): Promise<RequisitionDto> {
    return this.requisitions.reject(id, reason, command);
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Allow('REQUESTER', 'BUDGET_HOLDER')
  @ApiOperation({ summary: 'Cancel what nothing was ordered of; an approved one gives its budget back' })
  @ApiParam({ name: 'id', example: examples.requisitionToCancelId })
  @ApiOkResponse({ type: RequisitionDto })
  cancelRequisition(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: SayWhy,
    @CommandOf() command: Command,
  ): Promise<RequisitionDto> {
    return this.requisitions.cancel(id, reason, command);
  }
}
