import type { LotTitleLine } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import type { LotTitleDto } from './lots.dto.js';
import type { Entry } from './lots.queries.js';

/** Of how many of a lot the title has passed; the lot is locked. */
export async function titlesPassed(tx: EntityManager, lotId: string): Promise<number> {
  const [row] = await tx.query<{ passed: number }[]>(
    `SELECT coalesce(sum(quantity), 0)::int AS passed FROM lot_title WHERE lot_id = $1`,
    [lotId],
  );
  return row?.passed ?? 0;
}

export async function insertTitle(tx: EntityManager, line: LotTitleLine, entry: Entry): Promise<void> {
  await tx.query(
    `INSERT INTO lot_title (lot_id, document_id, line_id, beneficiary_unit_id, quantity, effective_at, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[line.lotId, entry.documentId, line.lineId, line.beneficiaryUnitId, line.quantity],
      ...[entry.claimedAt, entry.recordedAt],
    ],
  );
}

export function titlesOf(tx: EntityManager, lotId: string): Promise<LotTitleDto[]> {
  return tx.query<LotTitleDto[]>(
    `SELECT document_id AS "documentId", beneficiary_unit_id AS "beneficiaryUnitId", quantity, effective_at AS "effectiveAt"
     FROM lot_title WHERE lot_id = $1 ORDER BY effective_at, document_id`,
    [lotId],
  );
}
