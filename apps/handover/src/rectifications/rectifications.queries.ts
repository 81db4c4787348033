import type { Custodian, Signature } from '@dotation/contracts';
import type { Cause } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { progressOf } from '../effects/effects.queries.js';
import { handoverError } from '../errors.js';
import { exceptionsOf } from '../exceptions/exceptions.queries.js';
import { lotsOfRectification } from '../lots/corrected-lots.queries.js';
import type { RectifiedDevice } from './rectification.rules.js';
import type { RectificationDto, RectificationLineDto } from './rectifications.dto.js';

export interface NewRectification {
  id: string;
  number: string;
  handoverId: string;
  reason: string;
  receiver: Custodian;
  giver: Custodian;
  signatures: readonly Signature[];
  lines: readonly (RectifiedDevice & { lineId: string })[];
}

export async function insertRectification(
  tx: EntityManager,
  rectification: NewRectification,
  cause: Cause,
): Promise<void> {
  const { id, number, handoverId, reason, receiver, giver, signatures, lines } = rectification;
  await tx.query(
    `INSERT INTO rectification (id, number, handover_id, reason, receiver, giver, signatures, rectified_at, recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      number,
      handoverId,
      reason,
      JSON.stringify(receiver),
      JSON.stringify(giver),
      JSON.stringify(signatures),
      cause.occurredAt,
      cause.recordedAt,
      cause.actorId,
    ],
  );
  await tx.query(
    `INSERT INTO rectification_line (id, rectification_id, row, change, device_id, waybill_line_id, code, condition,
       confirmed_by, remark)
     SELECT id, $1, row, change, device_id, waybill_line_id, code, condition, confirmed_by, remark
     FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[])
       WITH ORDINALITY AS n(id, change, device_id, waybill_line_id, code, condition, confirmed_by, remark, row)`,
    [
      id,
      lines.map(({ lineId }) => lineId),
      lines.map(({ change }) => change),
      lines.map(({ deviceId }) => deviceId),
      lines.map(({ leg }) => leg.lineId),
      lines.map(({ code }) => code),
      lines.map(({ condition }) => condition),
      lines.map(({ confirmedBy }) => confirmedBy),
      lines.map(({ remark }) => remark),
    ],
  );
}

export async function readRectification(tx: EntityManager, id: string): Promise<RectificationDto> {
  const [rectification] = (await tx.query(
    `SELECT r.id, r.number, 'SIGNED' AS status, r.handover_id AS "handoverId", h.number AS "handoverNumber", r.reason, r.receiver,
            r.giver, r.signatures, r.rectified_at AS "rectifiedAt", r.recorded_at AS "recordedAt", r.recorded_by AS "recordedBy"
     FROM rectification r JOIN handover h ON h.id = r.handover_id WHERE r.id = $1`,
    [id],
  )) as Omit<RectificationDto, 'lines' | 'lots' | 'exceptions' | 'progress'>[];
  if (!rectification) throw handoverError('rectification-not-found', `There is no rectifying PV ${id}.`);
  const lines = (await tx.query(
    `SELECT l.id AS "lineId", l.change, l.device_id AS "deviceId", a.tag, a.serial, l.code, l.condition,
            l.confirmed_by AS "confirmedBy", l.remark
     FROM rectification_line l JOIN waybill_line w ON w.id = l.waybill_line_id
     JOIN allocation_line a ON a.id = w.allocation_line_id WHERE l.rectification_id = $1 ORDER BY l.row`,
    [id],
  )) as RectificationLineDto[];
  const lots = await lotsOfRectification(tx, id);
  return { ...rectification, lines, lots, exceptions: await exceptionsOf(tx, id), progress: await progressOf(tx, id) };
}
