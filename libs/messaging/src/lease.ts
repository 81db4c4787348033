import { hostname } from 'node:os';
import { Logger } from '@nestjs/common';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { backoff, pause } from './pause.js';
import { Session } from './session.js';

/** Ours among a database's advisory locks; the second number is the name's hash. */
const LOCK_CLASS = 0x0d07a710;
const HEARTBEAT_TIMEOUT_MS = 10_000;

export interface Held {
  /** The connection that holds the lock: what is written over it is written by the elected one. */
  session: Session;
  /** Aborted when the lock is lost or given back. */
  signal: AbortSignal;
}

type Work = (held: Held) => Promise<void>;

/** Who is elected, as people find it in `ops status`. */
export const processName = `${hostname()}/${process.pid}`;

/**
 * Elects this process, or another replica, for each piece of work: one connection holds all session advisory locks, and
 * when it dies PostgreSQL gives them to others and everything elected here stops.
 */
export class Lease {
  private readonly logger = new Logger(Lease.name);
  private readonly closing = new AbortController();
  private readonly wanted = new Map<string, Work>();
  private readonly running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  private loop?: Promise<void>;

  constructor(
    private readonly source: () => Promise<DataSource>,
    private readonly service: string,
    private readonly electionMs: number,
  ) {}

  want(name: string, work: Work): void {
    this.wanted.set(name, work);
  }

  start(): void {
    this.loop = this.run();
  }

  /** Gives these back and waits until their work has come to its end. */
  async release(names: string[]): Promise<void> {
    for (const name of names) {
      this.wanted.delete(name);
      this.running.get(name)?.stop.abort();
    }
    await Promise.all(names.map((name) => this.running.get(name)?.done));
  }

  async close(): Promise<void> {
    await this.release([...this.wanted.keys()]);
    this.closing.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.closing.signal.aborted;) {
      const broken = new AbortController();
      let session: Session | undefined;
      try {
        session = await Session.open(await this.clientConfig(), () => broken.abort());
        failures = 0;
        await this.elect(session, broken.signal);
      } catch (error) {
        if (!this.closing.signal.aborted)
          this.logger.warn({ message: 'no connection to elect relay and readers', error: String(error) });
        failures += 1;
      }
      await this.stopAll();
      await session?.end();
      await pause(backoff(failures, 2_000), this.closing.signal);
    }
  }

  /** Returns or throws when the connection is no good any more. */
  private async elect(session: Session, broken: AbortSignal): Promise<void> {
    const ended = AbortSignal.any([broken, this.closing.signal]);
    while (!ended.aborted) {
      for (const [name, work] of this.wanted) {
        if (this.running.has(name) || ended.aborted) continue;
        if (await tryLock(session, name)) this.begin(session, name, work, broken);
      }
      await session.query({ text: 'SELECT 1', query_timeout: HEARTBEAT_TIMEOUT_MS } as pg.QueryConfig);
      await pause(this.electionMs, ended);
    }
  }

  private begin(session: Session, name: string, work: Work, broken: AbortSignal): void {
    const stop = new AbortController();
    this.logger.log({ message: 'elected', work: name, service: this.service });
    const done = work({ session, signal: AbortSignal.any([stop.signal, broken]) })
      .catch((error: unknown) => this.logger.error({ message: 'elected work ended', work: name, error: String(error) }))
      .then(async () => {
        await unlock(session, name).catch(() => undefined);
        this.running.delete(name);
      });
    this.running.set(name, { stop, done });
  }

  private async stopAll(): Promise<void> {
    const all = [...this.running.values()];
    for (const { stop } of all) stop.abort();
    await Promise.all(all.map(({ done }) => done));
  }

  private async clientConfig(): Promise<pg.ClientConfig> {
    const options = (await this.source()).options;
    if (options.type !== 'postgres') throw new Error('the outbox is in PostgreSQL');
    const ssl = options.ssl as pg.ClientConfig['ssl'];
    const target = options.url
      ? { connectionString: options.url }
      : { host: options.host, port: options.port, user: options.username, database: options.database };
    return {
      ...target,
      ...(typeof options.password === 'string' && !options.url ? { password: options.password } : {}),
      ...(ssl === undefined ? {} : { ssl }),
      application_name: `${this.service}-lease`,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
    };
  }
}

async function tryLock(session: Session, name: string): Promise<boolean> {
  const { rows } = await session.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked', [
    LOCK_CLASS,
    name,
  ]);
  return rows[0]?.locked === true;
}

async function unlock(session: Session, name: string): Promise<void> {
  await session.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCK_CLASS, name]);
}
