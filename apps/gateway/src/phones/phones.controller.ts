import { AccessRecorder, Allow, CommandOf, Public, ReaderOf, Recorded, StepUp } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ContactPhone,
  KeptBatch,
  PhoneDto,
  PhoneOrders,
  PhonePage,
  PhonesQuery,
  QuarantineBatch,
  ReportLoss,
  WipedPhone,
} from './phones.dto.js';
import { Phones } from './phones.service.js';

@ApiTags('Phones')
@ApiBearerAuth()
@UseInterceptors(AccessRecorder)
@Controller('api/gateway/phones')
export class PhonesController {
  constructor(private readonly phones: Phones) {}

  @Get()
  @Allow('SYS_ADMIN')
  @Recorded('PERSONAL_DATA')
  @ApiOperation({ summary: 'Who works on which phone, newest first. The reading is recorded' })
  @ApiOkResponse({ type: PhonePage })
  listPhones(@ReaderOf() reader: Principal, @Query() query: PhonesQuery): Promise<PhonePage> {
    return this.phones.list(reader, query);
  }

  @Post(':id/loss')
  @HttpCode(201)
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({
    summary: 'Report somebody’s phone lost (CR-63): its sessions end, and at its next contact it erases itself',
    description: 'Acts within five seconds. What was signed on it since then is listed for a person to look at.',
  })
  @ApiCreatedResponse({ type: PhoneDto })
  reportLoss(
    @CommandOf() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReportLoss,
  ): Promise<PhoneDto> {
    return this.phones.reportLoss(command, id.toLowerCase(), input, 'any');
  }

  @Post(':id/contacts')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'A phone asks, by its key, what it has to do; it needs no session for that' })
  @ApiOkResponse({ type: PhoneOrders })
  contactPhone(@Param('id', ParseUUIDPipe) id: string, @Body() input: ContactPhone): Promise<PhoneOrders> {
    return this.phones.contact(id.toLowerCase(), input, new Date());
  }

  @Post(':id/quarantine')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    summary: 'A lost phone hands over, signed by its key, what it had not sent; nothing of it takes effect',
  })
  @ApiOkResponse({ type: KeptBatch })
  quarantineBatch(@Param('id', ParseUUIDPipe) id: string, @Body() input: QuarantineBatch): Promise<KeptBatch> {
    return this.phones.quarantine(id.toLowerCase(), input, new Date());
  }

  @Post(':id/wiping')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'A lost phone says, by its key, that it has erased everything' })
  @ApiOkResponse({ type: PhoneOrders })
  wipedPhone(@Param('id', ParseUUIDPipe) id: string, @Body() input: WipedPhone): Promise<PhoneOrders> {
    return this.phones.wiped(id.toLowerCase(), input, new Date());
  }
}
