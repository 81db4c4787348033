import type { EntityManager } from 'typeorm';
import type { Leg, LineState, Standing } from './consignment.rules.js';

/**
 * Takes the lines of these devices for this transaction: waybill lines, then allocation lines, each by device id. Every
 * command that moves lines comes through here first, so that two phones at once wait for each other and never for ever.
 */
export async function lockDevices(tx: EntityManager, deviceIds: readonly string[]): Promise<void> {
  if (deviceIds.length === 0) return;
  await tx.query(`SELECT FROM waybill_line WHERE device_id = ANY($1::uuid[]) ORDER BY device_id, id FOR UPDATE`, [
    deviceIds,
  ]);
  await tx.query(`SELECT FROM allocation_line WHERE device_id = ANY($1::uuid[]) ORDER BY device_id, id FOR UPDATE`, [
    deviceIds,
  ]);
}

/** Which of these devices are on a paper that the caller may see; the others are not known to him. */
export async function devicesInScope(tx: EntityManager, deviceIds: readonly string[]): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT id FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, n)
     WHERE EXISTS (SELECT FROM allocation_line WHERE device_id = asked.id)
        OR EXISTS (SELECT FROM waybill_line WHERE device_id = asked.id)
     ORDER BY n`,
    [deviceIds],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** What is known of each of these devices; devices that were never reserved are not known here. */
export async function standingsOf(tx: EntityManager, deviceIds: readonly string[]): Promise<Map<string, Standing>> {
  if (deviceIds.length === 0) return new Map();
  const standings = (await tx.query(
    `SELECT DISTINCT ON (l.device_id)
            l.device_id AS "deviceId", l.id AS "allocationLineId", l.tag, l.tag_code AS "tagCode", l.serial,
            l.serial_code AS "serialCode", l.serial_rule AS "serialRule", l.kit_id AS "kitId", l.kit_tag AS "kitTag", l.maker, l.model, l.condition,
            l.award_ids AS "awardIds", l.cost_minor::float8 AS "costMinor", l.currency,
            CASE WHEN l.state = 'RESERVED' THEN json_build_object(
              'allocationId', l.allocation_id, 'allocationLineId', l.id, 'orgUnitId', a.org_unit_id) END AS "reservedFor"
     FROM allocation_line l JOIN allocation a ON a.id = l.allocation_id
     WHERE l.device_id = ANY($1::uuid[]) AND l.tag IS NOT NULL
     ORDER BY l.device_id, (l.state = 'RESERVED') DESC, l.reserved_at DESC`,
    [deviceIds],
  )) as Standing[];
  const legs = await legsOf(tx, deviceIds);
  const awaiting = await awaitingDispatch(tx, deviceIds);
  return new Map(
    standings.map((standing) => [
      standing.deviceId,
      { ...standing, legs: legs.get(standing.deviceId) ?? [], awaitsDispatch: awaiting.get(standing.deviceId) ?? null },
    ]),
  );
}

async function legsOf(tx: EntityManager, deviceIds: readonly string[]): Promise<Map<string, Leg[]>> {
  const rows = (await tx.query(
    `SELECT l.device_id AS "deviceId", l.id AS "lineId", l.allocation_line_id AS "allocationLineId",
            l.waybill_id AS "waybillId", w.number AS "waybillNumber", w.purpose,
            w.homeward, l.state, w.to_org_unit_id AS "toOrgUnitId", w.to_place_id AS "toPlaceId",
            w.officer_unit_id AS "officerUnitId", w.officer_person_id AS "officerPersonId", w.approved_by AS "approvedBy",
            w.dispatched_by AS "dispatchedBy", w.released_by AS "releasedBy", w.departed_at AS "departedAt",
            l.arrived_at AS "arrivedAt", l.outcome, l.handover_id AS "handoverId", l.signed_at AS "signedAt"
     FROM waybill_line l JOIN waybill w ON w.id = l.waybill_id
     WHERE l.device_id = ANY($1::uuid[]) AND l.state NOT IN ('WITHDRAWN', 'CONFIRMED')
     ORDER BY l.device_id, w.dispatched_at DESC NULLS FIRST, l.id DESC`,
    [deviceIds],
  )) as (Leg & { deviceId: string })[];
  return groupedByDevice(rows);
}

async function awaitingDispatch(
  tx: EntityManager,
  deviceIds: readonly string[],
): Promise<Map<string, NonNullable<Standing['awaitsDispatch']>>> {
  const rows = (await tx.query(
    `SELECT l.device_id AS "deviceId", l.handover_id AS "handoverId", h.org_unit_id AS "orgUnitId", l.outcome,
            h.signed_at AS "signedAt"
     FROM handover_line l JOIN handover h ON h.id = l.handover_id
     WHERE l.device_id = ANY($1::uuid[]) AND l.effect = 'PENDING' AND l.waybill_line_id IS NULL AND l.completed_at IS NULL`,
    [deviceIds],
  )) as (NonNullable<Standing['awaitsDispatch']> & { deviceId: string })[];
  return new Map(rows.map(({ deviceId, ...awaits }) => [deviceId, awaits]));
}

function groupedByDevice<T extends { deviceId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.deviceId);
    if (group) group.push(row);
    else groups.set(row.deviceId, [row]);
  }
  return groups;
}

/** What a document says of a waybill line from now on; fields left out stay as they are. */
export interface LineChange {
  lineId: string;
  state: LineState;
  arrivedAt?: Date;
  arrivalId?: string;
  outcome?: string;
  handoverId?: string;
  signedAt?: Date;
}

/** One statement for all lines; the caller holds their locks. */
export async function changeLines(tx: EntityManager, changes: readonly LineChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `UPDATE waybill_line l SET state = n.state, arrived_at = coalesce(n.arrived_at, l.arrived_at),
            arrival_id = coalesce(n.arrival_id, l.arrival_id), outcome = coalesce(n.outcome, l.outcome),
            handover_id = coalesce(n.handover_id, l.handover_id), signed_at = coalesce(n.signed_at, l.signed_at)
     FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::text[], $6::uuid[], $7::timestamptz[])
       AS n(id, state, arrived_at, arrival_id, outcome, handover_id, signed_at)
     WHERE l.id = n.id`,
    [
      changes.map(({ lineId }) => lineId),
      changes.map(({ state }) => state),
      changes.map(({ arrivedAt }) => arrivedAt ?? null),
      changes.map(({ arrivalId }) => arrivalId ?? null),
      changes.map(({ outcome }) => outcome ?? null),
      changes.map(({ handoverId }) => handoverId ?? null),
      changes.map(({ signedAt }) => signedAt ?? null),
    ],
  );
}

/** Acceptance, loss, return or a reallocation ends the reservation of a device. */
export async function endAllocationLines(
  tx: EntityManager,
  deviceIds: readonly string[],
  reason: 'ACCEPTED' | 'LOST' | 'RETURNED' | 'REALLOCATED',
  at: Date,
): Promise<void> {
  if (deviceIds.length === 0) return;
  await tx.query(
    `UPDATE allocation_line SET state = 'ENDED', end_reason = $2, ended_at = $3
     WHERE device_id = ANY($1::uuid[]) AND state = 'RESERVED'`,
    [deviceIds, reason, at],
  );
}

/** The devices that may be meant by these codes (as `codeOf` writes them), known from any reservation. */
export async function devicesWithCodes(tx: EntityManager, codes: readonly string[]): Promise<Map<string, string[]>> {
  const rows = (await tx.query(
    `SELECT code, array_agg(DISTINCT device_id) AS "deviceIds" FROM (
       SELECT tag_code AS code, device_id FROM allocation_line WHERE tag_code = ANY($1::text[])
       UNION ALL
       SELECT serial_code, device_id FROM allocation_line WHERE serial_code = ANY($1::text[])) AS found
     GROUP BY code`,
    [codes],
  )) as { code: string; deviceIds: string[] }[];
  return new Map(rows.map(({ code, deviceIds }) => [code, deviceIds]));
}

/** The devices of these models (in small letters) that ever were on these waybills. */
export async function devicesOnWaybills(
  tx: EntityManager,
  waybillIds: readonly string[],
  models: readonly string[],
): Promise<{ waybillId: string; deviceId: string }[]> {
  if (waybillIds.length === 0) return [];
  return (await tx.query(
    `SELECT l.waybill_id AS "waybillId", l.device_id AS "deviceId"
     FROM waybill_line l JOIN allocation_line a ON a.id = l.allocation_line_id
     WHERE l.waybill_id = ANY($1::uuid[]) AND lower(a.model) = ANY($2::text[]) AND l.state NOT IN ('WITHDRAWN', 'CONFIRMED')
     ORDER BY l.waybill_id, l.row`,
    [waybillIds, models],
  )) as { waybillId: string; deviceId: string }[];
}

/** The components of kits read by id or by tag. */
export async function devicesOfKits(
  tx: EntityManager,
  kitIds: readonly string[],
  kitCodes: readonly string[],
): Promise<{ kitId: string; kitCode: string | null; deviceId: string }[]> {
  return (await tx.query(
    `SELECT DISTINCT kit_id AS "kitId", kit_code AS "kitCode", device_id AS "deviceId" FROM allocation_line
     WHERE kit_id IS NOT NULL AND tag IS NOT NULL AND (kit_id = ANY($1::uuid[]) OR kit_code = ANY($2::text[]))`,
    [kitIds, kitCodes],
  )) as { kitId: string; kitCode: string | null; deviceId: string }[];
}
