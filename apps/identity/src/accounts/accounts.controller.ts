import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AccountDto,
  AccountPage,
  AccountQuery,
  AccountWithPassword,
  CreateAccount,
  ResetAccount,
} from './accounts.dto.js';
import { Accounts } from './accounts.service.js';

@ApiTags('identity: accounts')
@Controller('accounts')
export class AccountsController {
  constructor(private readonly accounts: Accounts) {}

  @Post()
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Give a person an account; the answer has the password of the first sign-in' })
  @ApiCreatedResponse({ type: AccountWithPassword })
  createAccount(@Body() input: CreateAccount, @CommandOf() command: Command): Promise<AccountWithPassword> {
    return this.accounts.create(command, input);
  }

  @Get()
  @Allow('SYS_ADMIN')
  @ApiOperation({ summary: 'Accounts by login' })
  @ApiOkResponse({ type: AccountPage })
  listAccounts(@ReaderOf() reader: Principal, @Query() query: AccountQuery): Promise<Page<AccountDto>> {
    return this.accounts.list(reader, query);
  }

  @Post(':personId/reset')
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'A new first password; signs the person out everywhere' })
  @ApiCreatedResponse({ type: AccountWithPassword })
  resetAccount(
    @Param('personId', ParseUUIDPipe) personId: string,
    @Body() input: ResetAccount,
    @CommandOf() command: Command,
  ): Promise<AccountWithPassword> {
    return this.accounts.reset(command, personId, input);
  }

  @Post(':personId/disabling')
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Disable an account; its sessions end within five seconds' })
  @ApiCreatedResponse({ type: AccountDto })
  disableAccount(
    @Param('personId', ParseUUIDPipe) personId: string,
    @CommandOf() command: Command,
  ): Promise<AccountDto> {
    return this.accounts.disable(command, personId);
  }

  @Post(':personId/enabling')
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Enable an account again' })
  @ApiCreatedResponse({ type: AccountDto })
  enableAccount(
    @Param('personId', ParseUUIDPipe) personId: string,
    @CommandOf() command: Command,
  ): Promise<AccountDto> {
    return this.accounts.enable(command, personId);
  }
}
