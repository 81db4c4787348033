import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Principal } from './principal.js';
import { begin, connectToRead } from './promptly.js';

/** Root ids of what the person may see: units and places of the roles; `*` when a role has no such limit. */
export function scopeOf(principal: Principal): string {
  const roots = new Set<string>();
  for (const { orgUnitId, placeId } of principal.roles) {
    if (orgUnitId === undefined && placeId === undefined) return '*';
    if (orgUnitId !== undefined) roots.add(orgUnitId);
    if (placeId !== undefined) roots.add(placeId);
  }
  return [...roots].join(',');
}

/** Runs `work` in one transaction that knows who is asking (`app.scope`, `app.person`: what row policies read). */
export async function inScope<T>(
  source: DataSource,
  principal: Principal,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  return transaction(source, async (tx) => {
    await tx.query(`SELECT set_config('app.scope', $1, true), set_config('app.person', $2, true)`, [
      scopeOf(principal),
      principal.personId,
    ]);
    return work(tx);
  });
}

/**
 * As `inScope`, and refuses to write. Reads are most of the traffic, so the transaction opens and learns its scope in one
 * message, and the answer does not wait for the COMMIT of a transaction that changed nothing.
 */
export async function inReadScope<T>(
  source: DataSource,
  principal: Principal,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  let end = 'ROLLBACK';
  let connected = false;
  try {
    await runner.connect();
    connected = true;
    await connectToRead(
      runner,
      `START TRANSACTION READ ONLY; SELECT set_config('app.scope', ${literal(scopeOf(principal))}, true), ` +
        `set_config('app.person', ${literal(principal.personId)}, true)`,
    );
    // TypeORM must know that a transaction is open: a nested one is then a savepoint, not a second BEGIN.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    const result = await work(runner.manager);
    end = 'COMMIT';
    return result;
  } finally {
    void endRead(runner, connected ? end : undefined);
  }
}

async function endRead(runner: QueryRunner, end: string | undefined): Promise<void> {
  Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  // Fails only on a lost connection, which the pool throws away.
  if (end !== undefined) await runner.query(end).catch(() => undefined);
  await runner.release().catch(() => undefined);
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

interface Moments {
  beforeCommit?: () => void;
  afterCommit?: () => void;
}

/** One transaction on one connection. The connection is not reused when it may be broken or half-way. */
export async function transaction<T>(
  source: DataSource,
  work: (tx: EntityManager) => Promise<T>,
  moments: Moments = {},
): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await begin(runner);
    const result = await work(runner.manager);
    moments.beforeCommit?.();
    await runner.commitTransaction();
    moments.afterCommit?.();
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  } finally {
    await runner.release();
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive) return;
  // A rollback fails only on a lost connection, and then the server rolls back by itself.
  await runner.rollbackTransaction().catch(() => undefined);
}
