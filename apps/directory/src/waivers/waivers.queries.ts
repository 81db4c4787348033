import type { EntityManager } from 'typeorm';

/** A document relies on a waiver once, however often it says so (AM-3). */
export async function insertWaiverUses(
  tx: EntityManager,
  waiverIds: readonly string[],
  use: { documentId: string; by: string | null | undefined; at: Date | string },
): Promise<void> {
  await tx.query(
    `INSERT INTO waiver_use (waiver_id, document_id, used_by, used_at)
     SELECT waiver_id, $2, $3, $4 FROM unnest($1::uuid[]) AS waiver_id ON CONFLICT DO NOTHING`,
    [waiverIds, use.documentId, use.by, use.at],
  );
}
