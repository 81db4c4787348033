import { Allow, CommandOf, LargeBody, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { AddAlias, AsOfQuery, CloseNode, RecordedNodesDto } from '../trees/trees.dto.js';
import { EquipPlace } from './place-equipment.dto.js';
import {
  ChangeAccess,
  PlaceDto,
  PlacePageDto,
  PlacesQuery,
  RecordPlace,
  RecordPlaces,
  RevisePlace,
} from './places.dto.js';
import { ResolutionsDto, ResolvePlaces } from './resolutions.dto.js';
import { ResolutionsService } from './resolutions.service.js';
import { PlacesService } from './places.service.js';

@ApiTags('directory: places')
@Controller('places')
export class PlacesController {
  constructor(
    private readonly places: PlacesService,
    private readonly resolutions: ResolutionsService,
  ) {}

  @Post()
  @Allow('SYS_ADMIN', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Record a place with its access' })
  @ApiCreatedResponse({ type: PlaceDto })
  recordPlace(@Body() input: RecordPlace, @CommandOf() command: Command): Promise<PlaceDto> {
    return this.places.recordPlace(input, command);
  }

  @Post(':id/access')
  @HttpCode(200)
  @Allow('VETTING_FP', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Say how a place can be reached from a date on; what was before stays in the history' })
  @ApiParam({ name: 'id', example: examples.placeId })
  @ApiOkResponse({ type: PlaceDto })
  changeAccess(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ChangeAccess,
    @CommandOf() command: Command,
  ): Promise<PlaceDto> {
    return this.places.changeAccess(id, input, command);
  }

  @Post('batches')
  @LargeBody()
  @Allow('SYS_ADMIN', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Record several places, all of them or none; they may lie in each other, in any order' })
  @ApiCreatedResponse({ type: RecordedNodesDto })
  recordPlaces(@Body() input: RecordPlaces, @CommandOf() command: Command): Promise<RecordedNodesDto> {
    return this.places.recordPlaces(input, command);
  }

  @Post(':id/versions')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Rename a place, or say where it lies, from a day on; what was before stays so' })
  @ApiParam({ name: 'id', example: examples.otherPlaceId })
  @ApiOkResponse({ type: PlaceDto })
  revisePlace(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RevisePlace,
    @CommandOf() command: Command,
  ): Promise<PlaceDto> {
    return this.places.revisePlace(id, input, command);
  }

  @Post(':id/closure')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Say that a place ended; what lies in it is moved or closed first' })
  @ApiParam({ name: 'id', example: examples.closedPlaceId })
  @ApiOkResponse({ type: PlaceDto })
  closePlace(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CloseNode,
    @CommandOf() command: Command,
  ): Promise<PlaceDto> {
    return this.places.closePlace(id, input, command);
  }

  @Post(':id/aliases')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Record another name under which papers mean the place' })
  @ApiParam({ name: 'id', example: examples.placeId })
  @ApiOkResponse({ type: PlaceDto })
  addPlaceAlias(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AddAlias,
    @CommandOf() command: Command,
  ): Promise<PlaceDto> {
    return this.places.addAlias(id, input, command);
  }

  @Post(':id/equipment')
  @HttpCode(200)
  @Allow('FIELD_OFFICER', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Say what power, network and security a place has from a day on; what is not named stays' })
  @ApiParam({ name: 'id', example: examples.placeId })
  @ApiOkResponse({ type: PlaceDto })
  equipPlace(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: EquipPlace,
    @CommandOf() command: Command,
  ): Promise<PlaceDto> {
    return this.places.equipPlace(id, input, command);
  }

  @Post('resolutions')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN', 'PROCUREMENT', 'STOREKEEPER', 'DISPATCHER', 'FIELD_OFFICER', 'VETTING_FP')
  @ApiOperation({
    summary:
      'Say which places the names on papers mean; a name that means none or several is left to a person. Writes nothing',
  })
  @ApiOkResponse({ type: ResolutionsDto })
  resolvePlaces(@Body() input: ResolvePlaces, @ReaderOf() reader: Principal): Promise<ResolutionsDto> {
    return this.resolutions.resolvePlaces(input, reader);
  }

  @Get()
  @ApiOperation({ summary: 'Places, as they stood on any day, in the order they were recorded' })
  @ApiOkResponse({ type: PlacePageDto })
  listPlaces(@Query() query: PlacesQuery, @ReaderOf() reader: Principal): Promise<Page<PlaceDto>> {
    return this.places.listPlaces(query, reader);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One place with the history of its names, access and equipment' })
  @ApiParam({ name: 'id', example: examples.placeId })
  @ApiOkResponse({ type: PlaceDto })
  findPlace(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { asOf }: AsOfQuery,
    @ReaderOf() reader: Principal,
  ): Promise<PlaceDto> {
    return this.places.findPlace(id, asOf, reader);
  }
}
