import type { EntityManager } from 'typeorm';

/** A sign-in under way at the provider. */
export interface PendingSignIn {
  nonce: string;
  codeVerifier: string;
  returnTo: string;
  stepUp: boolean;
}

interface Keys {
  stateHash: Buffer;
  browserHash: Buffer;
}

export async function insertPending(
  tx: EntityManager,
  { stateHash, browserHash }: Keys,
  { nonce, codeVerifier, returnTo, stepUp }: PendingSignIn,
  expiresAt: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO pending_sign_in (state_hash, browser_hash, nonce, code_verifier, return_to, step_up, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [stateHash, browserHash, nonce, codeVerifier, returnTo, stepUp, expiresAt],
  );
}

/** Once, in the browser that began it, in time; undefined otherwise. */
export async function consumePending(
  tx: EntityManager,
  { stateHash, browserHash }: Keys,
  now: Date,
): Promise<(PendingSignIn & { expiresAt: Date }) | undefined> {
  const [rows] = (await tx.query(
    `UPDATE pending_sign_in SET consumed_at = $3
      WHERE state_hash = $1 AND browser_hash = $2 AND consumed_at IS NULL AND expires_at > $3
      RETURNING nonce, code_verifier AS "codeVerifier", return_to AS "returnTo", step_up AS "stepUp",
        expires_at AS "expiresAt"`,
    [stateHash, browserHash, now],
  )) as [(PendingSignIn & { expiresAt: Date })[]];
  return rows[0];
}

export async function forgetExpired(tx: EntityManager, now: Date): Promise<void> {
  await tx.query('SELECT forget_expired_sign_ins($1)', [now]);
}
