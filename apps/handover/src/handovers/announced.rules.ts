import type { Goods } from '../access-overrides/access-override.rules.js';
import { concernOf, type Standing } from '../consignments/consignment.rules.js';

/** How these devices are given to this unit: on which waybill, under which allocation (CR-66). */
export function goodsFor(orgUnitId: string, standings: readonly Standing[]): Goods[] {
  return standings.map((standing) => {
    const concern = concernOf(standing, orgUnitId, false);
    if (concern.kind === 'leg') {
      return { waybillId: concern.leg.waybillId, allocationLineId: concern.leg.allocationLineId };
    }
    return { waybillId: null, allocationLineId: standing.reservedFor?.allocationLineId ?? standing.allocationLineId };
  });
}
