// nats-server with our own configuration: loopback, a user per service, every write synced to disk.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createUser, fromSeed } from '@nats-io/nkeys';
// Source, not the library's door: the starter runs before anything is built, and this file needs nothing else.
import { natsConfig } from '../../libs/messaging/src/permissions.ts';
import { loopback } from './ports.ts';
import { type Hooks, identify, inherited, isRunning, stop, watch, type ProcessId } from './processes.ts';

export interface NatsOptions {
  binary: string;
  /** Configuration and JetStream store. */
  home: string;
  port: number;
  monitorPort: number;
  /** Seed (secret) by service. */
  seeds: Record<string, string>;
  logFile: string;
  hooks?: Partial<Hooks>;
  /** Added to its environment. */
  environment?: Record<string, string>;
}

export interface RunningNats {
  process: ProcessId;
  url: string;
  storeDir: string;
}

export function newSeed(): string {
  return new TextDecoder().decode(createUser().getSeed());
}

export function publicKey(seed: string): string {
  return fromSeed(new TextEncoder().encode(seed)).getPublicKey();
}

export async function startNats(options: NatsOptions): Promise<RunningNats> {
  const storeDir = join(options.home, 'store');
  mkdirSync(storeDir, { recursive: true, mode: 0o700 });
  const configFile = join(options.home, 'nats.conf');
  const users = Object.entries(options.seeds).map(([service, seed]) => ({ service, publicKey: publicKey(seed) }));
  const config = natsConfig({ port: options.port, host: loopback, storeDir, users, monitorPort: options.monitorPort });
  writeFileSync(configFile, config, { mode: 0o600 });
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(options.binary, ['-c', configFile], {
    cwd: options.home,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...inherited(), ...options.environment },
  });
  closeSync(log);
  const server = identify(child.pid ?? -1);
  watch(child, server, options.hooks ?? {});
  await assertSynced(server, options);
  return { process: server, url: `nats://${loopback}:${options.port}`, storeDir };
}

/** Refuses to go on with a server that does not sync every write, whatever the configuration says. */
async function assertSynced(server: ProcessId, options: NatsOptions): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (isRunning(server) && Date.now() < deadline) {
    const healthy = await fetch(`http://${loopback}:${options.monitorPort}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (!healthy) {
      await delay(20);
      continue;
    }
    const answer = await fetch(`http://${loopback}:${options.monitorPort}/varz`);
    const varz = (await answer.json()) as { jetstream?: { config?: { sync_always?: boolean } } };
    if (varz.jetstream?.config?.sync_always) return;
    await stop(server, 'SIGTERM', 5_000);
    throw new Error('nats-server runs without "sync_interval: always": acknowledged facts could be lost. Stopped it.');
  }
  throw new Error(
    `nats-server did not start. The end of ${options.logFile}:\n${readFileSync(options.logFile, 'utf8').slice(-2_000)}`,
  );
}

/** SIGTERM ends at once; SIGUSR2 (lame duck) is for clusters. Clients have drained before. */
export function stopNats(server: ProcessId, timeoutMs = 10_000): Promise<'gone' | 'stopped' | 'killed'> {
  return stop(server, 'SIGTERM', timeoutMs);
}
