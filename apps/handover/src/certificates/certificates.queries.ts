import { beyondScope } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Recorded } from './certificate.rules.js';

/**
 * A PV by what was signed, any other document by what was printed of it; of several papers under a number the one with this hash.
 * Nobody's scope: the paper is in the hand of a stranger, and what leaves is its verdict alone.
 */
export async function recordedUnder(tx: EntityManager, number: string, hash: string): Promise<Recorded | undefined> {
  const rows = await beyondScope(tx, () =>
    tx.query(
      `SELECT hash, day, stands FROM (
         SELECT content_hash AS hash, to_char(signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
                status <> 'RETURNED' AND NOT EXISTS (SELECT FROM rectification r WHERE r.handover_id = h.id) AS stands
         FROM handover h WHERE number = $1
         UNION ALL
         SELECT p.hash, p.day::text, w.status IS DISTINCT FROM 'WITHDRAWN'
         FROM printed_paper p LEFT JOIN waybill w ON w.id = p.document_id
         WHERE p.number = $1 AND NOT EXISTS (SELECT FROM handover h WHERE h.number = $1)) AS recorded
       ORDER BY hash = $2 DESC LIMIT 1`,
      [number, hash],
    ),
  );
  return (rows as Recorded[])[0];
}
