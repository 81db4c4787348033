import type { EntityManager } from 'typeorm';

export interface PendingLot {
  lineId: string;
  lotId: string;
  waybillId: string;
  quantity: number;
  awardIds: string[];
  /** The line of its allocation, by which an access override may cover it (CR-66). */
  allocationLineId: string;
}

/** What of lots waits for a gate on this PV. */
export async function pendingLots(tx: EntityManager, handoverId: string): Promise<PendingLot[]> {
  return (await tx.query(
    `SELECT h.id AS "lineId", l.lot_id AS "lotId", l.waybill_id AS "waybillId", h.accepted + h.with_reserve - h.returned AS quantity,
            a.award_ids AS "awardIds", a.id AS "allocationLineId"
     FROM handover_lot h JOIN waybill_lot l ON l.id = h.waybill_lot_id JOIN allocation_lot a ON a.id = l.allocation_lot_id
     WHERE h.handover_id = $1 AND h.effect = 'PENDING' AND h.completed_at IS NULL
       AND h.accepted + h.with_reserve > h.returned ORDER BY h.row`,
    [handoverId],
  )) as PendingLot[];
}

export async function completeLots(tx: EntityManager, lineIds: readonly string[], at: Date): Promise<void> {
  await tx.query(`UPDATE handover_lot SET completed_at = $2 WHERE id = ANY($1::uuid[])`, [lineIds, at]);
}

/** CR-16: these go home, of what was signed for first; answers the PVs that had them waiting. */
export async function returnPendingLots(
  tx: EntityManager,
  lots: readonly { previousId: string | null; pending: number }[],
): Promise<string[]> {
  const handoverIds: string[] = [];
  for (const { previousId, pending } of lots.filter((lot) => lot.pending > 0)) {
    const [rows] = (await tx.query(
      `WITH waiting AS (
         SELECT id, accepted + with_reserve - returned AS there,
                sum(accepted + with_reserve - returned) OVER (ORDER BY id) - (accepted + with_reserve - returned) AS before
         FROM handover_lot WHERE waybill_lot_id = $1 AND effect = 'PENDING' AND completed_at IS NULL)
       UPDATE handover_lot h SET returned = h.returned + least(w.there, $2 - w.before)
       FROM waiting w WHERE h.id = w.id AND w.there > 0 AND w.before < $2 RETURNING h.handover_id AS id`,
      [previousId, pending],
    )) as [{ id: string }[], number];
    handoverIds.push(...rows.map(({ id }) => id));
  }
  return handoverIds;
}
