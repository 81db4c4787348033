import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DataSourceOptions } from 'typeorm';
import { serviceError } from './errors.js';

interface SourceParts {
  service: string;
  entities: DataSourceOptions['entities'];
  migrations: DataSourceOptions['migrations'];
}

/** The data source of a service with the settings all of them share; opens no connection yet. */
export function dataSourceFor(url: string, { service, entities, migrations }: SourceParts): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    synchronize: false,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    applicationName: service,
    connectTimeoutMS: 3_000,
    poolSize: 10,
    extra: {
      // A row that stays locked this long is answered 503 `busy`; nothing ever waits for ever.
      lock_timeout: 15_000,
      idle_in_transaction_session_timeout: 60_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
    },
    poolErrorHandler: (error: unknown) => new Logger('Database').warn(`Idle connection lost: ${String(error)}`),
  });
}

/** One of the two ways into the service's database, opened when it can be and reopened when it must be. */
export class Database {
  readonly #log = new Logger('Database');
  #opening: Promise<unknown> | undefined;
  #closed = false;

  constructor(
    readonly source: DataSource,
    readonly purpose: 'run-time' | 'worker',
  ) {}

  /** The source, connected; 503 `database-unavailable` while the server cannot be reached. */
  async ready(): Promise<DataSource> {
    if (this.source.isInitialized) return this.source;
    if (this.#closed) throw serviceError('stopping');
    this.#opening ??= this.source.initialize().finally(() => (this.#opening = undefined));
    try {
      await this.#opening;
    } catch (error) {
      throw Object.assign(serviceError('database-unavailable', 'Repeat the request in a moment.'), { cause: error });
    }
    return this.source;
  }

  /** Keeps trying in the background: a service starts before its database and recovers by itself. */
  async open(): Promise<void> {
    for (let wait = 100; !this.#closed; wait = Math.min(wait * 2, 2_000)) {
      try {
        await this.ready();
        return;
      } catch (error) {
        this.#log.warn(`The ${this.purpose} database is not there yet: ${String((error as Error).cause ?? error)}`);
        await pause(wait, undefined, { ref: false });
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#opening?.catch(() => undefined);
    if (this.source.isInitialized) await this.source.destroy();
  }
}

export class RunTimeDatabase extends Database {}
export class WorkerDatabase extends Database {}
