import type { EntityManager } from 'typeorm';
import type { Account } from './account.rules.js';

const columns = `id, person_id AS "personId", login, password_hash AS "passwordHash", first_password_of AS "firstPasswordOf",
  first_password_until AS "firstPasswordUntil", must_change AS "mustChange", sessions_end_before AS "sessionsEndBefore",
  created_at AS "createdAt", disabled_at AS "disabledAt"`;

export type AccountKey = 'id' | 'person_id' | 'login';

export async function accountBy(tx: EntityManager, key: AccountKey, value: string): Promise<Account | undefined> {
  const [row] = await tx.query<Account[]>(`SELECT ${columns} FROM account WHERE ${key} = $1`, [value]);
  return row;
}

/** By login; one row more than asked for when there is a next page. */
export function accountsAfter(tx: EntityManager, login: string, limit: number): Promise<Account[]> {
  return tx.query<Account[]>(`SELECT ${columns} FROM account WHERE login > $1 ORDER BY login LIMIT $2`, [
    login,
    limit + 1,
  ]);
}

export interface NewAccount {
  id: string;
  personId: string;
  login: string;
  passwordHash: string;
  firstPasswordUntil: Date;
  mustChange: boolean;
  createdAt: Date;
  createdBy: string;
}

export async function insertAccount(tx: EntityManager, account: NewAccount): Promise<void> {
  const { id, personId, login, passwordHash, firstPasswordUntil, mustChange, createdAt, createdBy } = account;
  await tx.query(
    `INSERT INTO account (id, person_id, login, password_hash, first_password_of, first_password_until, must_change,
                          created_at, created_by)
     VALUES ($1, $2, $3, $4, $1, $5, $6, $7, $8)`,
    [id, personId, login, passwordHash, firstPasswordUntil, mustChange, createdAt, createdBy],
  );
}

export interface Password {
  hash: string;
  /** The command that gave it, when the person did not choose it. */
  firstOf: string | null;
  until: Date | null;
}

/** A new password ends every session that began before `endBefore`. */
export async function setPassword(tx: EntityManager, id: string, password: Password, endBefore: Date): Promise<void> {
  await tx.query(
    `UPDATE account SET password_hash = $2, first_password_of = $3, first_password_until = $4, must_change = $5,
            sessions_end_before = $6
      WHERE id = $1`,
    [id, password.hash, password.firstOf, password.until, password.firstOf !== null, endBefore],
  );
}

/** Disabling twice keeps the first time and person; `by` null enables. */
export async function setDisabled(
  tx: EntityManager,
  id: string,
  by: string | null,
  now: Date,
  endBefore: Date,
): Promise<void> {
  await tx.query(
    `UPDATE account SET disabled_by = $2, disabled_at = CASE WHEN $2::uuid IS NULL THEN NULL ELSE $3::timestamptz END,
            sessions_end_before = $4
      WHERE id = $1 AND (disabled_at IS NULL) = ($2::uuid IS NOT NULL)`,
    [id, by, now, endBefore],
  );
}

export const accountEvents = [
  'created',
  'reset',
  'disabled',
  'enabled',
  'signed-in',
  'sign-in-refused',
  'second-factor-refused',
  'locked-out',
  'password-changed',
  'second-factor-added',
  'second-factors-removed',
  'recovery-code-used',
] as const;
export type AccountEvent = (typeof accountEvents)[number];

export async function noteEvent(
  tx: EntityManager,
  accountId: string,
  what: AccountEvent,
  { by, at, address = null }: { by: string; at: Date; address?: string | null },
): Promise<void> {
  await tx.query(`INSERT INTO account_event (account_id, what, at, by_person, address) VALUES ($1, $2, $3, $4, $5)`, [
    accountId,
    what,
    at,
    by,
    address,
  ]);
}

export interface EventRow {
  id: string;
  personId: string;
  login: string;
  what: AccountEvent;
  at: Date;
  byPersonId: string;
  address: string | null;
}

export interface EventFilter {
  personId: string | undefined;
  what: AccountEvent | undefined;
  beforeId: number | undefined;
  limit: number;
}

/** Newest first; one row more than asked for when there is a next page. */
export function eventsBefore(tx: EntityManager, { personId, what, beforeId, limit }: EventFilter): Promise<EventRow[]> {
  return tx.query<EventRow[]>(
    `SELECT event.id, account.person_id AS "personId", account.login, event.what, event.at,
            event.by_person AS "byPersonId", event.address
       FROM account_event event JOIN account ON account.id = event.account_id
      WHERE ($1::uuid IS NULL OR account.person_id = $1) AND ($2::text IS NULL OR event.what = $2)
        AND ($3::bigint IS NULL OR event.id < $3)
      ORDER BY event.id DESC LIMIT $4`,
    [personId ?? null, what ?? null, beforeId ?? null, limit + 1],
  );
}
