import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { FinalReceptionsService } from './final-receptions.service.js';
import { InspectionDto } from './inspections.dto.js';
import { ReceiveFinally, ReceptionsDuePageDto, ReceptionsDueQuery, type ReceptionDueDto } from './reserves.dto.js';

@ApiTags('procurement: inspections')
@Controller()
export class FinalReceptionsController {
  constructor(private readonly receptions: FinalReceptionsService) {}

  @Post('inspections/:id/final-reception')
  @Allow('RECEPTION_COMMITTEE')
  @ApiOperation({ summary: 'Lift every reserve of a provisional acceptance: the PV of final reception (CR-09, CR-10)' })
  @ApiParam({ name: 'id', example: examples.inspectionWithReserveId })
  @ApiCreatedResponse({ type: InspectionDto })
  receiveFinally(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReceiveFinally,
    @CommandOf() command: Command,
  ): Promise<InspectionDto> {
    return this.receptions.receiveFinally(id, input, command);
  }

  @Get('receptions-due')
  @Allow(...buyingRoles)
  @ApiOperation({
    summary: 'What reception committees have still to do, and by when: receipts to inspect, reserves to lift',
  })
  @ApiOkResponse({ type: ReceptionsDuePageDto })
  listReceptionsDue(@Query() query: ReceptionsDueQuery, @ReaderOf() reader: Principal): Promise<Page<ReceptionDueDto>> {
    return this.receptions.due(query, reader);
  }
}
