import type { ReservationProblem, ReservationRequest } from '@dotation/contracts';
import type { Device } from '../register/device.rules.js';

/** What one allocation once had of a device; with an end it is a tombstone. */
export interface Reservation {
  deviceId: string;
  endReason: string | null;
}

/** The answer has one line per device and must fit a message of the broker (1 MB). */
export const MOST_DEVICES = 2_000;

export interface Decided {
  /** To move from A04 to A05 now; the others of the request are already reserved for this allocation. */
  reserve: string[];
  problems: ReservationProblem[];
}

/**
 * T06, all or nothing: in stock, fit for use, paid by the awards of the allocation only. A device this allocation already
 * holds is no problem (the question is repeated); one it held once is: a late question brings no reservation back.
 */
export function reserveDevices(
  { deviceIds, awardIds }: Pick<ReservationRequest, 'deviceIds' | 'awardIds'>,
  devices: ReadonlyMap<string, Device>,
  reservations: readonly Reservation[],
): Decided {
  if (deviceIds.length > MOST_DEVICES) {
    const detail = `One allocation reserves at most ${MOST_DEVICES} devices.`;
    return { reserve: [], problems: [{ deviceId: deviceIds[0] as string, code: 'too-many-devices', detail }] };
  }
  const own = new Map(reservations.map(({ deviceId, endReason }) => [deviceId, endReason]));
  const decided: Decided = { reserve: [], problems: [] };
  for (const deviceId of new Set(deviceIds)) {
    const problem = problemWith(deviceId, devices.get(deviceId), own.get(deviceId), awardIds);
    if (problem !== null) decided.problems.push({ deviceId, ...problem });
    else if (!own.has(deviceId)) decided.reserve.push(deviceId);
  }
  return decided;
}

function problemWith(
  deviceId: string,
  device: Device | undefined,
  ended: string | null | undefined,
  awardIds: readonly string[],
): Omit<ReservationProblem, 'deviceId'> | null {
  if (ended === 'CANCELLED')
    return { code: 'allocation-cancelled', detail: 'The allocation was cancelled for this device.' };
  if (ended) return { code: 'reservation-ended', detail: `The reservation has ended (${ended}).` };
  if (!device) return { code: 'device-not-found', detail: `The register has no device ${deviceId}.` };
  if (ended === null) return null;
  if (device.lifecycle !== 'A04_IN_STOCK')
    return { code: 'device-not-in-stock', detail: `It is in ${device.lifecycle}.` };
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
