import { pipeline } from 'node:stream/promises';
import { PassThrough, Readable } from 'node:stream';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';

interface Copied {
  table: string;
  rows: number;
  bytes: Buffer;
}

/**
 * The floor of bulk writing: the rows that the product has just written in a database, as COPY writes them into empty
 * tables with the same columns, constraints and indexes. Returns milliseconds and rows. Nothing is kept.
 */
export async function copyFloor(databaseUrls: string[]): Promise<{ ms: number; rows: number }> {
  let ms = 0;
  let rows = 0;
  for (const url of databaseUrls) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const copies = await takeOut(client);
      await client.query('DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor');
      for (const { table } of copies)
        await client.query(`CREATE TABLE floor.${table} (LIKE public.${table} INCLUDING ALL)`);
      const began = performance.now();
      await client.query('BEGIN');
      for (const { table, bytes } of copies)
        await pipeline(Readable.from([bytes]), client.query(from(`COPY floor.${table} FROM STDIN BINARY`)));
      await client.query('COMMIT');
      ms += performance.now() - began;
      rows += copies.reduce((sum, copy) => sum + copy.rows, 0);
      await client.query('DROP SCHEMA floor CASCADE');
    } finally {
      await client.end();
    }
  }
  return { ms, rows };
}

/** Rows in all tables of these databases together. */
export async function rowsIn(databaseUrls: string[]): Promise<number> {
  let rows = 0;
  for (const url of databaseUrls) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      for (const { name } of await tablesOf(client)) {
        const counted = await client.query<{ count: string }>(`SELECT count(*) FROM public.${name}`);
        rows += Number(counted.rows[0]?.count ?? 0);
      }
    } finally {
      await client.end();
    }
  }
  return rows;
}

async function tablesOf(client: pg.Client): Promise<{ name: string }[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
  );
  return rows;
}

async function takeOut(client: pg.Client): Promise<Copied[]> {
  const tables = await tablesOf(client);
  const copies: Copied[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM public.${name}`);
    const count = Number(rows[0]?.count ?? 0);
    if (count === 0) continue;
    const collected = new PassThrough();
    const chunks: Buffer[] = [];
    collected.on('data', (chunk: Buffer) => chunks.push(chunk));
    await pipeline(client.query(to(`COPY public.${name} TO STDOUT BINARY`)), collected);
    copies.push({ table: name, rows: count, bytes: Buffer.concat(chunks) });
  }
  return copies;
}
