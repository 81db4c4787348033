import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import {
  NameHead,
  OrganisationUnitDto,
  OrganisationUnitPageDto,
  OrganisationUnitsQuery,
  RecordOrganisationUnit,
} from './organisation-units.dto.js';
import { OrganisationUnitsService } from './organisation-units.service.js';

@ApiTags('directory: organisation units')
@Controller('organisation-units')
export class OrganisationUnitsController {
  constructor(private readonly units: OrganisationUnitsService) {}

  @Post()
  @Allow('SYS_ADMIN', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Record a police or agency unit, or an office of the implementing organisation' })
  @ApiCreatedResponse({ type: OrganisationUnitDto })
  recordOrganisationUnit(
    @Body() input: RecordOrganisationUnit,
    @CommandOf() command: Command,
  ): Promise<OrganisationUnitDto> {
    return this.units.recordOrganisationUnit(input, command);
  }

  @Post(':id/head')
  @HttpCode(200)
  @Allow('SYS_ADMIN', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Name the head of a unit from a date on, or leave the post vacant' })
  @ApiParam({ name: 'id', example: examples.orgUnitId })
  @ApiOkResponse({ type: OrganisationUnitDto })
  nameHead(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: NameHead,
    @CommandOf() command: Command,
  ): Promise<OrganisationUnitDto> {
    return this.units.nameHead(id, input, command);
  }

  @Get()
  @ApiOperation({ summary: 'Organisation units by code' })
  @ApiOkResponse({ type: OrganisationUnitPageDto })
  listOrganisationUnits(
    @Query() query: OrganisationUnitsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<OrganisationUnitDto>> {
    return this.units.listOrganisationUnits(query, reader);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One organisation unit with the history of its heads' })
  @ApiParam({ name: 'id', example: examples.orgUnitId })
  @ApiOkResponse({ type: OrganisationUnitDto })
  findOrganisationUnit(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
  ): Promise<OrganisationUnitDto> {
    return this.units.findOrganisationUnit(id, reader);
  }
}
