import type { EntityManager } from 'typeorm';
import { processName } from './lease.js';

/** The number of the last fact of this producer whose effect is committed here. */
export async function positionOf(tx: EntityManager, producer: string): Promise<number> {
  const [row] = await tx.query<{ seq: string }[]>('SELECT seq FROM position WHERE producer = $1', [producer]);
  return Number(row?.seq ?? 0);
}

export async function startPosition(tx: EntityManager, producer: string): Promise<number> {
  await tx.query('INSERT INTO position (producer) VALUES ($1) ON CONFLICT DO NOTHING', [producer]);
  return positionOf(tx, producer);
}

/** Another reader moved this position: it is elected now, or was not yet gone. Its effects stand, ours are rolled back. */
export class Overtaken extends Error {}

/** In the transaction of the effect; the row's lock and its old value let only one reader through. */
export async function movePosition(tx: EntityManager, producer: string, from: number, to: number): Promise<void> {
  const [, moved] = await tx.query<[unknown[], number]>(
    `UPDATE position SET seq = $3, moved_at = now(), stopped_reason = NULL, stopped_fact_id = NULL, stopped_at = NULL
     WHERE producer = $1 AND seq = $2`,
    [producer, from, to],
  );
  if (moved !== 1) throw new Overtaken(`the position of ${producer} is not ${from} any more`);
}

export async function noteSeen(tx: EntityManager, producer: string, streamSeq: number): Promise<void> {
  await tx.query('UPDATE position SET stream_seq = $2, leader = $3, seen_at = now() WHERE producer = $1', [
    producer,
    streamSeq,
    processName,
  ]);
}

export async function noteReaderStopped(
  tx: EntityManager,
  producer: string,
  reason: string,
  factId: string | null,
): Promise<void> {
  await tx.query(
    `UPDATE position SET stopped_reason = $2, stopped_fact_id = $3, stopped_at = coalesce(stopped_at, now()),
       leader = $4, seen_at = now() WHERE producer = $1`,
    [producer, reason, factId, processName],
  );
}
