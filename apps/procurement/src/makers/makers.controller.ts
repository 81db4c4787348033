import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AddAliases, MakerDto, MakerPageDto, MakersQuery, RecordMaker } from './makers.dto.js';
import { MakersService } from './makers.service.js';
import { examples } from '../examples.dto.js';

@ApiTags('procurement: catalogue')
@Controller('makers')
export class MakersController {
  constructor(private readonly makers: MakersService) {}

  @Post()
  @Allow('DATA_STEWARD', 'PROCUREMENT', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Record a maker with the other spellings of its name' })
  @ApiCreatedResponse({ type: MakerDto })
  recordMaker(@Body() input: RecordMaker, @CommandOf() command: Command): Promise<MakerDto> {
    return this.makers.recordMaker(input, command);
  }

  @Post(':id/aliases')
  @Allow('DATA_STEWARD', 'PROCUREMENT', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Add spellings under which a maker is found' })
  @ApiParam({ name: 'id', example: examples.makerId })
  @ApiCreatedResponse({ type: MakerDto })
  addAliases(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AddAliases,
    @CommandOf() command: Command,
  ): Promise<MakerDto> {
    return this.makers.addAliases(id, input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Makers; `name` finds one by any of its spellings' })
  @ApiOkResponse({ type: MakerPageDto })
  listMakers(@Query() query: MakersQuery, @ReaderOf() reader: Principal): Promise<Page<MakerDto>> {
    return this.makers.listMakers(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One maker' })
  @ApiParam({ name: 'id', example: examples.makerId })
  @ApiOkResponse({ type: MakerDto })
  findMaker(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<MakerDto> {
    return this.makers.findMaker(id, reader);
  }
}
