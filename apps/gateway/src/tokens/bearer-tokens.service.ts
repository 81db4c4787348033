import { Injectable, Logger } from '@nestjs/common';
import { Authenticator, PrincipalSigner, promptly, RunTimeDatabase } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { fullBucket, takeOne } from '../limits/rate.rules.js';
import type { Bucket } from '../limits/rate.rules.js';
import { Principals } from '../principals/principals.service.js';
import { installationItself, mayLoadReferenceData } from '../administrators/installation.rules.js';
import { clientAddress } from '../sign-in/sign-in.rules.js';
import { networksOf } from './network.rules.js';
import type { Networks } from './network.rules.js';
import { isUseWorthNoting, parseToken, useToken, whichSecret } from './token.rules.js';
import type { ApiToken } from './token.rules.js';
import { isBootstrapUsed, markUsed, noteUse, tokenById } from './tokens.queries.js';

/** Revocation and a changed role act within five seconds; the last second is for the way. */
const remembered = 4_000;
/** A secret that is not known may be that of a rotation at another gateway; who guesses is not looked up at every guess. */
const rotationPatience = 250;
const mostTokens = 10_000;

/** A token and its person as last looked up. */
interface Bearer {
  token: ApiToken;
  principal: Principal;
  /** Undefined when it may be used from anywhere. */
  networks: Networks | undefined;
  loadedAt: number;
  /** When it was looked up for a secret that was not known. */
  missedAt: number;
  /** Signed principals by service: as old as this entry, so never older than its roles. */
  signed: Map<string, Promise<string>>;
}

/** `Authorization: Bearer dot_…`: who is calling, with the roles of that person. */
@Injectable()
export class BearerTokens extends Authenticator {
  readonly #log = new Logger('BearerTokens');
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
    const isMiss = known !== undefined && whichSecret(known.token, secret, new Date(now)) === undefined;
    const isFresh = isMiss ? now - known.missedAt < rotationPatience : known && now - known.loadedAt < remembered;
    const bearer = known && isFresh ? known : await this.#load(id, now);
    if (isMiss && !isFresh) bearer.missedAt = now;
    const which = useToken(bearer.token, secret, new Date(now));
    this.#refuseElsewhere(bearer, request);
    await this.#firstUse(bearer.token, which, new Date(now));
    this.#noteUse(bearer.token, new Date(now));
    this.#limit(id, now);
    return bearer;
  }

  #refuseElsewhere({ networks }: Bearer, { ip, headers }: FastifyRequest): void {
    const address = clientAddress(ip, headers['x-forwarded-for']?.toString(), this.config.proxies);
    if (networks === undefined || networks.has(address)) return;
    throw gatewayError('token-elsewhere', `You are at ${address}.`);
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
    const { personId, scopes, personal, allowedNetworks } = token;
    const principal = {
      personId,
      tokenId: id,
      scopes,
      roles: standing.roles,
      ...(personal && { personal: true as const }),
    };
    const networks = allowedNetworks.length === 0 ? undefined : networksOf(allowedNetworks);
    const bearer = { token, principal, networks, loadedAt: now, missedAt: 0, signed: new Map() };
    if (this.#bearers.size >= mostTokens) this.#bearers.clear();
    this.#bearers.set(id, bearer);
    return bearer;
  }

  async #firstUse(token: ApiToken, which: 'present' | 'previous', now: Date): Promise<void> {
    if (token.firstUsedAt !== null && (which === 'previous' || token.secretUsedAt !== null)) return;
    await promptly(await this.database.ready(), (manager) => markUsed(manager, token.id, which, now));
    token.firstUsedAt ??= now;
    if (which === 'present') token.secretUsedAt ??= now;
  }

  /** Beside the request: nobody waits for it, and one that fails is made up for in an hour at the latest. */
  #noteUse(token: ApiToken, now: Date): void {
    if (!isUseWorthNoting(token, now)) return;
    token.lastUsedAt = now;
    this.database
      .ready()
      .then((source) => promptly(source, (manager) => noteUse(manager, token.id, now)))
      .catch((error: unknown) => this.#log.warn({ message: 'a use of a token is not noted', error: String(error) }));
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
