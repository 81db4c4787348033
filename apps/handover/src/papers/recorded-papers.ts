import { RecordedPapers, type KnownPaper } from '@dotation/service';
import type { EntityManager } from 'typeorm';

/** A PV is known by what was signed, any other document by what was printed of it. */
export class HandoverRecordedPapers extends RecordedPapers {
  async find(tx: EntityManager, number: string, hash: string): Promise<KnownPaper | undefined> {
    const rows = await tx.query<KnownPaper[]>(
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
    );
    return rows[0];
  }
}
