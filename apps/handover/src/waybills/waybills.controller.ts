import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, AnswersPaper, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PapersService } from '../papers/papers.service.js';
import { DispatchService } from './dispatch.service.js';
import {
  ApproveRelease,
  CloseShort,
  DispatchWaybill,
  DraftWaybill,
  WaybillDto,
  WaybillPageDto,
  WaybillsQuery,
  WithdrawWaybill,
  type WaybillListItemDto,
} from './waybills.dto.js';
import { WaybillsService } from './waybills.service.js';

@ApiTags('handover: waybills')
@Controller('waybills')
export class WaybillsController {
  constructor(
    private readonly waybills: WaybillsService,
    private readonly dispatches: DispatchService,
    private readonly papers: PapersService,
  ) {}

  @Post()
  @Allow('DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER')
  @ApiOperation({ summary: 'Draft a leg: to a unit, back to a store, or on with another carrier' })
  @ApiCreatedResponse({ type: WaybillDto })
  draftWaybill(@Body() input: DraftWaybill, @CommandOf() command: Command): Promise<WaybillDto> {
    return this.waybills.draftWaybill(input, command);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Allow('BUDGET_HOLDER', 'APPROVER')
  @StepUp()
  @ApiOperation({ summary: 'Approve the release order; TO_UNIT needs it, RETURN and ONWARD may go without' })
  @ApiOkResponse({ type: WaybillDto })
  approveRelease(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() _input: ApproveRelease,
    @CommandOf() command: Command,
  ): Promise<WaybillDto> {
    return this.waybills.approveRelease(id.toLowerCase(), command);
  }

  @Post(':id/dispatch')
  @HttpCode(200)
  @Allow('DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER')
  @ApiOperation({ summary: 'The goods leave, the driver signs' })
  @ApiOkResponse({ type: WaybillDto })
  dispatchWaybill(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DispatchWaybill,
    @CommandOf() command: Command,
  ): Promise<WaybillDto> {
    return this.dispatches.dispatchWaybill(id.toLowerCase(), input, command);
  }

  @Post(':id/short-closure')
  @HttpCode(200)
  @Allow('DISPATCHER', 'FIELD_OFFICER')
  @ApiOperation({ summary: 'Close with lines that never arrived: they are missing, an incident opens' })
  @ApiOkResponse({ type: WaybillDto })
  closeShort(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CloseShort,
    @CommandOf() command: Command,
  ): Promise<WaybillDto> {
    return this.waybills.closeShort(id.toLowerCase(), input, command);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER')
  @ApiOperation({ summary: 'Give up a waybill that has not left; its devices are free for another one' })
  @ApiOkResponse({ type: WaybillDto })
  withdrawWaybill(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: WithdrawWaybill,
    @CommandOf() command: Command,
  ): Promise<WaybillDto> {
    return this.waybills.withdrawWaybill(id.toLowerCase(), input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Waybills, oldest first' })
  @ApiOkResponse({ type: WaybillPageDto })
  listWaybills(@Query() query: WaybillsQuery, @ReaderOf() reader: Principal): Promise<Page<WaybillListItemDto>> {
    return this.waybills.listWaybills(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One waybill: its lines, where each stands, what is open' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=10`: answer when the register has followed' })
  @ApiOkResponse({ type: WaybillDto })
  findWaybill(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
    @Headers('prefer') prefer?: string,
  ): Promise<WaybillDto> {
    return this.waybills.findWaybill(id.toLowerCase(), reader, prefer);
  }

  @Get(':id/paper')
  @Allow(...BUSINESS_ROLES)
  @AnswersPaper()
  @ApiOperation({ summary: 'The waybill as a paper to sign and stamp, French and English: PDF/A with tags (D11)' })
  printWaybill(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<StreamableFile> {
    return this.papers.waybill(id.toLowerCase(), reader);
  }

  @Get(':id/release/paper')
  @Allow(...BUSINESS_ROLES)
  @AnswersPaper()
  @ApiOperation({ summary: 'The release order of the waybill as a paper to sign and stamp: PDF/A with tags (D10)' })
  printReleaseOrder(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<StreamableFile> {
    return this.papers.releaseOrder(id.toLowerCase(), reader);
  }
}
