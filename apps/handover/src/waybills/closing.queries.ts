import { WaybillClosedV1 } from '@dotation/contracts';
import type { DocumentLine } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import type { Cause, FactType } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { isEnded } from '../lots/lot.rules.js';
import { carriedOn } from '../lots/lots.queries.js';
import { missEvidence } from '../duties/duties.queries.js';

/**
 * Closes each of these waybills whose every line has found its end. The row is taken before the lines are counted, so that
 * of two last acknowledgements at once the second sees the first. Comes after the locks on the lines.
 */
export async function closeEnded(tx: EntityManager, waybillIds: readonly string[], cause: Cause): Promise<void> {
  for (const waybillId of [...new Set(waybillIds)].sort()) {
    const [waybill] = (await tx.query(`SELECT number, status FROM waybill WHERE id = $1 FOR UPDATE`, [waybillId])) as {
      number: string;
      status: string;
    }[];
    if (waybill?.status !== 'DISPATCHED') continue;
    const [open] = (await tx.query(
      `SELECT 1 FROM waybill_line WHERE waybill_id = $1 AND state IN ('PLANNED', 'OPEN', 'ARRIVED', 'PENDING', 'STRUCK') LIMIT 1`,
      [waybillId],
    )) as unknown[];
    if (open !== undefined) continue;
    if ((await carriedOn(tx, [waybillId])).some((lot) => lot.state !== 'WITHDRAWN' && !isEnded(lot))) continue;
    await tx.query(`UPDATE waybill SET status = 'CLOSED', closed_at = $2, closed_by = $3 WHERE id = $1`, [
      waybillId,
      cause.recordedAt,
      cause.actorId,
    ]);
    await recordWaybillClosed(tx, waybillId, waybill.number, cause);
    await missEvidence(tx, waybillId, cause.recordedAt);
  }
}

export async function recordWaybillClosed(
  tx: EntityManager,
  waybillId: string,
  number: string,
  cause: Cause,
): Promise<void> {
  const lines = (await tx.query(
    `SELECT id AS "lineId", device_id AS "deviceId" FROM waybill_line WHERE waybill_id = $1 ORDER BY row`,
    [waybillId],
  )) as { lineId: string; deviceId: string }[];
  const type = WaybillClosedV1 as FactType<WaybillClosedV1 & { lines: DocumentLine[] }>;
  await recordParts(tx, type, { documentId: waybillId, number }, lines, cause);
}
