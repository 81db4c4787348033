import { AccessRecorder, Allow, CommandOf, ReaderOf, Recorded, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LinkSubject, SubjectLinkDto, SubjectLinkPage, SubjectLinksQuery } from './subject-links.dto.js';
import { SubjectLinks } from './subject-links.service.js';

@ApiTags('Subjects of another provider')
@ApiBearerAuth()
@UseInterceptors(AccessRecorder)
@Controller('api/gateway/subject-links')
export class SubjectLinksController {
  constructor(private readonly links: SubjectLinks) {}

  @Post()
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({
    summary: 'Say which person a subject of the organisation’s own provider is',
    description: 'May be said before the installation changes over to that provider, so that nobody is left outside.',
  })
  @ApiCreatedResponse({ type: SubjectLinkDto })
  linkSubject(@CommandOf() command: Command, @Body() input: LinkSubject): Promise<SubjectLinkDto> {
    return this.links.link(command, input);
  }

  @Get()
  @Allow('SYS_ADMIN')
  @Recorded('PERSONAL_DATA')
  @ApiOperation({ summary: 'Links, newest first, those that ended too. The reading is recorded' })
  @ApiOkResponse({ type: SubjectLinkPage })
  listSubjectLinks(@ReaderOf() reader: Principal, @Query() query: SubjectLinksQuery): Promise<Page<SubjectLinkDto>> {
    return this.links.list(reader, query);
  }

  @Post(':id/ending')
  @HttpCode(201)
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'End a link, and the sessions of its person; acts within five seconds' })
  @ApiCreatedResponse({ type: SubjectLinkDto })
  endSubjectLink(@CommandOf() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<SubjectLinkDto> {
    return this.links.end(command, id);
  }
}
