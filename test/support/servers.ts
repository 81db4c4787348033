// Real servers for the tests. One PostgreSQL for a whole jest run, started by the first spec that asks
// for it (a run of pure specs starts nothing) and stopped by jest's globalTeardown; a nats-server of
// its own for every spec that asks, because specs stop and kill it.
import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createDatabase,
  migrate,
  withClient,
  type DatabaseUrls,
  type DataSourceModule,
} from '../../tools/stack/databases.ts';
import { natsBinary } from '../../tools/stack/nats-binary.ts';
import { newSeed, startNats as startServer, stopNats } from '../../tools/stack/nats.ts';
import { freePorts } from '../../tools/stack/ports.ts';
import { prepareCluster, startPostgres, stopPostgres } from '../../tools/stack/postgres.ts';
import { sweepTemporary } from '../../tools/stack/temporary.ts';
import { gone, identify, isRunning, signal, stop, type ProcessId } from '../../tools/stack/processes.ts';

const services = ['gateway', 'identity', 'directory', 'procurement', 'assets', 'handover', 'audit'] as const;
const prefix = 'dotation-test-';
const cache = join(import.meta.dirname, '..', '..', '.dotation', 'bin');

/** Called by jest's globalSetup: names the run's folder, starts nothing, clears what killed runs left. */
export async function beginRun(): Promise<void> {
  await clearDeadRuns();
  await sweepTemporary();
  const folder = join(tmpdir(), `${prefix}${randomUUID()}`);
  mkdirSync(folder);
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user and must pass through
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(identify(process.pid)));
  process.env['DOTATION_TEST_RUN'] = folder;
}

/** Called by jest's globalTeardown. */
export async function endRun(): Promise<void> {
  const folder = process.env['DOTATION_TEST_RUN'];
  if (folder) await clearRun(folder);
}

async function clearDeadRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const owner = readJson<ProcessId>(join(tmpdir(), name, 'owner.json'));
    if (owner && !isRunning(owner)) await clearRun(join(tmpdir(), name));
  }
}

async function clearRun(folder: string): Promise<void> {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.pid.json'))) {
    const server = readJson<ProcessId>(join(folder, file));
    // SIGQUIT: PostgreSQL ends its children at once and writes no checkpoint; nothing here is kept.
    if (server) await stop(server, 'SIGQUIT', 5_000);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Written aside and renamed, so that another worker never reads half of it. */
function writeJson(path: string, value: unknown): void {
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${path}.${process.pid}`, path);
}

function runFolder(): string {
  const folder = process.env['DOTATION_TEST_RUN'];
  if (!folder) throw new Error('No test run: jest.config.mjs must name test/support/global-setup.mjs.');
  return folder;
}

/** The run's PostgreSQL; whoever asks first starts it, all others wait for that one. */
export async function startServers(): Promise<{ postgresAdminUrl: string; stop(): Promise<void> }> {
  const folder = runFolder();
  const state = join(folder, 'postgres.json');
  const failed = join(folder, 'postgres-failed.json');
  let mine = false;
  try {
    mkdirSync(join(folder, 'postgres-lock'));
    mine = true;
  } catch {
    // another worker is at it
  }
  if (mine) {
    await startCluster(folder, state).catch((error: Error) => {
      writeJson(failed, error.message);
      throw error;
    });
  }
  const deadline = Date.now() + 90_000;
  for (;;) {
    const ready = readJson<{ adminUrl: string; process: ProcessId }>(state);
    if (ready) return { postgresAdminUrl: ready.adminUrl, stop: async () => void (await stopPostgres(ready.process)) };
    if (existsSync(failed)) throw new Error(`PostgreSQL did not start in another worker: ${readJson<string>(failed)}`);
    if (Date.now() > deadline) throw new Error('PostgreSQL did not start within 90 s.');
    await delay(25);
  }
}

async function startCluster(folder: string, state: string): Promise<void> {
  const [port = 0] = await freePorts(1);
  // durable: false (fsync off): the cluster lives minutes; a killed *process* loses nothing by it, only
  // a killed machine would. Specs that crash processes stay true.
  const options = {
    home: join(folder, 'postgres'),
    port,
    password: randomBytes(16).toString('hex'),
    logFile: join(folder, 'postgres.log'),
    durable: false,
    maxConnections: 400,
  };
  await prepareCluster(options);
  const server = await startPostgres(options);
  writeJson(join(folder, 'postgres.pid.json'), server.process);
  writeJson(state, server);
}

const credentials = { owner: 'owner', runtime: 'runtime', worker: 'worker' };

/** A database of its own with the service's real roles, migrated and granted as in production. */
export async function freshDatabase(
  service: string,
  source: DataSourceModule,
): Promise<DatabaseUrls & { drop(): Promise<void> }> {
  const { postgresAdminUrl } = await startServers();
  const database = `${service}_${randomBytes(6).toString('hex')}`;
  const urls = await createDatabase(postgresAdminUrl, service, credentials, database);
  await migrate(service, source, urls.ownerUrl);
  return {
    ...urls,
    drop: async () => {
      await withClient(postgresAdminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`));
    },
  };
}

export interface TestNats {
  url: string;
  storeDir: string;
  /** The secret of one service's user; its permissions are those of production. */
  nkeySeed(service: string): string;
  /** Ends it; `start` after it keeps store and address. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** Starts it again (stopping it first when it runs), same port, same store. */
  restart(): Promise<void>;
}

export async function startNats(): Promise<TestNats> {
  const folder = runFolder();
  const id = randomUUID();
  const home = join(folder, `nats-${id}`);
  mkdirSync(home);
  const [port = 0, monitorPort = 0] = await freePorts(2);
  const seeds = Object.fromEntries([...services, 'probe'].map((service) => [service, newSeed()]));
  const options = { binary: await natsBinary(cache), home, port, monitorPort, seeds, logFile: join(home, 'nats.log') };
  const start = async () => {
    const server = await startServer(options);
    writeJson(join(folder, `nats-${id}.pid.json`), server.process);
    return server;
  };
  let running = await start();
  return {
    url: running.url,
    storeDir: running.storeDir,
    nkeySeed: (service) => {
      const seed = seeds[service];
      if (!seed) throw new Error(`No broker user "${service}"; there are ${Object.keys(seeds).join(', ')}.`);
      return seed;
    },
    stop: async () => void (await stopNats(running.process)),
    kill9: async () => {
      signal(running.process, 'SIGKILL');
      await gone(running.process, 5_000);
    },
    restart: async () => {
      await stopNats(running.process);
      running = await start();
    },
  };
}
