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
    `SELECT h.id AS "lineId", l.lot_id AS "lotId", l.waybill_id AS "waybillId", h.accepted + h.with_reserve AS quantity,
            a.award_ids AS "awardIds", a.id AS "allocationLineId"
     FROM handover_lot h JOIN waybill_lot l ON l.id = h.waybill_lot_id JOIN allocation_lot a ON a.id = l.allocation_lot_id
     WHERE h.handover_id = $1 AND h.effect = 'PENDING' AND h.completed_at IS NULL ORDER BY h.row`,
    [handoverId],
  )) as PendingLot[];
}

export async function completeLots(tx: EntityManager, lineIds: readonly string[], at: Date): Promise<void> {
  await tx.query(`UPDATE handover_lot SET completed_at = $2 WHERE id = ANY($1::uuid[])`, [lineIds, at]);
}
