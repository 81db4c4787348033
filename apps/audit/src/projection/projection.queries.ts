import { recordScopeNodes } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { project, scopeNodesOf } from './projection.rules.js';
import type { LogEntry, Projected } from './projected.rules.js';
import { readable } from './text.rules.js';

/** So many facts at once, of 60 kB at most each: enough to make round trips cheap, little enough to hold in memory. */
export const largestBatch = 64;

/** One row per table and key: what is there stays, so that doing it twice changes nothing. */
const tables: (keyof Projected)[] = [
  'fact_document',
  'device_fact',
  'device',
  'device_code',
  'custody',
  'document',
  'document_mark',
  'document_signature',
  'document_file',
  'reference_name',
  'award',
  'device_award',
  'access',
];

/** Whether there is anything to project: a cheap question that locks nothing, asked several times a second. */
export async function isBehind(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ behind: boolean }[]>(
    'SELECT p.position < h.position AS behind FROM projection p, log_head h',
  );
  return row?.behind ?? false;
}

/**
 * Projects the next facts of the log and moves the position, in the caller's transaction. Answers how many, or `busy` when
 * another process is at it: the lock on the position's row elects, and no batch is done by two.
 */
export async function projectNext(tx: EntityManager, limit: number): Promise<number | 'busy'> {
  const [head] = await tx.query<{ position: string }[]>(`SELECT position FROM projection FOR UPDATE SKIP LOCKED`);
  if (!head) return 'busy';
  const facts = await nextFacts(tx, Number(head.position), limit);
  const last = facts.at(-1);
  if (!last) return 0;
  const rows = project(facts);
  for (const table of tables) await insert(tx, table, rows[table]);
  const nodes = scopeNodesOf(facts);
  if (nodes.length > 0) await recordScopeNodes(tx, nodes);
  await movePositions(tx, facts, last.position);
  return facts.length;
}

async function nextFacts(tx: EntityManager, after: number, limit: number): Promise<LogEntry[]> {
  const rows = await tx.query<(Omit<LogEntry, 'data'> & { body: Buffer })[]>(
    `SELECT position::float8 AS position, producer, seq::float8 AS seq, fact_id AS "factId", type,
            causation_id AS "causationId", occurred_at AS "occurredAt", recorded_at AS "recordedAt", body
     FROM fact_log WHERE position > $1 ORDER BY position LIMIT $2`,
    [after, limit],
  );
  return rows.map(({ body, ...fact }) => ({
    ...fact,
    data: readable(body.toString('utf8')).data ?? {},
  }));
}

async function insert(tx: EntityManager, table: keyof Projected, rows: object[]): Promise<void> {
  if (rows.length === 0) return;
  // The name is from the list above, never from outside.
  await tx.query(
    `INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

async function movePositions(tx: EntityManager, facts: LogEntry[], position: number): Promise<void> {
  const reached = new Map<string, number>();
  // A dead letter that was retried comes late, with a number long passed.
  for (const { producer, seq } of facts) reached.set(producer, Math.max(seq, reached.get(producer) ?? 0));
  await tx.query(
    `INSERT INTO projected SELECT * FROM unnest($1::text[], $2::bigint[])
     ON CONFLICT (producer) DO UPDATE SET seq = greatest(projected.seq, excluded.seq)`,
    [[...reached.keys()], [...reached.values()]],
  );
  await tx.query(
    `UPDATE projection SET position = $1, moved_at = now(), stopped_reason = NULL, stopped_fact_id = NULL, stopped_at = NULL`,
    [position],
  );
}

/** Says why the projections stand still, and on which fact, for `ops status`. */
export async function noteStopped(
  tx: EntityManager,
  reason: string,
): Promise<{ factId: string | null; position: number }> {
  const [stopped] = await tx.query<[{ stopped_fact_id: string | null; position: string }[], number]>(
    `UPDATE projection SET stopped_reason = $1, stopped_at = coalesce(stopped_at, now()),
       stopped_fact_id = (SELECT fact_id FROM fact_log WHERE fact_log.position = projection.position + 1)
     RETURNING stopped_fact_id, position`,
    [reason.slice(0, 2_000)],
  );
  return { factId: stopped[0]?.stopped_fact_id ?? null, position: Number(stopped[0]?.position ?? 0) + 1 };
}

/** How far the projections have got with a producer: what Dotation-After waits for here. */
export async function projectedUpTo(tx: EntityManager, producer: string): Promise<number> {
  const [row] = await tx.query<{ seq: string }[]>('SELECT seq FROM projected WHERE producer = $1', [producer]);
  return Number(row?.seq ?? 0);
}
