import { decodeCursor, pageOf, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Standing } from '../consignments/consignment.rules.js';
import { unitsAt } from '../directory/units.queries.js';
import { progressOf } from '../effects/effects.queries.js';
import { handoverError } from '../errors.js';
import { exceptionsOf } from '../exceptions/exceptions.queries.js';
import { lotsOfDeed } from './deed-lots.queries.js';
import type { Donable } from './deed.rules.js';
import type { DeedDto, DeedLineDto, DeedListItemDto, DeedsQuery } from './deeds.dto.js';

/** Which of these devices an effective deed has given away already. */
export async function donatedOf(tx: EntityManager, deviceIds: readonly string[]): Promise<Set<string>> {
  const rows = (await tx.query(`SELECT device_id AS "deviceId" FROM deed_line WHERE device_id = ANY($1::uuid[])`, [
    deviceIds,
  ])) as { deviceId: string }[];
  return new Set(rows.map(({ deviceId }) => deviceId));
}

/** For which unit each device is, by its allocation or else its newest leg to a unit, and who stands above that unit. */
export async function donableOf(
  tx: EntityManager,
  standings: ReadonlyMap<string, Standing>,
  at: Date,
): Promise<Map<string, Donable>> {
  const unitOf = ({ reservedFor, legs }: Standing): string | null =>
    reservedFor?.orgUnitId ?? legs.find(({ homeward }) => !homeward)?.toOrgUnitId ?? null;
  const own = new Set([...standings.values()].flatMap((standing) => unitOf(standing) ?? []));
  const units = await unitsAt(tx, [...own], at);
  return new Map(
    [...standings].map(([deviceId, standing]) => {
      const unitId = unitOf(standing);
      const above = unitId === null ? [] : (units.get(unitId)?.above ?? []).map(({ id }) => id);
      return [deviceId, { currency: standing.currency, units: unitId === null ? [] : [unitId, ...above] }];
    }),
  );
}

const listed = `id, number, status, beneficiary_unit_id AS "beneficiaryUnitId", place, signed_at AS "signedAt",
  effective_at AS "effectiveAt", annex_hash AS "annexHash"`;

export async function readDeed(tx: EntityManager, id: string): Promise<DeedDto> {
  const [deed] = (await tx.query(
    `SELECT ${listed}, conditions, signatures, recorded_at AS "recordedAt", recorded_by AS "recordedBy" FROM deed WHERE id = $1`,
    [id],
  )) as Omit<DeedDto, 'lines' | 'lots' | 'exceptions' | 'progress'>[];
  if (!deed) throw handoverError('deed-not-found', `There is no deed ${id}.`);
  const lines = (await tx.query(
    `SELECT l.id AS "lineId", l.device_id AS "deviceId", d.tag, d.serial, l.value_minor::float8 AS "valueMinor", l.currency
     FROM deed_line l LEFT JOIN LATERAL (
       SELECT tag, serial FROM allocation_line a WHERE a.device_id = l.device_id AND a.tag IS NOT NULL
       ORDER BY a.reserved_at DESC LIMIT 1) d ON true
     WHERE l.deed_id = $1 ORDER BY l.row`,
    [id],
  )) as DeedLineDto[];
  const lots = await lotsOfDeed(tx, id);
  return { ...deed, lines, lots, exceptions: await exceptionsOf(tx, id), progress: await progressOf(tx, id) };
}

export async function listDeeds(tx: EntityManager, query: DeedsQuery): Promise<Page<DeedListItemDto>> {
  const { limit = 50, beneficiaryUnitId = null, deviceId = null } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const rows = (await tx.query(
    `SELECT ${listed} FROM deed
     WHERE ($1::uuid IS NULL OR beneficiary_unit_id = $1)
       AND ($2::uuid IS NULL OR id IN (SELECT deed_id FROM deed_line WHERE device_id = $2)) AND ($3::uuid IS NULL OR id > $3)
     ORDER BY id LIMIT $4`,
    [beneficiaryUnitId, deviceId, after, limit + 1],
  )) as DeedListItemDto[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
