import { Injectable } from '@nestjs/common';
import { Authenticator, PrincipalSigner, promptly, RunTimeDatabase } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { fullBucket, takeOne } from '../limits/rate.rules.js';
import type { Bucket } from '../limits/rate.rules.js';
import { Principals } from '../principals/principals.service.js';
import { installationItself, mayLoadReferenceData } from '../administrators/installation.rules.js';
import { parseToken, useToken } from './token.rules.js';
import type { ApiToken } from './token.rules.js';
import { isBootstrapUsed, markUsed, tokenById } from './tokens.queries.js';

/** Revocation and a changed role act within five seconds; the last second is for the way. */
const remembered = 4_000;
const mostTokens = 10_000;

/** A token and its person as last looked up. */
interface Bearer {
  token: ApiToken;
  principal: Principal;
  loadedAt: number;
  /** Signed principals by service: as old as this entry, so never older than its roles. */
  signed: Map<string, Promise<string>>;
}

/** `Authorization: Bearer dot_…`: who is calling, with the roles of that person. */
@Injectable()
export class BearerTokens extends Authenticator {
  readonly #bearers = new Map<string, Bearer>();
  readonly #loading = new Map<string, Promise<Bearer>>();
  readonly #rates = new Map<string, Bucket>();
  readonly #signer: PrincipalSigner;

  constructor(
    private readonly config: GatewayConfig,
    private readonly database: RunTimeDatabase,
    private readonly principals: Principals,
  ) {
    super();
    this.#signer = new PrincipalSigner(config.principalPrivateKey);
  }

  async authenticate(request: FastifyRequest): Promise<Principal> {
    return (await this.#bearer(request)).principal;
  }

  /** The caller, and the header that tells a service who it is. */
  async vouch(request: FastifyRequest, service: string): Promise<{ principal: Principal; signed: string }> {
    if (await this.#isInstallation(request, service)) {
      const principal = installationItself;
      return { principal, signed: await this.#signer.sign(principal, service, new Date()) };
    }
    const { principal, signed } = await this.#bearer(request);
    let header = signed.get(service);
    if (!header) {
      header = this.#signer.sign(principal, service, new Date());
      signed.set(service, header);
    }
    return { principal, signed: await header };
  }

  /** What was just revoked here stops here at once. */
  forget(tokenId: string): void {
    this.#bearers.delete(tokenId);
    this.#loading.delete(tokenId);
  }

  async #isInstallation(request: FastifyRequest, service: string): Promise<boolean> {
    const text = bearerText(request);
    if (text === undefined || !mayLoadReferenceData(this.config.bootstrapHash, text, service)) return false;
    return !(await promptly(await this.database.ready(), isBootstrapUsed));
  }

  async #bearer(request: FastifyRequest): Promise<Bearer> {
    const text = bearerText(request);
    const presented = text === undefined ? undefined : parseToken(text);
    if (!presented) throw gatewayError('token-invalid', 'Send Authorization: Bearer dot_… with an API token.');
    const { id, secret } = presented;
    const now = Date.now();
    const known = this.#bearers.get(id);
    const bearer = known && now - known.loadedAt < remembered ? known : await this.#load(id, now);
    useToken(bearer.token, secret, new Date(now));
    if (bearer.token.firstUsedAt === null) await this.#firstUse(bearer.token, new Date(now));
    this.#limit(id, now);
    return bearer;
  }

  /** One look-up at a time for a token, however many requests wait for it. */
  #load(id: string, now: number): Promise<Bearer> {
    const loading = this.#loading.get(id);
    if (loading) return loading;
    const bearer = this.#lookUp(id, now).finally(() => this.#loading.delete(id));
    this.#loading.set(id, bearer);
    return bearer;
  }

  async #lookUp(id: string, now: number): Promise<Bearer> {
    const token = await promptly(await this.database.ready(), (manager) => tokenById(manager, id));
    // Only tokens that can be used are worth asking directory about their person.
    if (!token || token.revokedAt !== null) throw gatewayError('token-invalid');
    const standing = await this.principals.standing(token.personId);
    if (!standing?.active) throw gatewayError('person-inactive');
    const principal = { personId: token.personId, tokenId: id, scopes: token.scopes, roles: standing.roles };
    const bearer = { token, principal, loadedAt: now, signed: new Map() };
    if (this.#bearers.size >= mostTokens) this.#bearers.clear();
    this.#bearers.set(id, bearer);
    return bearer;
  }

  async #firstUse(token: ApiToken, now: Date): Promise<void> {
    await promptly(await this.database.ready(), (manager) => markUsed(manager, token.id, now));
    token.firstUsedAt = now;
  }

  #limit(id: string, now: number): void {
    const perSecond = this.config.requestsPerSecond;
    if (this.#rates.size >= mostTokens) this.#rates.clear();
    const bucket = this.#rates.get(id) ?? fullBucket(perSecond, now);
    this.#rates.set(id, bucket);
    if (!takeOne(bucket, perSecond, now)) throw gatewayError('too-many-requests', 'Slow down and repeat the request.');
  }
}

export function bearerText(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
