import type { ReservationProblem, ReservedDevice } from '@dotation/contracts';
import { decodeCursor, pageOf, sqlOrder, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { codeOf } from '../codes/code.rules.js';
import { progressOf, type Progress } from '../effects/effects.queries.js';
import { handoverError } from '../errors.js';
import { exceptionsOf } from '../exceptions/exceptions.queries.js';
import { lotsOfAllocation } from '../lots/read-lots.queries.js';
import type { Allocation, AllocationLine } from './allocation.rules.js';
import type { AllocationDto, AllocationLineDto, AllocationListItemDto, AllocationsQuery } from './allocations.dto.js';

export interface AllocationRow extends Allocation {
  number: string;
  orgUnitId: string;
  awardIds: string[];
  plannedFor: Date | null;
}

/** The allocation, locked until the commit where `lock` asks for it. */
export async function findAllocation(tx: EntityManager, id: string, lock: 'lock' | 'read'): Promise<AllocationRow> {
  const [row] = (await tx.query(
    `SELECT id, number, status, org_unit_id AS "orgUnitId", award_ids AS "awardIds", planned_for AS "plannedFor",
            proposed_by AS "proposedBy", approval_key AS "approvalKey", in_transit AS "inTransit"
     FROM allocation WHERE id = $1 ${lock === 'lock' ? 'FOR UPDATE' : ''}`,
    [id],
  )) as AllocationRow[];
  if (!row) throw handoverError('allocation-not-found', `There is no allocation ${id}.`);
  return row;
}

/** For `actingOn`: the allocation a command is about, and its answer. */
export const allocationOf = (id: string) => ({
  find: (tx: EntityManager): Promise<AllocationRow> => findAllocation(tx, id, 'read'),
  answer: (tx: EntityManager): Promise<AllocationDto> => readAllocation(tx, id),
});

export async function linesOfAllocation(tx: EntityManager, id: string): Promise<AllocationLine[]> {
  return (await tx.query(
    `SELECT l.id AS "lineId", l.device_id AS "deviceId", l.state,
            (SELECT w.number FROM waybill_line wl JOIN waybill w ON w.id = wl.waybill_id
             WHERE (wl.allocation_line_id = l.id AND wl.state NOT IN ('WITHDRAWN', 'CONFIRMED'))
                -- Reallocated in transit: the goods still travel on the leg of the allocation before.
                OR (l.state = 'RESERVED' AND wl.device_id = l.device_id AND wl.state IN ('OPEN', 'ARRIVED', 'PENDING'))
             ORDER BY wl.id DESC LIMIT 1) AS "onWaybill"
     FROM allocation_line l WHERE l.allocation_id = $1 ORDER BY l.row`,
    [id],
  )) as AllocationLine[];
}

export async function deviceIdsOf(tx: EntityManager, id: string): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT device_id AS "deviceId" FROM allocation_line WHERE allocation_id = $1 ORDER BY row`,
    [id],
  )) as { deviceId: string }[];
  return rows.map(({ deviceId }) => deviceId);
}

/** Writes what the register answered onto the lines: from here on codes resolve to these devices. */
export async function keepSnapshots(
  tx: EntityManager,
  allocationId: string,
  devices: readonly ReservedDevice[],
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE allocation_line l SET state = 'RESERVED', reserved_at = $3, tag = n.tag, tag_code = n.tag_code, serial = n.serial,
            serial_code = n.serial_code, serial_rule = n.serial_rule, kit_id = n.kit_id, kit_tag = n.kit_tag,
            kit_code = n.kit_code, maker = n.maker, model = n.model, category = n.category, condition = n.condition,
            award_ids = n.award_ids, cost_minor = n.cost_minor, currency = n.currency, place_id = n.place_id
     FROM json_to_recordset($2) AS n(device_id uuid, tag text, tag_code text, serial text, serial_code text, serial_rule text,
            kit_id uuid, kit_tag text, kit_code text, maker text, model text, category text, condition text, award_ids uuid[],
            cost_minor bigint, currency text, place_id uuid)
     WHERE l.allocation_id = $1 AND l.device_id = n.device_id AND l.state = 'PROPOSED'`,
    [allocationId, JSON.stringify(devices.map(snapshotOf)), at],
  );
}

function snapshotOf(device: ReservedDevice): object {
  return {
    device_id: device.deviceId,
    tag: device.tag,
    tag_code: codeOf(device.tag),
    serial: device.serial,
    serial_code: device.serial ? codeOf(device.serial) : null,
    serial_rule: device.serialRule,
    kit_id: device.kitId,
    kit_tag: device.kitTag ?? null,
    kit_code: device.kitTag ? codeOf(device.kitTag) : null,
    maker: device.maker,
    model: device.model,
    category: device.category,
    condition: device.condition,
    award_ids: device.awardIds,
    cost_minor: device.costMinor,
    currency: device.currency,
    place_id: device.placeId,
  };
}

/** The register refused: the allocation waits for a better day, or for its cancellation, with the reasons on it. */
export async function backToProposed(
  tx: EntityManager,
  allocationId: string,
  approvalKey: string,
  problems: readonly ReservationProblem[],
): Promise<void> {
  await tx.query(
    `UPDATE allocation SET status = 'PROPOSED', approval = NULL, approval_key = NULL, reserving_since = NULL, problems = $3
     WHERE id = $1 AND status = 'RESERVING' AND approval_key = $2`,
    [allocationId, approvalKey, JSON.stringify(problems)],
  );
}

/** Which allocation holds each of these devices now. */
export async function holdersOf(tx: EntityManager, deviceIds: readonly string[]): Promise<Map<string, string>> {
  const rows = (await tx.query(
    `SELECT device_id AS "deviceId", allocation_id AS "allocationId" FROM allocation_line
     WHERE device_id = ANY($1::uuid[]) AND state = 'RESERVED'`,
    [deviceIds],
  )) as { deviceId: string; allocationId: string }[];
  return new Map(rows.map(({ deviceId, allocationId }) => [deviceId, allocationId]));
}

/** Devices whose reservation another approval is moving at this moment, and on which allocation. */
export async function underReallocation(
  tx: EntityManager,
  exceptId: string,
  deviceIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = (await tx.query(
    `SELECT l.device_id AS "deviceId", a.number FROM allocation_line l JOIN allocation a ON a.id = l.allocation_id
     WHERE l.device_id = ANY($2::uuid[]) AND a.status = 'RESERVING' AND a.in_transit AND a.id <> $1`,
    [exceptId, deviceIds],
  )) as { deviceId: string; number: string }[];
  return new Map(rows.map(({ deviceId, number }) => [deviceId, number]));
}

/** Lines whose reservation had found its end before it could move to this allocation. */
export async function endLines(
  tx: EntityManager,
  allocationId: string,
  ended: readonly { deviceId: string; endReason: string }[],
  at: Date,
): Promise<void> {
  if (ended.length === 0) return;
  await tx.query(
    `UPDATE allocation_line l SET state = 'ENDED', end_reason = n.end_reason, ended_at = $4
     FROM unnest($2::uuid[], $3::text[]) AS n(device_id, end_reason)
     WHERE l.allocation_id = $1 AND l.device_id = n.device_id`,
    [allocationId, ended.map(({ deviceId }) => deviceId), ended.map(({ endReason }) => endReason), at],
  );
}

const listed = `id, number, status, org_unit_id AS "orgUnitId", award_ids AS "awardIds", purpose, planned_for AS "plannedFor",
  in_transit AS "inTransit", proposed_by AS "proposedBy", proposed_at AS "proposedAt", approved_by AS "approvedBy", approved_at AS "approvedAt"`;

export async function readAllocation(tx: EntityManager, id: string): Promise<AllocationDto> {
  const [allocation] = (await tx.query(
    `SELECT ${listed}, vetting_ids AS "vettingIds", due_diligence_ids AS "dueDiligenceIds", problems,
            cancelled_by AS "cancelledBy", cancelled_at AS "cancelledAt", cancel_reason AS "cancelReason"
     FROM allocation WHERE id = $1`,
    [id],
  )) as Omit<AllocationDto, 'lines' | 'lots' | 'exceptions' | 'progress'>[];
  if (!allocation) throw handoverError('allocation-not-found', `There is no allocation ${id}.`);
  const lines = (await tx.query(
    `SELECT id AS "lineId", device_id AS "deviceId", state, end_reason AS "endReason", tag, serial, maker, model, category,
            condition, kit_id AS "kitId", place_id AS "placeId", cost_minor::float8 AS "costMinor", currency
     FROM allocation_line WHERE allocation_id = $1 ORDER BY row`,
    [id],
  )) as AllocationLineDto[];
  const progress = await progressOfAllocation(tx, id, allocation.status, lines);
  return {
    ...allocation,
    lines,
    lots: await lotsOfAllocation(tx, id),
    exceptions: await exceptionsOf(tx, id),
    progress,
  };
}

/** Reservation is a call, so an approved allocation has all its effects; a cancellation waits for the register. */
async function progressOfAllocation(
  tx: EntityManager,
  id: string,
  status: string,
  lines: readonly AllocationLineDto[],
): Promise<Progress> {
  const released = await progressOf(tx, id);
  if (status === 'RESERVING') return { ...released, lines: lines.length, settled: false };
  const reserved = lines.filter(({ state }) => state === 'RESERVED' || state === 'ENDED').length;
  return { ...released, lines: released.lines + reserved, applied: released.applied + reserved };
}

export async function listAllocations(
  tx: EntityManager,
  query: AllocationsQuery,
): Promise<Page<AllocationListItemDto>> {
  const { limit = 50, orgUnitId = null, status = null } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const { follows, direction } = sqlOrder(query);
  const rows = (await tx.query(
    `SELECT ${listed} FROM allocation
     WHERE ($1::uuid IS NULL OR org_unit_id = $1) AND ($2::text IS NULL OR status = $2)
       AND ($3::uuid IS NULL OR id ${follows} $3) AND ($5::text IS NULL OR number = $5)
     ORDER BY id ${direction} LIMIT $4`,
    [orgUnitId, status, after, limit + 1, query.number ?? null],
  )) as AllocationListItemDto[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
