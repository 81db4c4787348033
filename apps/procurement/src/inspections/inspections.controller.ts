import { Allow, AnswersPaper, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Post, type StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { anInspection, examples } from '../examples.dto.js';
import { PapersService } from '../papers/papers.service.js';
import { CloseInspection, InspectionDto } from './inspections.dto.js';
import { InspectionsService } from './inspections.service.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';

@ApiTags('procurement: inspections')
@Controller()
export class InspectionsController {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly papers: PapersService,
  ) {}

  @Post('receipts/:id/inspections')
  @Allow('RECEPTION_COMMITTEE')
  @ApiOperation({ summary: 'Accept a receipt in one call, with its exceptions (CR-09, CR-10, AM-11)' })
  @ApiParam({ name: 'id', example: examples.receiptId })
  @ApiBody({ type: CloseInspection, examples: { inspection: { value: anInspection } } })
  @ApiCreatedResponse({ type: InspectionDto })
  closeInspection(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CloseInspection,
    @CommandOf() command: Command,
  ): Promise<InspectionDto> {
    return this.inspections.closeInspection(id, input, command);
  }

  @Get('inspections/:id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One inspection, with how far the register has applied it' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiHeader({ name: 'Prefer', required: false, description: 'wait=10 answers when the register has done its part' })
  @ApiOkResponse({ type: InspectionDto })
  findInspection(
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('prefer') prefer: string | undefined,
    @ReaderOf() reader: Principal,
  ): Promise<InspectionDto> {
    return this.inspections.findInspection(id, prefer, reader);
  }

  @Get('inspections/:id/paper')
  @Allow(...buyingRoles)
  @AnswersPaper()
  @ApiOperation({ summary: 'The inspection as a paper to sign and stamp, French and English: PDF/A with tags (D05)' })
  printInspection(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<StreamableFile> {
    return this.papers.inspection(id, reader);
  }
}
