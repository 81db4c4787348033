import type { DataSource } from 'typeorm';

export interface Stopped {
  reason: string;
  factId: string | null;
  at: Date;
}

export interface MessagingStatusReport {
  relay: {
    leader: string | null;
    /** When the leader last wrote here; minutes ago means nobody leads. */
    seenAt: Date | null;
    numbered: number;
    published: number;
    unpublished: number;
    oldestUnpublishedAt: Date | null;
    stopped: Stopped | null;
  };
  readers: {
    producer: string;
    leader: string | null;
    seenAt: Date | null;
    position: number;
    streamSeq: number;
    lag: number;
    movedAt: Date;
    stopped: Stopped | null;
  }[];
  deadLetters: { open: number; resolved: number };
}

interface StateRow {
  leader: string | null;
  seen_at: Date | null;
  stopped_reason: string | null;
  stopped_fact_id: string | null;
  stopped_at: Date | null;
}

/** All from the service's own database, so that a tool can ask while the service is down. */
export async function messagingStatus(source: DataSource): Promise<MessagingStatusReport> {
  const [relay] = await source.query<
    (StateRow & Record<'published' | 'numbered' | 'unpublished', string> & { oldest: Date | null })[]
  >(
    `SELECT relay.*, relay.published_seq AS published,
       (SELECT coalesce(max(publish_seq), 0) FROM outbox) AS numbered,
       waiting.count AS unpublished, waiting.oldest
     FROM relay, LATERAL (
       SELECT count(*), min(recorded_at) AS oldest FROM (
         SELECT recorded_at FROM outbox WHERE publish_seq IS NULL
         UNION ALL SELECT recorded_at FROM outbox WHERE publish_seq > relay.published_seq) AS unpublished) AS waiting`,
  );
  const readers = await source.query<
    (StateRow & { producer: string; seq: string; stream_seq: string; moved_at: Date })[]
  >('SELECT * FROM position ORDER BY producer');
  const [letters] = await source.query<{ open: string; resolved: string }[]>(
    `SELECT count(*) FILTER (WHERE resolved_at IS NULL) AS open, count(resolved_at) AS resolved FROM dead_letter`,
  );
  if (!relay || !letters) throw new Error('the messaging tables are not there: run the migrations');
  return {
    relay: {
      leader: relay.leader,
      seenAt: relay.seen_at,
      numbered: Number(relay.numbered),
      published: Number(relay.published),
      unpublished: Number(relay.unpublished),
      oldestUnpublishedAt: relay.oldest,
      stopped: stopped(relay),
    },
    readers: readers.map((row) => ({
      producer: row.producer,
      leader: row.leader,
      seenAt: row.seen_at,
      position: Number(row.seq),
      streamSeq: Math.max(Number(row.stream_seq), Number(row.seq)),
      lag: Math.max(0, Number(row.stream_seq) - Number(row.seq)),
      movedAt: row.moved_at,
      stopped: stopped(row),
    })),
    deadLetters: { open: Number(letters.open), resolved: Number(letters.resolved) },
  };
}

function stopped(row: StateRow): Stopped | null {
  if (row.stopped_reason === null || row.stopped_at === null) return null;
  return { reason: row.stopped_reason, factId: row.stopped_fact_id, at: row.stopped_at };
}
