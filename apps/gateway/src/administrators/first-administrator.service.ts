import { Injectable } from '@nestjs/common';
import { DomainError, isUuidv7, RunTimeDatabase, serviceError } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { Directory } from '../principals/directory.service.js';
import type { Answer } from '../principals/neighbour.service.js';
import { hashOf, sameHash } from '../tokens/token.rules.js';
import { Identity } from '../principals/identity.service.js';
import type { FirstAccount, FirstAdministrator, IssuedFirstToken } from '../tokens/tokens.dto.js';
import { insertToken, isBootstrapUsed, revokeToken, tokenById } from '../tokens/tokens.queries.js';
import type { TokenRow } from '../tokens/tokens.queries.js';
import { Tokens, viewOf } from '../tokens/tokens.service.js';
import { keyOfFirst } from './first-administrator.rules.js';

const life = 30 * 86_400_000;

/** The way in to an empty installation: a token that can do one thing, once. */
@Injectable()
export class FirstAdministrators {
  constructor(
    private readonly config: GatewayConfig,
    private readonly database: RunTimeDatabase,
    private readonly directory: Directory,
    private readonly identity: Identity,
    private readonly tokens: Tokens,
  ) {}

  /**
   * Makes person and role in directory, where wanted the account in identity, then the token. Each step may be repeated after a crash of any process; until the
   * token was used once, the last answer given is the one that counts and earlier tokens of it are revoked.
   */
  async make(
    bearer: string | undefined,
    key: unknown,
    input: FirstAdministrator,
    now: Date,
  ): Promise<IssuedFirstToken> {
    const { bootstrapHash } = this.config;
    if (bearer === undefined || !sameHash(hashOf(bearer), bootstrapHash)) throw gatewayError('token-invalid');
    if (!isUuidv7(key)) throw serviceError('idempotency-key-required', 'Send a new UUIDv7 in Idempotency-Key.');
    const source = await this.database.ready();
    await refuseSecondUse(source.manager);
    await this.#makeInDirectory(input);
    const account = input.login === undefined ? null : await this.#makeAccount(input.personId, input.login);
    const row = await source.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('first administrator'))`);
      await refuseSecondUse(tx);
      return this.#replaceToken(tx, key.toLowerCase(), input.personId, now);
    });
    return { ...viewOf(row), token: this.tokens.textOnce(row), account };
  }

  async #makeInDirectory({ personId, displayName }: FirstAdministrator): Promise<void> {
    const key = keyOfFirst(this.config.bootstrapHash, personId, displayName);
    const answer = await this.directory.post('/internal/first-administrator', { personId, displayName }, key);
    if (answer.status === 409) throw gatewayError('bootstrap-used', problemIn(answer).detail);
    if (answer.status >= 300) throw problemIn(answer);
  }

  async #makeAccount(personId: string, login: string): Promise<FirstAccount> {
    const key = keyOfFirst(this.config.bootstrapHash, personId, 'account', login);
    const answer = await this.identity.post('/internal/first-account', { personId, login }, key);
    if (answer.status >= 300) throw problemIn(answer);
    const made = answer.body as FirstAccount;
    return { login: made.login, firstPassword: made.firstPassword };
  }

  async #replaceToken(tx: EntityManager, id: string, personId: string, now: Date): Promise<TokenRow> {
    const [live] = await tx.query<{ id: string; personId: string }[]>(
      `SELECT id, person_id AS "personId" FROM api_token WHERE bootstrap AND revoked_at IS NULL`,
    );
    if (live && (live.id !== id || live.personId !== personId)) await revokeToken(tx, live.id, personId, now);
    if (live?.id !== id || live.personId !== personId) {
      const scopes = ['read', 'write'];
      const expiresAt = new Date(now.getTime() + life);
      const label = 'First administrator';
      const open = { personal: false, allowedNetworks: [] };
      const token = this.tokens.prepare({ id, personId, label, scopes, expiresAt, createdBy: personId, ...open });
      await insertToken(tx, { ...token, bootstrap: true, createdAt: now });
    }
    return (await tokenById(tx, id)) as TokenRow;
  }
}

/** What a neighbour refused is refused here, in its words. */
function problemIn({ status, body }: Answer): DomainError {
  const { code = 'unexpected', title = 'Refused', detail, rows } = (body ?? {}) as Partial<DomainError>;
  return new DomainError(code, status === 409 ? 'conflict' : 'invalid', title, detail, rows);
}

async function refuseSecondUse(tx: EntityManager): Promise<void> {
  if (!(await isBootstrapUsed(tx))) return;
  throw gatewayError('bootstrap-used', 'Its token is in use; the bootstrap token has done its work.');
}
