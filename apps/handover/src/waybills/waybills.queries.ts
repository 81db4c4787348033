import { decodeCursor, pageOf, sqlOrder, rolesOfCaller, unlimitedRolesOfCaller, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { LineState } from '../consignments/consignment.rules.js';
import { progressOf } from '../effects/effects.queries.js';
import { handoverError } from '../errors.js';
import { exceptionsOf } from '../exceptions/exceptions.queries.js';
import { lotsOfWaybill } from '../lots/read-lots.queries.js';
import type { Waybill } from './dispatch.rules.js';
import { readsPlans } from './reader.rules.js';
import type { WaybillDto, WaybillLineDto, WaybillListItemDto, WaybillsQuery } from './waybills.dto.js';

export interface WaybillRow extends Waybill {
  fromPlaceId: string;
  toPlaceId: string;
  toOrgUnitId: string;
  carrierId: string;
  driverId: string;
  vehiclePlate: string;
  seals: string[];
  officerUnitId: string;
  officerPersonId: string;
  eta: Date | null;
}

/** The waybill; locked until the commit where `lock` asks for it, always after the locks on its lines. */
export async function findWaybill(tx: EntityManager, id: string, lock: 'lock' | 'read'): Promise<WaybillRow> {
  const [row] = (await tx.query(
    `SELECT id, number, status, purpose, homeward, reason, approved_by AS "approvedBy", from_place_id AS "fromPlaceId",
            to_place_id AS "toPlaceId", to_org_unit_id AS "toOrgUnitId", carrier_id AS "carrierId", driver_id AS "driverId",
            vehicle_plate AS "vehiclePlate", seals, officer_unit_id AS "officerUnitId",
            officer_person_id AS "officerPersonId", eta
     FROM waybill WHERE id = $1 ${lock === 'lock' ? 'FOR UPDATE' : ''}`,
    [id],
  )) as WaybillRow[];
  if (!row) throw handoverError('waybill-not-found', `There is no waybill ${id}.`);
  return row;
}

/** For `actingOn`: the waybill a command is about, and its answer. */
export const waybillOf = (id: string) => ({
  find: (tx: EntityManager): Promise<WaybillRow> => findWaybill(tx, id, 'read'),
  answer: (tx: EntityManager): Promise<WaybillDto> => readWaybill(tx, id),
});

export interface WaybillLineRow {
  lineId: string;
  deviceId: string;
  state: LineState;
  tagCode: string;
  serialCode: string | null;
  conditionOut: string | null;
  carton: string | null;
}

export async function linesOfWaybill(tx: EntityManager, id: string): Promise<WaybillLineRow[]> {
  return (await tx.query(
    `SELECT l.id AS "lineId", l.device_id AS "deviceId", l.state, a.tag_code AS "tagCode", a.serial_code AS "serialCode",
            l.condition_out AS "conditionOut", l.carton
     FROM waybill_line l JOIN allocation_line a ON a.id = l.allocation_line_id WHERE l.waybill_id = $1 ORDER BY l.row`,
    [id],
  )) as WaybillLineRow[];
}

/** Devices of allocations that have not left with any waybill, in the order of their papers. */
export async function inStoreOf(tx: EntityManager, allocationIds: readonly string[]): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT l.device_id AS "deviceId" FROM allocation_line l JOIN allocation a ON a.id = l.allocation_id AND NOT a.in_transit
     WHERE l.allocation_id = ANY($1::uuid[]) AND l.state = 'RESERVED' AND NOT EXISTS (
       SELECT FROM waybill_line w WHERE w.allocation_line_id = l.id AND w.state <> 'WITHDRAWN')
     ORDER BY l.allocation_id, l.row`,
    [allocationIds],
  )) as { deviceId: string }[];
  return rows.map(({ deviceId }) => deviceId);
}

export async function travellingWith(tx: EntityManager, waybillId: string): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT device_id AS "deviceId" FROM waybill_line WHERE waybill_id = $1 AND state = 'OPEN' ORDER BY row`,
    [waybillId],
  )) as { deviceId: string }[];
  return rows.map(({ deviceId }) => deviceId);
}

const listed = `w.id, w.number, w.status, w.purpose, w.reason, w.origin_waybill_id AS "originWaybillId",
  w.from_place_id AS "fromPlaceId", w.to_place_id AS "toPlaceId", w.to_org_unit_id AS "toOrgUnitId",
  w.carrier_id AS "carrierId", w.driver_id AS "driverId", w.vehicle_plate AS "vehiclePlate", w.seals,
  json_build_object('orgUnitId', w.officer_unit_id, 'personId', w.officer_person_id) AS officer, w.eta,
  w.drafted_by AS "draftedBy", w.approved_by AS "approvedBy", w.dispatched_by AS "dispatchedBy",
  w.released_by AS "releasedBy", w.departed_at AS "departedAt", w.closed_at AS "closedAt", w.close_reason AS "closeReason",
  w.claim_reference AS "claimReference"`;

/** Whether the caller of this transaction reads what has not left. */
export const plansAreRead = (tx: EntityManager): boolean => readsPlans(rolesOfCaller(tx), unlimitedRolesOfCaller(tx));

/** What has not left is for those who plan it; what goes back, for the unit that gives it away too. */
export const mayBeRead = (plans: string): string => `(${plans} OR w.departed_at IS NOT NULL OR w.purpose = 'RETURN')`;

export async function readWaybill(tx: EntityManager, id: string): Promise<WaybillDto> {
  const [waybill] = (await tx.query(
    `SELECT ${listed}, w.signatures, ARRAY(SELECT a.id FROM arrival a WHERE a.waybill_id = w.id ORDER BY a.id) AS arrivals
     FROM waybill w WHERE w.id = $1 AND ${mayBeRead('$2')}`,
    [id, plansAreRead(tx)],
  )) as Omit<WaybillDto, 'lines' | 'lots' | 'exceptions' | 'progress'>[];
  if (!waybill) throw handoverError('waybill-not-found', `There is no waybill ${id}.`);
  const lines = (await tx.query(
    `SELECT l.id AS "lineId", l.device_id AS "deviceId", l.state, l.outcome, a.tag, a.serial, a.maker, a.model,
            a.kit_id AS "kitId", l.condition_out AS "conditionOut", l.carton, l.arrived_at AS "arrivedAt",
            l.handover_id AS "handoverId"
     FROM waybill_line l JOIN allocation_line a ON a.id = l.allocation_line_id WHERE l.waybill_id = $1 ORDER BY l.row`,
    [id],
  )) as WaybillLineDto[];
  const lots = await lotsOfWaybill(tx, id);
  return { ...waybill, lines, lots, exceptions: await exceptionsOf(tx, id), progress: await progressOf(tx, id) };
}

export async function listWaybills(tx: EntityManager, query: WaybillsQuery): Promise<Page<WaybillListItemDto>> {
  const { limit = 50, status = null, purpose = null, orgUnitId = null, deviceId = null } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const { follows, direction } = sqlOrder(query);
  const rows = (await tx.query(
    `SELECT ${listed} FROM waybill w
     WHERE ($1::text IS NULL OR w.status = $1) AND ($2::text IS NULL OR w.purpose = $2)
       AND ($3::uuid IS NULL OR w.to_org_unit_id = $3)
       AND ($4::uuid IS NULL OR w.id IN (SELECT waybill_id FROM waybill_line WHERE device_id = $4))
       AND ($5::uuid IS NULL OR w.id ${follows} $5) AND ($8::text IS NULL OR w.number = $8)
       AND ${mayBeRead('$7')}
     ORDER BY w.id ${direction} LIMIT $6`,
    [status, purpose, orgUnitId, deviceId, after, limit + 1, plansAreRead(tx), query.number ?? null],
  )) as WaybillListItemDto[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
