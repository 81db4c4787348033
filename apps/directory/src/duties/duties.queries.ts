import type { EntityManager } from 'typeorm';
import { trees, type Tree } from '../trees/trees.queries.js';
import type { DayOfList } from './day.rules.js';
import type { DutyConflictDto, RightDto, UsedWaiverDto, WaiverOfDayDto } from './duties.dto.js';
import type { RoleInForce } from './role-conflict.rules.js';

// Everything here is about one day and says what was known at its end: granted, confirmed or recorded by then.

/** A right begins when the second administrator has confirmed it, however early it was to begin. */
const begins = `greatest(valid_from, granted_at, confirmed_at)`;
const ends = `least(valid_to, CASE WHEN revoked_at <= $2 THEN revoked_at END)`;
const rolesOfDay = `
  SELECT id AS "roleAssignmentId", person_id AS "personId", role, org_unit_id AS "orgUnitId", place_id AS "placeId", award_id AS "awardId",
         granted_by AS "grantedBy", confirmed_by AS "confirmedBy", ${begins} AS "from", ${ends} AS "to"
  FROM role_assignment
  WHERE ${begins} < $2 AND NOT pending AND coalesce(${ends}, 'infinity') > $1`;

export async function rolesHeldTwice(tx: EntityManager, { from, asOf }: DayOfList): Promise<RoleInForce[]> {
  return (await tx.query(
    `SELECT * FROM (SELECT *, count(*) OVER (PARTITION BY "personId") AS held FROM (${rolesOfDay}) AS role) AS roles
     WHERE held > 1 ORDER BY "personId", "roleAssignmentId"`,
    [from, asOf],
  )) as RoleInForce[];
}

/** Every unit and place these scopes lay in at the end of the day, as the trees were known then. */
export async function scopesAbove(
  tx: EntityManager,
  ids: readonly string[],
  { asOf }: DayOfList,
): Promise<Map<string, Set<string>>> {
  const present = (tree: Tree): string =>
    `SELECT DISTINCT ON (${tree.node}) ${tree.node} AS id, parent_id FROM ${tree.versions}
     WHERE valid_from <= $2 AND recorded_at <= $2 ORDER BY ${tree.node}, valid_from DESC, recorded_at DESC, id DESC`;
  const rows = (await tx.query(
    `WITH RECURSIVE node AS ((${present(trees.units)}) UNION ALL (${present(trees.places)})),
     line (below, id, depth) AS (
       SELECT id, parent_id, 1 FROM node WHERE id = ANY($1::uuid[]) AND parent_id IS NOT NULL
       UNION ALL
       SELECT line.below, node.parent_id, depth + 1 FROM line JOIN node ON node.id = line.id
       WHERE node.parent_id IS NOT NULL AND depth < 30)
     SELECT below, array_agg(id) AS above FROM line GROUP BY below`,
    [ids, asOf],
  )) as { below: string; above: string[] }[];
  return new Map(rows.map(({ below, above }) => [below, new Set(above)]));
}

export async function waiversOfDay(tx: EntityManager, { from, asOf }: DayOfList): Promise<WaiverOfDayDto[]> {
  return (await tx.query(
    `SELECT id AS "waiverId", rule, place_id AS "placeId", person_ids AS "personIds", granted_by AS "grantedBy",
            compensating_control AS "compensatingControl", valid_from AS "validFrom", valid_to AS "validTo",
            CASE WHEN revoked_at <= $2 THEN revoked_at END AS "revokedAt"
     FROM waiver
     WHERE granted_at < $2 AND valid_from < $2 AND valid_to > $1 AND (revoked_at IS NULL OR revoked_at > $1) ORDER BY id`,
    [from, asOf],
  )) as WaiverOfDayDto[];
}

/** What relied on a waiver by the end of the day and had no evidence of its control by then (AM-3). */
export async function usesWithoutEvidence(tx: EntityManager, { asOf }: DayOfList): Promise<UsedWaiverDto[]> {
  return (await tx.query(
    `SELECT used.waiver_id AS "waiverId", waiver.rule, used.document_id AS "documentId", used.used_by AS "usedBy",
            used.used_at AS "usedAt"
     FROM waiver_use used LEFT JOIN waiver ON waiver.id = used.waiver_id
     WHERE used.used_at < $1 AND NOT EXISTS (
       SELECT FROM waiver_evidence evidence WHERE evidence.waiver_id = used.waiver_id
         AND evidence.document_id = used.document_id AND evidence.recorded_at < $1)
     ORDER BY used.used_at, used.waiver_id, used.document_id`,
    [asOf],
  )) as UsedWaiverDto[];
}

export async function conflictsFoundOn(tx: EntityManager, { from, asOf }: DayOfList): Promise<DutyConflictDto[]> {
  return (await tx.query(
    `SELECT document_id AS "documentId", other_document_id AS "otherDocumentId", person_id AS "personId", duty,
            other_duty AS "otherDuty", device_id AS "deviceId", devices, found_at AS "foundAt"
     FROM duty_conflict WHERE found_at >= $1 AND found_at < $2 ORDER BY found_at, fact_id`,
    [from, asOf],
  )) as DutyConflictDto[];
}

/** Q31 in one query: who had which right or waiver on a day, and was its control done. */
export async function rightsOfDay(
  tx: EntityManager,
  { from, asOf }: DayOfList,
  of: { personId: string | null; after: readonly (string | number | null)[] | null; limit: number },
): Promise<RightDto[]> {
  return (await tx.query(
    `SELECT * FROM (
       SELECT 'ROLE' AS kind, "roleAssignmentId" AS id, "personId", role AS what, "orgUnitId", "placeId", "awardId", "grantedBy",
              "confirmedBy", "from", "to", NULL::int AS used, NULL::int AS evidenced
       FROM (${rolesOfDay}) AS role
       UNION ALL
       SELECT 'WAIVER', waiver.id, person_id, rule, NULL, place_id, NULL, granted_by, NULL, greatest(valid_from, granted_at),
              ${ends},
              (SELECT count(*)::int FROM waiver_use used WHERE used.waiver_id = waiver.id AND used.used_at < $2),
              (SELECT count(*)::int FROM waiver_evidence evidence WHERE evidence.waiver_id = waiver.id
                 AND evidence.recorded_at < $2)
       FROM waiver CROSS JOIN unnest(person_ids) AS person_id
       WHERE granted_at < $2 AND valid_from < $2 AND ${ends} > $1) AS "right"
     WHERE ($3::uuid IS NULL OR "personId" = $3) AND ($4::uuid IS NULL OR ("personId", id) > ($4, $5::uuid))
     ORDER BY "personId", id LIMIT $6`,
    [from, asOf, of.personId, of.after?.[0] ?? null, of.after?.[1] ?? null, of.limit],
  )) as RightDto[];
}
