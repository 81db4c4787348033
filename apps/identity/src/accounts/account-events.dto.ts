import { PageQuery } from '@dotation/service';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { accountEvents } from './accounts.queries.js';
import type { AccountEvent } from './accounts.queries.js';

export class AccountEventsQuery extends PageQuery {
  @IsOptional()
  @IsUUID()
  personId?: string;

  @IsOptional()
  @IsIn(accountEvents)
  what?: AccountEvent;
}

/** As the gateway shows it; its API page says what each means. */
export interface AccountEventDto {
  personId: string;
  login: string;
  what: AccountEvent;
  at: string;
  byPersonId: string;
  address: string | null;
}
