import type { EntityManager } from 'typeorm';
import { progressOf } from '../effects/effects.queries.js';
import { exceptionsOf } from '../exceptions/exceptions.queries.js';
import { lotsOfHandover } from '../lots/read-lots.queries.js';
import { handoverError } from '../errors.js';
import { findHandover, type HandoverRow } from './signed-handover.queries.js';
import type { HandoverDto, HandoverLineDto } from './handovers.dto.js';

/** A PV as its readers see it. What only the dispatcher may know is not in it (CR-67). */
export async function readHandover(tx: EntityManager, id: string): Promise<HandoverDto> {
  const [handover] = (await tx.query(
    `SELECT id, number, kind, status, pending,
            CASE WHEN status = 'PENDING' THEN 'IN_DEPOSIT' ELSE receiver->>'hold' END AS hold,
            org_unit_id AS "orgUnitId", place_id AS "placeId", waybill_ids AS "waybillIds", receiver, signature,
            countersignature, mandate_id AS "mandateId", giver_id AS "giverId", witness_id AS "witnessId",
            recorded_by AS "recordedBy", channel, installation_id AS "installationId", sheet_sha256 AS "sheetSha256",
            signed_at AS "signedAt", recorded_at AS "recordedAt", late, content_hash AS "contentHash",
            countersigned_at AS "countersignedAt", completed_at AS "completedAt", ratified_at AS "ratifiedAt",
            ratification, transcription_check AS "transcriptionCheck", kits, counts,
            ARRAY(SELECT r.id FROM rectification r WHERE r.handover_id = h.id ORDER BY r.id) AS rectifications
     FROM handover h WHERE id = $1`,
    [id],
  )) as Omit<HandoverDto, 'lines' | 'lots' | 'exceptions' | 'progress'>[];
  if (!handover) throw handoverError('handover-not-found', `There is no handover ${id}.`);
  const lines = (await tx.query(
    `SELECT l.id AS "lineId", l.row, l.code, l.device_id AS "deviceId", d.tag, d.serial, d.maker, d.model,
            l.waybill_id AS "waybillId", l.stated, l.outcome, l.effect, l.condition, l.remark, l.reserve,
            l.confirmed_by AS "confirmedBy", l.completed_at AS "completedAt", l.corrected_by AS "correctedBy"
     FROM handover_line l
     LEFT JOIN waybill_line w ON w.id = l.waybill_line_id
     LEFT JOIN LATERAL (
       SELECT tag, serial, maker, model FROM allocation_line a
       WHERE a.device_id = l.device_id AND a.tag IS NOT NULL AND (w.allocation_line_id IS NULL OR a.id = w.allocation_line_id)
       ORDER BY a.reserved_at DESC LIMIT 1) d ON true
     WHERE l.handover_id = $1 ORDER BY l.row, l.id`,
    [id],
  )) as HandoverLineDto[];
  const lots = await lotsOfHandover(tx, id);
  return { ...handover, lines, lots, exceptions: await exceptionsOf(tx, id), progress: await progressOf(tx, id) };
}

/** For `actingOn`: the PV a command is about, and its answer. */
export const handoverOf = (id: string) => ({
  find: (tx: EntityManager): Promise<HandoverRow> => findHandover(tx, id, 'read'),
  answer: (tx: EntityManager): Promise<HandoverDto> => readHandover(tx, id),
});
