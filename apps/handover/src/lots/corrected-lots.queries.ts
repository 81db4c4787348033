import type { LotLine } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { InspectedLot } from './counted-lot.rules.js';
import { carriedOn, legsOfLots, lockLots } from './lots.queries.js';
import type { CarriedLot } from './lot.rules.js';
import type { InspectedLotDto, RectifiedLotDto } from './lots.dto.js';
import type { CorrectedLot, GivenLot, SaidCorrection } from './rectified-lot.rules.js';

/** What this PV, with the PVs that correct it, gave its unit, leg by leg. */
export async function givenBy(tx: EntityManager, handoverId: string): Promise<(GivenLot & LotLine)[]> {
  return (await tx.query(
    `SELECT w.id AS "waybillLotId", w.id AS "lineId", w.lot_id AS "lotId", sum(said.given)::int AS given,
            sum(said.given)::int AS quantity
     FROM (
       SELECT waybill_lot_id, accepted + with_reserve - returned AS given FROM handover_lot
       WHERE handover_id = $1 AND (effect = 'MOVES' OR completed_at IS NOT NULL)
       UNION ALL
       SELECT waybill_lot_id, added_open + added_refused - struck FROM rectification_lot WHERE handover_id = $1
     ) AS said JOIN waybill_lot w ON w.id = said.waybill_lot_id
     GROUP BY w.id HAVING sum(said.given) > 0 ORDER BY w.id`,
    [handoverId],
  )) as (GivenLot & LotLine)[];
}

export type NumberedCorrection = CorrectedLot & { lineId: string };

export async function insertCorrectedLots(
  tx: EntityManager,
  { id, handoverId }: { id: string; handoverId: string },
  lots: readonly NumberedCorrection[],
): Promise<void> {
  if (lots.length === 0) return;
  await tx.query(
    `INSERT INTO rectification_lot (id, rectification_id, handover_id, row, waybill_lot_id, struck, added_open, added_refused, remark)
     SELECT id, $1, $2, row, leg, struck, open, refused, remark
     FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::int[], $8::text[])
       WITH ORDINALITY AS n(id, leg, struck, open, refused, remark, row)`,
    [
      ...[id, handoverId, lots.map(({ lineId }) => lineId), lots.map(({ leg }) => leg.lineId)],
      ...[lots.map(({ struck }) => struck), lots.map(({ addedOpen }) => addedOpen)],
      ...[lots.map(({ addedRefused }) => addedRefused), lots.map(({ remark }) => remark)],
    ],
  );
}

export async function lotsOfRectification(tx: EntityManager, id: string): Promise<RectifiedLotDto[]> {
  return (await tx.query(
    `SELECT r.id AS "lineId", l.waybill_id AS "waybillId", l.lot_id AS "lotId", a.number, r.struck,
            r.added_open + r.added_refused AS added, r.remark
     FROM rectification_lot r JOIN waybill_lot l ON l.id = r.waybill_lot_id JOIN allocation_lot a ON a.id = l.allocation_lot_id
     WHERE r.rectification_id = $1 ORDER BY r.row`,
    [id],
  )) as RectifiedLotDto[];
}

/** Everything that went to this unit of the lots it may hold, locked: whoever gives it back or corrects it waits. */
export async function lotsAtUnit(tx: EntityManager, orgUnitId: string): Promise<CarriedLot[]> {
  const rows = (await tx.query(
    `SELECT DISTINCT l.lot_id AS id FROM waybill_lot l JOIN waybill w ON w.id = l.waybill_id
     WHERE w.to_org_unit_id = $1 AND NOT w.homeward AND l.state = 'OPEN'`,
    [orgUnitId],
  )) as { id: string }[];
  const lotIds = rows.map(({ id }) => id);
  await lockLots(tx, lotIds);
  return (await legsOfLots(tx, lotIds)).filter((leg) => leg.toOrgUnitId === orgUnitId);
}

export type NumberedCount = InspectedLot & { lineId: string };

export async function insertCountedLots(
  tx: EntityManager,
  commandHandoverId: string,
  lots: readonly NumberedCount[],
): Promise<void> {
  if (lots.length === 0) return;
  await tx.query(
    `INSERT INTO command_handover_lot (id, command_handover_id, row, lot_id, number, present, absent, reserve)
     SELECT id, $1, row, lot, number, present, absent, reserve
     FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::int[], $7::text[])
       WITH ORDINALITY AS n(id, lot, number, present, absent, reserve, row)`,
    [
      ...[commandHandoverId, lots.map(({ lineId }) => lineId), lots.map(({ lotId }) => lotId)],
      ...[lots.map(({ number }) => number), lots.map(({ present }) => present)],
      ...[lots.map(({ absent }) => absent), lots.map(({ reserve }) => reserve)],
    ],
  );
  const missing = lots.flatMap((lot) => lot.missing);
  await tx.query(
    `UPDATE waybill_lot l SET absent = l.absent + n.absent FROM unnest($1::uuid[], $2::int[]) AS n(id, absent) WHERE l.id = n.id`,
    [missing.map(({ lineId }) => lineId), missing.map(({ absent }) => absent)],
  );
}

export async function lotsOfCommandHandover(tx: EntityManager, id: string): Promise<InspectedLotDto[]> {
  return (await tx.query(
    `SELECT id AS "lineId", lot_id AS "lotId", number, present, absent, reserve FROM command_handover_lot
     WHERE command_handover_id = $1 ORDER BY row`,
    [id],
  )) as InspectedLotDto[];
}

export function newLine<T extends object>(line: T): T & { lineId: string } {
  return { ...line, lineId: uuidv7() };
}

/** The legs that brought these lots to the unit with waybills of the PV. */
export async function legsToCorrect(
  tx: EntityManager,
  { waybillIds, orgUnitId }: { waybillIds: readonly string[]; orgUnitId: string },
  lots: readonly SaidCorrection[],
): Promise<CarriedLot[]> {
  if (lots.length === 0) return [];
  const lotIds = lots.map(({ lotId }) => lotId);
  const legs = await carriedOn(tx, waybillIds);
  return legs.filter((leg) => leg.toOrgUnitId === orgUnitId && !leg.homeward && lotIds.includes(leg.lotId));
}
