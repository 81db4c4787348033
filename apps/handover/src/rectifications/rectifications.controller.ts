import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, AnswersPaper, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Post, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PapersService } from '../papers/papers.service.js';
import { RectificationDto, RectifyHandover } from './rectifications.dto.js';
import { RectificationsService } from './rectifications.service.js';

@ApiTags('handover: handovers (PV)')
@Controller()
export class RectificationsController {
  constructor(
    private readonly rectifications: RectificationsService,
    private readonly papers: PapersService,
  ) {}

  @Post('handovers/:id/rectifications')
  @Allow('UNIT_HEAD', 'UNIT_CUSTODIAN', 'FIELD_OFFICER')
  @ApiOperation({ summary: 'Correct a signed PV by a rectifying one: strike, add or swap lines' })
  @ApiCreatedResponse({ type: RectificationDto })
  rectifyHandover(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RectifyHandover,
    @CommandOf() command: Command,
  ): Promise<RectificationDto> {
    return this.rectifications.rectifyHandover(id.toLowerCase(), input, command);
  }

  @Get('rectifications/:id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One rectifying PV' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=10`: answer when the register has followed' })
  @ApiOkResponse({ type: RectificationDto })
  findRectification(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
    @Headers('prefer') prefer?: string,
  ): Promise<RectificationDto> {
    return this.rectifications.findRectification(id.toLowerCase(), reader, prefer);
  }

  @Get('rectifications/:id/paper')
  @Allow(...BUSINESS_ROLES)
  @AnswersPaper()
  @ApiOperation({ summary: 'The rectifying PV as a paper to sign and stamp: PDF/A with tags' })
  printRectification(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<StreamableFile> {
    return this.papers.rectification(id.toLowerCase(), reader);
  }
}
