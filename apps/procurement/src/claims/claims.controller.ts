import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { ClaimDto, ClaimPageDto, type ClaimSummaryDto } from './claim-answers.dto.js';
import { AnswerClaim, ClaimsQuery, DraftClaim, SendClaim, SettleClaim } from './claims.dto.js';
import { ClaimsService } from './claims.service.js';

@ApiTags('procurement: inbound')
@Controller('claims')
export class ClaimsController {
  constructor(private readonly claims: ClaimsService) {}

  @Post()
  @Allow('PROCUREMENT')
  @ApiOperation({
    summary: 'Draft a claim against supplier, carrier or insurer for what did not come, or came broken',
    description:
      'About a shipment, or a receipt of goods that nobody announced; never for more than its papers show to be missing or defective and other claims left.',
  })
  @ApiCreatedResponse({ type: ClaimDto })
  draftClaim(@Body() input: DraftClaim, @CommandOf() command: Command): Promise<ClaimDto> {
    return this.claims.draftClaim(input, command);
  }

  @Get()
  @Allow(...buyingRoles)
  @ApiOperation({
    summary: 'Claims; with open=true those that are not settled, with overdue=true those without an answer',
  })
  @ApiOkResponse({ type: ClaimPageDto })
  listClaims(@Query() query: ClaimsQuery, @ReaderOf() reader: Principal): Promise<Page<ClaimSummaryDto>> {
    return this.claims.listClaims(query, reader);
  }

  @Get(':id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One claim: its lines, documents and answer, how it was settled, and what came instead' })
  @ApiParam({ name: 'id', example: examples.claimId })
  @ApiOkResponse({ type: ClaimDto })
  findClaim(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<ClaimDto> {
    return this.claims.findClaim(id, reader);
  }

  @Post(':id/sending')
  @HttpCode(200)
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Say that a claim was sent, and by when an answer is asked for' })
  @ApiParam({ name: 'id', example: examples.claimToSendId })
  @ApiOkResponse({ type: ClaimDto })
  sendClaim(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SendClaim,
    @CommandOf() command: Command,
  ): Promise<ClaimDto> {
    return this.claims.sendClaim(id, input, command);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Keep what was answered to a claim' })
  @ApiParam({ name: 'id', example: examples.claimToAnswerId })
  @ApiOkResponse({ type: ClaimDto })
  answerClaim(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AnswerClaim,
    @CommandOf() command: Command,
  ): Promise<ClaimDto> {
    return this.claims.answerClaim(id, input, command);
  }

  @Post(':id/settlement')
  @HttpCode(200)
  @Allow('BUDGET_HOLDER', 'PROCUREMENT')
  @ApiOperation({
    summary: 'Settle a claim: replaced by later receipts, credited, refused, or withdrawn',
  })
  @ApiParam({ name: 'id', example: examples.claimToSettleId })
  @ApiOkResponse({ type: ClaimDto })
  settleClaim(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SettleClaim,
    @CommandOf() command: Command,
  ): Promise<ClaimDto> {
    return this.claims.settleClaim(id, input, command);
  }
}
