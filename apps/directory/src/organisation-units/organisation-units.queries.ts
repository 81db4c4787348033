import { recordScopeNodes } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { aliasesOf, nodesAbove, shownVersions, trees, versionInForce } from '../trees/trees.queries.js';
import { OrganisationUnitHead } from './organisation-unit.entity.js';
import type { UnitVersion } from './organisation-unit.rules.js';
import type { OrganisationUnitDto } from './organisation-units.dto.js';

/** Who heads the unit at a moment; null = vacant, or not recorded. */
export async function headAt(tx: EntityManager, orgUnitId: string, at: Date): Promise<string | null> {
  const [row] = (await tx.query(
    `SELECT person_id FROM organisation_unit_head WHERE org_unit_id = $1 AND valid_from <= $2
     ORDER BY valid_from DESC, recorded_at DESC LIMIT 1`,
    [orgUnitId, at],
  )) as { person_id: string | null }[];
  return row?.person_id ?? null;
}

export async function versionsOfUnit(tx: EntityManager, orgUnitId: string): Promise<UnitVersion[]> {
  return (await tx.query(
    `SELECT id, org_unit_id AS "nodeId", name_fr AS "nameFr", name_en AS "nameEn", agency, specialty, level,
            parent_id AS "parentId", second_parent_id AS "secondParentId", place_id AS "placeId", status, closed, reason,
            valid_from AS "validFrom", recorded_by AS "recordedBy", recorded_at AS "recordedAt"
     FROM organisation_unit_version WHERE org_unit_id = $1`,
    [orgUnitId],
  )) as UnitVersion[];
}

export async function insertVersions(tx: EntityManager, versions: readonly UnitVersion[]): Promise<void> {
  await tx.query(
    `INSERT INTO organisation_unit_version (id, org_unit_id, name_fr, name_en, agency, specialty, level, parent_id,
       second_parent_id, place_id, status, closed, reason, valid_from, recorded_by, recorded_at)
     SELECT id, "nodeId", "nameFr", "nameEn", agency, specialty, level, "parentId", "secondParentId", "placeId", status, closed,
            reason, "validFrom", "recordedBy", "recordedAt"
     FROM json_to_recordset($1::json) AS v (id uuid, "nodeId" uuid, "nameFr" text, "nameEn" text, agency text, specialty text,
       level text, "parentId" uuid, "secondParentId" uuid, "placeId" uuid, status text, closed boolean, reason text,
       "validFrom" timestamptz, "recordedBy" uuid, "recordedAt" timestamptz)`,
    [JSON.stringify(versions)],
  );
  await recordScopeNodes(
    tx,
    versions.map(({ nodeId: id, parentId, placeId: withinId, secondParentId: readerId, validFrom }) => {
      return { id, parentId, withinId, readerId, validFrom };
    }),
  );
}

/** Brings the unit's own row up to the version in force at `at`. */
export async function bringUpToDate(tx: EntityManager, orgUnitId: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE organisation_unit n
     SET name_fr = v.name_fr, name_en = v.name_en, agency = v.agency, specialty = v.specialty, level = v.level,
         parent_id = v.parent_id, second_parent_id = v.second_parent_id, place_id = v.place_id, status = v.status,
         valid_from = v.valid_from, valid_to = CASE WHEN v.closed THEN v.valid_from END
     FROM (SELECT * FROM organisation_unit_version WHERE org_unit_id = $2 AND valid_from <= $1
           ORDER BY valid_from DESC, recorded_at DESC, id DESC LIMIT 1) v
     WHERE n.id = $2`,
    [at, orgUnitId],
  );
}

export type UnitRow = Omit<
  OrganisationUnitDto,
  'validFrom' | 'validTo' | 'heads' | 'superiors' | 'aliases' | 'versions'
> & {
  validFrom: Date;
  validTo: Date | null;
};

/** Units as they stood at $1, with their head. */
export const unitsAt = `
  SELECT n.id, n.code, v.name_fr AS "nameFr", v.name_en AS "nameEn", v.agency, v.specialty, v.level,
         v.parent_id AS "parentId", v.second_parent_id AS "secondParentId", v.place_id AS "placeId",
         h.person_id AS "headPersonId", n.predecessor_ids AS "predecessorIds", n.merged_into AS "mergedInto",
         n.voided_at IS NOT NULL AS voided, v.status, v.valid_from AS "validFrom",
         CASE WHEN v.closed THEN v.valid_from END AS "validTo"
  FROM organisation_unit n
  JOIN LATERAL ${versionInForce(trees.units)} v ON true
  LEFT JOIN LATERAL (SELECT person_id FROM organisation_unit_head WHERE org_unit_id = n.id AND valid_from <= $1
                     ORDER BY valid_from DESC, recorded_at DESC LIMIT 1) h ON true`;

/** The unit $2 and everything under it at $1. */
export const unitsUnder = `
  WITH RECURSIVE present AS (
    SELECT n.id, v.parent_id FROM organisation_unit n JOIN LATERAL ${versionInForce(trees.units)} v ON true WHERE NOT v.closed),
  under (id) AS (SELECT $2::uuid UNION SELECT p.id FROM present p JOIN under u ON p.parent_id = u.id)
  SELECT id FROM under`;

export async function unitOf(tx: EntityManager, orgUnitId: string, at: Date): Promise<OrganisationUnitDto> {
  const [row] = (await tx.query(`${unitsAt} WHERE n.id = $2`, [at, orgUnitId])) as UnitRow[];
  if (!row) throw directoryError('organisation-unit-not-found');
  const heads = await tx.find(OrganisationUnitHead, {
    where: { orgUnitId },
    order: { validFrom: 'ASC', recordedAt: 'ASC' },
  });
  return {
    ...toUnitDto(row),
    superiors: await nodesAbove(tx, trees.units, orgUnitId, at),
    aliases: await aliasesOf(tx, trees.units, orgUnitId),
    versions: shownVersions(await versionsOfUnit(tx, orgUnitId)).map(({ agency: _agency, ...version }) => version),
    heads: heads.map(({ personId, acting, validFrom, recordedAt }) => ({
      personId,
      acting,
      from: validFrom.toISOString(),
      recordedAt: recordedAt.toISOString(),
    })),
  };
}

export function toUnitDto({ validFrom, validTo, ...row }: UnitRow): OrganisationUnitDto {
  return { ...row, validFrom: validFrom.toISOString(), validTo: validTo?.toISOString() ?? null };
}
