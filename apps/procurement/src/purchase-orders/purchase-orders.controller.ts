import { contentTypes } from '@dotation/documents';
import { Allow, AnswersPaper, CommandOf, ReaderOf, Recorded } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PapersService } from '../papers/papers.service.js';
import { examples } from '../examples.dto.js';
import {
  OrderFileQuery,
  OrdersQuery,
  PurchaseOrderDto,
  PurchaseOrderPageDto,
  RecordPurchaseOrder,
  type PurchaseOrderSummaryDto,
} from './purchase-orders.dto.js';
import { PurchaseOrdersService } from './purchase-orders.service.js';
import { buyingRoles } from './purchase-order.rules.js';

@ApiTags('procurement: purchase orders')
@Controller('purchase-orders')
export class PurchaseOrdersController {
  constructor(
    private readonly orders: PurchaseOrdersService,
    private readonly papers: PapersService,
  ) {}

  @Post()
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Record an order of the ERP: three different persons, price and funding per line' })
  @ApiCreatedResponse({ type: PurchaseOrderDto })
  recordPurchaseOrder(@Body() input: RecordPurchaseOrder, @CommandOf() command: Command): Promise<PurchaseOrderDto> {
    return this.orders.recordOrder(input, command);
  }

  @Get()
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Orders, in the order they were recorded' })
  @ApiOkResponse({ type: PurchaseOrderPageDto })
  listPurchaseOrders(
    @Query() query: OrdersQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<PurchaseOrderSummaryDto>> {
    return this.orders.listOrders(query, reader);
  }

  @Get(':id/file')
  @Recorded('EXPORT')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One order as CSV, XLSX or JSON; no cell is a formula' })
  @ApiParam({ name: 'id', example: examples.purchaseOrderId })
  @ApiOkResponse({ description: 'The file' })
  async writePurchaseOrder(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { format, language }: OrderFileQuery,
    @ReaderOf() reader: Principal,
  ): Promise<StreamableFile> {
    const { name, file } = await this.orders.writeOrder(id, format, language, reader);
    const type = format === 'json' ? 'application/json; charset=utf-8' : contentTypes[format];
    return new StreamableFile(file, { type, disposition: `attachment; filename="${name}.${format}"` });
  }

  @Get(':id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One order, with what was received, accepted, rejected and is open per line' })
  @ApiParam({ name: 'id', example: examples.purchaseOrderId })
  @ApiOkResponse({ type: PurchaseOrderDto })
  findPurchaseOrder(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<PurchaseOrderDto> {
    return this.orders.findOrder(id, reader);
  }

  @Get(':id/paper')
  @Recorded('EXPORT')
  @Allow(...buyingRoles)
  @AnswersPaper()
  @ApiOperation({ summary: 'The order as a paper to sign and stamp, French and English: PDF/A with tags (D03)' })
  @ApiParam({ name: 'id', example: examples.purchaseOrderId })
  printPurchaseOrder(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<StreamableFile> {
    return this.papers.order(id, reader);
  }
}
