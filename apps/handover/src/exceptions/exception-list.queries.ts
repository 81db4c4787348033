import type { EntityManager } from 'typeorm';
import type { ExceptionDto } from '../documents/answers.dto.js';

export interface ExceptionFilter {
  documentId?: string;
  deviceId?: string;
  code?: string;
  open?: boolean;
  after: string | null;
  limit: number;
  audiences: string[];
  now: Date;
  unacknowledgedDays: number;
  graceDays: number;
  countersignDays: number;
}

const columns = `id, document_id AS "documentId", waybill_id AS "waybillId", device_id AS "deviceId", code, detail,
  opened_at AS "openedAt", closed_at AS "closedAt", close_note AS "closeNote"`;

/**
 * Opened exceptions, and those that only time has made: goods that nobody acknowledged (CR-25), waybills overdue (AM-20), PVs
 * that nobody counter-signed (AM-2). The latter have the id of the line, waybill or PV they speak of and are always open.
 */
export async function listedExceptions(tx: EntityManager, filter: ExceptionFilter): Promise<ExceptionDto[]> {
  return (await tx.query(
    `SELECT ${columns} FROM (
       SELECT id, document_id, waybill_id, device_id, code, detail, opened_at, closed_at, close_note
       FROM exception WHERE audience = ANY($7::text[])
       UNION ALL
       SELECT l.id, l.waybill_id, l.waybill_id, l.device_id, 'UNACKNOWLEDGED',
              'Arrived, and nobody has signed for it for ' || $8::int || ' days.',
              l.arrived_at + make_interval(days => $8::int), NULL, NULL
       FROM waybill_line l WHERE l.state = 'ARRIVED' AND l.arrived_at + make_interval(days => $8::int) < $6
       UNION ALL
       SELECT w.id, w.id, w.id, NULL, 'OVERDUE', w.number || ' is more than ' || $9::int || ' days late.',
              w.eta + make_interval(days => $9::int), NULL, NULL
       FROM waybill w WHERE w.status = 'DISPATCHED' AND w.eta + make_interval(days => $9::int) < $6
         AND EXISTS (SELECT FROM waybill_line l WHERE l.waybill_id = w.id AND l.state = 'OPEN')
       UNION ALL
       SELECT h.id, h.id, NULL, NULL, 'NOT_COUNTERSIGNED', h.number || ' has waited more than ' || $10::int || ' days.',
              h.signed_at + make_interval(days => $10::int), NULL, NULL
       FROM handover h WHERE h.status = 'PROVISIONAL' AND h.signed_at + make_interval(days => $10::int) < $6
     ) AS exception
     WHERE ($1::uuid IS NULL OR document_id = $1 OR waybill_id = $1) AND ($2::uuid IS NULL OR device_id = $2)
       AND ($3::text IS NULL OR code = $3) AND ($4::boolean IS NULL OR (closed_at IS NULL) = $4) AND ($5::uuid IS NULL OR id > $5)
     ORDER BY id LIMIT $11`,
    [
      filter.documentId ?? null,
      filter.deviceId ?? null,
      filter.code ?? null,
      filter.open ?? null,
      filter.after,
      filter.now,
      filter.audiences,
      filter.unacknowledgedDays,
      filter.graceDays,
      filter.countersignDays,
      filter.limit,
    ],
  )) as ExceptionDto[];
}

export async function findException(
  tx: EntityManager,
  id: string,
  audiences: readonly string[],
): Promise<ExceptionDto | undefined> {
  const [row] = (await tx.query(`SELECT ${columns} FROM exception WHERE id = $1 AND audience = ANY($2::text[])`, [
    id,
    audiences,
  ])) as ExceptionDto[];
  return row;
}
