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
  revoked_by AS "revokedBy"`;

export async function tokenById(tx: EntityManager, id: string): Promise<TokenRow | undefined> {
  const [row] = await tx.query<TokenRow[]>(`SELECT ${columns} FROM api_token WHERE id = $1`, [id]);
  return row;
}

export interface TokenFilter {
  personId?: string;
  afterId?: string;
  limit: number;
}

/** Newest first; one row more than asked for when there is a next page. */
export function tokensOf(tx: EntityManager, { personId, afterId, limit }: TokenFilter): Promise<TokenRow[]> {
  return tx.query<TokenRow[]>(
    `SELECT ${columns} FROM api_token
      WHERE ($1::uuid IS NULL OR person_id = $1) AND ($2::uuid IS NULL OR id < $2)
      ORDER BY id DESC LIMIT $3`,
    [personId ?? null, afterId ?? null, limit + 1],
  );
}

export interface NewToken {
  id: string;
  personId: string;
  label: string;
  secretHash: Buffer;
  scopes: string[];
  bootstrap: boolean;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date;
}

export async function insertToken(tx: EntityManager, token: NewToken): Promise<void> {
  await tx.query(
    `INSERT INTO api_token (id, person_id, label, secret_hash, scopes, bootstrap, created_at, created_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
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

export async function markUsed(tx: EntityManager, id: string, at: Date): Promise<void> {
  await tx.query(`UPDATE api_token SET first_used_at = $2 WHERE id = $1 AND first_used_at IS NULL`, [id, at]);
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
