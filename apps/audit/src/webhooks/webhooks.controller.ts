import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { rolesThatSee } from '../events/sight.rules.js';
import { DeliveryPage, ReplayFrom, RotateSecret, SubscribeWebhook } from './webhooks.dto.js';
import { WebhookDto, WebhookPage, WebhooksQuery, WebhookWithSecretDto } from './webhooks.dto.js';
import { Webhooks } from './webhooks.service.js';

/** An auditor writes nothing but in the auditor's own space (CR-61). */
const subscribers = ['DISPATCHER', ...rolesThatSee.filter((role) => role !== 'AUDITOR' && role !== 'DISPATCHER')];
const readers = [...subscribers, 'SYS_ADMIN'];

@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @Post()
  @Allow(...subscribers)
  @StepUp()
  @ApiOperation({
    summary: 'Have facts in one’s own scope sent to an address, signed (Standard Webhooks)',
    description:
      'Sent in the order of the log, at least once, with the fact’s id as webhook-id. The body is an EventDto.',
  })
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  subscribeWebhook(@CommandOf() command: Command, @Body() input: SubscribeWebhook): Promise<WebhookWithSecretDto> {
    return this.webhooks.subscribe(command, input);
  }

  @Get()
  @Allow(...readers)
  @ApiOperation({ summary: 'One’s own webhooks; an administrator sees all' })
  @ApiOkResponse({ type: WebhookPage })
  listWebhooks(@ReaderOf() reader: Principal, @Query() query: WebhooksQuery): Promise<WebhookPage> {
    return this.webhooks.list(reader, query);
  }

  @Get(':id')
  @Allow(...readers)
  @ApiOperation({ summary: 'One webhook: how far it is, and what holds it up' })
  @ApiOkResponse({ type: WebhookDto })
  findWebhook(@ReaderOf() reader: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<WebhookDto> {
    return this.webhooks.one(reader, id);
  }

  @Get(':id/deliveries')
  @Allow(...readers)
  @ApiOperation({ summary: 'Every attempt to deliver, newest first' })
  @ApiOkResponse({ type: DeliveryPage })
  listDeliveries(
    @ReaderOf() reader: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: WebhooksQuery,
  ): Promise<DeliveryPage> {
    return this.webhooks.deliveries(reader, id, query);
  }

  @Post(':id/secret')
  @Allow(...subscribers)
  @StepUp()
  @ApiOperation({ summary: 'Make a new secret; both sign until the old one ends' })
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  rotateWebhookSecret(
    @CommandOf() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { overlapHours }: RotateSecret,
  ): Promise<WebhookWithSecretDto> {
    return this.webhooks.rotate(command, id, overlapHours);
  }

  @Post(':id/activation')
  @HttpCode(200)
  @Allow(...subscribers)
  @ApiOperation({ summary: 'Switch on, and try at once what waits' })
  @ApiOkResponse({ type: WebhookDto })
  activateWebhook(@CommandOf() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<WebhookDto> {
    return this.webhooks.activate(command, id);
  }

  @Post(':id/deactivation')
  @HttpCode(200)
  @Allow(...readers)
  @ApiOperation({ summary: 'Switch off; nothing is lost, it goes on where it stood' })
  @ApiOkResponse({ type: WebhookDto })
  deactivateWebhook(@CommandOf() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<WebhookDto> {
    return this.webhooks.deactivate(command, id);
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Allow(...subscribers)
  @ApiOperation({ summary: 'Send facts again from a position on, with the same ids' })
  @ApiOkResponse({ type: WebhookDto })
  replayWebhook(
    @CommandOf() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { after }: ReplayFrom,
  ): Promise<WebhookDto> {
    return this.webhooks.replay(command, id, after);
  }
}
