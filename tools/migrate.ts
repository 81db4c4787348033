// Brings the databases of the named services (default: all) up to date, as their owner, and grants.
// Reads DATABASE_OWNER_URL_<SERVICE>. One process for all, so that TypeORM is loaded once.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import { migrate, type DataSourceModule } from './stack/databases.ts';
import { repository, services } from './stack/services.ts';

const named = process.argv.slice(2);
const results = await Promise.allSettled(
  (named.length ? named : services).map(async (service) => {
    const ownerUrl = process.env[`DATABASE_OWNER_URL_${service.toUpperCase()}`];
    if (!ownerUrl) throw new Error(`${service}: DATABASE_OWNER_URL_${service.toUpperCase()} is not set.`);
    const file = join(repository, 'dist', 'apps', service, 'data-source.js');
    if (!existsSync(file)) throw new Error(`${service}: ${file} is missing; build first (npm run build).`);
    const run = await migrate(service, (await import(file)) as DataSourceModule, ownerUrl).catch((error: Error) => {
      throw new Error(`${service}: ${error.message}`, { cause: error });
    });
    console.log(run.length ? `${service}: ${run.join(', ')}` : `${service}: up to date`);
  }),
);
for (const result of results) {
  if (result.status === 'rejected') {
    console.error((result.reason as Error).message);
    process.exitCode = 1;
  }
}
