import { rolesOfCaller } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { changesOfCommand } from '../command-handovers/command-handovers.queries.js';
import type { ExceptionDto } from '../documents/answers.dto.js';
import { exceptionFor } from '../vetting-lists/vetting-readers.rules.js';

/** After how many days time alone makes an exception: dated rule values (AM-30). */
export interface Patience {
  unacknowledgedDays: number;
  graceDays: number;
  countersignDays: number;
  pendingDays: number;
  mandateDays: number;
  afterDeedDays: number;
  afterDeliveryDays: number;
  commandDays: number;
  transcriptionDays: number;
}

export interface ExceptionFilter extends Patience {
  documentId?: string;
  deviceId?: string;
  code?: string;
  open?: boolean;
  /** The last one of the page before. */
  after: { id: string; code: string } | null;
  limit: number;
  audiences: string[];
  now: Date;
}

const columns = `id, document_id AS "documentId", waybill_id AS "waybillId", device_id AS "deviceId", code, detail,
  opened_at AS "openedAt", closed_at AS "closedAt", close_note AS "closeNote"`;

/** What only time has made: id and code are its own, it is open as long as it is so, and it closes by itself. */
const madeByTime: Record<string, string> = {
  // CR-25
  UNACKNOWLEDGED: `
    SELECT l.id, l.waybill_id, l.waybill_id, l.device_id,
           'Arrived, and nobody has signed for it for ' || patience.unacknowledged || ' days.', l.arrived_at, patience.unacknowledged
    FROM waybill_line l, patience WHERE l.state = 'ARRIVED'`,
  // AM-20
  OVERDUE: `
    SELECT w.id, w.id, w.id, NULL::uuid, w.number || ' is more than ' || patience.grace || ' days late.', w.eta, patience.grace
    FROM waybill w, patience WHERE w.status = 'DISPATCHED'
      AND EXISTS (SELECT FROM waybill_line l WHERE l.waybill_id = w.id AND l.state = 'OPEN')`,
  // AM-2
  NOT_COUNTERSIGNED: `
    SELECT h.id, h.id, NULL::uuid, NULL::uuid, h.number || ' has waited more than ' || patience.countersign || ' days.',
           coalesce(h.completed_at, h.signed_at), patience.countersign
    FROM handover h, patience WHERE h.status = 'PROVISIONAL'`,
  // CR-16, AM-19: only the return is left
  PENDING_TOO_LONG: `
    SELECT h.id, h.id, NULL::uuid, NULL::uuid,
           h.number || ' has waited more than ' || patience.pending || ' days for the gate ' || h.pending || '; the goods go back.',
           h.recorded_at, patience.pending
    FROM handover h, patience WHERE h.status = 'PENDING' AND h.pending <> 'DISPATCH'`,
  // CR-22
  NOT_RATIFIED: `
    SELECT h.id, h.id, NULL::uuid, NULL::uuid,
           h.number || ' has been under reserve of a mandate for more than ' || patience.mandate || ' days.',
           coalesce(h.completed_at, h.signed_at), patience.mandate
    FROM handover h, patience
    WHERE h.receiver->>'hold' = 'TO_CONFIRM' AND h.status IN ('PROVISIONAL', 'FINAL')`,
  // CR-24: on a deed, and no unit has signed for it
  TITLE_WITHOUT_CUSTODY: `
    SELECT l.id, d.id, NULL::uuid, l.device_id,
           'On ' || d.number || ', and no unit has signed for it for ' || patience.after_deed || ' days.', d.effective_at,
           patience.after_deed
    FROM deed_line l JOIN deed d ON d.id = l.deed_id, patience
    WHERE NOT EXISTS (SELECT FROM waybill_line w WHERE w.device_id = l.device_id AND w.state = 'ACCEPTED')`,
  // CR-24: a unit has signed for it, has it still, and it is on no deed
  CUSTODY_WITHOUT_TITLE: `
    SELECT w.id, w.handover_id, w.waybill_id, w.device_id,
           'Handed over, and on no deed for ' || patience.after_delivery || ' days.', w.signed_at, patience.after_delivery
    FROM waybill_line w, patience
    WHERE w.state = 'ACCEPTED' AND NOT EXISTS (SELECT FROM deed_line l WHERE l.device_id = w.device_id)
      AND NOT EXISTS (SELECT FROM waybill_line next WHERE next.previous_line_id = w.id AND next.state NOT IN ('PLANNED', 'WITHDRAWN'))`,
  // AM-1: written down for the receiver, and nobody has compared it with the signed sheet; nor has a small office its control (AM-3)
  TRANSCRIPTION_NOT_CHECKED: `
    SELECT h.id, h.id, NULL::uuid, NULL::uuid,
           h.number || ' was transcribed, and nobody has compared it with the signed sheet for ' || patience.transcription || ' days.',
           h.recorded_at, patience.transcription
    FROM handover h, patience
    WHERE h.channel IN ('GIVERS_PHONE', 'PAPER_TRANSCRIBED') AND h.transcription_check IS NULL AND h.check_waiver_id IS NULL`,
  // CR-28: the document it speaks of is the unit, there is no other yet
  COMMAND_NOT_HANDED_OVER: `
    SELECT c.org_unit_id, c.org_unit_id, NULL::uuid, NULL::uuid,
           'The head changed, and nobody has recorded the remise et reprise for ' || patience.command || ' days.', c.since,
           patience.command
    FROM (${changesOfCommand.replace('$1', '$6')}) AS c, patience WHERE NOT c.done`,
};

/**
 * Opened exceptions, and those that only time has made. The latter have the id of the line, waybill or PV they speak of, so
 * that one id may stand twice, under two codes.
 */
export async function listedExceptions(tx: EntityManager, filter: ExceptionFilter): Promise<ExceptionDto[]> {
  const ofTime = Object.entries(madeByTime).map(
    ([code, rows]) => `
      SELECT id, document_id, waybill_id, device_id, '${code}' COLLATE "C", detail, since + make_interval(days => days), NULL, NULL
      FROM (${rows}) AS made(id, document_id, waybill_id, device_id, detail, since, days)
      WHERE since + make_interval(days => days) < $6`,
  );
  const rows = (await tx.query(
    `WITH patience AS (
       SELECT $8::int AS unacknowledged, $9::int AS grace, $10::int AS countersign, $11::int AS pending, $12::int AS mandate,
              $13::int AS after_deed, $14::int AS after_delivery,
              $17::int AS command, $18::int AS transcription)
     SELECT ${columns} FROM (
       SELECT id, document_id, waybill_id, device_id, code COLLATE "C" AS code, detail, opened_at, closed_at, close_note
       FROM exception WHERE audience = ANY($7::text[])
       UNION ALL ${ofTime.join('\n UNION ALL ')}
     ) AS exception
     WHERE ($1::uuid IS NULL OR document_id = $1 OR waybill_id = $1) AND ($2::uuid IS NULL OR device_id = $2)
       AND ($3::text IS NULL OR code = $3) AND ($4::boolean IS NULL OR (closed_at IS NULL) = $4)
       AND ($5::uuid IS NULL OR (id, code) > ($5, $15))
     ORDER BY id, code LIMIT $16`,
    [
      filter.documentId ?? null,
      filter.deviceId ?? null,
      filter.code ?? null,
      filter.open ?? null,
      filter.after?.id ?? null,
      filter.now,
      filter.audiences,
      filter.unacknowledgedDays,
      filter.graceDays,
      filter.countersignDays,
      filter.pendingDays,
      filter.mandateDays,
      filter.afterDeedDays,
      filter.afterDeliveryDays,
      filter.after?.code ?? '',
      filter.limit,
      filter.commandDays,
      filter.transcriptionDays,
    ],
  )) as ExceptionDto[];
  return rows.map((row) => exceptionFor(rolesOfCaller(tx), row));
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
  return row && exceptionFor(rolesOfCaller(tx), row);
}
