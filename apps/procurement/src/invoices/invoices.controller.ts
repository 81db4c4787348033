import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { InvoiceDto, InvoicePageDto, type InvoiceSummaryDto } from './invoice-answers.dto.js';
import { InvoicesQuery, RecordInvoice, RecordPayment, ResolveInvoice } from './invoices.dto.js';
import { InvoicesService } from './invoices.service.js';
import { PaymentsService } from './payments.service.js';

@ApiTags('procurement: money')
@Controller('invoices')
export class InvoicesController {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly payments: PaymentsService,
  ) {}

  @Post()
  @Allow('FINANCE')
  @ApiOperation({
    summary: 'Record a supplier’s invoice or advance and match it with the order and its receipts (CR-11)',
    description:
      'Its status says what came of it; `match.found` names each difference by line. Whoever bought, received or inspected is refused.',
  })
  @ApiCreatedResponse({ type: InvoiceDto })
  recordInvoice(@Body() input: RecordInvoice, @CommandOf() command: Command): Promise<InvoiceDto> {
    return this.invoices.recordInvoice(input, command);
  }

  @Get()
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Invoices and advances, in the order they were recorded' })
  @ApiOkResponse({ type: InvoicePageDto })
  listInvoices(@Query() query: InvoicesQuery, @ReaderOf() reader: Principal): Promise<Page<InvoiceSummaryDto>> {
    return this.invoices.listInvoices(query, reader);
  }

  @Get(':id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One invoice: its lines, how it matched, who resolved what, and what was paid' })
  @ApiParam({ name: 'id', example: examples.invoiceId })
  @ApiOkResponse({ type: InvoiceDto })
  findInvoice(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<InvoiceDto> {
    return this.invoices.findInvoice(id, reader);
  }

  @Post(':id/match')
  @HttpCode(200)
  @Allow('FINANCE')
  @ApiOperation({ summary: 'Match an invoice again, after receipts or inspections that came since' })
  @ApiParam({ name: 'id', example: examples.invoiceToMatchId })
  @ApiOkResponse({ type: InvoiceDto })
  matchInvoice(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<InvoiceDto> {
    return this.invoices.matchInvoice(id, command);
  }

  @Post(':id/resolution')
  @HttpCode(200)
  @Allow('BUDGET_HOLDER', 'FINANCE')
  @StepUp()
  @ApiOperation({ summary: 'Accept or refuse, as another person and for a reason, what did not match (CR-11)' })
  @ApiParam({ name: 'id', example: examples.invoiceToResolveId })
  @ApiOkResponse({ type: InvoiceDto })
  resolveInvoice(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ResolveInvoice,
    @CommandOf() command: Command,
  ): Promise<InvoiceDto> {
    return this.invoices.resolveInvoice(id, input, command);
  }

  @Post(':id/payments')
  @Allow('FINANCE')
  @ApiOperation({
    summary: 'Record what was paid of an invoice or advance that is matched, never more than is due (CR-11)',
  })
  @ApiParam({ name: 'id', example: examples.invoiceId })
  @ApiCreatedResponse({ type: InvoiceDto })
  recordPayment(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordPayment,
    @CommandOf() command: Command,
  ): Promise<InvoiceDto> {
    return this.payments.recordPayment(id, input, command);
  }
}
