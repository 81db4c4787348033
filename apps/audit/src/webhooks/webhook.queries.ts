import type { EntityManager } from 'typeorm';
import type { AfterFailure } from './retry.rules.js';
import type { Sent } from './sender.service.js';

export interface WebhookRow {
  id: string;
  ownerId: string;
  url: string;
  description: string;
  types: string[] | null;
  active: boolean;
  disabledAt: Date | null;
  disabledReason: string | null;
  position: number;
  failures: number;
  failingSince: Date | null;
  nextAttemptAt: Date;
  generation: number;
  keyId: string;
  previousGeneration: number | null;
  previousKeyId: string | null;
  previousUntil: Date | null;
  createdAt: Date;
}

const columns = `id, owner_id AS "ownerId", url, description, types, active, disabled_at AS "disabledAt",
  disabled_reason AS "disabledReason", position::float8 AS position, failures, failing_since AS "failingSince",
  next_attempt_at AS "nextAttemptAt", generation, key_id AS "keyId",
  previous_generation AS "previousGeneration", previous_key_id AS "previousKeyId", previous_until AS "previousUntil",
  created_at AS "createdAt"`;

export async function webhookById(tx: EntityManager, id: string): Promise<WebhookRow | undefined> {
  const [row] = await tx.query<WebhookRow[]>(`SELECT ${columns} FROM webhook WHERE id = $1`, [id]);
  return row;
}

export async function lockWebhook(tx: EntityManager, id: string): Promise<WebhookRow | undefined> {
  const [row] = await tx.query<WebhookRow[]>(`SELECT ${columns} FROM webhook WHERE id = $1 FOR UPDATE`, [id]);
  return row;
}

/** One row more than asked for when there is a next page; of one owner unless undefined. */
export function webhooksOf(
  tx: EntityManager,
  ownerId: string | undefined,
  after: string | undefined,
  limit: number,
): Promise<WebhookRow[]> {
  return tx.query<WebhookRow[]>(
    `SELECT ${columns} FROM webhook
     WHERE ($1::uuid IS NULL OR owner_id = $1) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [ownerId ?? null, after ?? null, limit + 1],
  );
}

/** Subscriptions that are switched on, for the limits; the lock keeps two new ones from counting at the same time. */
export async function countActive(tx: EntityManager, ownerId: string): Promise<{ own: number; all: number }> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('new webhook'))`);
  const [row] = await tx.query<{ own: number; all: number }[]>(
    `SELECT count(*)::int AS all, (count(*) FILTER (WHERE owner_id = $1))::int AS own FROM webhook WHERE active`,
    [ownerId],
  );
  return row ?? { own: 0, all: 0 };
}

export async function insertWebhook(
  tx: EntityManager,
  row: Pick<WebhookRow, 'id' | 'ownerId' | 'url' | 'description' | 'types' | 'position' | 'keyId' | 'createdAt'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO webhook (id, owner_id, url, description, types, active, position, key_id, created_at, next_attempt_at)
     VALUES ($1, $2, $3, $4, $5, true, $6, $7, $8, $8)`,
    [row.id, row.ownerId, row.url, row.description, row.types, row.position, row.keyId, row.createdAt],
  );
}

/** Those with something to look at whose time has come. */
export async function dueWebhooks(tx: EntityManager, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT id FROM webhook
     WHERE active AND next_attempt_at <= $1 AND position < (SELECT position FROM projection) ORDER BY id`,
    [now],
  );
  return rows.map(({ id }) => id);
}

/** Past facts that are not for this subscription. False when somebody moved it meanwhile (a replay). */
export async function passOver(tx: EntityManager, id: string, from: number, to: number): Promise<boolean> {
  if (from === to) return true;
  return changed(tx, `UPDATE webhook SET position = $3 WHERE id = $1 AND position = $2 AND active`, [id, from, to]);
}

export interface Attempted {
  webhook: Pick<WebhookRow, 'id' | 'failures'>;
  /** Where the subscription stood. */
  from: number;
  event: { factId: string; position: number };
  sentAt: Date;
  sent: Sent;
}

/** The target took it: written down, and the position moves. False when the position was moved by somebody else. */
export async function markTaken(tx: EntityManager, attempted: Attempted): Promise<boolean> {
  const { webhook, from, event, sentAt } = attempted;
  await insertDelivery(tx, attempted, true);
  return changed(
    tx,
    `UPDATE webhook SET position = $3, failures = 0, failing_since = NULL, next_attempt_at = $4
     WHERE id = $1 AND position = $2 AND active`,
    [webhook.id, from, event.position, sentAt],
  );
}

export async function markFailed(tx: EntityManager, attempted: Attempted, after: AfterFailure): Promise<void> {
  const { webhook, from, sentAt } = attempted;
  await insertDelivery(tx, attempted, false);
  await tx.query(
    `UPDATE webhook SET failures = $3, failing_since = $4, next_attempt_at = $5, active = $6::text IS NULL,
       disabled_reason = $6, disabled_at = CASE WHEN $6::text IS NULL THEN NULL ELSE $7::timestamptz END
     WHERE id = $1 AND position = $2 AND active`,
    [webhook.id, from, after.failures, after.failingSince, after.nextAttemptAt, after.disabledReason, sentAt],
  );
}

async function insertDelivery(
  tx: EntityManager,
  { webhook, event, sentAt, sent }: Attempted,
  taken: boolean,
): Promise<void> {
  await tx.query(
    `INSERT INTO webhook_delivery (webhook_id, position, fact_id, attempt, sent_at, duration_ms, taken, response_code,
                                   response_start, error)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[webhook.id, event.position, event.factId, webhook.failures + 1, sentAt, sent.durationMs, taken],
      ...[sent.responseCode ?? null, sent.responseStart, sent.error],
    ],
  );
}

export async function switchOff(tx: EntityManager, id: string, reason: string, at: Date): Promise<boolean> {
  return changed(
    tx,
    `UPDATE webhook SET active = false, disabled_at = $2, disabled_reason = $3 WHERE id = $1 AND active`,
    [id, at, reason],
  );
}

/** On again, and tried at once. */
export async function switchOn(tx: EntityManager, id: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE webhook SET active = true, disabled_at = NULL, disabled_reason = NULL, failures = 0, failing_since = NULL,
       next_attempt_at = $2 WHERE id = $1`,
    [id, at],
  );
}

export async function moveTo(tx: EntityManager, id: string, position: number, at: Date): Promise<void> {
  await tx.query(
    `UPDATE webhook SET position = $2, failures = 0, failing_since = NULL, next_attempt_at = $3 WHERE id = $1`,
    [id, position, at],
  );
}

/** The next secret; the one before stays good until a time. */
export async function rotateSecret(tx: EntityManager, id: string, keyId: string, previousUntil: Date): Promise<void> {
  await tx.query(
    `UPDATE webhook SET previous_generation = generation, previous_key_id = key_id, previous_until = $3,
       generation = generation + 1, key_id = $2 WHERE id = $1`,
    [id, keyId, previousUntil],
  );
}

export interface DeliveryRow {
  id: number;
  position: number;
  factId: string;
  attempt: number;
  sentAt: Date;
  durationMs: number;
  taken: boolean;
  responseCode: number | null;
  responseStart: string | null;
  error: string | null;
}

/** Newest first; one row more than asked for when there is a next page. */
export function deliveriesOf(
  tx: EntityManager,
  webhookId: string,
  before: number | undefined,
  limit: number,
): Promise<DeliveryRow[]> {
  return tx.query<DeliveryRow[]>(
    `SELECT id::float8 AS id, position::float8 AS position, fact_id AS "factId", attempt, sent_at AS "sentAt",
            duration_ms AS "durationMs", taken, response_code AS "responseCode", response_start AS "responseStart", error
     FROM webhook_delivery WHERE webhook_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [webhookId, before ?? null, limit + 1],
  );
}

async function changed(tx: EntityManager, sql: string, parameters: unknown[]): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(sql, parameters);
  return count === 1;
}
