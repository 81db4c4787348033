// The services of the product and the environment each one is started with.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseUrls } from './databases.ts';
import { loopback } from './ports.ts';
import { type Hooks, identify, inherited, isRunning, stop, watch, type ProcessId } from './processes.ts';
import type { Secrets } from './secrets.ts';

export const services = ['directory', 'procurement', 'assets', 'handover', 'audit', 'identity', 'gateway'] as const;
export type ServiceName = (typeof services)[number];

/** Services that record facts; the other two know who is there and what they may ask for, and tell nobody. */
export const tellsFacts = (service: ServiceName): boolean => service !== 'gateway' && service !== 'identity';

/** DATABASE_URL_<SERVICE>: the address of a real database for this service, with its owner's user. */
export function given(service: ServiceName): string | undefined {
  return process.env[`DATABASE_URL_${service.toUpperCase()}`];
}

export const repository = join(import.meta.dirname, '..', '..');

export const mainOf = (service: ServiceName) => join(repository, 'dist', 'apps', service, 'main.js');

/** Compiled code is kept between starts: it is most of what a start does. */
export const compileCache = join(repository, '.dotation', 'compiled');

/**
 * Seven Node processes on one laptop: a young generation of 4 MB instead of 16 saves about 20 MB in each. No source maps
 * (15 MB each): what we build is as readable as what we write.
 */
const frugal = ['--max-semi-space-size=4'];

export interface Surroundings {
  ports: Record<ServiceName, number>;
  databases: Partial<Record<ServiceName, DatabaseUrls>>;
  natsUrl: string;
  secrets: Secrets;
  filesDir: string;
  demo: boolean;
  /** Marks every process of this installation, so that one left behind can be found even when nobody wrote it down. */
  stateFolder: string;
}

/** On a server of its own choice (NATS_URL) the service's user is that server's: NATS_NKEY_SEED_<SERVICE>, or none. */
function natsSeed(service: ServiceName, secrets: Secrets): Record<string, string> {
  const seed = process.env['NATS_URL']
    ? process.env[`NATS_NKEY_SEED_${service.toUpperCase()}`]
    : secrets.nkeySeeds[service];
  return seed ? { NATS_NKEY_SEED: seed } : {};
}

/** Contract with every service's config.ts. Nothing else of ours is in a service's environment. */
export function environmentOf(service: ServiceName, around: Surroundings): Record<string, string> {
  const { secrets, ports } = around;
  const common: Record<string, string> = {
    PORT: String(ports[service]),
    HOST: loopback,
    DATABASE_URL: around.databases[service]?.url ?? '',
    DATABASE_WORKER_URL: around.databases[service]?.workerUrl ?? '',
    NATS_URL: around.natsUrl,
    ...natsSeed(service, secrets),
    PRINCIPAL_PUBLIC_KEY: JSON.stringify(secrets.principalPublicKey),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    // The demo's passwords and tokens are printed: nothing that takes itself for production starts with them.
    NODE_ENV: around.demo ? 'development' : 'production',
    ...(around.demo ? { DEMO: '1' } : {}),
    DOTATION_STATE: around.stateFolder,
    DOTATION_PART: service,
  };
  // One address for people: the gateway shows the pages of identity too.
  const publicUrl = `http://localhost:${ports.gateway}`;
  const issuer = `${publicUrl}/identity`;
  const others = services.filter((name) => name !== 'gateway');
  const own: Partial<Record<ServiceName, Record<string, string>>> = {
    handover: { PUBLIC_URL: publicUrl },
    procurement: { PUBLIC_URL: publicUrl },
    // AM-15: labels are refused for this machine's own address; those of the demo show another one.
    assets: { PUBLIC_URL: around.demo ? 'https://dotation.example' : publicUrl },
    directory: { FIELD_KEY: secrets.fieldKey, FIELD_KEYS_RETIRED: secrets.fieldKeysRetired.join(',') },
    audit: {
      FILES_DIR: around.filesDir,
      WEBHOOK_KEY: secrets.webhookKey,
      ...(around.demo ? { WEBHOOK_TARGETS: 'loopback' } : {}),
    },
    identity: {
      ISSUER: issuer,
      GATEWAY_URL: publicUrl,
      GATEWAY_CLIENT_SECRET: secrets.signIn.clientSecret,
      ID_TOKEN_KEY: JSON.stringify(secrets.signIn.idTokenKey),
      COOKIE_KEY: secrets.signIn.cookieKey,
      CREDENTIAL_KEY: secrets.signIn.credentialKey,
    },
    gateway: {
      PRINCIPAL_PRIVATE_KEY: JSON.stringify(secrets.principalPrivateKey),
      SERVICE_URLS: JSON.stringify(
        Object.fromEntries(others.map((name) => [name, `http://${loopback}:${ports[name]}`])),
      ),
      BOOTSTRAP_TOKEN_SHA256: createHash('sha256').update(secrets.bootstrapToken).digest('hex'),
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: issuer,
      PAGES_DIR: join(repository, 'dist', 'apps'),
      OIDC_CLIENT_ID: 'gateway',
      OIDC_CLIENT_SECRET: secrets.signIn.clientSecret,
      ...(around.demo ? { EXAMPLES_FILE: join(around.stateFolder, 'demo-examples.json') } : {}),
    },
  };
  return { ...common, ...own[service] };
}

export interface ServiceStart {
  service: ServiceName;
  environment: Record<string, string>;
  logFile: string;
  readyTimeoutMs: number;
}

export async function startService(start: ServiceStart, hooks: Hooks): Promise<void> {
  const main = mainOf(start.service);
  if (!existsSync(main)) throw new Error(`${main} is missing: build first (npm run build).`);
  const log = openSync(start.logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...frugal, main], {
    cwd: repository,
    env: { ...inherited(), NODE_COMPILE_CACHE: compileCache, ...start.environment },
    // A process group of its own: Ctrl-C in the terminal reaches only the starter, which stops all in order.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  const id = identify(child.pid ?? -1);
  watch(child, id, hooks);
  const url = `http://${loopback}:${start.environment['PORT']}/readyz`;
  const answer = await ready(url, start.readyTimeoutMs, id);
  if (answer === 'ready') return;
  const how = isRunning(id) ? `is not ready after ${start.readyTimeoutMs / 1000} s (${answer})` : 'ended at once';
  await stop(id, 'SIGTERM', 3_000);
  throw new Error(`${start.service} ${how}. Its last lines (${start.logFile}):\n${lastLines(start.logFile)}`);
}

/** Asks until 200; answers 'ready' or what stood in the way last. */
export async function ready(url: string, timeoutMs: number, process?: ProcessId): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer';
  while (Date.now() < deadline) {
    if (process && !isRunning(process)) return 'ended';
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      const body = await answer.text();
      if (answer.ok) return 'ready';
      last = `${answer.status} ${body.slice(0, 300)}`;
    } catch (error) {
      last = (error as Error).cause instanceof Error ? String((error as Error).cause) : String(error);
    }
    await delay(40);
  }
  return last;
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');
}
