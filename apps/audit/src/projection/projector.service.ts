import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { WorkerDatabase } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { isBehind, largestBatch, noteStopped, projectNext } from './projection.queries.js';

const idle = 200;
const standing = 5_000;
/** A connection that broke in the middle fails once; only what fails again and again is about the fact. */
const failuresToStop = 3;

/**
 * Keeps the projections up to date, apart from the log: whatever goes wrong here, the record goes on. On an error it stands
 * before that fact, says so, and tries again every few seconds until a build that can read it takes over.
 */
@Injectable()
export class Projector implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger(Projector.name);
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #failures = 0;

  constructor(private readonly database: WorkerDatabase) {}

  onApplicationBootstrap(): void {
    this.#running = this.#run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
  }

  /** A fact is about to be committed: no need to wait for the next look. */
  nudge(): void {
    this.#wake?.();
  }

  async #run(): Promise<void> {
    let quiet = idle;
    while (!this.#stopping.signal.aborted) {
      const done = await this.#step();
      if (done === 'stopped')
        await pause(standing, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      // Nudged before the commit: look again soon, then less and less.
      else if (done === 0) quiet = (await this.#rest(quiet)) ? 2 : Math.min(quiet * 2, idle);
      else quiet = 2;
    }
  }

  /** True when woken. */
  async #rest(longest: number): Promise<boolean> {
    if (this.#stopping.signal.aborted) return false;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), longest);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  async #step(): Promise<number | 'stopped'> {
    let source: DataSource | undefined;
    try {
      source = await this.database.ready();
      return (await isBehind(source.manager)) ? await this.#batch(source, largestBatch) : 0;
    } catch {
      // One fact at a time: the others before it are projected, and it is known by name.
      return source ? this.#oneByOne(source) : 0;
    }
  }

  async #oneByOne(source: DataSource): Promise<number | 'stopped'> {
    try {
      return await this.#batch(source, 1);
    } catch (error) {
      this.#failures += 1;
      if (this.#failures < failuresToStop) return 0;
      return (await this.#stand(source, error)) ? 'stopped' : 0;
    }
  }

  async #batch(source: DataSource, limit: number): Promise<number> {
    const done = await source.transaction((tx) => projectNext(tx, limit));
    this.#failures = 0;
    return done === 'busy' ? 0 : done;
  }

  /** False when nothing can be said because the database is away; then nothing is known about the fact either. */
  async #stand(source: DataSource, error: unknown): Promise<boolean> {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    try {
      const at = await noteStopped(source.manager, reason);
      this.#log.error({ message: 'the projections stopped', ...at, reason }, error instanceof Error ? error.stack : '');
      return true;
    } catch {
      this.#log.warn(`The projections wait for the database: ${reason}`);
      return false;
    }
  }
}
