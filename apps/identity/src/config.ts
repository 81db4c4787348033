import { Injectable } from '@nestjs/common';
import { Environment } from '@dotation/service';
import type { JWK } from 'jose';

/** Where browsers see this service; the gateway forwards it unchanged. */
export const pagesPath = '/identity';

/** What identity alone reads from its environment. */
@Injectable()
export class IdentityConfig {
  /** The name under which browsers and clients know this provider: `https://dotation.example/identity`. */
  readonly issuer: string;
  /** Where the gateway is for browsers: sign-in goes back there and nowhere else. */
  readonly gatewayUrl: string;
  readonly gatewaySecret: string;
  /** Signs id tokens. ES256. */
  readonly signingKey: JWK;
  /** Signs cookies. */
  readonly cookieKey: Buffer;
  /** Seals the secrets of time-based codes and makes first passwords. Lost key, lost second factors. */
  readonly credentialKey: Buffer;
  /** How many passwords are checked at a time; each takes 19 MiB and a processor for some 40 ms. */
  readonly checksAtOnce: number;
  /** The demo's accounts have a password of their maker's choice and need not change it. */
  readonly demo: boolean;

  constructor(environment: Environment) {
    this.issuer = environment.publicUrl('ISSUER');
    if (this.issuer !== '' && new URL(this.issuer).pathname !== pagesPath) {
      environment.refuse(`ISSUER must end in ${pagesPath}, where the gateway shows the pages of sign-in`);
    }
    this.gatewayUrl = environment.publicUrl('GATEWAY_URL');
    this.gatewaySecret = environment.text('GATEWAY_CLIENT_SECRET');
    if (this.gatewaySecret.length < 32) environment.refuse('GATEWAY_CLIENT_SECRET must have 32 characters or more');
    this.signingKey = environment.json('ID_TOKEN_KEY', isSigningKey, 'a private P-256 key (JWK with kid)');
    this.cookieKey = environment.base64('COOKIE_KEY', 32);
    this.credentialKey = environment.base64('CREDENTIAL_KEY', 32);
    this.checksAtOnce = environment.integer('PASSWORD_CHECKS_AT_ONCE', { min: 1, max: 64, fallback: 2 });
    this.demo = environment.optional('DEMO') === '1';
    environment.assertUsable();
  }
}

function isSigningKey(value: unknown): value is JWK {
  const key = value as Partial<JWK> | null;
  return key?.kty === 'EC' && key.crv === 'P-256' && typeof key.d === 'string' && typeof key.kid === 'string';
}
