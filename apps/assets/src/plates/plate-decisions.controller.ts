import { Allow, CommandOf } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DecidePlate, PlateDecisionDto } from './plate-decisions.dto.js';
import { PlateDecisionsService } from './plate-decisions.service.js';

@ApiTags('assets: devices')
@Controller('devices')
export class PlateDecisionsController {
  constructor(private readonly decisions: PlateDecisionsService) {}

  @Post(':id/plate-decision')
  @Allow('RECEPTION_COMMITTEE', 'STOREKEEPER')
  @ApiOperation({
    summary: 'Say, as a second person, that a disputed plate belongs to another device than the register’s (AM-8)',
  })
  @ApiCreatedResponse({ type: PlateDecisionDto })
  decidePlate(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DecidePlate,
    @CommandOf() command: Command,
  ): Promise<PlateDecisionDto> {
    return this.decisions.decidePlate(id.toLowerCase(), input, command);
  }
}
