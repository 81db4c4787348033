import type { EntityManager } from 'typeorm';
import type { UnsentCommand } from './phone.rules.js';

/** What came before stays as it came: a batch that is sent twice is one. Answers how many are new. */
export async function insertUnsent(
  tx: EntityManager,
  phoneId: string,
  commands: readonly UnsentCommand[],
  now: Date,
): Promise<number> {
  const rows = await tx.query<unknown[]>(
    `INSERT INTO quarantined_command (phone_id, id, method, path, body, made_at, complete, received_at, status)
     SELECT $1, id, method, path, body, made_at, complete, $8, 'WAITING'
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[], $7::boolean[])
       AS n(id, method, path, body, made_at, complete)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      phoneId,
      commands.map(({ id }) => id),
      commands.map(({ method }) => method),
      commands.map(({ path }) => path),
      commands.map(({ body }) => JSON.stringify(body)),
      commands.map(({ madeAt }) => madeAt),
      commands.map(({ complete }) => complete),
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
  complete: boolean;
  status: 'WAITING' | 'RELEASED' | 'DISCARDED' | 'SENT';
  sentAt: Date | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  reason: string | null;
}

const quarantined = `SELECT c.id, c.phone_id AS "phoneId", p.person_id AS "personId", c.method, c.path, c.body,
    c.made_at AS "madeAt", c.received_at AS "receivedAt", c.complete, c.status, c.sent_at AS "sentAt",
    c.reviewed_by AS "reviewedBy", c.reviewed_at AS "reviewedAt", c.reason
  FROM quarantined_command c JOIN phone p ON p.id = c.phone_id`;

export function commandsInQuarantine(
  tx: EntityManager,
  filter: {
    personIds?: readonly string[] | undefined;
    phoneId?: string | undefined;
    status?: string | undefined;
    after: string[];
    limit: number;
  },
): Promise<Quarantined[]> {
  const [afterId = null, afterPhone = null] = filter.after;
  return tx.query<Quarantined[]>(
    `${quarantined}
      WHERE ($1::uuid[] IS NULL OR p.person_id = ANY($1)) AND ($2::uuid IS NULL OR c.phone_id = $2)
        AND ($3::text IS NULL OR c.status = $3) AND ($4::uuid IS NULL OR (c.id, c.phone_id) > ($4, $5::uuid))
      ORDER BY c.id, c.phone_id LIMIT $6`,
    [filter.personIds ?? null, filter.phoneId ?? null, filter.status ?? null, afterId, afterPhone, filter.limit + 1],
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

/** Its person has sent it; said twice, the first time counts. The same command may have lain on two lost phones. */
export async function noteSent(
  tx: EntityManager,
  id: string,
  personIds: readonly string[],
  now: Date,
): Promise<Quarantined[]> {
  await tx.query(
    `UPDATE quarantined_command c SET status = 'SENT', sent_at = $3 FROM phone p
      WHERE c.id = $1 AND c.status = 'RELEASED' AND p.id = c.phone_id AND p.person_id = ANY($2::uuid[])`,
    [id, personIds, now],
  );
  return tx.query<Quarantined[]>(
    `${quarantined} WHERE c.id = $1 AND p.person_id = ANY($2::uuid[]) AND c.status = 'SENT' ORDER BY c.phone_id`,
    [id, personIds],
  );
}
