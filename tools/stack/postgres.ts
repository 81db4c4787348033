// Our own small starter for an embedded PostgreSQL: initdb, start, wait, stop. Loopback TCP only
// (a socket file's path may be longer than the system allows), passwords by SCRAM.
import { execFile, spawn } from 'node:child_process';
import { closeSync, chownSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { loopback } from './ports.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { privateFolder, unprivilegedUser } from './privileges.ts';
import {
  commandOf,
  gone,
  type Hooks,
  identify,
  inherited,
  isRunning,
  signal,
  startTime,
  stop,
  watch,
  type ProcessId,
} from './processes.ts';

export interface PostgresOptions {
  /** Holds `data/`; must be reachable by the user the server runs as (privileges.ts). */
  home: string;
  port: number;
  password: string;
  logFile: string;
  /** false only for throw-away clusters of tests: a killed machine would lose them. */
  durable: boolean;
  maxConnections?: number;
  hooks?: Partial<Hooks>;
  /** Added to its environment. */
  environment?: Record<string, string>;
}

export interface RunningPostgres {
  process: ProcessId;
  /** Of the superuser, to database `postgres`. */
  adminUrl: string;
  dataDir: string;
}

const run = promisify(execFile);

export class WrongDataVersion extends Error {}

/** Makes the cluster when there is none. Answers whether it was made now. */
export async function prepareCluster(options: PostgresOptions): Promise<boolean> {
  const runAs = unprivilegedUser();
  const { initdb, version } = postgresBinaries(runAs);
  const dataDir = join(options.home, 'data');
  const made = join(dataDir, 'PG_VERSION');
  const complete = join(options.home, 'initialised');
  if (existsSync(complete) && existsSync(made)) {
    const found = readFileSync(made, 'utf8').trim();
    checkDataVersion(found, version, dataDir);
    return false;
  }
  // initdb was interrupted: nothing was ever started on it, so nothing is lost.
  rmSync(dataDir, { recursive: true, force: true });
  privateFolder(options.home, runAs);
  privateFolder(dataDir, runAs);
  const passwordFile = join(options.home, 'password.tmp');
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (runAs) chownSync(passwordFile, runAs.uid, runAs.gid);
  try {
    await run(
      initdb,
      [
        ...['-D', dataDir, '-U', 'postgres', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'],
        // builtin + C.UTF-8: the same order and upper/lower case on every machine, whatever its C library.
        ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--data-checksums'],
        ...(options.durable ? [] : ['--no-sync']),
      ],
      { ...runAs, cwd: options.home, env: { ...inherited(), LC_ALL: 'C' } },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(complete, `${version}\n`);
  return true;
}

/** A data directory belongs to one major version for ever. */
export function checkDataVersion(found: string, binaries: string, dataDir: string): void {
  const major = binaries.split('.')[0];
  if (found === major) return;
  throw new WrongDataVersion(
    `The data in ${dataDir} was written by PostgreSQL ${found}; this release brings PostgreSQL ${major}, which cannot read it.\n` +
      'Nothing was changed. Export it with the release that wrote it (npm run export), move .dotation away, start, then npm run import.',
  );
}

export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const runAs = unprivilegedUser();
  const dataDir = join(options.home, 'data');
  await clearLeftover(dataDir);
  const adminUrl = `postgres://postgres:${options.password}@${loopback}:${options.port}/postgres`;
  // After kill -9 of the postmaster its children need a moment to notice and let go of the shared
  // memory; until then a new one refuses to start. So a few tries, and only for that reason.
  for (let attempt = 1; ; attempt++) {
    const started = spawnServer(options, dataDir, runAs);
    if (await becomesReady(started, dataDir)) return { process: started, adminUrl, dataDir };
    const log = readFileSync(options.logFile, 'utf8').slice(-2_000);
    if (attempt < 40 && /shared memory block|lock file .* already exists/.test(log.slice(-600))) {
      await delay(250);
      continue;
    }
    throw new Error(`PostgreSQL did not start. The end of ${options.logFile}:\n${log}`);
  }
}

function spawnServer(options: PostgresOptions, dataDir: string, runAs: ReturnType<typeof unprivilegedUser>): ProcessId {
  const { postgres } = postgresBinaries(runAs);
  const settings = {
    listen_addresses: loopback,
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 200,
    shared_buffers: '64MB',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A planner that thinks the disk turns makes odd plans on any machine of today.
    random_page_cost: 1.1,
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(
    postgres,
    ['-D', dataDir, '-p', String(options.port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    {
      ...runAs,
      cwd: options.home,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...inherited(), LC_ALL: 'C', ...options.environment },
    },
  );
  closeSync(log);
  const id = identify(child.pid ?? -1);
  watch(child, id, options.hooks ?? {});
  return id;
}

/** The server writes its state into line 8 of postmaster.pid: no guessing by connecting. */
async function becomesReady(server: ProcessId, dataDir: string): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  while (isRunning(server) && Date.now() < deadline) {
    const [pid, , , , , , , state] = postmasterPid(dataDir);
    if (Number(pid) === server.pid && state?.trim() === 'ready') return true;
    await delay(15);
  }
  return false;
}

function postmasterPid(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/**
 * postmaster.pid of a killed server. PostgreSQL itself refuses to start when the number in it belongs
 * to any process of the same user, so a reused pid would lock us out for ever; and a server of ours
 * that still runs on this data is stopped first.
 */
async function clearLeftover(dataDir: string): Promise<void> {
  const pid = Number(postmasterPid(dataDir)[0]);
  if (!pid || !startTime(pid)) return; // PostgreSQL clears the file of a dead process by itself
  if (commandOf(pid)?.includes(dataDir)) {
    const server = identify(pid);
    signal(server, 'SIGINT');
    if (!(await gone(server, 30_000))) throw new Error(`A PostgreSQL (process ${pid}) still runs on ${dataDir}.`);
    return;
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are ended, a checkpoint is written. */
export function stopPostgres(server: ProcessId, timeoutMs = 30_000): Promise<'gone' | 'stopped' | 'killed'> {
  return stop(server, 'SIGINT', timeoutMs);
}
