import { beyondScope } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Recorded } from './certificate.rules.js';

/** Nobody's scope: the paper is in the hand of a stranger, and what leaves is its verdict alone. */
export async function recordedUnder(tx: EntityManager, number: string): Promise<Recorded | undefined> {
  const rows = await beyondScope(tx, () =>
    tx.query(
      `SELECT content_hash AS "contentHash", status, signed_at AS "signedAt",
              EXISTS (SELECT FROM rectification r WHERE r.handover_id = h.id) AS "isRectified"
       FROM handover h WHERE number = $1`,
      [number],
    ),
  );
  return (rows as Recorded[])[0];
}
