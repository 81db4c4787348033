import { setTimeout as pause } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { headPosition, instantText, waitForAppends } from '../log/log.queries.js';
import type { Known, KnowledgeQuery } from './knowledge.dto.js';

const longestWait = 2_000;
/** When nothing was known. */
const beginning = new Date(0).toISOString();
/** A fact that is being appended at this moment may carry a time up to so long ago. */
const stillAppending = 60_000;

export interface Knowledge extends Known {
  /** The projections have not got as far as was asked; the answer is made from less, and prints what from. */
  stale: boolean;
}

/**
 * Which end of the log a question is answered from. `knownAt` counts by the time a fact was appended here, not by the
 * clock of the service that recorded it: only so the same question has the same answer for ever.
 */
export async function knowledgeOf(tx: EntityManager, asked: KnowledgeQuery): Promise<Knowledge> {
  const now = new Date();
  const position = asked.knownAt === undefined ? undefined : await positionAt(tx, asked.knownAt, now);
  const end = await projected(tx, position ?? 0);
  const stale = position !== undefined && end.position < position;
  const exact = position !== undefined && !stale && new Date(asked.knownAt as string) <= now;
  const known =
    position === undefined || stale || position === end.position
      ? end
      : { position, appendedAt: await appendedAt(tx, position) };
  return {
    position: known.position,
    asOf: new Date(asked.asOf ?? now).toISOString(),
    knownAt: exact ? (asked.knownAt as string) : known.appendedAt,
    stale,
  };
}

/**
 * Before “there is none” is said: true when the record goes further than this answer reads, although its end was asked
 * for. Then what is asked after may be there all the same, and only a later question can tell.
 */
export async function isRecordAhead(tx: EntityManager, asked: KnowledgeQuery, known: Knowledge): Promise<boolean> {
  if (asked.knownAt !== undefined) return known.stale;
  return (await headPosition(tx)) > known.position;
}

async function positionAt(tx: EntityManager, knownAt: string, now: Date): Promise<number> {
  if (new Date(knownAt).getTime() > now.getTime() - stillAppending) await waitForAppends(tx);
  const [row] = await tx.query<{ position: number }[]>(
    `SELECT coalesce(max(position), 0)::float8 AS position FROM
       (SELECT position FROM fact_log WHERE appended_at <= $1 ORDER BY appended_at DESC LIMIT 1) AS known`,
    [knownAt],
  );
  return row?.position ?? 0;
}

interface End {
  position: number;
  appendedAt: string;
}

/** Where the projections are; waits a little for them to get to `wanted`. */
async function projected(tx: EntityManager, wanted: number): Promise<End> {
  const deadline = performance.now() + longestWait;
  for (;;) {
    const [row] = await tx.query<{ position: number; at: string | null }[]>(
      `SELECT p.position::float8 AS position, ${instantText('f.appended_at')} AS at
       FROM projection p LEFT JOIN fact_log f ON f.position = p.position`,
    );
    const { position, at } = row ?? { position: 0, at: null };
    if (position >= wanted || performance.now() > deadline) return { position, appendedAt: at ?? beginning };
    await pause(10);
  }
}

async function appendedAt(tx: EntityManager, position: number): Promise<string> {
  const [row] = await tx.query<{ at: string }[]>(
    `SELECT ${instantText('appended_at')} AS at FROM fact_log WHERE position = $1`,
    [position],
  );
  return row?.at ?? beginning;
}
