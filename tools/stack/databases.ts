// One database per service and its three roles: `<svc>_owner` migrates, `<svc>` runs commands and
// queries (not the owner, so that row-level security holds for it), `<svc>_worker` runs relay and readers.
import pg from 'pg';

export interface Credentials {
  owner: string;
  runtime: string;
  worker: string;
}

export interface DatabaseUrls {
  ownerUrl: string;
  url: string;
  workerUrl: string;
}

/** What every service's data-source exports, as far as the tools need it. */
export interface DataSourceModule {
  dataSource(url: string): MigratableSource;
}

interface MigratableSource {
  initialize(): Promise<unknown>;
  runMigrations(options?: { transaction?: 'all' | 'none' | 'each' }): Promise<{ name: string }[]>;
  query(sql: string): Promise<unknown>;
  destroy(): Promise<void>;
  setOptions(options: object): unknown;
  options: object;
}

export const rolesOf = (service: string) => ({
  owner: `${service}_owner`,
  runtime: service,
  worker: `${service}_worker`,
});

export function urlFor(base: string, user: string, password: string, database?: string): string {
  const url = new URL(base);
  url.username = user;
  url.password = password;
  if (database) url.pathname = `/${database}`;
  return url.toString();
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A server that is stopped under us answers through the query that fails, not by ending this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const name = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Any number; the same for everybody who makes roles on a server. */
const rolesLock = 4_021_966;

/** Creates what is missing and sets the passwords to ours. Roles belong to the whole server: one at a time. */
export async function createRoles(client: pg.Client, roles: { name: string; password: string }[]): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${rolesLock})`);
    for (const role of roles) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role.name]);
      const verb = rowCount ? 'ALTER' : 'CREATE';
      await client.query(`${verb} ROLE ${name(role.name)} LOGIN PASSWORD ${literal(role.password)}`);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** On a server of our own: database and roles. Safe to repeat. */
export async function createDatabase(
  adminUrl: string,
  service: string,
  credentials: Credentials,
  database = service,
): Promise<DatabaseUrls> {
  const roles = rolesOf(service);
  await withClient(adminUrl, async (client) => {
    // CREATE DATABASE knows no IF NOT EXISTS and runs in no transaction: whoever asks at the same time waits for this session.
    await client.query(`SELECT pg_advisory_lock(${rolesLock})`);
    await createRoles(client, [
      { name: roles.owner, password: credentials.owner },
      { name: roles.runtime, password: credentials.runtime },
      { name: roles.worker, password: credentials.worker },
    ]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${name(database)} OWNER ${name(roles.owner)}`);
    // Nobody enters another service's database.
    await client.query(`REVOKE ALL ON DATABASE ${name(database)} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name(database)} TO ${name(roles.runtime)}, ${name(roles.worker)}`);
  });
  return {
    ownerUrl: urlFor(adminUrl, roles.owner, credentials.owner, database),
    url: urlFor(adminUrl, roles.runtime, credentials.runtime, database),
    workerUrl: urlFor(adminUrl, roles.worker, credentials.worker, database),
  };
}

/**
 * On somebody else's server (`DATABASE_URL_<SERVICE>`): the database exists, the url's user owns it and
 * migrates. The two running roles are made when they are missing, which needs CREATEROLE.
 */
export async function adoptDatabase(
  ownerUrl: string,
  service: string,
  credentials: Credentials,
): Promise<DatabaseUrls> {
  const roles = rolesOf(service);
  await withClient(ownerUrl, async (client) => {
    const {
      rows: [version],
    } = await client.query<{ number: number }>(`SELECT current_setting('server_version_num')::int AS number`);
    if ((version?.number ?? 0) < 180_000)
      throw new Error(`The server of DATABASE_URL_${service.toUpperCase()} is older than PostgreSQL 18.`);
    await createRoles(client, [
      { name: roles.runtime, password: credentials.runtime },
      { name: roles.worker, password: credentials.worker },
    ]).catch((error: Error) => {
      throw new Error(
        `The user of DATABASE_URL_${service.toUpperCase()} must own the database and have CREATEROLE: ${error.message}`,
      );
    });
    const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
    await client.query(`GRANT CONNECT ON DATABASE ${name(database)} TO ${name(roles.runtime)}, ${name(roles.worker)}`);
  });
  return {
    ownerUrl,
    url: urlFor(ownerUrl, roles.runtime, credentials.runtime),
    workerUrl: urlFor(ownerUrl, roles.worker, credentials.worker),
  };
}

/** Any number; two migrations of the same database at once wait for each other. */
const migrationLock = 4_021_967;

/**
 * Runs what is not yet run, as the owner, then grants. Answers the names of the migrations run.
 * `lock_timeout`: a migration that cannot get its lock gives up instead of queueing every reader behind it.
 */
export async function migrate(service: string, source: DataSourceModule, ownerUrl: string): Promise<string[]> {
  return withClient(ownerUrl, async (guard) => {
    await guard.query(`SELECT pg_advisory_lock(${migrationLock})`);
    const database = source.dataSource(withOptions(ownerUrl, '-c lock_timeout=5s -c statement_timeout=5min'));
    await database.initialize();
    try {
      const run = await database.runMigrations({ transaction: 'each' });
      await grant(guard, service);
      return run.map((migration) => migration.name);
    } finally {
      await database.destroy();
    }
  });
}

function withOptions(url: string, options: string): string {
  const parsed = new URL(url);
  parsed.searchParams.set('options', options);
  return parsed.toString();
}

/** SELECT, INSERT, UPDATE; DELETE and TRUNCATE are granted to nobody: nothing is ever removed (CR-58). */
async function grant(client: pg.Client, service: string): Promise<void> {
  const { runtime, worker } = rolesOf(service);
  for (const role of [name(runtime), name(worker)]) {
    await client.query(`
      GRANT USAGE ON SCHEMA public TO ${role};
      GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO ${role};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO ${role};
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${role};
    `);
    // Which migrations ran is the migrate tool's to write; services only read it (/readyz).
    await client.query(`REVOKE INSERT, UPDATE ON TABLE migrations FROM ${role}`).catch((error: { code?: string }) => {
      if (error.code !== '42P01') throw error; // a service without migrations has no such table
    });
  }
}
