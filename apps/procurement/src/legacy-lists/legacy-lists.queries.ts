import type { LegacyApprovedLine } from '@dotation/contracts';
import { decodeCursor, pageOf } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { arrayLiteral } from '../receipts/array-literal.rules.js';
import type { LegacyHead, Named, Unit } from './legacy-list.rules.js';
import type { LegacyListDto, LegacyListsQuery, LegacyRowDto, LegacyRowsQuery } from './legacy-lists.dto.js';

export interface KeptRow {
  row: number;
  line: number | null;
  cells: Record<string, string>;
  read: Record<string, unknown>;
}

export interface KeptList {
  id: string;
  number: string;
  head: LegacyHead;
  listSha256: string;
  sheet: string | null;
  importedBy: string;
  decision: string | null;
}

export async function insertList(
  tx: EntityManager,
  list: Omit<KeptList, 'decision'> & { devices: number; recordedAt: Date },
  rows: readonly KeptRow[],
): Promise<void> {
  const { id, number, head, listSha256, sheet, importedBy, devices, recordedAt } = list;
  await tx.query(
    `INSERT INTO legacy_list (id, number, head, org_unit_id, place_id, list_sha256, sheet, rows, devices, imported_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, number, JSON.stringify(head), head.orgUnitId, head.placeId, listSha256, sheet, rows.length, devices],
      ...[importedBy, recordedAt],
    ],
  );
  await tx.query(
    `INSERT INTO legacy_row (list_id, row, line, cells, read)
     SELECT $1, row, line, cells, read FROM json_to_recordset($2::json) AS n(row int, line int, cells jsonb, read jsonb)`,
    [id, JSON.stringify(rows)],
  );
}

const head = `SELECT id, number, head, list_sha256 AS "listSha256", sheet, imported_by AS "importedBy", decision FROM legacy_list
  WHERE id = $1`;

export async function lockList(tx: EntityManager, id: string): Promise<KeptList> {
  return found(await tx.query<KeptList[]>(`${head} FOR UPDATE`, [id]));
}

export async function listHead(tx: EntityManager, id: string): Promise<KeptList> {
  return found(await tx.query<KeptList[]>(head, [id]));
}

function found<T>([list]: T[]): T {
  if (list === undefined) throw procurementError('legacy-list-not-found');
  return list;
}

export function rowsOfList(tx: EntityManager, id: string): Promise<KeptRow[]> {
  return tx.query<KeptRow[]>(`SELECT row, line, cells, read FROM legacy_row WHERE list_id = $1 ORDER BY row`, [id]);
}

export async function decide(
  tx: EntityManager,
  id: string,
  decision: { kind: 'APPROVED' | 'REFUSED'; by: string; at: Date; reason: string | null },
): Promise<void> {
  await tx.query(
    `UPDATE legacy_list SET decision = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1 AND decision IS NULL`,
    [id, decision.kind, decision.by, decision.at, decision.reason],
  );
}

export async function insertDevices(
  tx: EntityManager,
  id: string,
  lines: readonly LegacyApprovedLine[],
): Promise<void> {
  const column = (pick: (line: LegacyApprovedLine) => string | number | null): string => arrayLiteral(lines.map(pick));
  await tx.query(
    `INSERT INTO legacy_device (list_id, line_id, row, device_id, catalogue_item_id, serial, acquired_on)
     SELECT $1, new.* FROM unnest($2::uuid[], $3::int[], $4::uuid[], $5::uuid[], $6::text[], $7::date[]) AS new`,
    [
      id,
      column(({ lineId }) => lineId),
      column(({ source }) => source.row),
      column(({ deviceId }) => deviceId),
      column(({ catalogueItemId }) => catalogueItemId),
      column(({ identifiers }) => identifiers.find(({ type }) => type === 'MFR_SERIAL')?.value ?? null),
      column(({ acquisitionDate }) => acquisitionDate ?? null),
    ],
  );
}

/** Units by the codes that rows name, with the place each lies in today, and awards by their numbers. */
export async function namedBy(tx: EntityManager, codes: readonly string[], fains: readonly string[]): Promise<Named> {
  const units = await tx.query<(Unit & { code: string })[]>(
    `SELECT k.id, k.code, n.within_id AS "placeId" FROM known_reference k
     LEFT JOIN scope_node_today n ON n.id = k.id WHERE k.kind = 'UNIT' AND k.code = ANY($1::text[])`,
    [codes],
  );
  const awards = await tx.query<{ id: string; fain: string }[]>(
    `SELECT id, fain FROM award WHERE fain = ANY($1::text[])`,
    [fains],
  );
  return {
    units: new Map(units.map(({ code, id, placeId }) => [code, { id, placeId }])),
    awards: new Map(awards.map(({ id, fain }) => [fain, id])),
  };
}

const instant = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
const shown = `SELECT l.id, l.number, coalesce(l.decision, 'PENDING') AS status, l.head ->> 'origin' AS origin,
    l.org_unit_id AS "orgUnitId", l.place_id AS "placeId", l.head ->> 'title' AS title, l.head ->> 'use' AS "use",
    l.head ->> 'currency' AS currency, l.head -> 'reasons' AS reasons, l.list_sha256 AS "listSha256", l.sheet, l.rows, l.devices,
    l.imported_by AS "importedBy", to_char(l.recorded_at AT TIME ZONE 'UTC', '${instant}') AS "recordedAt",
    l.decided_by AS "decidedBy", to_char(l.decided_at AT TIME ZONE 'UTC', '${instant}') AS "decidedAt", l.reason,
    (SELECT o.number FROM legacy_list o
     WHERE o.list_sha256 = l.list_sha256 AND o.id <> l.id AND o.decision IS DISTINCT FROM 'REFUSED'
     ORDER BY o.id LIMIT 1) AS "sameAs",
    json_build_object('applied', came.applied, 'refused', came.refused, 'waiting', came.waiting) AS register
  FROM legacy_list l, LATERAL (
    SELECT count(*) FILTER (WHERE register = 'REGISTERED')::int AS applied,
           count(*) FILTER (WHERE register = 'REFUSED')::int AS refused,
           count(*) FILTER (WHERE register = 'WAITING')::int AS waiting
    FROM legacy_device WHERE list_id = l.id) AS came`;

export async function listById(tx: EntityManager, id: string): Promise<LegacyListDto> {
  return found(await tx.query<LegacyListDto[]>(`${shown} WHERE l.id = $1`, [id]));
}

export async function listPage(tx: EntityManager, query: LegacyListsQuery): Promise<Page<LegacyListDto>> {
  const { limit = 50, after, status } = query;
  const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
  const rows = await tx.query<LegacyListDto[]>(
    `${shown} WHERE ($1::uuid IS NULL OR l.id > $1) AND ($2::text IS NULL OR coalesce(l.decision, 'PENDING') = $2)
     ORDER BY l.id LIMIT $3`,
    [afterId, status ?? null, limit + 1],
  );
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}

/** The rows as they were read, with what the register made of each. */
export async function rowPage(tx: EntityManager, id: string, query: LegacyRowsQuery): Promise<Page<LegacyRowDto>> {
  const { limit = 50, after } = query;
  const [afterRow] = decodeCursor(after, ['number']) ?? [0];
  const rows = await tx.query<LegacyRowDto[]>(
    `SELECT r.row, r.line, r.cells, r.read,
       (SELECT coalesce(json_agg(json_build_object('deviceId', d.device_id, 'register', d.register, 'code', d.register_code,
          'detail', d.register_detail, 'existingDeviceId', d.existing_device_id) ORDER BY d.line_id), '[]')
        FROM legacy_device d WHERE d.list_id = r.list_id AND d.row = r.row) AS devices
     FROM legacy_row r WHERE r.list_id = $1 AND r.row > $2 ORDER BY r.row LIMIT $3`,
    [id, afterRow, limit + 1],
  );
  return pageOf(
    rows,
    limit,
    ({ row }) => [row],
    (row) => row,
  );
}
