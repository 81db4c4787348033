import { handoverError } from '../errors.js';
import { leftOf, type AllocatedLot } from '../lots/lot.rules.js';
import { refuseRows, repeated, type Problem } from '../documents/rows.rules.js';

export type AllocationStatus = 'PROPOSED' | 'RESERVING' | 'APPROVED' | 'CANCELLED';

export interface Allocation {
  id: string;
  status: AllocationStatus;
  proposedBy: string;
  approvalKey: string | null;
  /** Of goods on the road to another unit (CR-67). */
  inTransit: boolean;
}

export interface AllocationLine {
  lineId: string;
  deviceId: string;
  state: 'PROPOSED' | 'RESERVED' | 'ENDED' | 'CANCELLED';
  /** The waybill the device is on, planned or under way. */
  onWaybill: string | null;
}

const day = 24 * 60 * 60_000;

/** Some of a lot in stock (AM-9). */
export interface AskedLot {
  lotId: string;
  quantity: number;
}
export const askedLotShape = { lotId: 'uuid', quantity: 'integer' } as const;

export interface Proposal {
  deviceIds: readonly string[];
  lots: readonly AskedLot[];
  plannedFor?: string | null;
  inTransit: boolean;
}

/** A device and a lot are proposed once per allocation; of whose stock it is, the register says at the approval. */
export function proposeAllocation({ deviceIds, lots, plannedFor, inTransit }: Proposal, now: Date): void {
  // CR-15 judges the planned day: a day long past would be judged by vettings that ended since. A day for clocks and zones.
  if (plannedFor && Date.parse(plannedFor) < now.getTime() - day) {
    const detail = `plannedFor ${plannedFor} is more than a day ago.`;
    throw handoverError('planned-in-the-past', detail, [{ row: 0, field: 'plannedFor', code: 'in-the-past', detail }]);
  }
  if (deviceIds.length + lots.length === 0) throw handoverError('nothing-said', 'Say deviceIds, lots or both.');
  const lotIds = lots.map(({ lotId }) => lotId);
  const counted = lots.flatMap(({ quantity }, index): Problem[] => {
    const at = { row: index + 1, field: `lots[${index}]` };
    if (inTransit) return [{ ...at, code: 'lot-not-in-transit', detail: 'Quantities are allocated from stock only.' }];
    return quantity < 1 ? [{ ...at, code: 'quantity-required', detail: 'At least one.' }] : [];
  });
  refuseRows('rows-not-valid', [
    ...repeated(deviceIds, 'device-listed-twice', 'This device'),
    ...repeated(lotIds, 'lot-listed-twice', 'This lot'),
    ...counted,
  ]);
}

/** T06 is two persons' work. A RESERVING allocation is finished by the same approval only. */
export function approvableBy(allocation: Allocation, approverId: string, key: string): void {
  if (allocation.status === 'RESERVING' && allocation.approvalKey === key) return;
  if (allocation.status !== 'PROPOSED') {
    throw handoverError('allocation-not-proposed', `It is ${allocation.status}.`);
  }
  if (allocation.proposedBy === approverId) {
    throw handoverError('approver-is-proposer', 'The person who proposed an allocation cannot approve it (T06).');
  }
}

/** T07: all lines that can be, or the ones that are named; a line on an open waybill cannot be cancelled. */
export function cancelLines(
  allocation: Allocation,
  lines: readonly AllocationLine[],
  deviceIds: readonly string[] | undefined,
  /** How many lots are cancelled with them. */
  lots = 0,
): AllocationLine[] {
  if (allocation.status === 'CANCELLED') throw handoverError('lines-not-cancellable', 'The allocation is cancelled.');
  if (allocation.status === 'RESERVING' && allocation.inTransit) {
    throw handoverError('lines-not-cancellable', 'The reservation is moving on the road; ask again when it has.');
  }
  const named = deviceIds?.map((deviceId) => lines.find((line) => line.deviceId === deviceId) ?? null);
  const wanted = named ?? lines.filter(({ state }) => state === 'PROPOSED' || state === 'RESERVED');
  const problems = wanted.flatMap((line, index): Problem[] => {
    const because = whyNot(line);
    return because ? [{ row: index + 1, deviceId: line?.deviceId ?? deviceIds?.[index], ...because }] : [];
  });
  refuseRows('lines-not-cancellable', problems);
  if (wanted.length + lots === 0)
    throw handoverError('lines-not-cancellable', 'No line is left that can be cancelled.');
  return wanted as AllocationLine[];
}

/**
 * T07 by quantity: what no waybill has taken. Where devices are named, lots stay; while the register is being asked, a lot that is
 * cancelled here might be reserved there.
 */
export function cancellableLots(
  { status }: Allocation,
  deviceIds: readonly string[] | undefined,
  lots: readonly AllocatedLot[],
): AllocatedLot[] {
  if (deviceIds !== undefined) return [];
  if (status === 'RESERVING' && lots.length > 0)
    throw handoverError('lines-not-cancellable', 'Its quantities are being reserved; ask again in a moment.');
  return lots.flatMap((lot) => (leftOf(lot) > 0 ? [{ ...lot, quantity: leftOf(lot) }] : []));
}

function whyNot(line: AllocationLine | null): { code: string; detail: string } | null {
  if (line === null) return { code: 'not-on-this-allocation', detail: 'The device is not on this allocation.' };
  if (line.onWaybill !== null) {
    return { code: 'on-open-waybill', detail: `The device is on waybill ${line.onWaybill}.` };
  }
  if (line.state === 'ENDED') return { code: 'line-ended', detail: 'The reservation has ended.' };
  if (line.state === 'CANCELLED') return { code: 'line-cancelled', detail: 'The line is cancelled already.' };
  return null;
}
