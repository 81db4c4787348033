import type { EntityManager } from 'typeorm';
import type { Session } from './session.rules.js';

const columns = `id, person_id AS "personId", login, authenticated_at AS "authenticatedAt",
  second_factor_at AS "secondFactorAt", created_at AS "createdAt", last_seen_at AS "lastSeenAt",
  expires_at AS "expiresAt", browser, address, id_token AS "idToken", ended_at AS "endedAt",
  ended_because AS "endedBecause", ended_by AS "endedBy", phone_id AS "phoneId"`;

/** CR-63: there is none on a phone that is lost, whatever its row says. */
export async function sessionByHash(tx: EntityManager, hash: Buffer): Promise<Session | undefined> {
  const [row] = await tx.query<Session[]>(
    `SELECT ${columns} FROM session
      WHERE secret_hash = $1
        AND NOT EXISTS (SELECT FROM phone WHERE phone.id = session.phone_id AND phone.reported_at IS NOT NULL)`,
    [hash],
  );
  return row;
}

export async function sessionById(tx: EntityManager, id: string): Promise<Session | undefined> {
  const [row] = await tx.query<Session[]>(`SELECT ${columns} FROM session WHERE id = $1`, [id]);
  return row;
}

export async function insertSession(tx: EntityManager, session: Session, hash: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO session (id, secret_hash, person_id, login, authenticated_at, second_factor_at, created_at,
                          last_seen_at, expires_at, browser, id_token, address, phone_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      session.id,
      hash,
      session.personId,
      session.login,
      session.authenticatedAt,
      session.secondFactorAt,
      session.createdAt,
      session.lastSeenAt,
      session.expiresAt,
      session.browser,
      session.idToken,
      session.address,
      session.phoneId,
    ],
  );
}

export async function noteSeen(tx: EntityManager, id: string, now: Date): Promise<void> {
  await tx.query(`UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2`, [id, now]);
}

/** Ending twice keeps the first time and reason. */
export async function endSession(
  tx: EntityManager,
  id: string,
  because: string,
  now: Date,
  by: string | null = null,
): Promise<void> {
  await tx.query(
    `UPDATE session SET ended_at = $3, ended_because = $2, ended_by = $4 WHERE id = $1 AND ended_at IS NULL`,
    [id, because, now, by],
  );
}

/** Answers how many were not over. */
export async function endSessionsOf(
  tx: EntityManager,
  personId: string,
  because: string,
  now: Date,
  by: string | null = null,
): Promise<number> {
  const [, ended] = await tx.query<[unknown, number]>(
    `UPDATE session SET ended_at = $3, ended_because = $2, ended_by = $4 WHERE person_id = $1 AND ended_at IS NULL`,
    [personId, because, now, by],
  );
  return ended;
}

/** Newest first; those that nobody has ended and that are not over by themselves. */
export function liveSessionsOf(tx: EntityManager, personId: string, idleSince: Date, now: Date): Promise<Session[]> {
  return tx.query<Session[]>(
    `SELECT ${columns} FROM session
      WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $3 AND last_seen_at > $2
      ORDER BY id DESC LIMIT 100`,
    [personId, idleSince, now],
  );
}

export interface SessionFilter {
  personId: string | undefined;
  /** Only those that are not over: used since then. */
  seenSince: Date | undefined;
  now: Date;
  beforeId: string | undefined;
  limit: number;
}

/** Newest first; one row more than asked for when there is a next page. */
export function sessionsOfPeople(tx: EntityManager, filter: SessionFilter): Promise<Session[]> {
  const { personId, seenSince, now, beforeId, limit } = filter;
  return tx.query<Session[]>(
    `SELECT ${columns} FROM session
      WHERE ($1::uuid IS NULL OR person_id = $1) AND ($2::uuid IS NULL OR id < $2)
        AND ($3::timestamptz IS NULL OR (ended_at IS NULL AND expires_at > $4 AND last_seen_at > $3))
      ORDER BY id DESC LIMIT $5`,
    [personId ?? null, beforeId ?? null, seenSince ?? null, now, limit + 1],
  );
}
