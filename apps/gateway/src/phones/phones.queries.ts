import type { EntityManager } from 'typeorm';
import type { Phone, UnsentCommand } from './phone.rules.js';

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

/** Reporting twice keeps the first report. Sessions of the phone end with it; its caller holds the phone's row. */
export async function losePhone(
  tx: EntityManager,
  id: string,
  loss: { lostSince: Date; reportedBy: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE phone SET lost_since = $2, reported_at = $3, reported_by = $4 WHERE id = $1 AND reported_at IS NULL`,
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

/** What came before stays as it came: a batch that is sent twice is one. Answers how many are new. */
export async function insertUnsent(
  tx: EntityManager,
  phoneId: string,
  commands: readonly UnsentCommand[],
  now: Date,
): Promise<number> {
  const rows = await tx.query<unknown[]>(
    `INSERT INTO quarantined_command (phone_id, id, method, path, body, made_at, received_at, status)
     SELECT $1, id, method, path, body, made_at, $7, 'WAITING'
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[]) AS n(id, method, path, body, made_at)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      phoneId,
      commands.map(({ id }) => id),
      commands.map(({ method }) => method),
      commands.map(({ path }) => path),
      commands.map(({ body }) => JSON.stringify(body)),
      commands.map(({ madeAt }) => madeAt),
      now,
    ],
  );
  return rows.length;
}

export async function countUnsent(tx: EntityManager, phoneId: string): Promise<number> {
  const [row] = await tx.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM quarantined_command WHERE phone_id = $1`,
    [phoneId],
  );
  return row.count;
}

export interface Quarantined {
  id: string;
  phoneId: string;
  personId: string;
  method: string;
  path: string;
  body: object;
  madeAt: Date;
  receivedAt: Date;
  status: 'WAITING' | 'RELEASED' | 'DISCARDED';
  reviewedBy: string | null;
  reviewedAt: Date | null;
  reason: string | null;
}

const quarantined = `SELECT c.id, c.phone_id AS "phoneId", p.person_id AS "personId", c.method, c.path, c.body,
    c.made_at AS "madeAt", c.received_at AS "receivedAt", c.status, c.reviewed_by AS "reviewedBy",
    c.reviewed_at AS "reviewedAt", c.reason
  FROM quarantined_command c JOIN phone p ON p.id = c.phone_id`;

export function commandsInQuarantine(
  tx: EntityManager,
  filter: {
    personId?: string | undefined;
    phoneId?: string | undefined;
    status?: string | undefined;
    after: string[];
    limit: number;
  },
): Promise<Quarantined[]> {
  const [afterId = null, afterPhone = null] = filter.after;
  return tx.query<Quarantined[]>(
    `${quarantined}
      WHERE ($1::uuid IS NULL OR p.person_id = $1) AND ($2::uuid IS NULL OR c.phone_id = $2)
        AND ($3::text IS NULL OR c.status = $3) AND ($4::uuid IS NULL OR (c.id, c.phone_id) > ($4, $5::uuid))
      ORDER BY c.id, c.phone_id LIMIT $6`,
    [filter.personId ?? null, filter.phoneId ?? null, filter.status ?? null, afterId, afterPhone, filter.limit + 1],
  );
}

export async function commandInQuarantine(
  tx: EntityManager,
  phoneId: string,
  id: string,
): Promise<Quarantined | undefined> {
  const [row] = await tx.query<Quarantined[]>(`${quarantined} WHERE c.phone_id = $1 AND c.id = $2 FOR UPDATE OF c`, [
    phoneId,
    id,
  ]);
  return row;
}

export async function reviewCommand(
  tx: EntityManager,
  { phoneId, id }: Pick<Quarantined, 'phoneId' | 'id'>,
  review: { status: 'RELEASED' | 'DISCARDED'; reviewedBy: string; reason: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE quarantined_command SET status = $3, reviewed_by = $4, reviewed_at = $5, reason = $6
     WHERE phone_id = $1 AND id = $2`,
    [phoneId, id, review.status, review.reviewedBy, now, review.reason],
  );
}
