import type { EntityManager } from 'typeorm';
import type { Phone } from './phone.rules.js';

const columns = `id, person_id AS "personId", label, public_key AS "publicKey", registered_at AS "registeredAt",
  last_contact_at AS "lastContactAt", lost_since AS "lostSince", reported_at AS "reportedAt",
  reported_by AS "reportedBy", wiped_at AS "wipedAt"`;

export async function phoneById(tx: EntityManager, id: string, lock = false): Promise<Phone | undefined> {
  const [row] = await tx.query<Phone[]>(`SELECT ${columns} FROM phone WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`, [id]);
  return row;
}

export async function insertPhone(
  tx: EntityManager,
  phone: Pick<Phone, 'id' | 'personId' | 'label' | 'publicKey' | 'registeredAt'>,
): Promise<void> {
  const { id, personId, label, publicKey, registeredAt } = phone;
  await tx.query(`INSERT INTO phone (id, person_id, label, public_key, registered_at) VALUES ($1, $2, $3, $4, $5)`, [
    id,
    personId,
    label,
    JSON.stringify(publicKey),
    registeredAt,
  ]);
}

/** Newest first; one row more than asked for when there is a next page. */
export function phonesOf(
  tx: EntityManager,
  { personId, beforeId, limit }: { personId: string | undefined; beforeId: string | undefined; limit: number },
): Promise<Phone[]> {
  return tx.query<Phone[]>(
    `SELECT ${columns} FROM phone
      WHERE ($1::uuid IS NULL OR person_id = $1) AND ($2::uuid IS NULL OR id < $2)
      ORDER BY id DESC LIMIT $3`,
    [personId ?? null, beforeId ?? null, limit + 1],
  );
}

/** The first report stays, and the earliest moment that somebody said. Sessions of the phone end with it; its caller holds the phone's row. */
export async function losePhone(
  tx: EntityManager,
  id: string,
  loss: { lostSince: Date; reportedBy: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE phone SET lost_since = $2, reported_at = coalesce(reported_at, $3), reported_by = coalesce(reported_by, $4)
      WHERE id = $1 AND (lost_since IS NULL OR lost_since > $2)`,
    [id, loss.lostSince, now, loss.reportedBy],
  );
  await tx.query(
    `UPDATE session SET ended_at = $2, ended_because = 'phone lost', ended_by = $3 WHERE phone_id = $1 AND ended_at IS NULL`,
    [id, now, loss.reportedBy],
  );
}

export async function noteContact(tx: EntityManager, id: string, now: Date): Promise<void> {
  await tx.query(`UPDATE phone SET last_contact_at = $2 WHERE id = $1`, [id, now]);
}

export async function noteWiped(tx: EntityManager, id: string, now: Date): Promise<void> {
  await tx.query(`UPDATE phone SET wiped_at = $2 WHERE id = $1 AND wiped_at IS NULL`, [id, now]);
}

/** False when the session is on another phone: it ends with that one, and nobody talks it out of that. */
export async function bindSession(tx: EntityManager, sessionId: string, phoneId: string): Promise<boolean> {
  const [, bound] = await tx.query<[unknown, number]>(
    `UPDATE session SET phone_id = $2 WHERE id = $1 AND (phone_id IS NULL OR phone_id = $2)`,
    [sessionId, phoneId],
  );
  return bound > 0;
}
