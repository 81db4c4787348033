import { AccessRecorder, Allow, decodeCursor, Recorded } from '@dotation/service';
import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Identity } from '../principals/identity.service.js';
import { AccountEventPage, AccountEventsQuery } from './account-events.dto.js';

@ApiTags('Accounts')
@ApiBearerAuth()
@UseInterceptors(AccessRecorder)
@Controller('api/gateway/account-events')
export class AccountEventsController {
  constructor(private readonly identity: Identity) {}

  /** Here and not in identity, which knows credentials only and has nobody to tell who read what. */
  @Get()
  @Allow('SYS_ADMIN')
  @Recorded('PERSONAL_DATA')
  @ApiOperation({
    summary:
      'Sign-ins, lock-outs and changes of accounts: who, when, from where; newest first. The reading is recorded',
    description: 'Of the provider in the box; where another one signs people in, it keeps them, and the list is empty.',
  })
  @ApiOkResponse({ type: AccountEventPage })
  listAccountEvents(@Query() query: AccountEventsQuery): Promise<AccountEventPage> {
    decodeCursor(query.after, ['number']);
    return this.identity.events(query);
  }
}
