// A service in the test's own process, on real PostgreSQL and NATS, and the principals to call it with.
//
//   const app = await testApp({ name: 'assets', module: AssetsModule, dataSource, handlers: [GoodsReceivedHandler] });
//   const clerk = await app.as({ roles: ['STORE_KEEPER'] });
//   await clerk.post('/tags', { … }).expect(201);
//   await app.close();
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createService, PrincipalSigner, principalHeader, uuidv7 } from '@dotation/service';
import type { Command, Principal, Service, ServiceOptions } from '@dotation/service';
import { exportJWK, generateKeyPair } from 'jose';
import supertest from 'supertest';
import type { Test } from 'supertest';
import { freshDatabase, startNats } from './servers.ts';
import type { TestNats } from './servers.ts';

export interface TestAppOptions extends ServiceOptions {
  /** What the service reads beyond the common environment: FIELD_KEY, FILES_DIR … */
  environment?: Record<string, string> | ((database: { url: string; workerUrl: string }) => Record<string, string>);
  /** A broker shared with other apps of the spec; otherwise the app starts and stops its own. */
  nats?: TestNats;
}

interface Caller {
  personId?: string;
  roles?: (string | Principal['roles'][number])[];
  scopes?: string[];
  /** A person who signed in; otherwise a token. */
  session?: Principal['session'];
}

export interface TestPerson {
  principal: Principal;
  get(path: string): Test;
  /** Sends a fresh Idempotency-Key unless one is given. */
  post(path: string, body?: object, key?: string): Test;
  put(path: string, body?: object | Buffer, key?: string): Test;
}

export interface TestApp {
  service: Service;
  url: string;
  nats: TestNats | undefined;
  database: Awaited<ReturnType<typeof freshDatabase>>;
  /** A person with these roles (none by default) and the scopes read and write. */
  as(caller?: Caller): Promise<TestPerson>;
  close(): Promise<void>;
}

// Signing keys are made once per spec file: every app of a file trusts the same gateway.
const keys = generateKeyPair('EdDSA', { extractable: true });
const signer = keys.then(async ({ privateKey }) => new PrincipalSigner(await exportJWK(privateKey)));

/** The headers that make a request come from this person, as the gateway would set them. */
export async function signedPrincipal(
  personId: string,
  roles: (string | Principal['roles'][number])[],
  service: string,
  scopes = ['read', 'write'],
): Promise<Record<string, string>> {
  return { [principalHeader]: await (await signer).sign(aPrincipal({ personId, roles, scopes }), service, new Date()) };
}

export function aPrincipal({
  personId = randomUUID(),
  roles = [],
  scopes = ['read', 'write'],
  session,
}: Caller = {}): Principal {
  return {
    personId,
    tokenId: 'test',
    scopes,
    roles: roles.map((role) => (typeof role === 'string' ? { role } : role)),
    ...(session && { session }),
  };
}

/** A command as a controller would pass it, for specs that call a service method directly. */
export function aCommand(caller: Caller & { key?: string; at?: Date; body?: unknown } = {}): Command {
  const principal = aPrincipal(caller);
  const key = caller.key ?? uuidv7();
  const at = caller.at ?? new Date();
  return {
    principal,
    key,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(caller.body ?? null))
      .digest('hex'),
    actorId: principal.personId,
    occurredAt: at,
    recordedAt: at,
    causationId: key,
  };
}

/** The public half of the test gateway's key, as PRINCIPAL_PUBLIC_KEY; the private half for a gateway under test. */
export async function principalKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const { publicKey, privateKey } = await keys;
  return {
    publicKey: JSON.stringify(await exportJWK(publicKey)),
    privateKey: JSON.stringify(await exportJWK(privateKey)),
  };
}

export async function testApp({ environment, nats: sharedNats, ...options }: TestAppOptions): Promise<TestApp> {
  const database = await freshDatabase(options.name, options);
  const nats = options.messaging === false ? undefined : (sharedNats ?? (await startNats()));
  const service = await createService(options, {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATABASE_WORKER_URL: database.workerUrl,
    NATS_URL: nats?.url,
    NATS_NKEY_SEED: nats?.nkeySeed(options.name),
    PRINCIPAL_PUBLIC_KEY: (await principalKeys()).publicKey,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    ...(typeof environment === 'function' ? environment(database) : environment),
  });
  const url = await service.listen();
  // A service takes requests before it has its broker; a spec that asks it something over NATS has to wait for that.
  if (nats) await until(async () => (await fetch(`${url}/readyz`)).ok);
  return {
    service,
    url,
    nats,
    database,
    as: (caller) => person(url, options.name, aPrincipal(caller)),
    close: async () => {
      await service.close();
      if (!sharedNats) await nats?.stop();
      await database.drop();
    },
  };
}

async function until(so: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 30_000; !(await so()); await pause(20))
    if (Date.now() > giveUpAt) throw new Error('the service is not ready after 30 s');
}

async function person(url: string, service: string, principal: Principal): Promise<TestPerson> {
  const headers = { [principalHeader]: await (await signer).sign(principal, service, new Date()) };
  const http = supertest(url);
  return {
    principal,
    get: (path) => http.get(path).set(headers),
    post: (path, body, key = uuidv7()) => http.post(path).set(headers).set('idempotency-key', key).send(body),
    put: (path, body, key = uuidv7()) => http.put(path).set(headers).set('idempotency-key', key).send(body),
  };
}
