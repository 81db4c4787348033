import type { JWK } from 'jose';
import { Environment, loopback } from './environment.js';

/** What every service process is told by its environment. */
export abstract class ServiceConfig {
  abstract readonly name: string;
  abstract readonly version: string;
  abstract readonly host: string;
  abstract readonly port: number;
  abstract readonly databaseUrl: string;
  abstract readonly workerUrl: string;
  abstract readonly natsUrl: string;
  abstract readonly natsSeed: string;
  abstract readonly principalKey: JWK;
  abstract readonly logLevel: LogLevel;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export function readServiceConfig(environment: Environment, name: string, messaging: boolean): ServiceConfig {
  const postgres = ['postgres:', 'postgresql:'];
  const config: ServiceConfig = {
    name,
    version: environment.text('SERVICE_VERSION', '0.1.0'),
    host: environment.text('HOST', '127.0.0.1'),
    port: environment.integer('PORT', { min: 0, max: 65_535 }),
    databaseUrl: environment.url('DATABASE_URL', postgres),
    workerUrl: messaging ? environment.url('DATABASE_WORKER_URL', postgres) : '',
    natsUrl: messaging ? environment.url('NATS_URL', ['nats:', 'tls:']) : '',
    natsSeed: messaging ? environment.text('NATS_NKEY_SEED') : '',
    principalKey: environment.json('PRINCIPAL_PUBLIC_KEY', isEd25519, 'an Ed25519 public key (JWK)'),
    logLevel: environment.oneOf('LOG_LEVEL', logLevels, 'info'),
  };
  if (environment.optional('DEMO') === '1' && !loopback.includes(config.host)) {
    environment.refuse(`DEMO=1 has well-known tokens and binds loopback only, not HOST=${config.host}`);
  }
  if (environment.optional('DEMO') === '1' && environment.isProduction) {
    environment.refuse('DEMO=1 has well-known passwords and refuses NODE_ENV=production');
  }
  return config;
}

export function isEd25519(value: unknown): value is JWK {
  const key = value as Partial<JWK> | null;
  return key?.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.x === 'string';
}
