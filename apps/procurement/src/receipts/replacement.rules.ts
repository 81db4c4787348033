import { isCounted } from './catalogue.rules.js';
import type { OrderBalance } from './order-balance.rules.js';
import type { Captured, Findings } from './serial.rules.js';

/** A device that the committee rejected, and what has come in its place already. */
export interface Rejected {
  deviceId: string;
  catalogueItemId: string;
  orderLineId: string | null;
  replacedBy: string | null;
}

/**
 * AM-14: a device that comes in the place of a rejected one goes on the order line that paid for it, and so inherits cost and
 * funding; that line is open for it, because what was rejected does not count (CR-06). One comes in the place of one.
 */
export function placeReplacements(
  captured: readonly Captured[],
  rejected: ReadonlyMap<string, Rejected>,
  order: readonly OrderBalance[] | null,
  findings: Findings,
): Captured[] {
  const taken = new Map<string, number>();
  return captured.map((one) => {
    const { row, item } = one;
    const deviceId = row.replacesDeviceId;
    if (deviceId === undefined) return one;
    const problem = (code: string, detail: string): Captured => {
      findings.problems.push({ row: row.row, field: 'replacesDeviceId', code, detail });
      return one;
    };
    const before = rejected.get(deviceId);
    const earlier = taken.get(deviceId);
    taken.set(deviceId, row.row);
    if (before === undefined)
      return problem('device-not-rejected', 'No device with this id was rejected at inspection.');
    if (earlier !== undefined) return problem('device-replaced', `Row ${earlier} comes in its place.`);
    if (before.replacedBy !== null) return problem('device-replaced', 'Another device has come in its place already.');
    if (isCounted(item) || row.quantity > 1)
      return problem('replacement-of-one', 'One device comes in the place of one.');
    if (before.catalogueItemId !== item.catalogueItemId)
      return problem('replacement-differs', `${item.maker} ${item.model} is another model than the rejected device.`);
    const line = order?.find(({ orderLineId }) => orderLineId === before.orderLineId);
    if (line === undefined)
      return problem('replacement-of-another-order', 'Receive it on the order of the device that it replaces.');
    if (row.orderLineId !== undefined && row.orderLineId !== line.orderLineId)
      return problem('replacement-of-another-order', `The rejected device is on order line ${line.lineNumber}.`);
    return { ...one, row: { ...row, orderLineId: line.orderLineId } };
  });
}
