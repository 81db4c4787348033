import type { DispatchedLot, WaybillPurpose } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import { travelling } from './lot.rules.js';
import {
  carriedOn,
  lockLots,
  lotIdsOn,
  plannedLots,
  sendOnward,
  setLotState,
  type PlannedLot,
} from './lots.queries.js';

/** The lots of a waybill that is about to leave, locked. Judged again: what travels may have arrived since the draft. */
export async function departingLots(tx: EntityManager, waybillId: string): Promise<PlannedLot[]> {
  await lockLots(tx, await lotIdsOn(tx, waybillId));
  const lots = await plannedLots(tx, waybillId);
  const [{ purpose } = { purpose: null }] = (await tx.query(`SELECT purpose FROM waybill WHERE id = $1`, [
    waybillId,
  ])) as { purpose: WaybillPurpose }[];
  if (purpose !== 'ONWARD') return lots;
  const legs = await carriedOn(tx, [...new Set(lots.flatMap(({ fromWaybillId }) => fromWaybillId ?? []))]);
  const problems = lots.flatMap(({ previousId, quantity, lotId }, index): Problem[] => {
    const leg = legs.find(({ lineId }) => lineId === previousId);
    if (leg && travelling(leg) >= quantity) return [];
    const detail = 'Less of the lot travels since the draft; withdraw it and draft again.';
    return [{ row: index + 1, field: `lots[${index}]`, code: 'no-longer-possible', detail, lotId }];
  });
  refuseRows('lines-not-loadable', problems);
  return lots;
}

export async function leaveWithLots(
  tx: EntityManager,
  { id, purpose }: { id: string; purpose: WaybillPurpose },
  lots: readonly PlannedLot[],
): Promise<void> {
  if (lots.length === 0) return;
  await setLotState(tx, id, 'OPEN');
  if (purpose === 'ONWARD') await sendOnward(tx, lots);
}

export function toldLots(lots: readonly PlannedLot[]): DispatchedLot[] {
  return lots.map(({ lineId, lotId, quantity, allocationId, fromWaybillId, carton, held, fromOrgUnitId }) => ({
    ...{ lineId, lotId, quantity, allocationId, fromWaybillId, carton },
    ...(held > 0 ? { held, fromOrgUnitId } : {}),
  }));
}
