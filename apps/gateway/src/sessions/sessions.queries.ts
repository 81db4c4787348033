import type { EntityManager } from 'typeorm';
import type { Session } from './session.rules.js';

const columns = `id, person_id AS "personId", login, authenticated_at AS "authenticatedAt",
  second_factor_at AS "secondFactorAt", created_at AS "createdAt", last_seen_at AS "lastSeenAt",
  expires_at AS "expiresAt", browser, id_token AS "idToken", ended_at AS "endedAt"`;

export async function sessionByHash(tx: EntityManager, hash: Buffer): Promise<Session | undefined> {
  const [row] = await tx.query<Session[]>(`SELECT ${columns} FROM session WHERE secret_hash = $1`, [hash]);
  return row;
}

export async function insertSession(tx: EntityManager, session: Session, hash: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO session (id, secret_hash, person_id, login, authenticated_at, second_factor_at, created_at,
                          last_seen_at, expires_at, browser, id_token)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
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
    ],
  );
}

export async function noteSeen(tx: EntityManager, id: string, now: Date): Promise<void> {
  await tx.query(`UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2`, [id, now]);
}

/** Ending twice keeps the first time and reason. */
export async function endSession(tx: EntityManager, id: string, because: string, now: Date): Promise<void> {
  await tx.query(`UPDATE session SET ended_at = $3, ended_because = $2 WHERE id = $1 AND ended_at IS NULL`, [
    id,
    because,
    now,
  ]);
}

export async function endSessionsOf(tx: EntityManager, personId: string, because: string, now: Date): Promise<void> {
  await tx.query(`UPDATE session SET ended_at = $3, ended_because = $2 WHERE person_id = $1 AND ended_at IS NULL`, [
    personId,
    because,
    now,
  ]);
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
