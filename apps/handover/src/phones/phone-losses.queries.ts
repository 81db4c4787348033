import { beyondScope } from '@dotation/service';
import type { EntityManager } from 'typeorm';

/** False when it was known already: the first report counts. */
export async function keepLoss(tx: EntityManager, phoneId: string, lostSince: Date): Promise<boolean> {
  const kept = (await tx.query(
    `INSERT INTO lost_phone (id, lost_since) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id`,
    [phoneId, lostSince],
  )) as unknown[];
  return kept.length > 0;
}

export async function signedSince(
  tx: EntityManager,
  phoneId: string,
  lostSince: Date,
): Promise<{ id: string; signedAt: Date }[]> {
  return (await tx.query(
    `SELECT id, signed_at AS "signedAt" FROM handover WHERE lower(installation_id) = $1::text AND signed_at >= $2 ORDER BY id`,
    [phoneId, lostSince],
  )) as { id: string; signedAt: Date }[];
}

/** Since when this phone is lost; null for one that is not, and for a browser that is no phone of ours. */
export async function lostSinceOf(tx: EntityManager, installationId: string | null): Promise<Date | null> {
  if (installationId === null) return null;
  const [row] = await beyondScope(
    tx,
    async () =>
      (await tx.query(`SELECT lost_since AS "lostSince" FROM lost_phone WHERE id::text = lower($1)`, [
        installationId,
      ])) as { lostSince: Date }[],
  );
  return row?.lostSince ?? null;
}
