import { Injectable } from '@nestjs/common';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { IdentityConfig } from '../config.js';
import { identityError } from '../errors.js';
import { Passwords } from '../passwords/passwords.service.js';
import { removeSecondFactors } from '../second-factors/second-factors.queries.js';
import { checkLogin, endSessionsBefore, firstPassword, firstPasswordUntil, weaknessOf } from './account.rules.js';
import type { Account } from './account.rules.js';
import { accountBy, accountsAfter, insertAccount, noteEvent, setDisabled, setPassword } from './accounts.queries.js';
import type { AccountDto, AccountQuery, AccountWithPassword, CreateAccount, ResetAccount } from './accounts.dto.js';

/** Accounts as administrators see them. Who the person is and may do is directory's. */
@Injectable()
export class Accounts {
  constructor(
    private readonly config: IdentityConfig,
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly passwords: Passwords,
  ) {}

  async create(command: Command, input: CreateAccount): Promise<AccountWithPassword> {
    const login = checkLogin(input.login);
    const { personId, demoPassword } = input;
    if (demoPassword !== undefined) this.#refuseDemoPassword(demoPassword, login);
    // Outside the transaction, which would hold a connection for as long as the hash takes.
    const passwordHash = await this.passwords.hash(demoPassword ?? this.#first(command.key));
    const { recordedAt, actorId } = command;
    const view = await this.commands.run(command, async (tx) => {
      await insertAccount(tx, {
        id: command.key,
        personId,
        login,
        passwordHash,
        firstPasswordUntil: firstPasswordUntil(recordedAt),
        mustChange: demoPassword === undefined,
        createdAt: recordedAt,
        createdBy: actorId,
      });
      await noteEvent(tx, command.key, 'created', { by: actorId, at: recordedAt });
      return viewOf(await accountOf(tx, personId));
    });
    return this.#withPassword(command, view);
  }

  async reset(command: Command, personId: string, input: ResetAccount): Promise<AccountWithPassword> {
    const hash = await this.passwords.hash(this.#first(command.key));
    const { recordedAt: at, actorId: by } = command;
    const view = await this.commands.run(command, async (tx) => {
      const { id } = await accountOf(tx, personId);
      await setPassword(
        tx,
        id,
        { hash, firstOf: command.key, until: firstPasswordUntil(at) },
        endSessionsBefore(at, 'administrator'),
      );
      await noteEvent(tx, id, 'reset', { by, at });
      if (input.removeSecondFactors) {
        await removeSecondFactors(tx, id, at);
        await noteEvent(tx, id, 'second-factors-removed', { by, at });
      }
      return viewOf(await accountOf(tx, personId));
    });
    return this.#withPassword(command, view);
  }

  disable(command: Command, personId: string): Promise<AccountDto> {
    return this.#change(command, personId, 'disabled', command.actorId);
  }

  enable(command: Command, personId: string): Promise<AccountDto> {
    return this.#change(command, personId, 'enabled', null);
  }

  list(reader: Principal, { limit = 50, after }: AccountQuery): Promise<Page<AccountDto>> {
    const [login = ''] = (decodeCursor(after, ['text']) ?? []) as string[];
    return this.queries.run(reader, async (tx) =>
      pageOf(await accountsAfter(tx, login, limit), limit, (account) => [account.login], viewOf),
    );
  }

  /** Whether sessions of the person go on. */
  standing(reader: Principal, personId: string): Promise<{ active: boolean; sessionsEndBefore: string | null }> {
    return this.queries.run(reader, async (tx) => {
      const { disabledAt, sessionsEndBefore } = await accountOf(tx, personId);
      return { active: disabledAt === null, sessionsEndBefore: sessionsEndBefore?.toISOString() ?? null };
    });
  }

  #change(command: Command, personId: string, what: 'disabled' | 'enabled', by: string | null): Promise<AccountDto> {
    const { recordedAt: at, actorId } = command;
    return this.commands.run(command, async (tx) => {
      const { id } = await accountOf(tx, personId);
      await setDisabled(tx, id, by, at, endSessionsBefore(at, 'administrator'));
      await noteEvent(tx, id, what, { by: actorId, at });
      return viewOf(await accountOf(tx, personId));
    });
  }

  #first(commandKey: string): string {
    return firstPassword(this.config.credentialKey, commandKey);
  }

  #refuseDemoPassword(password: string, login: string): void {
    if (!this.config.demo) throw identityError('password-not-taken');
    const weakness = weaknessOf(password, login);
    if (weakness) throw identityError('password-too-weak', weakness);
  }

  /** Whoever repeats the request has not seen its answer: the password is shown until its person has chosen another. */
  async #withPassword(command: Command, view: AccountDto): Promise<AccountWithPassword> {
    const account = await this.queries.run(command.principal, (tx) => accountOf(tx, view.personId));
    const isLive = account.mustChange && account.firstPasswordOf === command.key;
    return { ...view, firstPassword: isLive ? this.#first(command.key) : null };
  }
}

async function accountOf(tx: EntityManager, personId: string): Promise<Account> {
  const account = await accountBy(tx, 'person_id', personId);
  if (!account) throw identityError('account-not-found');
  return account;
}

function viewOf({ id, personId, login, mustChange, createdAt, disabledAt }: Account): AccountDto {
  return {
    accountId: id,
    personId,
    login,
    mustChange,
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
  };
}
