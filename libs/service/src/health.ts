import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Database } from './database.js';

interface Checks {
  /** In words, what is not ready; nothing when it is. */
  [name: string]: () => Promise<string | undefined>;
}

const patience = 2_000;

/** `/livez`: the process answers. `/readyz`: database, migrations and broker are there and nobody asked it to stop. */
export function registerHealth(server: FastifyInstance, checks: Checks, isStopping: () => boolean): void {
  server.get('/livez', async () => ({ status: 'alive' }));
  server.get('/readyz', async (_request, reply) => {
    const found = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, (await inTime(check())) ?? 'ok'] as const),
    );
    const ready = !isStopping() && found.every(([, state]) => state === 'ok');
    await reply.code(ready ? 200 : 503).send({
      status: isStopping() ? 'stopping' : ready ? 'ready' : 'not ready',
      checks: Object.fromEntries(found),
    });
  });
}

/** Connected, and every migration this build knows has run. */
export async function databaseComplaint(database: Database): Promise<string | undefined> {
  const source = await database.ready();
  const missing = await missingMigrations(source);
  return missing.length > 0 ? `not migrated yet: ${missing.join(', ')}` : undefined;
}

async function missingMigrations(source: DataSource): Promise<string[]> {
  if (source.migrations.length === 0) return [];
  const done = (await source.query(
    `SELECT name FROM ${source.driver.escape(source.options.migrationsTableName ?? 'migrations')}`,
  )) as { name: string }[];
  const names = new Set(done.map(({ name }) => name));
  return source.migrations.map((one) => one.name ?? one.constructor.name).filter((name) => !names.has(name));
}

async function inTime(check: Promise<string | undefined>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(() => resolve('does not answer'), patience)));
  try {
    return await Promise.race([check, late]);
  } catch (error) {
    const { code, message, cause } = error as Error & { code?: string };
    return String((cause as Error | undefined)?.message || code || message || 'unavailable');
  } finally {
    clearTimeout(timer);
  }
}
