import type { EntityManager } from 'typeorm';
import type { OpenLine, OpenLot, OpenWaybill } from './field-snapshot.rules.js';

export interface SnapshotUnit {
  id: string;
  name: string;
  placeId: string | null;
  headPersonId: string | null;
}

/** The units of somebody's roles, those he heads, and those in `more`, as they stand now. */
export async function unitsOf(
  tx: EntityManager,
  ids: readonly string[],
  personId: string | null,
): Promise<SnapshotUnit[]> {
  return (await tx.query(
    `SELECT id, coalesce(name, '') AS name, place_id AS "placeId", head_person_id AS "headPersonId" FROM (
       SELECT DISTINCT ON (id) id, name, place_id, head_person_id FROM org_unit WHERE valid_from <= now()
       ORDER BY id, valid_from DESC) AS unit
     WHERE id = ANY($1::uuid[]) OR head_person_id = $2 ORDER BY id`,
    [ids, personId],
  )) as SnapshotUnit[];
}

/** What is under way to these units, and what this officer accompanies, the oldest first. */
export async function waybillsOnTheWay(
  tx: EntityManager,
  unitIds: readonly string[],
  officerId: string | null,
): Promise<OpenWaybill[]> {
  return (await tx.query(
    `SELECT w.id AS "waybillId", w.number, w.to_org_unit_id AS "orgUnitId", w.to_place_id AS "placeId",
            w.departed_at AS "departedAt", w.officer_person_id AS "officerPersonId",
            (SELECT count(*)::int FROM waybill_line l
             WHERE l.waybill_id = w.id AND l.state IN ('PENDING', 'ACCEPTED', 'REFUSED')) AS answered
     FROM waybill w
     WHERE w.status = 'DISPATCHED' AND NOT w.homeward AND (w.to_org_unit_id = ANY($1::uuid[]) OR w.officer_person_id = $2)
     ORDER BY w.departed_at, w.id LIMIT 100`,
    [unitIds, officerId],
  )) as OpenWaybill[];
}

/** Their lines that wait for a word. A device given to another unit on the way is not announced here any more (CR-67). */
export async function openLines(tx: EntityManager, waybillIds: readonly string[]): Promise<OpenLine[]> {
  if (waybillIds.length === 0) return [];
  return (await tx.query(
    `SELECT l.id AS "lineId", l.waybill_id AS "waybillId", a.tag, a.maker, a.model, a.kit_tag AS "kitTag",
            a.serial_code AS "serialCode", a.serial_rule AS "serialRule"
     FROM waybill_line l JOIN allocation_line a ON a.id = l.allocation_line_id AND a.state = 'RESERVED'
     WHERE l.waybill_id = ANY($1::uuid[]) AND l.state IN ('OPEN', 'ARRIVED') ORDER BY l.waybill_id, l.row`,
    [waybillIds],
  )) as OpenLine[];
}

/** What of lots waits for a word on these waybills. */
export async function openLots(tx: EntityManager, waybillIds: readonly string[]): Promise<OpenLot[]> {
  if (waybillIds.length === 0) return [];
  return (await tx.query(
    `SELECT l.waybill_id AS "waybillId", l.lot_id AS "lotId", a.number, a.maker, a.model,
            l.quantity - l.onward - coalesce(s.signed, 0) AS open
     FROM waybill_lot l JOIN allocation_lot a ON a.id = l.allocation_lot_id
     LEFT JOIN waybill_lot_signed s ON s.waybill_lot_id = l.id
     WHERE l.waybill_id = ANY($1::uuid[]) AND l.state = 'OPEN' AND l.quantity - l.onward - coalesce(s.signed, 0) > 0
     ORDER BY l.waybill_id, l.row`,
    [waybillIds],
  )) as OpenLot[];
}
