import { Allow, CommandOf, gatewayRole, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CreateAccount } from './accounts.dto.js';
import type { AccountWithPassword } from './accounts.dto.js';
import { Accounts } from './accounts.service.js';

/** For the gateway alone; it never routes a request of somebody else here. */
@ApiExcludeController()
@Controller('internal')
export class StandingsController {
  constructor(private readonly accounts: Accounts) {}

  @Get('accounts/:personId')
  @Allow(gatewayRole)
  findStanding(
    @Param('personId', ParseUUIDPipe) personId: string,
    @ReaderOf() reader: Principal,
  ): Promise<{ active: boolean; sessionsEndBefore: string | null }> {
    return this.accounts.standing(reader, personId);
  }

  @Post('first-account')
  @Allow(gatewayRole)
  makeFirstAccount(@Body() input: CreateAccount, @CommandOf() command: Command): Promise<AccountWithPassword> {
    return this.accounts.create(command, input);
  }
}
