import type { Socket } from 'node:net';
import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/** What opens a transaction needs no work of the server: without an answer in this time it is stopped or cut off. */
const toBegin = 4_000;
/** One statement of a read. Longer ones are answered 503, and their connection is not used again. */
const toRead = 8_000;

/**
 * Waits for an answer of the server, then cuts the connection: a server that hangs keeps it open for ever, and the next
 * caller would wait behind it. Whatever was asked fails as on any lost connection. Never for COMMIT of a command: whether
 * it took effect would be unknown where waiting can still tell.
 */
async function answered<T>(client: PoolClient, longest: number, ask: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => cut(client), longest);
  try {
    return await ask();
  } finally {
    clearTimeout(timer);
  }
}

function cut(client: PoolClient): void {
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}

/** Begins a transaction on a connection that answers. */
export async function begin(runner: QueryRunner): Promise<void> {
  const client = (await runner.connect()) as PoolClient;
  await answered(client, toBegin, () => runner.startTransaction());
}

/** Connects a runner every statement of which is answered in time; `opening` is its first one. */
export async function connectToRead(runner: QueryRunner, opening?: string): Promise<void> {
  const client = (await runner.connect()) as PoolClient;
  if (opening !== undefined) await answered(client, toBegin, () => client.query(opening));
  const query = runner.query.bind(runner) as (...parameters: unknown[]) => Promise<unknown>;
  const longest = opening === undefined ? toBegin : toRead;
  Object.assign(runner, {
    query: (...parameters: unknown[]) => answered(client, longest, () => query(...parameters)),
  });
}

/** Single small statements outside any transaction, answered in time or failing as on a lost connection. */
export async function promptly<T>(source: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await connectToRead(runner);
    return await work(runner.manager);
  } finally {
    await runner.release();
  }
}
