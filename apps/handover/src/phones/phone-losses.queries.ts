import { beyondScope } from '@dotation/service';
import type { EntityManager } from 'typeorm';

/** False when as much or more was known already: the earliest moment that somebody reported counts. */
export async function keepLoss(tx: EntityManager, phoneId: string, lostSince: Date): Promise<boolean> {
  const kept = (await tx.query(
    `INSERT INTO lost_phone (id, lost_since) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET lost_since = EXCLUDED.lost_since WHERE EXCLUDED.lost_since < lost_phone.lost_since
     RETURNING id`,
    [phoneId, lostSince],
  )) as unknown[];
  return kept.length > 0;
}

/** What was signed on it since then, or became known since then, and nobody was told of; at most once a sheet. */
export async function signedSince(
  tx: EntityManager,
  phoneId: string,
  lostSince: Date,
): Promise<{ id: string; signedAt: Date; recordedAt: Date }[]> {
  return (await tx.query(
    `SELECT id, signed_at AS "signedAt", recorded_at AS "recordedAt" FROM handover
      WHERE (lower(installation_id) = $1::text OR session_phone_id = $1::uuid) AND (signed_at >= $2 OR recorded_at >= $2)
        AND NOT EXISTS (SELECT FROM exception WHERE exception.document_id = handover.id AND exception.code = 'PHONE_LOST')
      ORDER BY id`,
    [phoneId, lostSince],
  )) as { id: string; signedAt: Date; recordedAt: Date }[];
}

/**
 * Since when the phone is lost that this was signed on: the one that the sheet names, or the one its session is on. Null for one
 * that is not, and for a browser that is no phone of ours.
 */
export async function lostSinceOf(
  tx: EntityManager,
  installationId: string | null,
  sessionPhoneId: string | null,
): Promise<Date | null> {
  const phones = [installationId, sessionPhoneId].flatMap((id) => id?.toLowerCase() ?? []);
  if (phones.length === 0) return null;
  const [row] = await beyondScope(
    tx,
    async () =>
      (await tx.query(`SELECT min(lost_since) AS "lostSince" FROM lost_phone WHERE id::text = ANY($1)`, [phones])) as {
        lostSince: Date | null;
      }[],
  );
  return row?.lostSince ?? null;
}
