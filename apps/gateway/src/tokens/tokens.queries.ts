import type { EntityManager } from 'typeorm';
import type { ApiToken } from './token.rules.js';

export interface TokenRow extends ApiToken {
  label: string;
  createdAt: Date;
  createdBy: string;
  revokedBy: string | null;
}

const columns = `id, person_id AS "personId", label, secret_hash AS "secretHash", scopes, created_at AS "createdAt",
  created_by AS "createdBy", expires_at AS "expiresAt", first_used_at AS "firstUsedAt", revoked_at AS "revokedAt",
  revoked_by AS "revokedBy", personal, allowed_networks::text[] AS "allowedNetworks", last_used_at AS "lastUsedAt",
  secret_of AS "secretOf", secret_used_at AS "secretUsedAt", previous_hash AS "previousHash",
  previous_until AS "previousUntil"`;

export async function tokenById(tx: EntityManager, id: string): Promise<TokenRow | undefined> {
  const [row] = await tx.query<TokenRow[]>(`SELECT ${columns} FROM api_token WHERE id = $1`, [id]);
  return row;
}

export interface TokenFilter {
  personId?: string;
  /** Those that stop before then, unless they were revoked. */
  expiringBefore?: Date;
  afterId?: string;
  limit: number;
}

/** Newest first; one row more than asked for when there is a next page. */
export function tokensOf(
  tx: EntityManager,
  { personId, expiringBefore, afterId, limit }: TokenFilter,
): Promise<TokenRow[]> {
  return tx.query<TokenRow[]>(
    `SELECT ${columns} FROM api_token
      WHERE ($1::uuid IS NULL OR person_id = $1) AND ($2::uuid IS NULL OR id < $2)
        AND ($3::timestamptz IS NULL OR (expires_at < $3 AND revoked_at IS NULL))
      ORDER BY id DESC LIMIT $4`,
    [personId ?? null, afterId ?? null, expiringBefore ?? null, limit + 1],
  );
}

export interface NewToken {
  id: string;
  personId: string;
  label: string;
  secretHash: Buffer;
  scopes: string[];
  bootstrap: boolean;
  personal: boolean;
  allowedNetworks: string[];
  createdAt: Date;
  createdBy: string;
  expiresAt: Date;
}

export async function insertToken(tx: EntityManager, token: NewToken): Promise<void> {
  await tx.query(
    `INSERT INTO api_token (id, person_id, label, secret_hash, scopes, bootstrap, created_at, created_by, expires_at,
                            personal, allowed_networks)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::cidr[])`,
    [
      token.id,
      token.personId,
      token.label,
      token.secretHash,
      token.scopes,
      token.bootstrap,
      token.createdAt,
      token.createdBy,
      token.expiresAt,
      token.personal,
      token.allowedNetworks,
    ],
  );
}

/** Revoking twice keeps the first time and person. */
export async function revokeToken(tx: EntityManager, id: string, by: string, at: Date): Promise<TokenRow | undefined> {
  await tx.query(`UPDATE api_token SET revoked_at = $3, revoked_by = $2 WHERE id = $1 AND revoked_at IS NULL`, [
    id,
    by,
    at,
  ]);
  return tokenById(tx, id);
}

export interface Rotation {
  secretHash: Buffer;
  secretOf: string;
  previousUntil: Date;
  /** As before when undefined. */
  expiresAt: Date | undefined;
  allowedNetworks: string[] | undefined;
}

/** The present secret becomes the one before; undefined when the token is over. */
export async function rotateSecret(
  tx: EntityManager,
  id: string,
  rotation: Rotation,
  now: Date,
): Promise<TokenRow | undefined> {
  const { secretHash, secretOf, previousUntil, expiresAt, allowedNetworks } = rotation;
  const [, changed] = await tx.query<[unknown, number]>(
    `UPDATE api_token
        SET previous_hash = secret_hash, previous_until = $4, secret_hash = $2, secret_of = $3, secret_used_at = NULL,
            expires_at = coalesce($5, expires_at), allowed_networks = coalesce($6::cidr[], allowed_networks)
      WHERE id = $1 AND revoked_at IS NULL AND expires_at > $7`,
    [id, secretHash, secretOf, previousUntil, expiresAt ?? null, allowedNetworks ?? null, now],
  );
  return changed === 0 ? undefined : tokenById(tx, id);
}

/** The first use of a token, and of its present secret, which is not shown again from then on. */
export async function markUsed(tx: EntityManager, id: string, which: 'present' | 'previous', at: Date): Promise<void> {
  await tx.query(
    `UPDATE api_token SET first_used_at = coalesce(first_used_at, $2),
            secret_used_at = CASE WHEN $3 THEN coalesce(secret_used_at, $2) ELSE secret_used_at END
      WHERE id = $1`,
    [id, at, which === 'present'],
  );
}

/** At most once an hour, whichever gateway notes it. */
export async function noteUse(tx: EntityManager, id: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE api_token SET last_used_at = $2
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 hour')`,
    [id, at],
  );
}

/** The first administrator is at work, by a token or signed in: the bootstrap token has done its own. */
export async function isBootstrapUsed(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ used: boolean }[]>(
    `SELECT EXISTS (
       SELECT FROM api_token token
        WHERE bootstrap AND (first_used_at IS NOT NULL
                             OR EXISTS (SELECT FROM session WHERE session.person_id = token.person_id))) AS used`,
  );
  return row?.used === true;
}
