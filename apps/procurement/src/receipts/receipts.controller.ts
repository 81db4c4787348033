import { Allow, AnswersPaper, CommandOf, FileBody, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Controller, Get, Headers, Param, ParseUUIDPipe, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { aDelivery, examples } from '../examples.dto.js';
import { PapersService } from '../papers/papers.service.js';
import { PackingListsService } from '../packing-lists/packing-lists.service.js';
import { DeliveryOf, type DeliveryBody } from './delivery-body.dto.js';
import { DryRunDto } from './dry-run.dto.js';
import { DiscrepanciesDto, ReceiptDto, ReceiptPageDto, type ReceiptSummaryDto } from './receipt-answers.dto.js';
import { ConfirmedKit, DryRunQuery, ReceiptsQuery, ReceiveGoodsBody } from './receipts.dto.js';
import { ReceiptsService } from './receipts.service.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';

@ApiTags('procurement: receipts')
@ApiExtraModels(ConfirmedKit, DryRunDto)
@Controller()
export class ReceiptsController {
  constructor(
    private readonly receipts: ReceiptsService,
    private readonly packingLists: PackingListsService,
    private readonly papers: PapersService,
  ) {}

  @Post('purchase-orders/:id/receipts')
  @FileBody()
  @Allow('STOREKEEPER')
  @ApiOperation({
    summary: 'Receive goods of an order, serial by serial: rows in JSON, or a form with file and receipt',
    description:
      'With dryRun=true the same checks row by row, nothing is written, and the answer is a DryRunDto (200).',
  })
  @ApiParam({ name: 'id', example: examples.purchaseOrderId })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ type: ReceiveGoodsBody, examples: { delivery: { value: aDelivery } } })
  @ApiCreatedResponse({ type: ReceiptDto })
  @ApiOkResponse({ type: DryRunDto, description: 'dryRun=true' })
  receiveGoods(
    @Param('id', ParseUUIDPipe) orderId: string,
    @Query() { dryRun }: DryRunQuery,
    @DeliveryOf() body: DeliveryBody,
    @CommandOf() command: Command,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceiptDto | DryRunDto> {
    return this.#receive(body, orderId, dryRun === 'true', command, reply);
  }

  @Post('receipts')
  @FileBody()
  @Allow('STOREKEEPER')
  @ApiOperation({ summary: 'Receive goods with no order yet (AM-6): they stay in A01 until procurement links a line' })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ type: ReceiveGoodsBody, examples: { delivery: { value: aDelivery } } })
  @ApiCreatedResponse({ type: ReceiptDto })
  @ApiOkResponse({ type: DryRunDto, description: 'dryRun=true' })
  receiveGoodsWithoutOrder(
    @Query() { dryRun }: DryRunQuery,
    @DeliveryOf() body: DeliveryBody,
    @CommandOf() command: Command,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceiptDto | DryRunDto> {
    return this.#receive(body, null, dryRun === 'true', command, reply);
  }

  @Get('receipts')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Receipts, in the order they were recorded' })
  @ApiOkResponse({ type: ReceiptPageDto })
  listReceipts(@Query() query: ReceiptsQuery, @ReaderOf() reader: Principal): Promise<Page<ReceiptSummaryDto>> {
    return this.receipts.listReceipts(query, reader);
  }

  @Get('receipts/:id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One receipt, with what the register made of every line' })
  @ApiParam({ name: 'id', example: examples.receiptId })
  @ApiHeader({ name: 'Prefer', required: false, description: 'wait=10 answers when the register has done its part' })
  @ApiOkResponse({ type: ReceiptDto })
  findReceipt(
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('prefer') prefer: string | undefined,
    @ReaderOf() reader: Principal,
  ): Promise<ReceiptDto> {
    return this.receipts.findReceipt(id, prefer, reader);
  }

  @Get('purchase-orders/:id/discrepancies')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'What was short, over, damaged or refused by the register, over all receipts of an order' })
  @ApiParam({ name: 'id', example: examples.purchaseOrderId })
  @ApiOkResponse({ type: DiscrepanciesDto })
  listDiscrepancies(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<DiscrepanciesDto> {
    return this.receipts.discrepanciesOfOrder(id, reader);
  }

  @Get('receipts/:id/paper')
  @Allow(...buyingRoles)
  @AnswersPaper()
  @ApiOperation({ summary: 'The receipt as a paper to sign and stamp, French and English: PDF/A with tags (D04)' })
  @ApiParam({ name: 'id', example: examples.receiptId })
  printReceipt(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<StreamableFile> {
    return this.papers.receipt(id, reader);
  }

  async #receive(
    body: DeliveryBody,
    orderId: string | null,
    dryRun: boolean,
    command: Command,
    reply: FastifyReply,
  ): Promise<ReceiptDto | DryRunDto> {
    const { input } = body;
    const delivered = 'file' in body ? { input, ...(await this.#deliver(body, orderId, command)) } : body;
    if (dryRun) {
      reply.code(200);
      return this.receipts.checkGoods(delivered, orderId, command);
    }
    const own = 'file' in body ? { ...command, fingerprint: body.fingerprint } : command;
    return this.receipts.receiveGoods(delivered, orderId, own);
  }

  #deliver(
    { file, corrections, list }: Extract<DeliveryBody, { file: Buffer }>,
    orderId: string | null,
    { principal }: Command,
  ): ReturnType<PackingListsService['deliver']> {
    const whose = { ...list, ...(orderId !== null && { purchaseOrderId: orderId }) };
    return this.packingLists.deliver(file, corrections, whose, principal);
  }
}
