import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { ChangeAccess, PlaceDto, PlacePageDto, PlacesQuery, RecordPlace } from './places.dto.js';
import { PlacesService } from './places.service.js';

@ApiTags('directory: places')
@Controller('places')
export class PlacesController {
  constructor(private readonly places: PlacesService) {}

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

  @Get()
  @ApiOperation({ summary: 'Places, in the order they were recorded' })
  @ApiOkResponse({ type: PlacePageDto })
  listPlaces(@Query() query: PlacesQuery, @ReaderOf() reader: Principal): Promise<Page<PlaceDto>> {
    return this.places.listPlaces(query, reader);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One place with the history of its access' })
  @ApiParam({ name: 'id', example: examples.placeId })
  @ApiOkResponse({ type: PlaceDto })
  findPlace(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<PlaceDto> {
    return this.places.findPlace(id, reader);
  }
}
