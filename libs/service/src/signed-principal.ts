import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { ServiceConfig } from './config.js';
import { serviceError } from './errors.js';
import { Authenticator } from './principal.js';
import type { Principal, SignedInSession } from './principal.js';

export const principalHeader = 'dotation-principal';
const issuer = 'gateway';
const longestLife = 60;
const rememberedTokens = 2_000;

/** Reads the principal the gateway signed for this service. */
@Injectable()
export class SignedPrincipals extends Authenticator {
  readonly #known = new Map<string, { principal: Principal; until: number }>();
  #key: Promise<CryptoKey | Uint8Array> | undefined;

  constructor(private readonly config: ServiceConfig) {
    super();
  }

  async authenticate(request: FastifyRequest): Promise<Principal> {
    const token = request.headers[principalHeader];
    if (typeof token !== 'string') throw serviceError('unauthenticated', 'The request carries no principal.');
    const known = this.#known.get(token);
    if (known && known.until > Date.now()) return known.principal;
    const { principal, until } = await this.#verify(token);
    this.#remember(token, principal, until);
    return principal;
  }

  async #verify(token: string): Promise<{ principal: Principal; until: number }> {
    this.#key ??= importJWK(this.config.principalKey, 'EdDSA');
    try {
      const { payload } = await jwtVerify(token, await this.#key, {
        algorithms: ['EdDSA'],
        issuer,
        audience: this.config.name,
        requiredClaims: ['sub', 'exp', 'iat'],
        clockTolerance: 5,
      });
      const { sub, exp, iat, tid, scopes, roles, sid, auth_time, factor_time, phone, own } =
        payload as unknown as Claims;
      if (exp - iat > longestLife) throw new Error('It lives longer than 60 s.');
      const session = sid === undefined ? undefined : sessionOf(sid, auth_time, factor_time, phone);
      return {
        principal: {
          ...{ personId: sub, tokenId: tid, scopes, roles },
          ...(session && { session }),
          ...(own && { personal: true }),
        },
        until: exp * 1000,
      };
    } catch (error) {
      throw Object.assign(serviceError('unauthenticated', 'The principal is not valid.'), { cause: error });
    }
  }

  #remember(token: string, principal: Principal, until: number): void {
    if (this.#known.size >= rememberedTokens) {
      const oldest = this.#known.keys().next().value;
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    this.#known.set(token, { principal, until });
  }
}

interface Claims {
  sub: string;
  exp: number;
  iat: number;
  tid: string;
  scopes: string[];
  roles: Principal['roles'];
  sid?: string;
  auth_time?: number;
  factor_time?: number;
  phone?: string;
  own?: true;
}

function sessionOf(id: string, authTime = 0, factorTime?: number, phoneId?: string): SignedInSession {
  const authenticatedAt = new Date(authTime * 1000);
  return {
    ...{ id, authenticatedAt, ...(phoneId !== undefined && { phoneId }) },
    ...(factorTime !== undefined && { secondFactorAt: new Date(factorTime * 1000) }),
  };
}

function claimsOf({ id, authenticatedAt, secondFactorAt, phoneId: phone }: SignedInSession): Partial<Claims> {
  const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
  const factor_time = secondFactorAt && seconds(secondFactorAt);
  return {
    ...{ sid: id, auth_time: seconds(authenticatedAt), ...(phone !== undefined && { phone }) },
    ...(factor_time !== undefined && { factor_time }),
  };
}

/** Signs principals for one service at a time; held by the gateway alone. */
export class PrincipalSigner {
  readonly #key: Promise<CryptoKey | Uint8Array>;

  constructor(privateKey: JWK) {
    this.#key = importJWK(privateKey, 'EdDSA');
  }

  async sign(principal: Principal, service: string, now: Date): Promise<string> {
    const iat = Math.floor(now.getTime() / 1000);
    const { tokenId: tid, scopes, roles, session, personal } = principal;
    const own = personal && { own: true };
    return new SignJWT({ tid, scopes, roles, ...(session && claimsOf(session)), ...own })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(issuer)
      .setSubject(principal.personId)
      .setAudience(service)
      .setIssuedAt(iat)
      .setExpirationTime(iat + longestLife)
      .sign(await this.#key);
  }
}
