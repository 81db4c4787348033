import { recordScopeNodes } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { aliasesOf, nodesAbove, shownVersions, trees, versionInForce } from '../trees/trees.queries.js';
import { PlaceAccess } from './place.entity.js';
import type { Equipment, PlaceVersion } from './place.rules.js';
import type { PlaceDto } from './places.dto.js';

export async function versionsOfPlace(tx: EntityManager, placeId: string): Promise<PlaceVersion[]> {
  return (await tx.query(
    `SELECT id, place_id AS "nodeId", name, parent_id AS "parentId", iso_code AS "isoCode", pcode, capital,
            time_zone AS "timeZone", closed, reason, valid_from AS "validFrom", recorded_by AS "recordedBy",
            recorded_at AS "recordedAt"
     FROM place_version WHERE place_id = $1`,
    [placeId],
  )) as PlaceVersion[];
}

export async function insertPlaceVersions(tx: EntityManager, versions: readonly PlaceVersion[]): Promise<void> {
  await tx.query(
    `INSERT INTO place_version (id, place_id, name, parent_id, iso_code, pcode, capital, time_zone, closed, reason, valid_from,
       recorded_by, recorded_at)
     SELECT id, "nodeId", name, "parentId", "isoCode", pcode, capital, "timeZone", closed, reason, "validFrom", "recordedBy",
            "recordedAt"
     FROM json_to_recordset($1::json) AS v (id uuid, "nodeId" uuid, name text, "parentId" uuid, "isoCode" text, pcode text,
       capital text, "timeZone" text, closed boolean, reason text, "validFrom" timestamptz, "recordedBy" uuid,
       "recordedAt" timestamptz)`,
    [JSON.stringify(versions)],
  );
  await recordScopeNodes(
    tx,
    versions.map(({ nodeId: id, parentId, validFrom }) => ({ id, parentId, validFrom })),
  );
}

/** Brings the place's own row up to the version in force at `at`. */
export async function bringPlaceUpToDate(tx: EntityManager, placeId: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE place n
     SET name = v.name, parent_id = v.parent_id, iso_code = v.iso_code, pcode = v.pcode, capital = v.capital,
         time_zone = v.time_zone, valid_from = v.valid_from, valid_to = CASE WHEN v.closed THEN v.valid_from END
     FROM (SELECT * FROM place_version WHERE place_id = $2 AND valid_from <= $1
           ORDER BY valid_from DESC, recorded_at DESC, id DESC LIMIT 1) v
     WHERE n.id = $2`,
    [at, placeId],
  );
}

export async function equipmentOf(tx: EntityManager, placeId: string): Promise<Equipment[]> {
  return (await tx.query(
    `SELECT id, power_source AS "powerSource", connectivity, locked, guarded, safe, inventory_book AS "inventoryBook", reason,
            valid_from AS "validFrom", recorded_by AS "recordedBy", recorded_at AS "recordedAt"
     FROM place_equipment WHERE place_id = $1 ORDER BY valid_from, recorded_at, id`,
    [placeId],
  )) as Equipment[];
}

type Dates = 'accessFrom' | 'validFrom' | 'validTo';
export type PlaceRow = Omit<PlaceDto, Dates | 'accessHistory'> & {
  accessFrom: Date;
  validFrom: Date;
  validTo: Date | null;
};

/** Places as they stood at $1. One of before its first access row is judged by that row: access is recorded as known, not as begun. */
export const placesAt = `
  SELECT n.id, n.kind, v.name, v.iso_code AS "isoCode", v.pcode, v.capital, v.parent_id AS "parentId",
         n.province_ids AS "provinceIds", n.predecessor_ids AS "predecessorIds", n.merged_into AS "mergedInto",
         n.voided_at IS NOT NULL AS voided, v.time_zone AS "timeZone",
         v.valid_from AS "validFrom", CASE WHEN v.closed THEN v.valid_from END AS "validTo",
         a.access, a.valid_from AS "accessFrom"
  FROM place n
  JOIN LATERAL ${versionInForce(trees.places)} v ON true
  JOIN LATERAL (SELECT access, valid_from FROM place_access WHERE place_id = n.id
                ORDER BY valid_from <= $1 DESC, CASE WHEN valid_from <= $1 THEN valid_from END DESC, valid_from, recorded_at DESC
                LIMIT 1) a ON true`;

export async function placeOf(tx: EntityManager, placeId: string, at: Date): Promise<PlaceDto> {
  const [row] = (await tx.query(`${placesAt} WHERE n.id = $2`, [at, placeId])) as PlaceRow[];
  if (!row) throw directoryError('place-not-found');
  const history = await tx.find(PlaceAccess, { where: { placeId }, order: { validFrom: 'ASC', recordedAt: 'ASC' } });
  return {
    ...toPlaceDto(row),
    within: await nodesAbove(tx, trees.places, placeId, at),
    aliases: await aliasesOf(tx, trees.places, placeId),
    accessHistory: history.map(({ access, validFrom, reason, recordedAt }) => ({
      access,
      from: validFrom.toISOString(),
      reason,
      recordedAt: recordedAt.toISOString(),
    })),
    versions: shownVersions(await versionsOfPlace(tx, placeId)),
    equipmentHistory: (await equipmentOf(tx, placeId)).map(({ id: _id, validFrom, recordedAt, ...equipment }) => ({
      ...equipment,
      from: validFrom.toISOString(),
      recordedAt: recordedAt.toISOString(),
    })),
  };
}

export function toPlaceDto({ accessFrom, validFrom, validTo, ...row }: PlaceRow): PlaceDto {
  return {
    ...row,
    accessFrom: accessFrom.toISOString(),
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
  };
}
