import { DeviceSeenElsewhereV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import type { Leg } from '../consignments/consignment.rules.js';
import { changeLines, endAllocationLines } from '../consignments/consignments.queries.js';
import { ruleValue } from '../directory/rule-values.queries.js';
import { closeExceptions } from '../exceptions/exceptions.queries.js';
import type { Finding } from '../exceptions/finding.rules.js';
import type { SignedAcknowledgement } from './acknowledgement.rules.js';
import { isAcceptance } from './line.rules.js';
import type { NumberedLine } from './pv.rules.js';
import { readClock, type ClockValues } from './signing.rules.js';

const deviceOf = ({ deviceId }: { deviceId: string | null }): string[] => (deviceId ? [deviceId] : []);

/** What was signed ends its legs and reservations, and answers what was asked about them. */
export async function moveLines(
  tx: EntityManager,
  handoverId: string,
  said: { signedAt: Date; homeward: boolean },
  lines: readonly NumberedLine[],
  cause: Cause,
): Promise<void> {
  const moved = lines.filter((line) => line.becomes !== null && line.leg !== null);
  await changeLines(
    tx,
    moved.map(({ leg, becomes, outcome }) => ({
      lineId: (leg as Leg).lineId,
      state: becomes as NonNullable<typeof becomes>,
      outcome,
      handoverId,
      signedAt: said.signedAt,
    })),
  );
  const taken = moved.filter(({ effect, outcome }) => effect === 'MOVES' && isAcceptance(outcome)).flatMap(deviceOf);
  await endAllocationLines(tx, taken, said.homeward ? 'RETURNED' : 'ACCEPTED', cause.recordedAt);
  const found = ['SHORT', 'MISSING_AFTER_ARRIVAL'];
  await closeExceptions(tx, found, { deviceIds: moved.flatMap(deviceOf) }, 'It was signed for.', cause.recordedAt);
}

/** CR-67: a fact of its own, in the dispatcher's scope; the unit that read the code learns nothing of it. */
export async function tellDispatcher(
  tx: EntityManager,
  handoverId: string,
  at: { orgUnitId: string; placeId: string; signedAt: Date },
  { seenElsewhere }: SignedAcknowledgement,
  lines: readonly NumberedLine[],
  cause: Cause,
): Promise<void> {
  const seen = seenElsewhere.flatMap(({ row, deviceId, leg, effect }) => {
    const lineId = lines.find((line) => line.row === row)?.lineId;
    return leg && lineId ? [{ lineId, deviceId, effect, waybillId: leg.waybillId }] : [];
  });
  if (seen.length === 0) return;
  const { orgUnitId, placeId } = at;
  const seenAt = at.signedAt.toISOString();
  await recordParts(tx, DeviceSeenElsewhereV1, { documentId: handoverId, placeId, orgUnitId, seenAt }, seen, cause);
  await tx.query(
    `UPDATE waybill_line SET seen_place_id = $2, seen_at = $3
     WHERE device_id = ANY($1::uuid[]) AND state IN ('OPEN', 'SHORT')`,
    [seen.map(({ deviceId }) => deviceId), placeId, at.signedAt],
  );
}

/** CR-31, AM-24 for every document that says when it happened: a wrong clock is told, never refused. */
export async function clockFindings(
  tx: EntityManager,
  claimedAt: Date,
  typed: boolean,
  recordedAt: Date,
): Promise<Finding[]> {
  const values = await clockValues(tx, recordedAt);
  const { findings } = readClock({ signedAt: claimedAt, recordedAt, sentAt: null, typed }, values);
  return findings.filter(({ code }) => code === 'CLOCK_SUSPECT');
}

export async function clockValues(tx: EntityManager, at: Date): Promise<ClockValues> {
  return {
    toleranceMinutes: await ruleValue(tx, 'pv.clockToleranceMinutes', at),
    backdatedDays: await ruleValue(tx, 'pv.backdatedDays', at),
  };
}
