import { HandoverRectifiedV1 } from '@dotation/contracts';
import type { Custodian, Signature } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { saveImpliedArrivals } from '../arrivals/implied-arrivals.queries.js';
import { changeLines, endAllocationLines } from '../consignments/consignments.queries.js';
import { openNumbered } from '../documents/documents.queries.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import { closeExceptions } from '../exceptions/exceptions.queries.js';
import type { HandoverRow } from '../handovers/signed-handover.queries.js';
import { insertCorrectedLots, type NumberedCorrection } from '../lots/corrected-lots.queries.js';
import { correctionTold } from '../lots/rectified-lot.rules.js';
import { closeEnded } from '../waybills/closing.queries.js';
import { giverOf, type NumberedDevice } from './parties.queries.js';
import type { RectifiedDevice } from './rectification.rules.js';
import { insertRectification } from './rectifications.queries.js';

/** The rectifying PV with its lines, its fact, and what it changes of the legs it corrects. */
export async function saveRectification(
  tx: EntityManager,
  handover: HandoverRow,
  { lines, lots }: { lines: readonly NumberedDevice[]; lots: readonly NumberedCorrection[] },
  rectification: { id: string; reason: string; placeId: string; signatures: Signature[] },
  cause: Cause,
): Promise<void> {
  const { id, reason, placeId, signatures } = rectification;
  const { orgUnitId } = handover;
  const rectifiedAt = cause.occurredAt;
  const implied = lines.filter(({ impliesArrival }) => impliesArrival);
  await saveImpliedArrivals(
    tx,
    implied,
    lots,
    { handoverId: handover.id, orgUnitId, placeId, arrivedAt: rectifiedAt },
    cause,
  );
  const number = await openNumbered(tx, 'RECTIFICATION', id, cause.recordedAt);
  const giver = giverOf(handover, lines, lots, placeId);
  const receiver: Custodian = { ...handover.receiver, placeId };
  await insertRectification(
    tx,
    { id, number, handoverId: handover.id, reason, receiver, giver, signatures, lines },
    cause,
  );
  await insertCorrectedLots(tx, { id, handoverId: handover.id }, lots);
  const parts = await recordParts(
    tx,
    HandoverRectifiedV1,
    {
      documentId: id,
      number,
      handoverId: handover.id,
      orgUnitId,
      reason,
      receiver,
      giver,
      signatures,
      rectifiedAt: rectifiedAt.toISOString(),
      ...(lots.length > 0 ? { lots: lots.map((lot) => correctionTold(lot, lot.lineId)) } : {}),
    },
    lines.map(({ lineId, deviceId, change, condition, remark, code: codeRead }) => ({
      lineId,
      deviceId,
      effect: 'MOVES',
      change,
      condition,
      remark,
      codeRead,
    })),
    cause,
  );
  await expectEffects(tx, parts, { documentId: id });
  const lotLines = lots.map(({ lineId }) => lineId);
  await expectLotEffects(tx, parts[0]?.factId, lotLines, { documentId: id });
  await moveLines(tx, handover, lines, id, cause);
  await closeEnded(
    tx,
    [...lines, ...lots].map(({ leg }) => leg.waybillId),
    cause,
  );
}

async function moveLines(
  tx: EntityManager,
  handover: HandoverRow,
  lines: readonly NumberedDevice[],
  rectificationId: string,
  cause: Cause,
): Promise<void> {
  await changeLines(
    tx,
    lines.map(({ leg, becomes, change }) => ({
      lineId: leg.lineId,
      state: becomes,
      ...(change === 'ADDED' ? { outcome: 'ACCEPTED', handoverId: handover.id, signedAt: cause.occurredAt } : {}),
    })),
  );
  const of = (wanted: RectifiedDevice['change']): string[] =>
    lines.filter(({ change }) => change === wanted).map(({ deviceId }) => deviceId);
  await endAllocationLines(tx, of('ADDED'), 'ACCEPTED', cause.recordedAt);
  await tx.query(
    `UPDATE handover_line SET corrected_by = $3 WHERE handover_id = $1 AND device_id = ANY($2::uuid[]) AND effect <> 'CONFLICT'`,
    [handover.id, of('STRUCK'), rectificationId],
  );
  const settledBy = ['CONFLICT', 'EARLIER_CLAIM', 'SHORT', 'MISSING_AFTER_ARRIVAL'];
  const deviceIds = lines.map(({ deviceId }) => deviceId);
  const note = 'Settled by a rectifying PV.';
  await closeExceptions(tx, settledBy, { deviceIds }, note, cause.recordedAt);
  await closeExceptions(tx, ['TRANSCRIPTION_DIFFERS'], { documentId: handover.id }, note, cause.recordedAt);
}
