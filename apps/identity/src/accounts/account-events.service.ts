import { Injectable } from '@nestjs/common';
import { decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import type { AccountEventDto, AccountEventsQuery } from './account-events.dto.js';
import { eventsBefore } from './accounts.queries.js';
import type { EventRow } from './accounts.queries.js';

/** What happened to accounts: who signed in or failed to, from where, and what an administrator did. */
@Injectable()
export class AccountEvents {
  constructor(private readonly queries: Queries) {}

  list(reader: Principal, { limit = 50, after, personId, what }: AccountEventsQuery): Promise<Page<AccountEventDto>> {
    const [beforeId] = (decodeCursor(after, ['number']) ?? []) as number[];
    return this.queries.run(reader, async (tx) =>
      pageOf(await eventsBefore(tx, { personId, what, beforeId, limit }), limit, ({ id }) => [Number(id)], viewOf),
    );
  }
}

function viewOf({ personId, login, what, at, byPersonId, address }: EventRow): AccountEventDto {
  return { personId, login, what, at: at.toISOString(), byPersonId, address };
}
