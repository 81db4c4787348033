import { Allow, CommandOf, ReaderOf, Recorded, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { PersonDto } from './people.dto.js';
import { ReactivatePerson, StandingsDto, type StandingDto } from './standings.dto.js';
import { StandingsService } from './standings.service.js';

@ApiTags('directory: people')
@Controller('people')
export class StandingsController {
  constructor(private readonly standings: StandingsService) {}

  @Post(':id/reactivation')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Somebody who left is back, without any role; by another person than who deactivated him' })
  @ApiParam({ name: 'id', example: examples.returningId })
  @ApiOkResponse({ type: PersonDto })
  reactivatePerson(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReactivatePerson,
    @CommandOf() command: Command,
  ): Promise<PersonDto> {
    return this.standings.reactivatePerson(id, input, command);
  }

  /** A reason is free text and may hold a name (CR-62). */
  @Get(':id/standings')
  @Allow('DATA_STEWARD', 'SYS_ADMIN', 'AUDITOR', 'INVESTIGATOR')
  @Recorded('PERSONAL_DATA')
  @ApiOperation({ summary: 'When somebody left and came back, by whom and why; the reading is recorded' })
  @ApiParam({ name: 'id', example: examples.headId })
  @ApiOkResponse({ type: StandingsDto })
  listStandings(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<Page<StandingDto>> {
    return this.standings.listStandings(id, reader);
  }
}
