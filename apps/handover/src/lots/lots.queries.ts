import type { ReservedLot } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { AllocatedLot, ArrivedLot, CarriedLot, SaidLot, SignedLot } from './lot.rules.js';
import type { LoadedLot } from './lot-loading.rules.js';

/**
 * Takes what papers here say of these lots for this transaction, by lot and line. Every command that moves some of a lot comes
 * through here, after the locks on devices, so that two papers at once never promise the same vest.
 */
export async function lockLots(tx: EntityManager, lotIds: readonly string[]): Promise<void> {
  if (lotIds.length === 0) return;
  await tx.query(`SELECT FROM allocation_lot WHERE lot_id = ANY($1::uuid[]) ORDER BY lot_id, id FOR UPDATE`, [lotIds]);
}

const allocatedBy = (where: string): string =>
  `SELECT l.id AS "lineId", l.allocation_id AS "allocationId", a.org_unit_id AS "orgUnitId", l.lot_id AS "lotId", l.quantity,
          l.cancelled, l.reserved,
          (SELECT coalesce(sum(w.quantity), 0)::int FROM waybill_lot w JOIN waybill b ON b.id = w.waybill_id
           WHERE w.allocation_lot_id = l.id AND w.state <> 'WITHDRAWN' AND b.purpose = 'TO_UNIT') AS "onWaybills"
   FROM allocation_lot l JOIN allocation a ON a.id = l.allocation_id WHERE ${where} ORDER BY l.allocation_id, l.row`;

export async function allocatedLots(tx: EntityManager, allocationIds: readonly string[]): Promise<AllocatedLot[]> {
  return (await tx.query(allocatedBy('l.allocation_id = ANY($1::uuid[])'), [allocationIds])) as AllocatedLot[];
}

export async function allocationsOfLots(tx: EntityManager, lotIds: readonly string[]): Promise<AllocatedLot[]> {
  return (await tx.query(allocatedBy('l.lot_id = ANY($1::uuid[])'), [lotIds])) as AllocatedLot[];
}

const carriedBy = (where: string): string =>
  `SELECT l.id AS "lineId", l.waybill_id AS "waybillId", w.number AS "waybillNumber", w.homeward,
          w.to_org_unit_id AS "toOrgUnitId", w.to_place_id AS "toPlaceId", w.officer_unit_id AS "officerUnitId",
          w.officer_person_id AS "officerPersonId", l.lot_id AS "lotId", a.number AS "lotNumber",
          l.allocation_lot_id AS "allocationLotId", a.allocation_id AS "allocationId", a.award_ids AS "awardIds", l.state,
          l.quantity, l.onward, l.short, l.arrived, l.absent, coalesce(h.signed, 0) AS signed,
          coalesce(h.accepted, 0) AS accepted, coalesce(h.refused, 0) AS refused, gate.waiting - back.pending AS pending, back.returning,
          back.leaving, back.packed
   FROM waybill_lot l JOIN waybill w ON w.id = l.waybill_id JOIN allocation_lot a ON a.id = l.allocation_lot_id
   LEFT JOIN waybill_lot_signed h ON h.waybill_lot_id = l.id
   LEFT JOIN LATERAL (
     SELECT coalesce(sum(r.quantity - r.held - r.pending), 0)::int AS returning,
            -- What has gone already, the line of its PV knows.
            coalesce(sum(r.pending) FILTER (WHERE r.state = 'PLANNED'), 0)::int AS pending,
            coalesce(sum(r.held), 0)::int AS leaving,
            coalesce(sum(r.held) FILTER (WHERE r.state = 'PLANNED'), 0)::int AS packed
     FROM waybill_lot r JOIN waybill b ON b.id = r.waybill_id
     WHERE r.previous_id = l.id AND r.state <> 'WITHDRAWN' AND b.purpose = 'RETURN') back ON true
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(s.accepted + s.with_reserve - s.returned), 0)::int AS waiting FROM handover_lot s
     WHERE s.waybill_lot_id = l.id AND s.effect = 'PENDING' AND s.completed_at IS NULL) gate
   WHERE ${where} ORDER BY l.waybill_id, l.row`;

export async function carriedOn(tx: EntityManager, waybillIds: readonly string[]): Promise<CarriedLot[]> {
  if (waybillIds.length === 0) return [];
  return (await tx.query(carriedBy('l.waybill_id = ANY($1::uuid[])'), [waybillIds])) as CarriedLot[];
}

export async function legsOfLots(tx: EntityManager, lotIds: readonly string[]): Promise<CarriedLot[]> {
  if (lotIds.length === 0) return [];
  return (await tx.query(carriedBy('l.lot_id = ANY($1::uuid[])'), [lotIds])) as CarriedLot[];
}

/** The legs a sheet tells of, as far as they go to its unit; with `lock`, the lots are this transaction's from here on. */
export async function lotsSaid(
  tx: EntityManager,
  { lots, orgUnitId }: { lots: readonly SaidLot[]; orgUnitId: string },
  lock: boolean,
): Promise<CarriedLot[]> {
  const [waybillIds, lotIds] = [lots.map(({ waybillId }) => waybillId), lots.map(({ lotId }) => lotId)];
  if (lock) await lockLots(tx, lotIds);
  const legs = await carriedOn(tx, waybillIds);
  return legs.filter((leg) => leg.toOrgUnitId === orgUnitId && lotIds.includes(leg.lotId));
}

/** Which of these lots are on a paper that the caller may see; the others are not known to him. */
export async function lotsInScope(tx: EntityManager, lotIds: readonly string[]): Promise<Set<string>> {
  const rows = (await tx.query(`SELECT DISTINCT lot_id AS id FROM allocation_lot WHERE lot_id = ANY($1::uuid[])`, [
    lotIds,
  ])) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

export async function insertAllocationLots(
  tx: EntityManager,
  allocationId: string,
  lots: readonly { lineId: string; lotId: string; quantity: number }[],
): Promise<void> {
  await tx.query(
    `INSERT INTO allocation_lot (id, allocation_id, row, lot_id, quantity)
     SELECT id, $1, row, lot_id, quantity
     FROM unnest($2::uuid[], $3::uuid[], $4::int[]) WITH ORDINALITY AS n(id, lot_id, quantity, row)`,
    [
      allocationId,
      lots.map(({ lineId }) => lineId),
      lots.map(({ lotId }) => lotId),
      lots.map(({ quantity }) => quantity),
    ],
  );
}

/** Writes what the register answered onto the lines, as `keepSnapshots` does for devices. */
export async function keepLots(tx: EntityManager, allocationId: string, lots: readonly ReservedLot[]): Promise<void> {
  await tx.query(
    `UPDATE allocation_lot l SET reserved = true, number = n.number, maker = n.maker, model = n.model, category = n.category,
            award_ids = n."awardIds", cost_minor = n."costMinor", currency = n.currency, place_id = n."placeId"
     FROM json_to_recordset($2::json) AS n("lotId" uuid, number text, maker text, model text, category text, "awardIds" uuid[],
            "costMinor" bigint, currency text, "placeId" uuid)
     WHERE l.allocation_id = $1 AND l.lot_id = n."lotId"`,
    [allocationId, JSON.stringify(lots)],
  );
}

export async function cancelLots(
  tx: EntityManager,
  lineIds: readonly string[],
  left: readonly number[],
): Promise<void> {
  await tx.query(
    `UPDATE allocation_lot l SET cancelled = l.cancelled + n.quantity FROM unnest($1::uuid[], $2::int[]) AS n(id, quantity)
     WHERE l.id = n.id`,
    [lineIds, left],
  );
}

export async function insertWaybillLots(
  tx: EntityManager,
  waybillId: string,
  lots: readonly LoadedLot[],
): Promise<void> {
  if (lots.length === 0) return;
  await tx.query(
    `INSERT INTO waybill_lot (id, waybill_id, row, lot_id, allocation_lot_id, previous_id, state, quantity, carton, held, pending)
     SELECT id, $1, row, lot_id, allocation_lot_id, previous_id, 'PLANNED', quantity, carton, held, pending
     FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::int[], $9::int[])
       WITH ORDINALITY AS n(id, lot_id, allocation_lot_id, previous_id, quantity, carton, held, pending, row)`,
    [
      waybillId,
      lots.map(() => uuidv7()),
      lots.map(({ lotId }) => lotId),
      lots.map(({ allocationLotId }) => allocationLotId),
      lots.map(({ previousId }) => previousId),
      lots.map(({ quantity }) => quantity),
      lots.map(({ carton }) => carton ?? null),
      lots.map(({ held }) => held),
      lots.map(({ pending }) => pending),
    ],
  );
}

export interface PlannedLot {
  lineId: string;
  lotId: string;
  quantity: number;
  carton: string | null;
  allocationId: string;
  previousId: string | null;
  fromWaybillId: string | null;
  held: number;
  pending: number;
  /** The unit it comes back from. */
  fromOrgUnitId: string | null;
}

/** What stands on a waybill that has not left, with where it is taken from. */
export async function plannedLots(tx: EntityManager, waybillId: string): Promise<PlannedLot[]> {
  return (await tx.query(
    `SELECT l.id AS "lineId", l.lot_id AS "lotId", l.quantity, l.carton, a.allocation_id AS "allocationId",
            l.previous_id AS "previousId", p.waybill_id AS "fromWaybillId", l.held, l.pending,
            CASE WHEN l.held > 0 THEN b.to_org_unit_id END AS "fromOrgUnitId"
     FROM waybill_lot l JOIN allocation_lot a ON a.id = l.allocation_lot_id LEFT JOIN waybill_lot p ON p.id = l.previous_id
     LEFT JOIN waybill b ON b.id = p.waybill_id
     WHERE l.waybill_id = $1 ORDER BY l.row`,
    [waybillId],
  )) as PlannedLot[];
}

export async function lotIdsOn(tx: EntityManager, waybillId: string): Promise<string[]> {
  return (await plannedLots(tx, waybillId)).map(({ lotId }) => lotId);
}

export async function setLotState(tx: EntityManager, waybillId: string, state: 'OPEN' | 'WITHDRAWN'): Promise<void> {
  await tx.query(`UPDATE waybill_lot SET state = $2 WHERE waybill_id = $1`, [waybillId, state]);
}

export async function sendOnward(tx: EntityManager, lots: readonly PlannedLot[]): Promise<void> {
  await tx.query(
    `UPDATE waybill_lot l SET onward = l.onward + n.quantity FROM unnest($1::uuid[], $2::int[]) AS n(id, quantity)
     WHERE l.id = n.id`,
    [lots.map(({ previousId }) => previousId), lots.map(({ quantity }) => quantity)],
  );
}

/** What turned up of what had been given up is no longer missing (T25). */
export async function addArrived(
  tx: EntityManager,
  lots: readonly { lineId: string; present: number }[],
): Promise<void> {
  await tx.query(
    `UPDATE waybill_lot l SET arrived = l.arrived + n.present, short = least(l.short, l.quantity - l.onward - l.arrived - n.present)
     FROM unnest($1::uuid[], $2::int[]) AS n(id, present) WHERE l.id = n.id`,
    [lots.map(({ lineId }) => lineId), lots.map(({ present }) => present)],
  );
}

export async function giveUp(tx: EntityManager, lots: readonly { lineId: string; missing: number }[]): Promise<void> {
  await tx.query(
    `UPDATE waybill_lot l SET short = l.short + n.missing FROM unnest($1::uuid[], $2::int[]) AS n(id, missing) WHERE l.id = n.id`,
    [lots.map(({ lineId }) => lineId), lots.map(({ missing }) => missing)],
  );
}

export async function keepArrivedLots(
  tx: EntityManager,
  arrivalId: string,
  lots: readonly ArrivedLot[],
): Promise<void> {
  const told = lots.map(({ lotId, expected, present }) => ({ lotId, expected, present }));
  await tx.query(`UPDATE arrival SET lots = $2 WHERE id = $1`, [arrivalId, JSON.stringify(told)]);
}

export type NumberedLot = SignedLot & { signedLineId: string };

export async function insertSignedLots(
  tx: EntityManager,
  handoverId: string,
  lots: readonly NumberedLot[],
): Promise<void> {
  await tx.query(
    `INSERT INTO handover_lot (id, handover_id, row, waybill_lot_id, accepted, with_reserve, refused, not_arrived, remark, effect)
     SELECT id, $1, row, waybill_lot_id, accepted, with_reserve, refused, not_arrived, remark, effect
     FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[], $8::text[], $9::text[])
       WITH ORDINALITY AS n(id, waybill_lot_id, accepted, with_reserve, refused, not_arrived, remark, effect, row)`,
    [
      handoverId,
      lots.map(({ signedLineId }) => signedLineId),
      lots.map(({ leg }) => leg.lineId),
      lots.map(({ accepted }) => accepted),
      lots.map(({ withReserve }) => withReserve),
      lots.map(({ refused }) => refused),
      lots.map(({ notArrived }) => notArrived),
      lots.map(({ remark }) => remark),
      lots.map(({ effect }) => effect),
    ],
  );
}
