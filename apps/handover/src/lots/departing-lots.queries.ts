import type { DispatchedLot, WaybillPurpose } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import { travelling, type CarriedLot } from './lot.rules.js';
import { returnPendingLots } from './pending-lots.queries.js';
import {
  carriedOn,
  lockLots,
  lotIdsOn,
  plannedLots,
  sendOnward,
  setLotState,
  type PlannedLot,
} from './lots.queries.js';

/** The lots of a waybill that is about to leave, locked. Judged again since the draft: what travels may have arrived, what a gate held back given. */
export async function departingLots(tx: EntityManager, waybillId: string): Promise<PlannedLot[]> {
  await lockLots(tx, await lotIdsOn(tx, waybillId));
  const lots = await plannedLots(tx, waybillId);
  const [{ purpose } = { purpose: null }] = (await tx.query(`SELECT purpose FROM waybill WHERE id = $1`, [
    waybillId,
  ])) as { purpose: WaybillPurpose }[];
  if (purpose === 'TO_UNIT') return lots;
  const legs = await carriedOn(tx, [...new Set(lots.flatMap(({ fromWaybillId }) => fromWaybillId ?? []))]);
  const problems = lots.flatMap((lot, index): Problem[] => {
    const { lotId } = lot;
    const leg = legs.find(({ lineId }) => lineId === lot.previousId);
    if (leg && isStillThere(purpose, lot, leg)) return [];
    const detail = 'Less of the lot can go since the draft; withdraw it and draft again.';
    return [{ row: index + 1, field: `lots[${index}]`, code: 'no-longer-possible', detail, lotId }];
  });
  refuseRows('lines-not-loadable', problems);
  return lots;
}

function isStillThere(purpose: WaybillPurpose | null, { quantity, pending }: PlannedLot, leg: CarriedLot): boolean {
  // What is planned to go home is out of the number already.
  return purpose === 'ONWARD' ? travelling(leg) >= quantity : pending === 0 || leg.pending >= 0;
}

/** Answers the PVs of which something that a gate held back goes home (CR-16). */
export async function leaveWithLots(
  tx: EntityManager,
  { id, purpose }: { id: string; purpose: WaybillPurpose },
  lots: readonly PlannedLot[],
): Promise<string[]> {
  if (lots.length === 0) return [];
  await setLotState(tx, id, 'OPEN');
  if (purpose === 'ONWARD') await sendOnward(tx, lots);
  return returnPendingLots(tx, lots);
}

export function toldLots(lots: readonly PlannedLot[]): DispatchedLot[] {
  return lots.map(({ lineId, lotId, quantity, allocationId, fromWaybillId, carton, held, pending, fromOrgUnitId }) => ({
    ...{ lineId, lotId, quantity, allocationId, fromWaybillId, carton },
    ...(held > 0 ? { held, fromOrgUnitId } : {}),
    ...(pending > 0 ? { pending } : {}),
  }));
}
