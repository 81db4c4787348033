import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Principal } from './principal.js';
import { begin, connectToRead } from './promptly.js';

const everything = '*';

/**
 * What the person may see: `*` when a role has no limit, else the root ids of units and places, and after a semicolon the
 * awards whose goods he may see wherever they are.
 */
export function scopeOf(principal: Pick<Principal, 'roles'>): string {
  const roots = new Set<string>();
  const awards = new Set<string>();
  for (const { orgUnitId, placeId, awardId } of principal.roles) {
    if (orgUnitId === undefined && placeId === undefined && awardId === undefined) return everything;
    if (orgUnitId !== undefined) roots.add(orgUnitId);
    if (placeId !== undefined) roots.add(placeId);
    if (awardId !== undefined) awards.add(awardId);
  }
  return awards.size > 0 ? `${[...roots].join(',')};${[...awards].join(',')}` : [...roots].join(',');
}

/** The units and places of such a scope. */
export function rootsOf(scope: string): string[] {
  const [roots = ''] = scope.split(';');
  return roots === '' ? [] : roots.split(',');
}

/** Whether the person sees only some rows: lists then start from the index of what is in scope. */
export function isLimited(principal: Principal): boolean {
  return scopeOf(principal) !== everything;
}

/** The scope of a transaction, kept with its connection for `beyondScope`, and the roles of who asks. */
function remember(tx: EntityManager, known: { scope: string; roles?: string[]; unlimited?: string[] }): void {
  if (tx.queryRunner) Object.assign(tx.queryRunner.data as object, known);
}

/** For answers that say more to some than to others. Where nobody asks, nobody has a role. */
export function rolesOfCaller(tx: EntityManager): readonly string[] {
  return ((tx.queryRunner?.data ?? {}) as { roles?: string[] }).roles ?? [];
}

/** Those of them that hold everywhere. */
export function unlimitedRolesOfCaller(tx: EntityManager): readonly string[] {
  return ((tx.queryRunner?.data ?? {}) as { unlimited?: string[] }).unlimited ?? [];
}

function known(principal: Pick<Principal, 'roles'>): { scope: string; roles: string[]; unlimited: string[] } {
  const { roles } = principal;
  const unlimited = roles.filter((one) => scopeOf({ roles: [one] }) === everything);
  return {
    scope: scopeOf(principal),
    roles: roles.map(({ role }) => role),
    unlimited: unlimited.map(({ role }) => role),
  };
}

/**
 * For what a command has to know or do beyond what its caller may see: whether a code is known at another unit, the
 * consequences of a signature for somebody else's papers. What the command was asked about is found *before*, in scope, and
 * what it answers is read *after*, in scope: nothing found here may reach the caller.
 */
export async function beyondScope<T>(tx: EntityManager, work: () => Promise<T>): Promise<T> {
  const { scope } = (tx.queryRunner?.data ?? {}) as { scope?: string };
  if (scope === undefined) throw new Error('beyondScope needs the transaction of a command or query.');
  if (scope === everything) return work();
  await setScope(tx, everything);
  const result = await work();
  // After a failure there is nothing to set back: the transaction ends, and the setting with it.
  await setScope(tx, scope);
  return result;
}

/**
 * The shape of most commands, for `commands.run`: what it was asked about is found in the caller's scope, the work goes
 * beyond it with what was found, the answer is read in scope again.
 */
export function actingOn<F, T>(
  { find, answer }: { find: (tx: EntityManager) => Promise<F>; answer: (tx: EntityManager) => Promise<T> },
  work: (tx: EntityManager, found: F) => Promise<void>,
): (tx: EntityManager) => Promise<T> {
  return async (tx) => {
    const found = await find(tx);
    await beyondScope(tx, () => work(tx, found));
    return answer(tx);
  };
}

async function setScope(tx: EntityManager, scope: string): Promise<void> {
  await tx.query(`SELECT set_config('app.scope', $1, true)`, [scope]);
  remember(tx, { scope });
}

/** The statement that tells a transaction who is asking, as two columns. */
export const settings = `set_config('app.scope', $1, true), set_config('app.person', $2, true)`;

/** Its values; what runs in `tx` from here on runs in this scope. */
export function enter(tx: EntityManager, principal: Principal): [scope: string, person: string] {
  const caller = known(principal);
  remember(tx, caller);
  return [caller.scope, principal.personId];
}

/** Runs `work` in one transaction that knows who is asking (`app.scope`, `app.person`: what row policies read). */
export async function inScope<T>(
  source: DataSource,
  principal: Principal,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  return transaction(source, async (tx) => {
    await tx.query(`SELECT ${settings}`, enter(tx, principal));
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
    remember(runner.manager, known(principal));
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
