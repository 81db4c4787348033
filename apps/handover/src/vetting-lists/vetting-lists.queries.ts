import { decodeCursor, pageOf, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type {
  VettingRenewalDto,
  VettingRenewalsQuery,
  VettingReviewDto,
  VettingReviewsQuery,
} from './vetting-lists.dto.js';

/** Of each unit and of each person vetted for it, per award, the result in force at $1: a pending nomination changes nothing. */
const inForce = `
  latest AS (
    SELECT DISTINCT ON (org_unit_id, award_id, subject, person_id) *
    FROM vetting WHERE result <> 'PENDING' AND result_at <= $1
    ORDER BY org_unit_id, award_id, subject, person_id, result_at DESC, recorded_at DESC),
  unit AS (
    SELECT DISTINCT ON (id) id, head_person_id, parent_id, name FROM org_unit WHERE valid_from <= $1
    ORDER BY id, valid_from DESC)`;

/** What of an award a unit is being given, and has. */
const goods = `
  SELECT count(*) FILTER (WHERE leg.state IS NULL)::int AS allocated,
         count(*) FILTER (WHERE leg.state = 'OPEN')::int AS "onTheWay",
         count(*) FILTER (WHERE leg.state IN ('ARRIVED', 'PENDING'))::int AS "waitingAtUnit",
         count(*) FILTER (WHERE leg.state = 'ACCEPTED')::int AS held
  FROM allocation a JOIN allocation_line l ON l.allocation_id = a.id
  LEFT JOIN LATERAL (
    SELECT w.state, b.homeward FROM waybill_line w JOIN waybill b ON b.id = w.waybill_id
    WHERE w.allocation_line_id = l.id AND w.state NOT IN ('PLANNED', 'WITHDRAWN', 'CONFIRMED')
    ORDER BY w.id DESC LIMIT 1) AS leg ON true
  WHERE a.org_unit_id = v.org_unit_id AND v.award_id = ANY(l.award_ids) AND leg.homeward IS NOT TRUE
    AND (l.state = 'RESERVED' OR (l.state = 'ENDED' AND leg.state IS NOT NULL))`;

export async function listRenewals(
  tx: EntityManager,
  query: VettingRenewalsQuery,
  now: Date,
): Promise<Page<VettingRenewalDto>> {
  const { limit = 50, within = 60 } = query;
  const [validUntil = null, id = null] = decodeCursor(query.after, ['time', 'uuid']) ?? [];
  const rows = (await tx.query(
    `WITH ${inForce}
     SELECT v.id AS "vettingId", v.org_unit_id AS "orgUnitId", v.subject, v.person_id AS "personId", v.award_id AS "awardId",
            v.valid_until AS "validUntil",
            EXISTS (SELECT FROM vetting p WHERE p.result = 'PENDING' AND p.result_at BETWEEN v.result_at AND $1
                    AND (p.org_unit_id, p.award_id, p.subject) = (v.org_unit_id, v.award_id, v.subject)
                    AND p.person_id IS NOT DISTINCT FROM v.person_id) AS "renewalPending",
            goods.*
     FROM latest v JOIN unit u ON u.id = v.org_unit_id CROSS JOIN LATERAL (${goods}) AS goods
     WHERE v.result = 'APPROVED' AND v.valid_until < $1::timestamptz + make_interval(days => $2::int)
       AND (v.subject = 'UNIT' OR v.person_id = u.head_person_id)
       AND ($3::timestamptz IS NULL OR (v.valid_until, v.id) > ($3, $4::uuid))
     ORDER BY v.valid_until, v.id LIMIT $5`,
    [now, within, validUntil, id, limit + 1],
  )) as (Omit<VettingRenewalDto, 'validUntil'> & { validUntil: Date })[];
  return pageOf(
    rows,
    limit,
    (row) => [row.validUntil.toISOString(), row.vettingId],
    (row) => ({ ...row, validUntil: row.validUntil.toISOString() }),
  );
}

/** Domain §2.7: what became of a unit after it was approved. A flag for people; the gate asks each commander's own vetting. */
export async function listReviews(
  tx: EntityManager,
  query: VettingReviewsQuery,
  now: Date,
): Promise<Page<VettingReviewDto>> {
  const { limit = 50 } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const rows = (await tx.query(
    `WITH ${inForce}
     SELECT * FROM (
       SELECT v.id AS "vettingId", v.org_unit_id AS "orgUnitId", v.award_id AS "awardId", v.result_at AS "resultAt",
              array_remove(ARRAY[
                CASE WHEN u.head_person_id IS DISTINCT FROM before.head_person_id THEN 'COMMANDER_CHANGED' END,
                CASE WHEN u.parent_id IS DISTINCT FROM before.parent_id THEN 'MOVED' END,
                CASE WHEN u.name IS DISTINCT FROM before.name THEN 'RENAMED' END,
                CASE WHEN EXISTS (SELECT FROM org_unit o WHERE v.org_unit_id = ANY(o.predecessor_ids)
                                  AND o.valid_from > v.result_at AND o.valid_from <= $1) THEN 'SPLIT_OR_MERGED' END
              ], NULL) AS reasons,
              goods.*
       FROM latest v JOIN unit u ON u.id = v.org_unit_id
       CROSS JOIN LATERAL (
         SELECT head_person_id, parent_id, name FROM org_unit o WHERE o.id = v.org_unit_id
         ORDER BY o.valid_from <= v.result_at DESC, CASE WHEN o.valid_from <= v.result_at THEN o.valid_from END DESC,
                  o.valid_from LIMIT 1) AS before
       CROSS JOIN LATERAL (${goods}) AS goods
       WHERE v.subject = 'UNIT' AND v.result = 'APPROVED') AS flagged
     WHERE cardinality(reasons) > 0 AND ($2::uuid IS NULL OR "vettingId" > $2) ORDER BY "vettingId" LIMIT $3`,
    [now, after, limit + 1],
  )) as VettingReviewDto[];
  return pageOf(
    rows,
    limit,
    ({ vettingId }) => [vettingId],
    (row) => row,
  );
}
