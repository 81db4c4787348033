import type { EntityManager } from 'typeorm';
import type { AllocatedLotDto, CarriedLotDto, SignedLotDto } from './lots.dto.js';

/** As readers see them on the papers. */
export async function lotsOfAllocation(tx: EntityManager, allocationId: string): Promise<AllocatedLotDto[]> {
  return (await tx.query(
    `SELECT l.id AS "lineId", l.lot_id AS "lotId", l.quantity, l.cancelled, l.reserved, l.number, l.maker, l.model,
            l.place_id AS "placeId", l.cost_minor::float8 AS "costMinor", l.currency,
            (SELECT coalesce(sum(w.quantity), 0)::int FROM waybill_lot w JOIN waybill b ON b.id = w.waybill_id
             WHERE w.allocation_lot_id = l.id AND w.state <> 'WITHDRAWN' AND b.purpose = 'TO_UNIT') AS "onWaybills"
     FROM allocation_lot l WHERE l.allocation_id = $1 ORDER BY l.row`,
    [allocationId],
  )) as AllocatedLotDto[];
}

export async function lotsOfWaybill(tx: EntityManager, waybillId: string): Promise<CarriedLotDto[]> {
  return (await tx.query(
    `SELECT l.id AS "lineId", l.lot_id AS "lotId", a.number, a.maker, a.model, l.state, l.quantity, l.carton, l.onward, l.short,
            l.arrived, coalesce(h.signed, 0) AS signed, coalesce(h.refused, 0) AS refused, l.held, l.pending, l.absent
     FROM waybill_lot l JOIN allocation_lot a ON a.id = l.allocation_lot_id
     LEFT JOIN waybill_lot_signed h ON h.waybill_lot_id = l.id
     WHERE l.waybill_id = $1 ORDER BY l.row`,
    [waybillId],
  )) as CarriedLotDto[];
}

export async function lotsOfHandover(tx: EntityManager, handoverId: string): Promise<SignedLotDto[]> {
  return (await tx.query(
    `SELECT h.id AS "lineId", l.waybill_id AS "waybillId", l.lot_id AS "lotId", a.number, a.maker, a.model, h.accepted,
            h.with_reserve AS "withReserve", h.refused, h.not_arrived AS "notArrived", h.remark, h.effect, h.returned,
            h.completed_at AS "completedAt", coalesce(c.struck, 0) AS struck, coalesce(c.added, 0) AS added
     FROM handover_lot h JOIN waybill_lot l ON l.id = h.waybill_lot_id JOIN allocation_lot a ON a.id = l.allocation_lot_id
     LEFT JOIN (
       SELECT waybill_lot_id, sum(struck)::int AS struck, sum(added_open + added_refused)::int AS added
       FROM rectification_lot WHERE handover_id = $1 GROUP BY waybill_lot_id) c ON c.waybill_lot_id = h.waybill_lot_id
     WHERE h.handover_id = $1 ORDER BY h.row`,
    [handoverId],
  )) as SignedLotDto[];
}
