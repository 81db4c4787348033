import { Allow, CommandOf, ReaderOf, Recorded } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { GO_THERE } from './position.rules.js';
import { PositionDto, PositionQuery, RecordedPositionDto, RecordPosition } from './positions.dto.js';
import { PositionsService } from './positions.service.js';

@ApiTags('directory: places')
@Controller('places')
export class PositionsController {
  constructor(private readonly positions: PositionsService) {}

  @Post(':id/position')
  @HttpCode(200)
  @Allow('FIELD_OFFICER', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Say where a place is and how exactly that is known. The answer has no position in it' })
  @ApiParam({ name: 'id', example: examples.placeId })
  @ApiOkResponse({ type: RecordedPositionDto })
  recordPosition(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RecordPosition,
    @CommandOf() command: Command,
  ): Promise<RecordedPositionDto> {
    return this.positions.recordPosition(id, input, command);
  }

  @Get(':id/position')
  @Allow(...GO_THERE)
  @Recorded('PERSONAL_DATA')
  @ApiOperation({ summary: 'Where a place is, for who goes there or answers for it; the reading is recorded (CR-62)' })
  @ApiParam({ name: 'id', example: examples.placeId })
  @ApiOkResponse({ type: PositionDto })
  findPosition(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() _query: PositionQuery,
    @ReaderOf() reader: Principal,
  ): Promise<PositionDto> {
    return this.positions.findPosition(id, reader);
  }
}
