// The databases of one installation: on its own PostgreSQL, or on the servers its environment names.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { adoptDatabase, createDatabase, type DatabaseUrls } from './databases.ts';
import { inherited } from './processes.ts';
import type { Secrets } from './secrets.ts';
import { compileCache, given, repository, type ServiceName } from './services.ts';

/** Databases and roles of all services, made where missing. */
export async function makeDatabases(names: readonly ServiceName[], secrets: Secrets, adminUrl: string): Promise<void> {
  await Promise.all(
    names.map((service) => {
      const own = given(service);
      const credentials = secrets.databases[service];
      if (!credentials) throw new Error(`No passwords for ${service}.`);
      return own ? adoptDatabase(own, service, credentials) : createDatabase(adminUrl, service, credentials);
    }),
  );
}

/** In a process of its own: what it loads (TypeORM, all entities) would stay in ours until the end. */
export async function migrateAll(urls: Record<string, DatabaseUrls>): Promise<void> {
  const owners = Object.entries(urls).map(([service, { ownerUrl }]) => [
    `DATABASE_OWNER_URL_${service.toUpperCase()}`,
    ownerUrl,
  ]);
  const env = { ...inherited(), NODE_COMPILE_CACHE: compileCache, ...Object.fromEntries(owners) };
  const tool = join(repository, 'tools', 'migrate.ts');
  try {
    await promisify(execFile)(process.execPath, [tool, ...Object.keys(urls)], { env });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`Migrating failed:\n${stderr?.trim() || message}`);
  }
}
