import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import {
  BidAnalysisDto,
  BidAnalysisListDto,
  QuotationDto,
  QuotationListDto,
  RecordBidAnalysis,
  RecordQuotation,
} from './quotations.dto.js';
import { QuotationsService } from './quotations.service.js';

@ApiTags('procurement: requisitions')
@Controller('requisitions/:id')
export class QuotationsController {
  constructor(private readonly quotations: QuotationsService) {}

  @Post('quotations')
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Record what a supplier offers for an approved requisition' })
  @ApiParam({ name: 'id', example: examples.requisitionToQuoteId })
  @ApiCreatedResponse({ type: QuotationDto })
  recordQuotation(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordQuotation,
    @CommandOf() command: Command,
  ): Promise<QuotationDto> {
    return this.quotations.recordQuotation(id, input, command);
  }

  @Get('quotations')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'The quotations of a requisition' })
  @ApiParam({ name: 'id', example: examples.requisitionQuotedId })
  @ApiOkResponse({ type: QuotationListDto })
  listQuotations(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<QuotationListDto> {
    return this.quotations.listQuotations(id, reader);
  }

  @Post('bid-analyses')
  @Allow('PROCUREMENT')
  @ApiOperation({ summary: 'Record the committee’s choice among the quotations, with its reasons (D02)' })
  @ApiParam({ name: 'id', example: examples.requisitionQuotedId })
  @ApiCreatedResponse({ type: BidAnalysisDto })
  recordBidAnalysis(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordBidAnalysis,
    @CommandOf() command: Command,
  ): Promise<BidAnalysisDto> {
    return this.quotations.recordAnalysis(id, input, command);
  }

  @Get('bid-analyses')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'The bid analyses of a requisition; the last one is in force' })
  @ApiParam({ name: 'id', example: examples.requisitionQuotedId })
  @ApiOkResponse({ type: BidAnalysisListDto })
  listBidAnalyses(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<BidAnalysisListDto> {
    return this.quotations.listAnalyses(id, reader);
  }
}
