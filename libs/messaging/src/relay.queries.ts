import { processName } from './lease.js';
import type { Session } from './session.js';

export interface NumberedFact {
  seq: number;
  factId: string;
  type: string;
  body: Buffer;
}

type Row = { publish_seq: string; fact_id: string; type: string; body: Buffer };
const columns = 'publish_seq, fact_id, type, body';

/**
 * Gives the oldest facts without a number the next ones, in id order, and commits. A fact whose transaction commits after
 * one with a higher id simply gets the later number; it is never skipped, as it would be by a cursor over ids.
 */
export async function numberNext(session: Session, limit: number): Promise<NumberedFact[]> {
  const { rows } = await session.query<Row>(
    `WITH waiting AS (SELECT id FROM outbox WHERE publish_seq IS NULL ORDER BY id LIMIT $1),
          given AS (SELECT id, row_number() OVER (ORDER BY id) + (SELECT coalesce(max(publish_seq), 0) FROM outbox) AS n
                    FROM waiting)
     UPDATE outbox SET publish_seq = given.n FROM given WHERE outbox.id = given.id
     RETURNING publish_seq, fact_id, type, body`,
    [limit],
  );
  // RETURNING promises no order.
  return rows.map(toFact).sort((a, b) => a.seq - b.seq);
}

export async function numberedAfter(session: Session, seq: number, limit: number): Promise<NumberedFact[]> {
  const { rows } = await session.query<Row>(
    `SELECT ${columns} FROM outbox WHERE publish_seq > $1 ORDER BY publish_seq LIMIT $2`,
    [seq, limit],
  );
  return rows.map(toFact);
}

export async function numbered(session: Session, seq: number): Promise<NumberedFact | null> {
  const { rows } = await session.query<Row>(`SELECT ${columns} FROM outbox WHERE publish_seq = $1`, [seq]);
  return rows[0] ? toFact(rows[0]) : null;
}

export async function lastNumber(session: Session): Promise<number> {
  const { rows } = await session.query<{ last: string }>('SELECT coalesce(max(publish_seq), 0) AS last FROM outbox');
  return Number(rows[0]?.last ?? 0);
}

export async function noteProgress(session: Session, published: number): Promise<void> {
  await session.query(
    `UPDATE relay SET published_seq = $1, leader = $2, seen_at = now(),
       stopped_reason = NULL, stopped_fact_id = NULL, stopped_at = NULL`,
    [published, processName],
  );
}

export async function noteStopped(session: Session, reason: string, factId: string | null): Promise<void> {
  await session.query(
    `UPDATE relay SET leader = $1, seen_at = now(), stopped_reason = $2, stopped_fact_id = $3,
       stopped_at = coalesce(stopped_at, now())`,
    [processName, reason, factId],
  );
}

function toFact(row: Row): NumberedFact {
  return { seq: Number(row.publish_seq), factId: row.fact_id, type: row.type, body: row.body };
}
