import { handoverError } from '../errors.js';
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

/** A device is proposed once per allocation; of whose stock it is, the register says at the approval. */
export function proposeAllocation(
  { deviceIds, plannedFor }: { deviceIds: readonly string[]; plannedFor?: string | null },
  now: Date,
): void {
  // CR-15 judges the planned day: a day long past would be judged by vettings that ended since. A day for clocks and zones.
  if (plannedFor && Date.parse(plannedFor) < now.getTime() - day) {
    const detail = `plannedFor ${plannedFor} is more than a day ago.`;
    throw handoverError('planned-in-the-past', detail, [{ row: 0, field: 'plannedFor', code: 'in-the-past', detail }]);
  }
  refuseRows('rows-not-valid', repeated(deviceIds, 'device-listed-twice', 'This device'));
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
  if (wanted.length === 0) throw handoverError('lines-not-cancellable', 'No line is left that can be cancelled.');
  return wanted as AllocationLine[];
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
