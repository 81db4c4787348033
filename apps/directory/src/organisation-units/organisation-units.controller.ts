import { Allow, CommandOf, LargeBody, ReaderOf, StepUp } from '@dotation/service';
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
  RecordOrganisationUnits,
  ReviseOrganisationUnit,
} from './organisation-units.dto.js';
import { AddAlias, AsOfQuery, CloseNode, RecordedNodesDto } from '../trees/trees.dto.js';
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

  @Post('batches')
  @LargeBody()
  @Allow('SYS_ADMIN', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Record several units, all of them or none; they may stand under each other, in any order' })
  @ApiCreatedResponse({ type: RecordedNodesDto })
  recordOrganisationUnits(
    @Body() input: RecordOrganisationUnits,
    @CommandOf() command: Command,
  ): Promise<RecordedNodesDto> {
    return this.units.recordOrganisationUnits(input, command);
  }

  @Post(':id/versions')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Rename, move or change the status of a unit from a day on; what was before stays so' })
  @ApiParam({ name: 'id', example: examples.movedUnitId })
  @ApiOkResponse({ type: OrganisationUnitDto })
  reviseOrganisationUnit(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReviseOrganisationUnit,
    @CommandOf() command: Command,
  ): Promise<OrganisationUnitDto> {
    return this.units.reviseOrganisationUnit(id, input, command);
  }

  @Post(':id/closure')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Say that a unit ended; what stands under it is moved or closed first' })
  @ApiParam({ name: 'id', example: examples.closedUnitId })
  @ApiOkResponse({ type: OrganisationUnitDto })
  closeOrganisationUnit(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CloseNode,
    @CommandOf() command: Command,
  ): Promise<OrganisationUnitDto> {
    return this.units.closeOrganisationUnit(id, input, command);
  }

  @Post(':id/aliases')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Record another name under which papers mean the unit' })
  @ApiParam({ name: 'id', example: examples.orgUnitId })
  @ApiOkResponse({ type: OrganisationUnitDto })
  addUnitAlias(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AddAlias,
    @CommandOf() command: Command,
  ): Promise<OrganisationUnitDto> {
    return this.units.addAlias(id, input, command);
  }

  @Post(':id/head')
  @HttpCode(200)
  @Allow('SYS_ADMIN', 'DATA_STEWARD')
  @StepUp()
  @ApiOperation({
    summary:
      'Name the head of a unit from a date on, or leave the post vacant; never oneself, never an administrator (CR-60)',
  })
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
  @ApiOperation({ summary: 'Organisation units by code, as they stood on any day' })
  @ApiOkResponse({ type: OrganisationUnitPageDto })
  listOrganisationUnits(
    @Query() query: OrganisationUnitsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<OrganisationUnitDto>> {
    return this.units.listOrganisationUnits(query, reader);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One organisation unit with its superiors, aliases, versions and heads' })
  @ApiParam({ name: 'id', example: examples.orgUnitId })
  @ApiOkResponse({ type: OrganisationUnitDto })
  findOrganisationUnit(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { asOf }: AsOfQuery,
    @ReaderOf() reader: Principal,
  ): Promise<OrganisationUnitDto> {
    return this.units.findOrganisationUnit(id, asOf, reader);
  }
}
