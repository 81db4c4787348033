import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import {
  FindingsDto,
  NameResolutionDto,
  ReportPageDto,
  ReportQuery,
  ResolveName,
  ResolveRow,
  type ReportRowDto,
} from './screening.dto.js';
import { ScreeningService } from './screening.service.js';

@ApiTags('procurement: screening')
@Controller()
export class ScreeningController {
  constructor(private readonly screening: ScreeningService) {}

  @Post('screening-resolutions')
  @Allow('APPROVER', 'BUDGET_HOLDER')
  @StepUp()
  @ApiOperation({
    summary: 'Resolve, as a second person, whether a maker or supplier is who of the list it may be (CR-02)',
  })
  @ApiCreatedResponse({ type: NameResolutionDto })
  resolveScreenedName(@Body() input: ResolveName, @CommandOf() command: Command): Promise<NameResolutionDto> {
    return this.screening.resolveName(input, command);
  }

  @Post('receipts/:id/screening-resolutions')
  @HttpCode(200)
  @Allow('APPROVER', 'BUDGET_HOLDER')
  @StepUp()
  @ApiOperation({ summary: 'Resolve, as a second person, what holds a row of a receipt (CR-03, AM-11)' })
  @ApiParam({ name: 'id', example: examples.receiptToScreenId })
  @ApiOkResponse({ type: FindingsDto })
  resolveScreenedRow(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ResolveRow,
    @CommandOf() command: Command,
  ): Promise<FindingsDto> {
    return this.screening.resolveRow(id, input, command);
  }

  @Get('receipts/:id/screening-findings')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'What of the list was found on a receipt, and what was decided' })
  @ApiParam({ name: 'id', example: examples.receiptToScreenId })
  @ApiOkResponse({ type: FindingsDto })
  listScreeningFindings(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<FindingsDto> {
    return this.screening.findings(id, reader);
  }

  @Get('screening-report')
  @Allow(...buyingRoles)
  @ApiOperation({
    summary: 'Devices with something of the list in them: legacy, held, cleared, rejected or violation (CR-04)',
  })
  @ApiOkResponse({ type: ReportPageDto })
  reportScreening(@Query() query: ReportQuery, @ReaderOf() reader: Principal): Promise<Page<ReportRowDto>> {
    return this.screening.report(query, reader);
  }
}
