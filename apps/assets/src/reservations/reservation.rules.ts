import type { Lifecycle, ReservationProblem, ReservationRequest } from '@dotation/contracts';
import type { Device } from '../register/device.rules.js';

/** What one allocation once had of a device; with an end it is a tombstone. */
export interface Reservation {
  deviceId: string;
  endReason: string | null;
}

/** The answer has one line per device and must fit a message of the broker (1 MB). */
export const MOST_DEVICES = 2_000;

export interface Decided {
  /** To reserve now; the others of the request are already reserved for this allocation. */
  reserve: string[];
  problems: ReservationProblem[];
}

/**
 * T06, all or nothing: in stock, fit for use, paid by the awards of the allocation only. A device this allocation already
 * holds is no problem (the question is repeated); one it held once is: a late question brings no reservation back.
 * CR-67: goods on the road are taken over from the allocation in `heldByOthers`; nothing else of them changes.
 */
export function reserveDevices(
  request: Pick<ReservationRequest, 'deviceIds' | 'awardIds' | 'inTransit'>,
  devices: ReadonlyMap<string, Device>,
  reservations: readonly Reservation[],
  heldByOthers: ReadonlySet<string> = new Set(),
): Decided {
  const { deviceIds, awardIds, inTransit = false } = request;
  if (deviceIds.length > MOST_DEVICES) {
    const detail = `One allocation reserves at most ${MOST_DEVICES} devices.`;
    return { reserve: [], problems: [{ deviceId: deviceIds[0] as string, code: 'too-many-devices', detail }] };
  }
  const own = new Map(reservations.map(({ deviceId, endReason }) => [deviceId, endReason]));
  const decided: Decided = { reserve: [], problems: [] };
  for (const deviceId of new Set(deviceIds)) {
    const held = heldByOthers.has(deviceId);
    const problem = own.has(deviceId)
      ? onceHeld(own.get(deviceId) ?? null, inTransit)
      : problemWith(deviceId, devices.get(deviceId), awardIds, inTransit ? { held } : null);
    if (problem !== null) decided.problems.push({ deviceId, ...problem });
    else if (!own.has(deviceId)) decided.reserve.push(deviceId);
  }
  return decided;
}

const underWay: readonly Lifecycle[] = ['A06_IN_TRANSIT_OUT', 'A07_DELIVERED_PENDING_ACK'];

type Refusal = Omit<ReservationProblem, 'deviceId'>;

/**
 * A question that is repeated. Goods on the road live on between two askings (signed for, lost, returned): their reservation
 * was moved all the same, and handover knows what ended it.
 */
function onceHeld(ended: string | null, inTransit: boolean): Refusal | null {
  if (ended === 'CANCELLED')
    return { code: 'allocation-cancelled', detail: 'The allocation was cancelled for this device.' };
  if (ended !== null && !inTransit)
    return { code: 'reservation-ended', detail: `The reservation has ended (${ended}).` };
  return null;
}

function problemWith(
  deviceId: string,
  device: Device | undefined,
  awardIds: readonly string[],
  transit: { held: boolean } | null,
): Refusal | null {
  if (!device) return { code: 'device-not-found', detail: `The register has no device ${deviceId}.` };
  if (transit === null && device.lifecycle !== 'A04_IN_STOCK')
    return { code: 'device-not-in-stock', detail: `It is in ${device.lifecycle}.` };
  if (transit !== null && !underWay.includes(device.lifecycle))
    return { code: 'device-not-under-way', detail: `It is in ${device.lifecycle}.` };
  if (transit !== null && !transit.held)
    return { code: 'device-not-reserved', detail: 'No allocation holds it that could give it up.' };
  if (device.condition !== 'EXCELLENT' && device.condition !== 'USABLE')
    return { code: 'device-not-usable', detail: `Its condition is ${device.condition}.` };
  const foreign = (device.funding ?? []).filter(({ awardId }) => !awardIds.includes(awardId));
  if (foreign.length > 0)
    return {
      code: 'device-of-another-award',
      detail: `It was paid by award ${foreign.map((one) => one.awardId).join(', ')}.`,
    };
  return null;
}
