import { plannedLeg, runningLeg, type Leg, type LineState, type Standing } from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';

/** Goods a person can still give to another unit: they travel, or wait at a unit that has said nothing yet. */
const onTheRoad: readonly LineState[] = ['OPEN', 'ARRIVED'];

/** CR-67: only what is on the road for another unit can be reallocated in transit; what stands elsewhere has a way of its own. `moving`: what another approval moves just now, by allocation number. */
export function reallocatable(
  orgUnitId: string,
  deviceIds: readonly string[],
  standings: ReadonlyMap<string, Standing>,
  moving: ReadonlyMap<string, string> = new Map(),
): void {
  const problems = deviceIds.flatMap((deviceId, index): Problem[] => {
    const standing = standings.get(deviceId) ?? null;
    const because = whyNot(orgUnitId, standing) ?? underReallocation(moving.get(deviceId));
    return because ? [{ row: index + 1, deviceId, tag: standing?.tag ?? null, ...because }] : [];
  });
  refuseRows('lines-not-reallocatable', problems);
}

function whyNot(orgUnitId: string, standing: Standing | null): { code: string; detail: string } | null {
  if (!standing?.reservedFor) {
    return { code: 'device-not-allocated', detail: 'No allocation holds it; allocate it from stock.' };
  }
  if (standing.reservedFor.orgUnitId === orgUnitId) {
    return { code: 'allocated-to-this-unit', detail: 'It is allocated to this unit already.' };
  }
  const leg = runningLeg(standing);
  if (!leg) {
    const detail = 'It does not travel: cancel its allocation in the store, or bring it back, and allocate it anew.';
    return { code: 'not-on-the-way', detail };
  }
  if (leg.homeward || !onTheRoad.includes(leg.state)) {
    const detail = leg.homeward
      ? `It goes home with ${leg.waybillNumber}; allocate it when the store has it.`
      : `A PV waits for it on ${leg.waybillNumber}; complete it or bring the goods back (CR-16).`;
    return { code: 'not-reallocatable', detail };
  }
  const planned = plannedLeg(standing);
  if (planned) {
    const detail = `It is on waybill ${planned.waybillNumber}, not left yet; withdraw that first.`;
    return { code: 'on-open-waybill', detail };
  }
  return null;
}

function underReallocation(number: string | undefined): { code: string; detail: string } | null {
  if (number === undefined) return null;
  return { code: 'reallocation-under-way', detail: `${number} is being approved for it; ask again when that is over.` };
}

/** Why a reservation ended before it could move: a unit signed, or a person gave up, while the approval was under way. */
export interface Overtaken {
  deviceId: string;
  endReason: 'ACCEPTED' | 'LOST' | 'RETURNED';
  waybillId: string;
  waybillNumber: string;
}

/** The register has moved the reservations; what was signed or lost meanwhile ended first and stays as it was said (AM-24). */
export function overtaken(standings: Iterable<Standing>): Overtaken[] {
  return [...standings].flatMap((standing): Overtaken[] => {
    const [leg] = standing.legs.filter(({ state }) => state !== 'PLANNED');
    if (standing.reservedFor !== null || !leg) return [];
    return [{ deviceId: standing.deviceId, endReason: endOf(leg), ...whereOf(leg) }];
  });
}

const whereOf = ({ waybillId, waybillNumber }: Leg): { waybillId: string; waybillNumber: string } => ({
  waybillId,
  waybillNumber,
});

function endOf({ state }: Leg): Overtaken['endReason'] {
  if (state === 'SHORT') return 'LOST';
  return state === 'RETURNED' ? 'RETURNED' : 'ACCEPTED';
}
