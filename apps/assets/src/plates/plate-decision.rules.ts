import { assetsError } from '../errors.js';
import type { Device } from '../register/device.rules.js';

/**
 * AM-8: a second person looks at the plate that contradicts the register and says that it belongs to another device; until then
 * the device stays in A01. One that is the same after all is rejected by the committee. `waiverId` lets him decide alone who had a part in it (CR-08, AM-3); answers it
 * where it was needed.
 */
export function settleDispute(
  device: Device,
  involved: readonly string[],
  decidedBy: string,
  waiverId: string | null = null,
): string | null {
  if (!device.disputed) throw assetsError('plate-not-disputed', 'Nothing about its plate is in dispute.');
  if (device.lifecycle !== 'A01_RECEIVED_PENDING_INSPECTION')
    throw assetsError('plate-not-disputed', `It is in ${device.lifecycle}.`);
  if (!involved.includes(decidedBy)) return null;
  if (waiverId === null)
    throw assetsError(
      'plate-decided-by-receiver',
      'Who received or tagged the device does not decide about its plate.',
    );
  return waiverId;
}
