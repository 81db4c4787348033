// Builders of what the rules take: plain data.
import { uuidv7 } from '@dotation/service';
import type { Leg, LineState, Standing } from '../src/consignments/consignment.rules.js';
import type { Known } from '../src/handovers/recognition.rules.js';
import { codeOf } from '../src/codes/code.rules.js';

export const UNIT = 'the unit';
export const OTHER_UNIT = 'another unit';
export const STORE = 'the store';
export const at = (day: number, hour = 9): Date => new Date(Date.UTC(2026, 10, day, hour));

export function aLeg(state: LineState, change: Partial<Leg> = {}): Leg {
  return {
    lineId: uuidv7(),
    allocationLineId: 'allocation line',
    waybillId: 'W1',
    waybillNumber: 'WB-2026-000001',
    purpose: 'TO_UNIT',
    homeward: false,
    state,
    toOrgUnitId: UNIT,
    toPlaceId: 'the place of the unit',
    officerUnitId: 'field office',
    officerPersonId: 'officer',
    approvedBy: 'manager',
    dispatchedBy: 'dispatcher',
    releasedBy: 'storekeeper',
    departedAt: at(2),
    arrivedAt: null,
    outcome: null,
    handoverId: null,
    signedAt: null,
    ...change,
  };
}

export function aStanding(deviceId: string, legs: Leg[], change: Partial<Standing> = {}): Standing {
  return {
    deviceId,
    allocationLineId: 'allocation line',
    tag: `TAG-${deviceId}`,
    tagCode: codeOf(`TAG-${deviceId}`),
    serial: `SER${deviceId}`,
    serialCode: codeOf(`SER${deviceId}`),
    serialRule: 'REQUIRED',
    kitId: null,
    kitTag: null,
    maker: 'HP',
    model: 'ProBook',
    condition: 'EXCELLENT',
    awardIds: ['award'],
    costMinor: 78_900,
    currency: 'USD',
    reservedFor: { allocationId: 'allocation', allocationLineId: 'allocation line', orgUnitId: UNIT },
    awaitsDispatch: null,
    legs,
    ...change,
  };
}

/** What handover knows of these devices by their codes. */
export function knowing(...standings: Standing[]): Known {
  const byCode = new Map<string, Standing[]>();
  for (const standing of standings) {
    for (const code of [standing.tagCode, standing.serialCode]) {
      if (code) byCode.set(code, [...(byCode.get(code) ?? []), standing]);
    }
  }
  const byKit = new Map<string, Standing[]>();
  for (const standing of standings) {
    if (standing.kitTag) byKit.set(codeOf(standing.kitTag), [...(byKit.get(codeOf(standing.kitTag)) ?? []), standing]);
  }
  const byWaybill = new Map<string, Standing[]>();
  for (const standing of standings) {
    for (const { waybillId } of standing.legs) {
      byWaybill.set(waybillId, [...(byWaybill.get(waybillId) ?? []), standing]);
    }
  }
  return { byCode, byKit, byWaybill };
}
