import type { EntityManager } from 'typeorm';

export interface Passkey {
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}

export interface SecondFactors {
  /** Sealed. */
  timeCodeSecret: Buffer | null;
  passkeys: Passkey[];
}

export const hasSecondFactor = ({ timeCodeSecret, passkeys }: SecondFactors): boolean =>
  timeCodeSecret !== null || passkeys.length > 0;

export async function secondFactorsOf(tx: EntityManager, accountId: string): Promise<SecondFactors> {
  const [code] = await tx.query<{ secret: Buffer }[]>(
    `SELECT secret FROM time_code WHERE account_id = $1 AND removed_at IS NULL`,
    [accountId],
  );
  const passkeys = await tx.query<(Omit<Passkey, 'counter'> & { counter: string })[]>(
    `SELECT credential_id AS "credentialId", public_key AS "publicKey", counter, transports
       FROM passkey WHERE account_id = $1 AND removed_at IS NULL ORDER BY created_at, credential_id`,
    [accountId],
  );
  return {
    timeCodeSecret: code?.secret ?? null,
    passkeys: passkeys.map((passkey) => ({ ...passkey, counter: Number(passkey.counter) })),
  };
}

/** Replaces an earlier one: an account has one secret for time-based codes. `step` has been used to confirm it. */
export async function saveTimeCode(
  tx: EntityManager,
  accountId: string,
  secret: Buffer,
  step: number,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO time_code (account_id, secret, last_step, confirmed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account_id) DO UPDATE SET secret = $2, last_step = $3, confirmed_at = $4, removed_at = NULL`,
    [accountId, secret, step, now],
  );
}

/** False when this step or a later one was used before: a code works once, also for whoever looked over the shoulder. */
export async function useStep(tx: EntityManager, accountId: string, step: number): Promise<boolean> {
  const [, changed] = (await tx.query(
    `UPDATE time_code SET last_step = $2 WHERE account_id = $1 AND removed_at IS NULL AND last_step < $2`,
    [accountId, step],
  )) as [unknown, number];
  return changed === 1;
}

/** Codes given before are worth nothing once new ones are. */
export async function replaceRecoveryCodes(
  tx: EntityManager,
  accountId: string,
  hashes: Buffer[],
  now: Date,
): Promise<void> {
  await tx.query(`UPDATE recovery_code SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL`, [accountId, now]);
  await tx.query(`INSERT INTO recovery_code (account_id, code_hash, made_at) SELECT $1, unnest($2::bytea[]), $3`, [
    accountId,
    hashes,
    now,
  ]);
}

export async function useRecoveryCode(tx: EntityManager, accountId: string, hash: Buffer, now: Date): Promise<boolean> {
  const [, changed] = (await tx.query(
    `UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL`,
    [accountId, hash, now],
  )) as [unknown, number];
  return changed === 1;
}

export async function savePasskey(tx: EntityManager, accountId: string, passkey: Passkey, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO passkey (credential_id, account_id, public_key, counter, transports, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [passkey.credentialId, accountId, passkey.publicKey, passkey.counter, passkey.transports, now],
  );
}

/** A counter only moves forward (a synced passkey keeps it at 0): a copy of the authenticator falls behind and is noticed. */
export async function usePasskey(
  tx: EntityManager,
  credentialId: string,
  counter: number,
  now: Date,
): Promise<boolean> {
  const [, changed] = (await tx.query(
    `UPDATE passkey SET counter = $2, last_used_at = $3
      WHERE credential_id = $1 AND removed_at IS NULL AND (counter < $2 OR (counter = 0 AND $2 = 0))`,
    [credentialId, counter, now],
  )) as [unknown, number];
  return changed === 1;
}

export async function removeSecondFactors(tx: EntityManager, accountId: string, now: Date): Promise<void> {
  for (const sql of [
    `UPDATE time_code SET removed_at = $2 WHERE account_id = $1 AND removed_at IS NULL`,
    `UPDATE passkey SET removed_at = $2 WHERE account_id = $1 AND removed_at IS NULL`,
    `UPDATE recovery_code SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL`,
  ])
    await tx.query(sql, [accountId, now]);
}
