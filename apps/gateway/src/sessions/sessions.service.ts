import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isSameOrigin, PrincipalSigner, promptly, RunTimeDatabase, uuidv7 } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { fullBucket, takeOne } from '../limits/rate.rules.js';
import type { Bucket } from '../limits/rate.rules.js';
import { Identity } from '../principals/identity.service.js';
import { Principals } from '../principals/principals.service.js';
import { csrfToken, endOf, expiryOf, isWorthNoting, secretIn, sessionCookie } from './session.rules.js';
import type { Session } from './session.rules.js';
import type { SessionDto } from './sessions.dto.js';
import {
  endSession,
  endSessionsOf,
  insertSession,
  liveSessionsOf,
  noteSeen,
  sessionByHash,
} from './sessions.queries.js';

/** A changed role, a disabled account and a session ended elsewhere act within five seconds; one is for the way. */
const remembered = 4_000;
const mostSessions = 10_000;

/** Somebody who signed in, as last looked up. */
export interface Visitor {
  session: Session;
  principal: Principal;
  loadedAt: number;
  signed: Map<string, Promise<string>>;
  rate: Bucket;
}

export interface NewSession {
  personId: string;
  login: string;
  authenticatedAt: Date;
  secondFactorAt: Date | null;
  browser: string;
  address: string | null;
  idToken: string;
}

/** Sessions of people in browsers: rows here, 256 bits in a cookie that no script sees. */
@Injectable()
export class Sessions {
  readonly #visitors = new Map<string, Visitor>();
  readonly #signer: PrincipalSigner;

  constructor(
    private readonly config: GatewayConfig,
    private readonly database: RunTimeDatabase,
    private readonly principals: Principals,
    private readonly identity: Identity,
  ) {
    this.#signer = new PrincipalSigner(config.principalPrivateKey);
  }

  /** A new session with a new secret. What this browser had before ends: nobody brings a session along into a sign-in. */
  async begin(input: NewSession, before: Buffer | undefined, now: Date): Promise<{ secret: Buffer; session: Session }> {
    const secret = randomBytes(32);
    const { sessionLifeMs, sessionIdleMs } = this.config;
    const source = await this.database.ready();
    const session = await source.transaction(async (tx) => {
      const old = before && (await sessionByHash(tx, hashOf(before)));
      if (old) await endSession(tx, old.id, 'signed in again', now);
      const isSame = old?.personId === input.personId && endOf(old, sessionIdleMs, now) === undefined;
      // Confirming with a second factor gives the same session again: as short as it was, and on the phone that it was on (CR-63).
      const confirmed = isSame && input.secondFactorAt ? old : undefined;
      const expiresAt = expiryOf(sessionLifeMs, confirmed, now);
      const on = { phoneId: confirmed?.phoneId ?? null };
      const begun = { ...input, id: uuidv7(), createdAt: now, lastSeenAt: now, expiresAt, ...notEnded, ...on };
      await insertSession(tx, begun, hashOf(secret));
      return begun;
    });
    if (before) this.#visitors.delete(keyOf(before));
    return { secret, session };
  }

  /** Who sends this cookie; 401 `session-over` when nobody (any more) does. */
  async visitor(secret: Buffer, now: Date, why: 'asking' | 'unattended' | 'watching' = 'asking'): Promise<Visitor> {
    const key = keyOf(secret);
    const known = this.#visitors.get(key);
    const isFresh =
      known !== undefined && now.getTime() - known.loadedAt < remembered && now.getTime() >= known.loadedAt;
    const visitor = isFresh ? known : await this.#load(secret, known, now);
    if (endOf(visitor.session, this.config.sessionIdleMs, now)) throw gatewayError('session-over');
    if (why === 'watching') return visitor;
    if (why === 'asking') await this.#noteSeen(visitor.session, now);
    const perSecond = this.config.requestsPerSecond;
    if (!takeOne(visitor.rate, perSecond, now.getTime())) throw gatewayError('too-many-requests', 'Slow down.');
    return visitor;
  }

  /** For pages that show who is signed in, and do without. */
  async visitorIfAny(request: FastifyRequest, now: Date): Promise<{ visitor: Visitor; csrf: string } | undefined> {
    const secret = secretIn(request.headers.cookie, sessionCookie);
    if (!secret) return undefined;
    const visitor = await this.visitor(secret, now).catch(() => undefined);
    return visitor && { visitor, csrf: csrfToken(secret) };
  }

  /** Refuses a write that a page of somebody else may have sent with this browser's cookie. */
  refuseForged(request: FastifyRequest, secret: Buffer, token: unknown): void {
    const expected = Buffer.from(csrfToken(secret));
    const given = Buffer.from(typeof token === 'string' ? token : '');
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    if (isOurs && isSameOrigin(request.headers, new URL(this.config.publicUrl).origin)) return;
    throw gatewayError(
      'request-forged',
      'Send X-CSRF-Token from GET /api/gateway/session, from a page of this address.',
    );
  }

  signedFor({ signed, principal }: Visitor, service: string): Promise<string> {
    let header = signed.get(service);
    if (!header) {
      header = this.#signer.sign(principal, service, new Date());
      signed.set(service, header);
    }
    return header;
  }

  async listOf(personId: string, now: Date): Promise<Session[]> {
    const idleSince = new Date(now.getTime() - this.config.sessionIdleMs);
    return promptly(await this.database.ready(), (tx) => liveSessionsOf(tx, personId, idleSince, now));
  }

  async end(id: string, because: string, now: Date): Promise<void> {
    await promptly(await this.database.ready(), (tx) => endSession(tx, id, because, now));
    this.forget((session) => session.id === id);
  }

  async endAllOf(personId: string, because: string, now: Date): Promise<void> {
    await promptly(await this.database.ready(), (tx) => endSessionsOf(tx, personId, because, now));
    this.forget((session) => session.personId === personId);
  }

  /** What was just ended stops here at once. */
  forget(which: (session: Session) => boolean): void {
    for (const [key, { session }] of this.#visitors) if (which(session)) this.#visitors.delete(key);
  }

  async #load(secret: Buffer, known: Visitor | undefined, now: Date): Promise<Visitor> {
    const source = await this.database.ready();
    const session = await promptly(source, (tx) => sessionByHash(tx, hashOf(secret)));
    if (!session || endOf(session, this.config.sessionIdleMs, now)) throw gatewayError('session-over');
    const { personId, authenticatedAt } = session;
    const [standing, account] = await Promise.all([
      this.principals.standing(personId),
      this.identity.standing(personId),
    ]);
    const isSignedOut = account.sessionsEndBefore !== null && authenticatedAt < account.sessionsEndBefore;
    if (!standing?.active || !account.active || isSignedOut) {
      await this.end(session.id, standing?.active ? 'account' : 'person', now);
      throw gatewayError('session-over');
    }
    const principal = principalOf(session, standing.roles);
    const rate = known?.rate ?? fullBucket(this.config.requestsPerSecond, now.getTime());
    const visitor = { session, principal, loadedAt: now.getTime(), signed: new Map(), rate };
    if (this.#visitors.size >= mostSessions) this.#visitors.clear();
    this.#visitors.set(keyOf(secret), visitor);
    return visitor;
  }

  async #noteSeen(session: Session, now: Date): Promise<void> {
    if (!isWorthNoting(session, now)) return;
    session.lastSeenAt = now;
    await promptly(await this.database.ready(), (tx) => noteSeen(tx, session.id, now));
  }
}

const notEnded = { endedAt: null, endedBecause: null, endedBy: null };

export function viewOf(session: Session, idleMs: number): SessionDto {
  const { id, login, authenticatedAt, secondFactorAt, lastSeenAt, expiresAt, browser, address, phoneId } = session;
  const idleUntil = new Date(Math.min(lastSeenAt.getTime() + idleMs, expiresAt.getTime()));
  return {
    id,
    login,
    authenticatedAt: authenticatedAt.toISOString(),
    secondFactorAt: secondFactorAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt.toISOString(),
    idleUntil: idleUntil.toISOString(),
    expiresAt: expiresAt.toISOString(),
    browser,
    address,
    phoneId,
  };
}

function principalOf(of: Session, roles: Principal['roles']): Principal {
  const { id, personId, authenticatedAt, secondFactorAt, phoneId } = of;
  const session = { id, authenticatedAt, ...(secondFactorAt && { secondFactorAt }), ...(phoneId && { phoneId }) };
  return { personId, tokenId: id, scopes: ['read', 'write'], roles, session };
}

const hashOf = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest();
const keyOf = (secret: Buffer): string => hashOf(secret).toString('base64');
