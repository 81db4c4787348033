import { contentTypes } from '@dotation/documents';
import { Allow, CommandOf, FileBody, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { FileOf } from '../receipts/delivery-body.dto.js';
import {
  ConversionDto,
  ConversionQuery,
  ExchangeRateDto,
  RatePageDto,
  RatesLoadedDto,
  RatesQuery,
  RecordExchangeRate,
  type RecordedRateDto,
} from './rates.dto.js';
import { RatesService } from './rates.service.js';

@ApiTags('procurement: money')
@Controller('exchange-rates')
export class RatesController {
  constructor(private readonly rates: RatesService) {}

  @Post()
  @Allow('FINANCE')
  @ApiOperation({
    summary: 'Record the rate of a pair on a day; what was wrong is corrected by a new version, with a reason',
  })
  @ApiCreatedResponse({ type: ExchangeRateDto })
  recordExchangeRate(@Body() input: RecordExchangeRate, @CommandOf() command: Command): Promise<ExchangeRateDto> {
    return this.rates.recordRate(input, command);
  }

  @Post('loads')
  @FileBody()
  @Allow('FINANCE')
  @ApiOperation({ summary: 'Record every rate of a file (CSV or XLSX), or none: up to 2,000 rows' })
  @ApiConsumes('text/csv', contentTypes.xlsx, 'application/octet-stream')
  @ApiBody({ schema: { type: 'string' } })
  @ApiCreatedResponse({ type: RatesLoadedDto })
  loadExchangeRates(@FileOf() file: Buffer, @CommandOf() command: Command): Promise<RatesLoadedDto> {
    return this.rates.loadRates(file, command);
  }

  @Get()
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Rates with every version of them, the latest day first' })
  @ApiOkResponse({ type: RatePageDto })
  listExchangeRates(@Query() query: RatesQuery, @ReaderOf() reader: Principal): Promise<Page<RecordedRateDto>> {
    return this.rates.listRates(query, reader);
  }

  @Get('conversion')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'An amount in another currency on a day, and the rate it was converted with' })
  @ApiOkResponse({ type: ConversionDto })
  convertAmount(@Query() query: ConversionQuery, @ReaderOf() reader: Principal): Promise<ConversionDto> {
    return this.rates.convertAmount(query, reader);
  }
}
