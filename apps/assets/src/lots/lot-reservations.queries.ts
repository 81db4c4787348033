import type { FundingShare, ReservedLot } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';

/** Of these lots, those that this allocation reserved, whatever became of them since. */
export async function reservedOf(
  tx: EntityManager,
  allocationId: string,
  lotIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT DISTINCT lot_id AS id FROM lot_movement WHERE document_id = $1 AND transition = 'T06' AND lot_id = ANY($2::uuid[])`,
    [allocationId, lotIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A reserve that comes after its cancellation finds the tombstone and is refused. */
export async function buryLots(tx: EntityManager, allocationId: string, lotIds: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO lot_cancellation (allocation_id, lot_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`,
    [allocationId, lotIds],
  );
}

export async function buriedOf(tx: EntityManager, allocationId: string): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(`SELECT lot_id AS id FROM lot_cancellation WHERE allocation_id = $1`, [
    allocationId,
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** What an allocation keeps of its lots, to print without asking again: what it reserved, and from which store first. */
export async function reservedLots(tx: EntityManager, allocationId: string): Promise<ReservedLot[]> {
  const rows = await tx.query<
    (Omit<ReservedLot, 'costMinor' | 'awardIds'> & { costMinor: string; funding: FundingShare[] })[]
  >(
    `SELECT l.id AS "lotId", sum(m.quantity)::int AS quantity, l.number, l.maker, l.model, l.category, l.funding,
            l.cost_minor AS "costMinor", l.currency, (array_agg(h.place_id ORDER BY m.lot_seq))[1] AS "placeId"
     FROM lot_movement m JOIN lot l ON l.id = m.lot_id JOIN lot_holding h ON h.id = m.to_id
     WHERE m.document_id = $1 AND m.transition = 'T06' GROUP BY l.id ORDER BY l.id`,
    [allocationId],
  );
  return rows.map(({ funding, costMinor, ...lot }) => ({
    ...lot,
    costMinor: Number(costMinor),
    awardIds: funding.map(({ awardId }) => awardId),
  }));
}
