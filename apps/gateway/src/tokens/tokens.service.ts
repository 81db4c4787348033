import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { Principals } from '../principals/principals.service.js';
import { BearerTokens } from './bearer-tokens.service.js';
import { expiryOf, hashOf, sameHash, secretOf, tokenText } from './token.rules.js';
import { insertToken, revokeToken, rotateSecret, tokenById, tokensOf } from './tokens.queries.js';
import type { NewToken, TokenRow } from './tokens.queries.js';
import type { IssuedToken, IssueOwnToken, IssueToken, RotateToken, TokenQuery, TokenView } from './tokens.dto.js';

const hour = 3_600_000;

@Injectable()
export class Tokens {
  readonly #key: Buffer;
  readonly #demo: boolean;

  constructor(
    config: GatewayConfig,
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly principals: Principals,
    private readonly bearers: BearerTokens,
  ) {
    this.#demo = config.demo;
    this.#key = createHmac('sha256', 'dotation api tokens').update(String(config.principalPrivateKey.d)).digest();
  }

  /** A new token for a system; only its hash is kept. */
  async issue(command: Command, input: IssueToken): Promise<IssuedToken> {
    const standing = await this.principals.standing(input.personId);
    if (!standing?.active) throw gatewayError('person-unknown');
    this.#mustBeOfMachine(standing.isSystem);
    return this.#issue(command, input, false);
  }

  /** For machines of the person who signed in; a token makes no other token. */
  async issueOwn(command: Command, input: IssueOwnToken): Promise<IssuedToken> {
    if (!command.principal.session) throw gatewayError('session-needed', 'A token makes no token.');
    return this.#issue(command, { ...input, personId: command.actorId }, true);
  }

  /** A new secret under the same id. The one before works on for a while, so that nobody stands outside meanwhile. */
  async rotate(command: Command, id: string, input: RotateToken): Promise<IssuedToken> {
    const { recordedAt: now, key: rotation } = command;
    const before = await this.queries.run(command.principal, (tx) => tokenById(tx, id));
    if (!before) throw gatewayError('token-not-found');
    // Asked before the transaction: directory may take its time, and whose a token is never changes.
    this.#mustBeOfMachine(!before.personal && ((await this.principals.standing(before.personId))?.isSystem ?? false));
    const view = await this.commands.run(command, async (tx) => {
      const row = await rotateSecret(
        tx,
        id,
        {
          secretHash: hashOf(secretOf(this.#key, id, rotation)),
          secretOf: rotation,
          previousUntil: new Date(now.getTime() + input.overlapHours * hour),
          expiresAt: input.expiresAt === undefined ? undefined : expiryOf(input.expiresAt, now),
          allowedNetworks: input.allowedNetworks,
        },
        now,
      );
      if (!row) throw gatewayError('token-over');
      return viewOf(row);
    });
    this.bearers.forget(id);
    return this.#withText(command, view, rotation);
  }

  /**
   * CR-60: an administrator who held a token of an approver would be one. People sign in and make their own; only a
   * demonstration, which prints everybody's, makes them for all.
   */
  #mustBeOfMachine(isSystem: boolean): void {
    if (!isSystem && !this.#demo)
      throw gatewayError('token-of-person', 'He signs in and makes it under /api/gateway/own-tokens.');
  }

  prepare(token: Omit<NewToken, 'secretHash' | 'bootstrap' | 'createdAt'>): Omit<NewToken, 'bootstrap' | 'createdAt'> {
    return { ...token, secretHash: hashOf(secretOf(this.#key, token.id)) };
  }

  /**
   * The token itself, while nobody has used its secret: who repeats the request that made it has not seen the answer. Of the
   * secret that `rotation` made, or of the first one: another request shows another one never.
   */
  textOnce(row: TokenRow | undefined, rotation: string | null = null): string | null {
    if (!row || row.secretUsedAt !== null || row.revokedAt !== null || row.secretOf !== rotation) return null;
    const secret = secretOf(this.#key, row.id, rotation);
    return sameHash(hashOf(secret), row.secretHash) ? tokenText(row.id, secret) : null;
  }

  list(reader: Principal, { limit = 50, after, personId, expiringBefore }: TokenQuery): Promise<Page<TokenView>> {
    const [afterId] = (decodeCursor(after, ['uuid']) ?? []) as string[];
    const before = expiringBefore ? new Date(expiringBefore) : undefined;
    return this.queries.run(reader, async (tx) =>
      pageOf(await tokensOf(tx, { personId, expiringBefore: before, afterId, limit }), limit, ({ id }) => [id], viewOf),
    );
  }

  /** `own`: only a token of the person who asks. */
  async revoke(command: Command, id: string, whose: 'any' | 'own' = 'any'): Promise<TokenView> {
    const view = await this.commands.run(command, async (tx) => {
      const before = await tokenById(tx, id);
      if (whose === 'own' && before?.personId !== command.actorId) throw gatewayError('token-not-found');
      const row = await revokeToken(tx, id, command.actorId, command.recordedAt);
      if (!row) throw gatewayError('token-not-found');
      return viewOf(row);
    });
    this.bearers.forget(id);
    return view;
  }

  async #issue(command: Command, input: IssueToken, personal: boolean): Promise<IssuedToken> {
    const view = await this.commands.run(command, async (tx) => {
      const expiresAt = expiryOf(input.expiresAt, command.recordedAt, personal);
      const { personId, label, scopes, allowedNetworks = [] } = input;
      const createdBy = command.actorId;
      const wanted = { id: command.key, personId, label, scopes, expiresAt, createdBy, personal, allowedNetworks };
      await insertToken(tx, { ...this.prepare(wanted), bootstrap: false, createdAt: command.recordedAt });
      return viewOf((await tokenById(tx, command.key)) as TokenRow);
    });
    return this.#withText(command, view, null);
  }

  async #withText(command: Command, view: TokenView, rotation: string | null): Promise<IssuedToken> {
    const row = await this.queries.run(command.principal, (tx) => tokenById(tx, view.id));
    return { ...view, token: this.textOnce(row, rotation) };
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
    personal: row.personal,
    allowedNetworks: row.allowedNetworks,
    firstUsedAt: row.firstUsedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    previousUntil: row.previousUntil?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedBy: row.revokedBy,
  };
}
