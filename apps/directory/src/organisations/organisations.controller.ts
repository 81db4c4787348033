import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { OrganisationDto, OrganisationPageDto, OrganisationsQuery, RecordOrganisation } from './organisations.dto.js';
import { OrganisationsService } from './organisations.service.js';

@ApiTags('directory: organisations')
@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  @Post()
  @Allow('SYS_ADMIN', 'DATA_STEWARD', 'PROCUREMENT', 'DISPATCHER')
  @ApiOperation({ summary: 'Record a carrier, supplier, donor or other party outside the police tree' })
  @ApiCreatedResponse({ type: OrganisationDto })
  recordOrganisation(@Body() input: RecordOrganisation, @CommandOf() command: Command): Promise<OrganisationDto> {
    return this.organisations.recordOrganisation(input, command);
  }

  @Get()
  @ApiOperation({ summary: 'Organisations, in the order they were recorded' })
  @ApiOkResponse({ type: OrganisationPageDto })
  listOrganisations(@Query() query: OrganisationsQuery, @ReaderOf() reader: Principal): Promise<Page<OrganisationDto>> {
    return this.organisations.listOrganisations(query, reader);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One organisation' })
  @ApiParam({ name: 'id', example: examples.carrierId })
  @ApiOkResponse({ type: OrganisationDto })
  findOrganisation(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<OrganisationDto> {
    return this.organisations.findOrganisation(id, reader);
  }
}
