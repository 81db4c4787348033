import { decodeCursor, pageOf, uuidv7, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { workingDaysFrom, type Reserve, type SaidLifting } from './reserve.rules.js';
import type { FinalReceptionDto, ReceptionDueDto, ReceptionsDueQuery, ReserveDto } from './reserves.dto.js';

export async function insertReserves(
  tx: EntityManager,
  { id, receiptId }: { id: string; receiptId: string },
  reserves: readonly Reserve[],
): Promise<void> {
  await tx.query(
    `INSERT INTO inspection_reserve (id, inspection_id, goods_receipt_id, row, line_id, detail, due_on)
     SELECT id, $1, $2, row, "lineId", detail, "dueOn"
     FROM json_to_recordset($3::json) AS n(id uuid, row integer, "lineId" uuid, detail text, "dueOn" date)`,
    [id, receiptId, JSON.stringify(reserves.map((reserve) => ({ id: uuidv7(), ...reserve })))],
  );
}

export async function reservesOf(tx: EntityManager, inspectionId: string): Promise<ReserveDto[]> {
  return (await tx.query(
    `SELECT row, line_id AS "lineId", detail, due_on::text AS "dueOn", note, document_sha256 AS "documentSha256"
     FROM inspection_reserve WHERE inspection_id = $1 ORDER BY row`,
    [inspectionId],
  )) as ReserveDto[];
}

export async function finalReceptionOf(tx: EntityManager, inspectionId: string): Promise<FinalReceptionDto | null> {
  const [found] = (await tx.query(
    `SELECT id, number, committee, held_on::text AS "heldOn", closed_by AS "closedBy",
            remote_witness_id AS "remoteWitnessId", waiver_ids AS "waiverIds", recorded_at AS "recordedAt"
     FROM final_reception WHERE inspection_id = $1`,
    [inspectionId],
  )) as FinalReceptionDto[];
  return found ?? null;
}

export interface NewFinalReception {
  id: string;
  number: string;
  receiptId: string;
  inspectionId: string;
  committee: string[];
  heldOn: string;
  closedBy: string;
  remoteWitnessId: string | null;
  waiverIds: string[];
  recordedAt: Date;
  ruleValues: Record<string, number>;
}

export async function insertFinalReception(
  tx: EntityManager,
  made: NewFinalReception,
  lifted: readonly SaidLifting[],
): Promise<void> {
  await tx.query(
    `INSERT INTO final_reception (id, number, goods_receipt_id, inspection_id, committee, held_on, closed_by, remote_witness_id,
       waiver_ids, recorded_at, rule_values)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[made.id, made.number, made.receiptId, made.inspectionId, made.committee, made.heldOn, made.closedBy],
      ...[made.remoteWitnessId, made.waiverIds, made.recordedAt, JSON.stringify(made.ruleValues)],
    ],
  );
  await tx.query(
    `UPDATE inspection_reserve r SET lifted_by = $2, note = n.note, document_sha256 = n."documentSha256"
     FROM json_to_recordset($3::json) AS n(row integer, note text, "documentSha256" text)
     WHERE r.inspection_id = $1 AND r.row = n.row`,
    [made.inspectionId, made.id, JSON.stringify(lifted)],
  );
}

/** The devices of a receipt that its inspection accepted. */
export async function acceptedDevices(
  tx: EntityManager,
  receiptId: string,
): Promise<{ lineId: string; deviceId: string }[]> {
  return (await tx.query(
    `SELECT id AS "lineId", device_id AS "deviceId" FROM goods_receipt_line
     WHERE goods_receipt_id = $1 AND inspection_result = 'ACCEPTED' AND device_id IS NOT NULL ORDER BY place`,
    [receiptId],
  )) as { lineId: string; deviceId: string }[];
}

type Due = Omit<ReceptionDueDto, 'dueOn' | 'overdue'> & { day: string };

/**
 * §8.5: what a reception committee has still to do: receipts that nobody inspected, due some working days after they came,
 * and reserves that nobody lifted.
 */
export async function receptionsDue(
  tx: EntityManager,
  query: ReceptionsDueQuery,
  { today, inspectionDays }: { today: string; inspectionDays: number },
): Promise<Page<ReceptionDueDto>> {
  const { limit = 50, kind = null, overdue } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  // Whatever came before this day had to be inspected before today.
  const inspectedBefore = workingDaysFrom(today, -inspectionDays);
  const rows = (await tx.query(
    `SELECT * FROM (
       SELECT 'INSPECTION' AS kind, r.id, r.id AS "receiptId", r.number AS "receiptNumber", NULL::uuid AS "inspectionId",
              NULL AS "inspectionNumber", NULL::int AS row, NULL::uuid AS "lineId", NULL AS detail,
              (r.received_at AT TIME ZONE 'UTC')::date::text AS day,
              (r.received_at AT TIME ZONE 'UTC')::date < $2::date AS late
       FROM goods_receipt r WHERE NOT EXISTS (SELECT FROM inspection i WHERE i.goods_receipt_id = r.id)
         AND EXISTS (SELECT FROM goods_receipt_line l WHERE l.goods_receipt_id = r.id AND l.register <> 'REFUSED')
       UNION ALL
       SELECT 'RESERVE', o.id, o.goods_receipt_id, r.number, o.inspection_id, i.number, o.row, o.line_id, o.detail,
              o.due_on::text, o.due_on < $3::date
       FROM inspection_reserve o JOIN inspection i ON i.id = o.inspection_id JOIN goods_receipt r ON r.id = o.goods_receipt_id
       WHERE o.lifted_by IS NULL) AS due
     WHERE ($1::uuid IS NULL OR id > $1) AND ($4::text IS NULL OR kind = $4) AND ($5::boolean IS NULL OR late = $5)
     ORDER BY id LIMIT $6`,
    [after, inspectedBefore, today, kind, overdue ?? null, limit + 1],
  )) as (Due & { late: boolean })[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    ({ day, late, ...row }) => ({
      ...row,
      dueOn: row.kind === 'INSPECTION' ? workingDaysFrom(day, inspectionDays) : day,
      overdue: late,
    }),
  );
}
