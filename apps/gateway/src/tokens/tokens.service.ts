import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { Principals } from '../principals/principals.service.js';
import { BearerTokens } from './bearer-tokens.service.js';
import { expiryOf, hashOf, sameHash, secretOf, tokenText } from './token.rules.js';
import { insertToken, revokeToken, tokenById, tokensOf } from './tokens.queries.js';
import type { NewToken, TokenRow } from './tokens.queries.js';
import type { IssuedToken, IssueToken, TokenQuery, TokenView } from './tokens.dto.js';

@Injectable()
export class Tokens {
  readonly #key: Buffer;

  constructor(
    config: GatewayConfig,
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly principals: Principals,
    private readonly bearers: BearerTokens,
  ) {
    this.#key = createHmac('sha256', 'dotation api tokens').update(String(config.principalPrivateKey.d)).digest();
  }

  /** A new token for a person; only its hash is kept. */
  async issue(command: Command, input: IssueToken): Promise<IssuedToken> {
    const standing = await this.principals.standing(input.personId);
    if (!standing?.active) throw gatewayError('person-unknown');
    const view = await this.commands.run(command, async (tx) => {
      const expiresAt = expiryOf(input.expiresAt, command.recordedAt);
      const { personId, label, scopes } = input;
      const token = this.prepare({ id: command.key, personId, label, scopes, expiresAt, createdBy: command.actorId });
      await insertToken(tx, { ...token, bootstrap: false, createdAt: command.recordedAt });
      return viewOf((await tokenById(tx, token.id)) as TokenRow);
    });
    const row = await this.queries.run(command.principal, (tx) => tokenById(tx, view.id));
    return { ...view, token: this.textOnce(row) };
  }

  prepare(token: Omit<NewToken, 'secretHash' | 'bootstrap' | 'createdAt'>): Omit<NewToken, 'bootstrap' | 'createdAt'> {
    return { ...token, secretHash: hashOf(secretOf(this.#key, token.id)) };
  }

  /** The token itself, while nobody has used it: who repeats the request that made it has not seen the answer. */
  textOnce(row: TokenRow | undefined): string | null {
    if (!row || row.firstUsedAt !== null || row.revokedAt !== null) return null;
    const secret = secretOf(this.#key, row.id);
    return sameHash(hashOf(secret), row.secretHash) ? tokenText(row.id, secret) : null;
  }

  list(reader: Principal, { limit = 50, after, personId }: TokenQuery): Promise<Page<TokenView>> {
    const [afterId] = (decodeCursor(after, ['uuid']) ?? []) as string[];
    return this.queries.run(reader, async (tx) =>
      pageOf(await tokensOf(tx, { personId, afterId, limit }), limit, ({ id }) => [id], viewOf),
    );
  }

  async revoke(command: Command, id: string): Promise<TokenView> {
    const view = await this.commands.run(command, async (tx) => {
      const row = await revokeToken(tx, id, command.actorId, command.recordedAt);
      if (!row) throw gatewayError('token-not-found');
      return viewOf(row);
    });
    this.bearers.forget(id);
    return view;
  }
}

export function viewOf(row: TokenRow): TokenView {
  return {
    id: row.id,
    personId: row.personId,
    label: row.label,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    expiresAt: row.expiresAt.toISOString(),
    firstUsedAt: row.firstUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedBy: row.revokedBy,
  };
}
