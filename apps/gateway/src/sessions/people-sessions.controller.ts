import { AccessRecorder, Allow, CommandOf, ReaderOf, Recorded, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EndedSessions, PersonSessionDto, PersonSessionPage, PersonSessionsQuery } from './sessions.dto.js';
import { PeopleSessions } from './people-sessions.service.js';

@ApiTags('Sessions')
@ApiBearerAuth()
@UseInterceptors(AccessRecorder)
@Controller('api/gateway/people')
export class PeopleSessionsController {
  constructor(private readonly sessions: PeopleSessions) {}

  @Get('sessions')
  @Allow('SYS_ADMIN')
  @Recorded('PERSONAL_DATA')
  @ApiOperation({ summary: 'Where people are or were signed in, newest first. The reading is recorded' })
  @ApiOkResponse({ type: PersonSessionPage })
  listPeoplesSessions(
    @ReaderOf() reader: Principal,
    @Query() query: PersonSessionsQuery,
  ): Promise<Page<PersonSessionDto>> {
    return this.sessions.list(reader, query, new Date());
  }

  @Post('sessions/:id/ending')
  @HttpCode(201)
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Sign somebody out in one browser; acts within five seconds' })
  @ApiCreatedResponse({ type: PersonSessionDto })
  endPersonsSession(@CommandOf() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<PersonSessionDto> {
    return this.sessions.end(command, id);
  }

  @Post(':personId/sessions/ending')
  @HttpCode(201)
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({
    summary: 'Sign somebody out everywhere; acts within five seconds',
    description: 'The person may sign in again: disable the account to prevent that.',
  })
  @ApiCreatedResponse({ type: EndedSessions })
  endPersonsSessions(
    @CommandOf() command: Command,
    @Param('personId', ParseUUIDPipe) personId: string,
  ): Promise<EndedSessions> {
    return this.sessions.endAll(command, personId);
  }
}
