import { Injectable } from '@nestjs/common';
import { DomainError, isUuidv7, RunTimeDatabase, serviceError } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { Directory } from '../principals/directory.service.js';
import { hashOf, sameHash } from '../tokens/token.rules.js';
import type { FirstAdministrator, IssuedToken } from '../tokens/tokens.dto.js';
import { insertToken, isBootstrapUsed, revokeToken, tokenById } from '../tokens/tokens.queries.js';
import type { TokenRow } from '../tokens/tokens.queries.js';
import { Tokens, viewOf } from '../tokens/tokens.service.js';
import { keyForDirectory } from './first-administrator.rules.js';

const life = 30 * 86_400_000;

/** The way in to an empty installation: a token that can do one thing, once. */
@Injectable()
export class FirstAdministrators {
  constructor(
    private readonly config: GatewayConfig,
    private readonly database: RunTimeDatabase,
    private readonly directory: Directory,
    private readonly tokens: Tokens,
  ) {}

  /**
   * Makes person and role in directory, then the token. Each step may be repeated after a crash of any process; until the
   * token was used once, the last answer given is the one that counts and earlier tokens of it are revoked.
   */
  async make(bearer: string | undefined, key: unknown, input: FirstAdministrator, now: Date): Promise<IssuedToken> {
    const { bootstrapHash } = this.config;
    if (bearer === undefined || !sameHash(hashOf(bearer), bootstrapHash)) throw gatewayError('token-invalid');
    if (!isUuidv7(key)) throw serviceError('idempotency-key-required', 'Send a new UUIDv7 in Idempotency-Key.');
    const source = await this.database.ready();
    await refuseSecondUse(source.manager);
    await this.#makeInDirectory(input);
    const row = await source.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('first administrator'))`);
      await refuseSecondUse(tx);
      return this.#replaceToken(tx, key.toLowerCase(), input.personId, now);
    });
    return { ...viewOf(row), token: this.tokens.textOnce(row) };
  }

  async #makeInDirectory({ personId, displayName }: FirstAdministrator): Promise<void> {
    const key = keyForDirectory(this.config.bootstrapHash, personId, displayName);
    const { status, body } = await this.directory.post('/internal/first-administrator', { personId, displayName }, key);
    if (status < 300) return;
    const { detail } = (body ?? {}) as { detail?: string };
    if (status === 409) throw gatewayError('bootstrap-used', detail);
    const problem = body as { code?: string; title?: string; rows?: DomainError['rows'] } | undefined;
    throw new DomainError(problem?.code ?? 'unexpected', 'invalid', problem?.title ?? 'Refused', detail, problem?.rows);
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
      const token = this.tokens.prepare({ id, personId, label, scopes, expiresAt, createdBy: personId });
      await insertToken(tx, { ...token, bootstrap: true, createdAt: now });
    }
    return (await tokenById(tx, id)) as TokenRow;
  }
}

async function refuseSecondUse(tx: EntityManager): Promise<void> {
  if (!(await isBootstrapUsed(tx))) return;
  throw gatewayError('bootstrap-used', 'Its token is in use; the bootstrap token has done its work.');
}
