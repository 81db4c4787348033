import type { EntityManager } from 'typeorm';

export interface DeadLetter {
  producer: string;
  seq: number;
  type: string;
  error: string;
  firstSeenAt: Date;
  triedAt: Date;
  tries: number;
  retryRequestedAt: Date | null;
  resolvedAt: Date | null;
}

const columns = `producer, seq, type, error, first_seen_at AS "firstSeenAt", tried_at AS "triedAt", tries,
  retry_requested_at AS "retryRequestedAt", resolved_at AS "resolvedAt"`;

/** The open ones, oldest first; with `all` the resolved ones too. */
export async function deadLetters(tx: EntityManager, all = false): Promise<DeadLetter[]> {
  const rows = await tx.query<(Omit<DeadLetter, 'seq'> & { seq: string })[]>(
    `SELECT ${columns} FROM dead_letter WHERE $1 OR resolved_at IS NULL ORDER BY first_seen_at, producer, seq`,
    [all],
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

export async function deadLetter(
  tx: EntityManager,
  producer: string,
  seq: number,
): Promise<(DeadLetter & { body: Buffer }) | null> {
  const [row] = await tx.query<(Omit<DeadLetter, 'seq'> & { seq: string; body: Buffer })[]>(
    `SELECT ${columns}, body FROM dead_letter WHERE producer = $1 AND seq = $2`,
    [producer, seq],
  );
  return row ? { ...row, seq: Number(row.seq) } : null;
}

/**
 * Asks the reader to decode and apply it again, in one transaction, within a few seconds: the handlers live in the
 * service's process, not in the tool that asks. False when there is no such open letter.
 */
export async function retryDeadLetter(tx: EntityManager, producer: string, seq: number): Promise<boolean> {
  const [asked] = await tx.query<[unknown[], number]>(
    `UPDATE dead_letter SET retry_requested_at = now()
     WHERE producer = $1 AND seq = $2 AND resolved_at IS NULL RETURNING seq`,
    [producer, seq],
  );
  return asked.length === 1;
}
