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
  /** How long a service may take to begin its answer. */
  readonly upstreamTimeoutMs: number;
  /** Requests per second and token, sustained; bursts of ten seconds' worth pass. */
  readonly requestsPerSecond: number;

  constructor(environment: Environment) {
    this.principalPrivateKey = environment.json('PRINCIPAL_PRIVATE_KEY', isPrivateKey, 'an Ed25519 private key (JWK)');
    this.serviceUrls = environment.json('SERVICE_URLS', isAddressBook, '{"assets":"http://127.0.0.1:3003", …}');
    this.bootstrapHash = Buffer.from(environment.text('BOOTSTRAP_TOKEN_SHA256', ''), 'hex');
    if (this.bootstrapHash.length !== 0 && this.bootstrapHash.length !== 32) {
      environment.refuse('BOOTSTRAP_TOKEN_SHA256 must be 64 hexadecimal digits or empty');
    }
    this.examplesFile = environment.text('EXAMPLES_FILE', '');
    this.upstreamTimeoutMs = environment.integer('UPSTREAM_TIMEOUT_MS', { min: 100, max: 600_000, fallback: 60_000 });
    this.requestsPerSecond = environment.integer('RATE_LIMIT_PER_SECOND', { min: 1, max: 1_000_000, fallback: 2_000 });
    environment.assertUsable();
  }
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
