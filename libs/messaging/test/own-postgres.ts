// A PostgreSQL of the spec's own, because it is restarted and killed under the services' feet.
import { writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createDatabase, migrate } from '../../../tools/stack/databases.ts';
import { freePorts } from '../../../tools/stack/ports.ts';
import { prepareCluster, startPostgres, stopPostgres } from '../../../tools/stack/postgres.ts';
import { gone, signal } from '../../../tools/stack/processes.ts';
import type { Urls } from './test-service.ts';
import { source } from './test-service.ts';

export interface OwnPostgres {
  /** A new one at each call. */
  database(service: string): Promise<Urls>;
  /** Fast shutdown: sessions are ended. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
  start(): Promise<void>;
}

const passwords = { owner: 'o', runtime: 'r', worker: 'w' };

export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = process.env['DOTATION_TEST_RUN'] ?? '';
  const home = join(folder, `own-postgres-${randomUUID()}`);
  const [port = 0] = await freePorts(1);
  // Durable: with synchronous_commit off a killed server forgets what it had committed.
  const options = { home, port, password: 'test', logFile: `${home}.log`, durable: true };
  await prepareCluster(options);
  // Named so that an interrupted run's leftovers are found and ended.
  const begin = async () => {
    const server = await startPostgres(options);
    writeFileSync(`${home}.pid.json`, JSON.stringify(server.process));
    return server;
  };
  let made = 0;
  let running = await begin();
  return {
    database: async (service) => {
      const urls = await createDatabase(running.adminUrl, service, passwords, `${service}_${++made}`);
      await migrate(service, source, urls.ownerUrl);
      return urls;
    },
    stop: async () => void (await stopPostgres(running.process)),
    kill9: async () => {
      signal(running.process, 'SIGKILL');
      await gone(running.process, 10_000);
    },
    start: async () => {
      running = await begin();
    },
  };
}
