import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ArrivalDto, RecordArrival } from './arrivals.dto.js';
import { ArrivalsService } from './arrivals.service.js';

@ApiTags('handover: waybills')
@Controller()
export class ArrivalsController {
  constructor(private readonly arrivals: ArrivalsService) {}

  @Post('waybills/:id/arrivals')
  @Allow('FIELD_OFFICER', 'UNIT_CUSTODIAN')
  @ApiOperation({ summary: 'Record the arrival with the driver’s signature; late, it only confirms' })
  @ApiCreatedResponse({ type: ArrivalDto })
  recordArrival(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordArrival,
    @CommandOf() command: Command,
  ): Promise<ArrivalDto> {
    return this.arrivals.recordArrival(id.toLowerCase(), input, command);
  }

  @Get('arrivals/:id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One arrival' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=10`: answer when the register has followed' })
  @ApiOkResponse({ type: ArrivalDto })
  findArrival(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
    @Headers('prefer') prefer?: string,
  ): Promise<ArrivalDto> {
    return this.arrivals.findArrival(id.toLowerCase(), reader, prefer);
  }
}
