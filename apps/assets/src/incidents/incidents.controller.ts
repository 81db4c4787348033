import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, ReaderOf } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IncidentDto, IncidentPageDto, IncidentsQuery } from './incidents.dto.js';
import { IncidentsService } from './incidents.service.js';

@ApiTags('assets: incidents')
@Controller('incidents')
export class IncidentsController {
  constructor(private readonly incidents: IncidentsService) {}

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Incidents in the order they were opened' })
  @ApiOkResponse({ type: IncidentPageDto })
  listIncidents(@Query() query: IncidentsQuery, @ReaderOf() reader: Principal): Promise<Page<IncidentDto>> {
    return this.incidents.listIncidents(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One incident' })
  @ApiOkResponse({ type: IncidentDto })
  findIncident(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<IncidentDto> {
    return this.incidents.findIncident(id, reader);
  }
}
