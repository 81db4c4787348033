import type { DonatedLotLine } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { unitsAt } from '../directory/units.queries.js';
import { newLine } from '../lots/corrected-lots.queries.js';
import type { DonatedLot, KnownLot, LotShare } from './deed-lot.rules.js';
import type { DeedLotDto } from './deeds.dto.js';

type OwnShare = Omit<LotShare, 'units'> & { orgUnitId: string };

export type PricedLot = KnownLot & { costMinor: number | null };

/** What is known of these lots, what of them is allocated to which unit and has not gone home, and what deeds gave to whom. */
export async function donableLots(
  tx: EntityManager,
  lotIds: readonly string[],
  at: Date,
): Promise<{ known: PricedLot[]; allocated: LotShare[]; donated: LotShare[] }> {
  const known = (await tx.query(
    `SELECT DISTINCT ON (lot_id) lot_id AS "lotId", number, currency, cost_minor::float8 AS "costMinor" FROM allocation_lot
     WHERE lot_id = ANY($1::uuid[]) AND reserved ORDER BY lot_id, id`,
    [lotIds],
  )) as PricedLot[];
  const allocated = (await tx.query(
    `SELECT l.lot_id AS "lotId", a.org_unit_id AS "orgUnitId",
            l.quantity - l.cancelled - coalesce((
              SELECT sum(w.quantity)::int FROM waybill_lot w JOIN waybill b ON b.id = w.waybill_id
              WHERE w.allocation_lot_id = l.id AND w.state = 'OPEN' AND b.purpose = 'RETURN'), 0) AS quantity
     FROM allocation_lot l JOIN allocation a ON a.id = l.allocation_id WHERE l.lot_id = ANY($1::uuid[]) AND l.reserved`,
    [lotIds],
  )) as OwnShare[];
  const donated = (await tx.query(
    `SELECT l.lot_id AS "lotId", d.beneficiary_unit_id AS "orgUnitId", l.quantity
     FROM deed_lot l JOIN deed d ON d.id = l.deed_id WHERE l.lot_id = ANY($1::uuid[])`,
    [lotIds],
  )) as OwnShare[];
  const units = await unitsAt(tx, [...new Set([...allocated, ...donated].map(({ orgUnitId }) => orgUnitId))], at);
  const placed = ({ orgUnitId, ...share }: OwnShare): LotShare => {
    const above = (units.get(orgUnitId)?.above ?? []).map(({ id }) => id);
    return { ...share, units: [orgUnitId, ...above] };
  };
  return { known, allocated: allocated.map(placed), donated: donated.map(placed) };
}

export async function insertDeedLots(
  tx: EntityManager,
  deedId: string,
  lots: readonly DonatedLot[],
  known: readonly KnownLot[],
): Promise<DonatedLotLine[]> {
  const lines = lots.map(newLine);
  const numbers = lots.map(({ lotId }) => known.find((one) => one.lotId === lotId)?.number ?? '');
  await tx.query(
    `INSERT INTO deed_lot (id, deed_id, row, lot_id, number, quantity, value_minor, currency)
     SELECT id, $1, row, lot, number, quantity, value, currency
     FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::bigint[], $7::text[])
       WITH ORDINALITY AS n(id, lot, number, quantity, value, currency, row)`,
    [
      ...[deedId, lines.map(({ lineId }) => lineId), lines.map(({ lotId }) => lotId), numbers],
      ...[lines.map(({ quantity }) => quantity), lines.map(({ valueMinor }) => valueMinor)],
      lines.map(({ currency }) => currency),
    ],
  );
  return lines;
}

export async function lotsOfDeed(tx: EntityManager, deedId: string): Promise<DeedLotDto[]> {
  return (await tx.query(
    `SELECT id AS "lineId", lot_id AS "lotId", number, quantity, value_minor::float8 AS "valueMinor", currency
     FROM deed_lot WHERE deed_id = $1 ORDER BY row`,
    [deedId],
  )) as DeedLotDto[];
}
