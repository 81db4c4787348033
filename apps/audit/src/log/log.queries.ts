import { createHash } from 'node:crypto';
import type { RawFact } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { cleanText } from '../projection/text.rules.js';

/** Any number: who holds it, appends. Shared, it waits until nobody is appending. */
const appending = 4_021_970;

/**
 * Appends one fact in the transaction of the reader's position. Four readers append, one at a time: the lock is held until
 * commit, so positions have no gaps and a higher one never becomes visible before a lower one.
 */
export async function append(tx: EntityManager, { producer, seq, body, fact }: RawFact): Promise<void> {
  await tx.query(
    `WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(${appending})),
          head AS (UPDATE log_head SET position = position + 1,
                     appended_at = greatest(clock_timestamp(), appended_at + interval '1 microsecond')
                   FROM turn RETURNING log_head.position, log_head.appended_at)
     INSERT INTO fact_log (position, producer, seq, fact_id, type, subject, actor, occurred_at, recorded_at, causation_id,
                           body, leaf_hash, appended_at)
     SELECT head.position, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, head.appended_at FROM head`,
    [
      producer,
      seq,
      fact.id,
      fact.type,
      // As columns they are for finding only; the body has what was said.
      cleanText(fact.subject),
      cleanText(fact.actorId),
      fact.occurredAt,
      fact.recordedAt,
      cleanText(fact.causationId),
      body,
      leafHash(body),
    ],
  );
}

/** SHA-256(0x00 ‖ bytes), the leaf of RFC 6962: what `previous` in the device's next fact must say. */
export function leafHash(body: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(0)).update(body).digest();
}

/** Returns when everything that began to be appended before now is there to be read. */
export async function waitForAppends(tx: EntityManager): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${appending})`);
}

export interface LoggedFact {
  position: number;
  producer: string;
  seq: number;
  factId: string;
  type: string;
  subject: string;
  actorId: string;
  occurredAt: Date;
  recordedAt: Date;
  causationId: string;
  /** Microseconds, as text: a JavaScript date would drop them. */
  appendedAt: string;
  leafHash: Buffer;
  body: Buffer;
}

export const instantText = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export const factColumns = `f.position::float8 AS position, f.producer, f.seq::float8 AS seq, f.fact_id AS "factId", f.type,
  f.subject, f.actor AS "actorId", f.occurred_at AS "occurredAt", f.recorded_at AS "recordedAt",
  f.causation_id AS "causationId", ${instantText('f.appended_at')} AS "appendedAt", f.leaf_hash AS "leafHash"`;

export interface LogFilter {
  after: number;
  upTo: number;
  limit: number;
  producer?: string;
  type?: string;
  subject?: string;
  /** Types that are not for the reader. */
  hidden: readonly string[];
}

/** At most this many bytes of bodies in one page; one fact always fits. */
const pageBytes = 4_000_000;

/** One fact more than `limit` says that there is a next page; bytes may cut the page shorter, then `found` says so. */
export async function logPage(tx: EntityManager, filter: LogFilter): Promise<(LoggedFact & { found: number })[]> {
  return tx.query<(LoggedFact & { found: number })[]>(
    `SELECT * FROM (
       SELECT ${factColumns}, f.body, sum(octet_length(f.body)) OVER (ORDER BY f.position) AS bytes,
              count(*) OVER ()::int AS found
       FROM (SELECT * FROM fact_log f
             WHERE position > $1 AND position <= $2 AND ($3::text IS NULL OR producer = $3)
               AND ($4::text IS NULL OR type = $4) AND ($5::text IS NULL OR subject = $5)
               AND type <> ALL ($7)
             ORDER BY position LIMIT $6) f) AS page
     WHERE bytes - octet_length(body) < ${pageBytes} ORDER BY position`,
    [filter.after, filter.upTo, filter.producer, filter.type, filter.subject, filter.limit + 1, filter.hidden],
  );
}

export async function loggedFact(
  tx: EntityManager,
  factId: string,
  hidden: readonly string[],
): Promise<LoggedFact | undefined> {
  const [fact] = await tx.query<LoggedFact[]>(
    `SELECT ${factColumns}, f.body FROM fact_log f WHERE f.fact_id = $1 AND f.type <> ALL ($2)`,
    [factId, hidden],
  );
  return fact;
}

export async function headPosition(tx: EntityManager): Promise<number> {
  const [head] = await tx.query<{ position: number }[]>('SELECT position::float8 AS position FROM log_head');
  return head?.position ?? 0;
}
