import { decodeCursor, pageOf, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { handoverError } from '../errors.js';
import type { AccessOverride, Goods, InForce } from './access-override.rules.js';
import type { AccessOverrideDto, AccessOverridesQuery } from './access-overrides.dto.js';
import { mayBeRead, plansAreRead } from '../waybills/waybills.queries.js';

/** The overrides in force of these goods, by their waybills or by the allocations they are given under (CR-66). */
export async function overridesOf(tx: EntityManager, goods: readonly Goods[]): Promise<InForce[]> {
  const waybillIds = goods.flatMap(({ waybillId }) => waybillId ?? []);
  const lineIds = goods.map(({ allocationLineId }) => allocationLineId);
  return (await tx.query(
    `SELECT o.waybill_id AS "waybillId", o.valid_from AS "validFrom", o.valid_to AS "validTo",
            ARRAY(SELECT l.id FROM allocation_line l WHERE l.allocation_id = o.allocation_id AND l.id = ANY($2::uuid[])
                  UNION ALL SELECT l.id FROM allocation_lot l WHERE l.allocation_id = o.allocation_id AND l.id = ANY($2::uuid[]))
              AS "allocationLineIds"
     FROM access_override o
     WHERE o.valid_from IS NOT NULL AND (o.waybill_id = ANY($1::uuid[])
       OR o.allocation_id IN (SELECT allocation_id FROM allocation_line WHERE id = ANY($2::uuid[])
                              UNION ALL SELECT allocation_id FROM allocation_lot WHERE id = ANY($2::uuid[])))`,
    [waybillIds, lineIds],
  )) as InForce[];
}

/** The goods of a waybill, as they are given. */
export async function goodsOfWaybill(tx: EntityManager, waybillId: string): Promise<Goods[]> {
  return (await tx.query(
    `SELECT waybill_id AS "waybillId", allocation_line_id AS "allocationLineId" FROM waybill_line WHERE waybill_id = $1
     UNION ALL SELECT waybill_id, allocation_lot_id FROM waybill_lot WHERE waybill_id = $1`,
    [waybillId],
  )) as Goods[];
}

export async function goodsOfAllocation(tx: EntityManager, allocationId: string): Promise<Goods[]> {
  return (await tx.query(
    `SELECT NULL AS "waybillId", id AS "allocationLineId" FROM allocation_line WHERE allocation_id = $1
     UNION ALL SELECT NULL, id FROM allocation_lot WHERE allocation_id = $1`,
    [allocationId],
  )) as Goods[];
}

/** The devices an override is for. */
export async function devicesUnder(
  tx: EntityManager,
  { allocationId, waybillId }: { allocationId: string | null; waybillId: string | null },
): Promise<{ lineId: string; deviceId: string }[]> {
  return (await tx.query(
    `SELECT id AS "lineId", device_id AS "deviceId" FROM waybill_line WHERE waybill_id = $2
     UNION ALL SELECT id, device_id FROM allocation_line WHERE allocation_id = $1 ORDER BY 1`,
    [allocationId, waybillId],
  )) as { lineId: string; deviceId: string }[];
}

export async function lockOverride(
  tx: EntityManager,
  id: string,
): Promise<AccessOverride & { number: string; reason: string; allocationId: string | null; waybillId: string | null }> {
  const [row] = (await tx.query(
    `SELECT id, number, reason, allocation_id AS "allocationId", waybill_id AS "waybillId", requested_by AS "requestedBy",
            valid_from AS "validFrom", valid_to AS "validTo"
     FROM access_override WHERE id = $1 FOR UPDATE`,
    [id],
  )) as Awaited<ReturnType<typeof lockOverride>>[];
  if (!row) throw handoverError('override-not-found', `There is no access override ${id}.`);
  return row;
}

// CR-62: of a waybill that has not left its unit learns nothing, not even that it is to be let through.
const mayBeShown = (plans: string): string =>
  `(waybill_id IS NULL OR EXISTS (SELECT FROM waybill w WHERE w.id = waybill_id AND ${mayBeRead(plans)}))`;

const columns = `id, number, allocation_id AS "allocationId", waybill_id AS "waybillId", reason,
  document_sha256 AS "documentSha256", requested_by AS "requestedBy", requested_at AS "requestedAt",
  granted_by AS "grantedBy", valid_from AS "validFrom", valid_to AS "validTo"`;

export async function readOverride(tx: EntityManager, id: string): Promise<AccessOverrideDto> {
  const [row] = (await tx.query(`SELECT ${columns} FROM access_override WHERE id = $1 AND ${mayBeShown('$2')}`, [
    id,
    plansAreRead(tx),
  ])) as AccessOverrideDto[];
  if (!row) throw handoverError('override-not-found', `There is no access override ${id}.`);
  return row;
}

export async function listOverrides(tx: EntityManager, query: AccessOverridesQuery): Promise<Page<AccessOverrideDto>> {
  const { limit = 50, documentId = null } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const rows = (await tx.query(
    `SELECT ${columns} FROM access_override
     WHERE ($1::uuid IS NULL OR allocation_id = $1 OR waybill_id = $1) AND ($2::uuid IS NULL OR id > $2)
       AND ${mayBeShown('$4')}
     ORDER BY id LIMIT $3`,
    [documentId, after, limit + 1, plansAreRead(tx)],
  )) as AccessOverrideDto[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
