import type { EntityManager } from 'typeorm';
import type { SignIn } from './sign-in.rules.js';

const life = 30 * 60_000;

/** The state of a sign-in, made when its first page is shown. */
export async function beginSignIn(tx: EntityManager, uid: string, now: Date): Promise<SignIn> {
  await tx.query(`INSERT INTO sign_in (uid, expires_at) VALUES ($1, $2) ON CONFLICT (uid) DO NOTHING`, [
    uid,
    new Date(now.getTime() + life),
  ]);
  const [row] = await tx.query<SignIn[]>(
    `SELECT uid, account_id AS "accountId", password_at AS "passwordAt", wants_new_password AS "wantsNewPassword",
            wants_new_factor AS "wantsNewFactor", second_factor_at AS "secondFactorAt", second_factor AS "secondFactor",
            enrolling, challenge, codes_to_show AS "codesToShow"
       FROM sign_in WHERE uid = $1 FOR UPDATE`,
    [uid],
  );
  return row as SignIn;
}

export async function saveSignIn(tx: EntityManager, signIn: SignIn): Promise<void> {
  await tx.query(
    `UPDATE sign_in SET account_id = $2, password_at = $3, wants_new_password = $4, wants_new_factor = $5,
            second_factor_at = $6, second_factor = $7, enrolling = $8, challenge = $9, codes_to_show = $10
      WHERE uid = $1`,
    [
      signIn.uid,
      signIn.accountId,
      signIn.passwordAt,
      signIn.wantsNewPassword,
      signIn.wantsNewFactor,
      signIn.secondFactorAt,
      signIn.secondFactor,
      signIn.enrolling,
      signIn.challenge,
      signIn.codesToShow,
    ],
  );
}
