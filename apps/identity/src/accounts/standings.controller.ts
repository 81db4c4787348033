import { Allow, CommandOf, gatewayRole, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AccountEventsQuery } from './account-events.dto.js';
import type { AccountEventDto } from './account-events.dto.js';
import { AccountEvents } from './account-events.service.js';
import { CreateAccount } from './accounts.dto.js';
import type { AccountWithPassword } from './accounts.dto.js';
import { Accounts } from './accounts.service.js';

/** For the gateway alone; it never routes a request of somebody else here. */
@ApiExcludeController()
@Controller('internal')
export class StandingsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly events: AccountEvents,
  ) {}

  @Get('accounts/:personId')
  @Allow(gatewayRole)
  findStanding(
    @Param('personId', ParseUUIDPipe) personId: string,
    @ReaderOf() reader: Principal,
  ): Promise<{ active: boolean; sessionsEndBefore: string | null }> {
    return this.accounts.standing(reader, personId);
  }

  @Get('account-events')
  @Allow(gatewayRole)
  listEvents(@Query() query: AccountEventsQuery, @ReaderOf() reader: Principal): Promise<Page<AccountEventDto>> {
    return this.events.list(reader, query);
  }

  @Post('first-account')
  @Allow(gatewayRole)
  makeFirstAccount(@Body() input: CreateAccount, @CommandOf() command: Command): Promise<AccountWithPassword> {
    return this.accounts.create(command, input);
  }
}
