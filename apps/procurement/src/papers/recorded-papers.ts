import { RecordedPapers, type KnownPaper } from '@dotation/service';
import type { EntityManager } from 'typeorm';

/** Known by what was printed; an order that was amended since is another one. */
export class ProcurementRecordedPapers extends RecordedPapers {
  async find(tx: EntityManager, number: string, hash: string): Promise<KnownPaper | undefined> {
    const rows = await tx.query<KnownPaper[]>(
      `SELECT p.hash, p.day::text AS day, coalesce(orders.revision = p.revision, true) AS stands
       FROM printed_paper p LEFT JOIN purchase_order AS orders ON orders.id = p.document_id
       WHERE p.number = $1 ORDER BY p.hash = $2 DESC LIMIT 1`,
      [number, hash],
    );
    return rows[0];
  }
}
