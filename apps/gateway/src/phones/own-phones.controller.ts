import { Anyone, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  BindSession,
  OwnPhonesQuery,
  OwnQuarantineQuery,
  PhoneDto,
  PhonePage,
  QuarantinedDto,
  QuarantinePage,
  RegisterPhone,
  ReportLoss,
} from './phones.dto.js';
import { Phones } from './phones.service.js';
import { Quarantine } from './quarantine.service.js';

@ApiTags('Phones')
@ApiBearerAuth()
@Controller('api/gateway/own-phones')
export class OwnPhonesController {
  constructor(
    private readonly phones: Phones,
    private readonly held: Quarantine,
  ) {}

  @Post()
  @Anyone()
  @ApiOperation({
    summary: 'Register the phone one works on, with a key that only it has',
    description: 'The Idempotency-Key is its id, and the `installationId` of what is signed on it.',
  })
  @ApiCreatedResponse({ type: PhoneDto })
  registerPhone(@CommandOf() command: Command, @Body() input: RegisterPhone): Promise<PhoneDto> {
    return this.phones.register(command, input);
  }

  @Get()
  @Anyone()
  @ApiOperation({ summary: 'One’s own phones, newest first' })
  @ApiOkResponse({ type: PhonePage })
  listOwnPhones(@ReaderOf() reader: Principal, @Query() query: OwnPhonesQuery): Promise<PhonePage> {
    return this.phones.list(reader, { ...query, personId: reader.personId });
  }

  @Get('released-commands')
  @Anyone()
  @ApiOperation({ summary: 'What one had not sent from a lost phone and may send now, each under its own key (CR-63)' })
  @ApiOkResponse({ type: QuarantinePage })
  listReleasedCommands(@ReaderOf() reader: Principal, @Query() query: OwnQuarantineQuery): Promise<QuarantinePage> {
    return this.held.listReleased(reader, query);
  }

  @Post('released-commands/:id/sending')
  @HttpCode(201)
  @Anyone()
  @ApiOperation({ summary: 'Say that one has sent a released command: it is on the list no more (CR-63)' })
  @ApiCreatedResponse({ type: QuarantinedDto })
  noteSending(@CommandOf() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<QuarantinedDto> {
    return this.held.sent(command, id.toLowerCase());
  }

  @Post(':id/sessions')
  @HttpCode(201)
  @Anyone()
  @ApiOperation({ summary: 'Say that this session is on this phone: it ends with it' })
  @ApiCreatedResponse({ type: PhoneDto })
  bindSession(
    @CommandOf() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: BindSession,
  ): Promise<PhoneDto> {
    return this.phones.bind(command, id.toLowerCase(), input);
  }

  @Post(':id/loss')
  @HttpCode(201)
  @Anyone()
  @ApiOperation({ summary: 'Report one’s own phone lost (CR-63); acts within five seconds' })
  @ApiCreatedResponse({ type: PhoneDto })
  reportOwnLoss(
    @CommandOf() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReportLoss,
  ): Promise<PhoneDto> {
    return this.phones.reportLoss(command, id.toLowerCase(), input, 'own');
  }
}
