import { Injectable } from '@nestjs/common';
import { Environment } from '@dotation/service';
import type { JWK } from 'jose';

/** What the gateway alone reads from its environment. */
@Injectable()
export class GatewayConfig {
  readonly principalPrivateKey: JWK;
  /** Where each service answers: `{"assets":"http://127.0.0.1:3003"}`. */
  readonly serviceUrls: Readonly<Record<string, string>>;
  /** SHA-256 of the token that may make the first administrator; empty when there is none. */
  readonly bootstrapHash: Buffer;
  /** What the demo's seed found out for the examples of the API page; empty without a demo. */
  readonly examplesFile: string;
  /** Everybody's tokens are printed: binds loopback only and refuses production. */
  readonly demo: boolean;
  /** How long a service may take to begin its answer. */
  readonly upstreamTimeoutMs: number;
  /** Requests per second and token, sustained; bursts of ten seconds' worth pass. */
  readonly requestsPerSecond: number;
  /** Where browsers find the gateway: `https://dotation.example`. */
  readonly publicUrl: string;
  /** How many proxies of ours stand in front and write X-Forwarded-For. */
  readonly proxies: number;
  /** Where the built field app lies; empty where none is served. */
  readonly pagesDir: string;
  readonly sessionIdleMs: number;
  readonly sessionLifeMs: number;
  /** Who signs people in; undefined where only tokens are used. */
  readonly openId: OpenIdConfig | undefined;

  constructor(environment: Environment) {
    this.principalPrivateKey = environment.json('PRINCIPAL_PRIVATE_KEY', isPrivateKey, 'an Ed25519 private key (JWK)');
    this.serviceUrls = environment.json('SERVICE_URLS', isAddressBook, '{"assets":"http://127.0.0.1:3003", …}');
    this.bootstrapHash = Buffer.from(environment.text('BOOTSTRAP_TOKEN_SHA256', ''), 'hex');
    if (this.bootstrapHash.length !== 0 && this.bootstrapHash.length !== 32) {
      environment.refuse('BOOTSTRAP_TOKEN_SHA256 must be 64 hexadecimal digits or empty');
    }
    this.examplesFile = environment.text('EXAMPLES_FILE', '');
    this.demo = environment.optional('DEMO') === '1';
    this.upstreamTimeoutMs = environment.integer('UPSTREAM_TIMEOUT_MS', { min: 100, max: 600_000, fallback: 60_000 });
    this.requestsPerSecond = environment.integer('RATE_LIMIT_PER_SECOND', { min: 1, max: 1_000_000, fallback: 2_000 });
    this.publicUrl = environment.publicUrl('PUBLIC_URL', `http://localhost:${environment.text('PORT')}`);
    this.proxies = environment.integer('TRUSTED_PROXIES', { min: 0, max: 5, fallback: 0 });
    this.sessionIdleMs = 60_000 * environment.integer('SESSION_IDLE_MINUTES', { min: 1, max: 24 * 60, fallback: 30 });
    this.sessionLifeMs = 3_600_000 * environment.integer('SESSION_HOURS', { min: 1, max: 7 * 24, fallback: 12 });
    this.pagesDir = environment.text('PAGES_DIR', '');
    this.openId = readOpenId(environment, this);
    environment.assertUsable();
  }
}

/** An OpenID provider: identity in the box, or the organisation's own. */
export interface OpenIdConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Which claim of the id token holds the id of the person in directory; without one the subject has to be linked. */
  personClaim: string | undefined;
  /** The provider's names for a sign-in with a second factor; the first is asked for. */
  secondFactorAcrs: string[];
  /** Identity in the box answers under our own address; the gateway asks it directly. */
  isOurs: boolean;
}

const pagesOfIdentity = '/identity';

function readOpenId(environment: Environment, { publicUrl, serviceUrls }: GatewayConfig): OpenIdConfig | undefined {
  if (environment.optional('OIDC_ISSUER') === undefined) return undefined;
  const issuer = environment.publicUrl('OIDC_ISSUER');
  const isOurs = issuer === `${publicUrl}${pagesOfIdentity}` && serviceUrls['identity'] !== undefined;
  return {
    issuer,
    clientId: environment.text('OIDC_CLIENT_ID'),
    clientSecret: environment.text('OIDC_CLIENT_SECRET'),
    personClaim: environment.optional('OIDC_PERSON_CLAIM') ?? (isOurs ? 'sub' : undefined),
    secondFactorAcrs: environment.text('OIDC_SECOND_FACTOR_ACR', 'urn:dotation:acr:second-factor').split(' '),
    isOurs,
  };
}

function isPrivateKey(value: unknown): value is JWK {
  const key = value as Partial<JWK> | null;
  return key?.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.x === 'string' && typeof key.d === 'string';
}

function isAddressBook(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, url]) => /^[a-z]+$/.test(name) && typeof url === 'string' && /^https?:$/.test(protocolOf(url)),
  );
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
