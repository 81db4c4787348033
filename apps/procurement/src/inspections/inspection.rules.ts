import type { Condition } from '@dotation/contracts';
import { procurementError } from '../errors.js';
import { normalise } from '../receipts/identifier.rules.js';
import { waiversOf, type Waiver } from '../waivers/waiver.rules.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';

export interface Inspectable {
  lineId: string;
  deviceId: string | null;
  lotId: string | null;
  /** 1 for a device. */
  quantity: number;
  serial: string | null;
}

export interface Exception {
  deviceId?: string;
  lineId?: string;
  serial?: string;
  /** Of a lot: how many of it; all when absent. */
  quantity?: number;
  reason: string;
  condition?: Condition;
  result: 'ACCEPTED' | 'REJECTED';
}

export interface Inspected {
  lineId: string;
  deviceId: string | null;
  lotId: string | null;
  quantity: number;
  /** How many of it were rejected; the line counts as REJECTED when that is all of it. */
  rejected: number;
  result: 'ACCEPTED' | 'REJECTED';
  reason: string | null;
  condition: Condition | null;
}

export interface Panel {
  committee: readonly string[];
  /** Who closes the inspection; mostly one of the committee. */
  closedBy: string;
  storekeeperId: string;
  /** Null with no order yet (AM-6); checked again when the order is linked. */
  order: OrderDuties | null;
  /** Who looks on by video where one person inspects alone (AM-3). */
  remoteWitnessId: string | null;
}

export interface OrderDuties {
  buyerId: string;
  approverId: string;
}

/**
 * CR-09, CR-10, §13.1: at least two members (one below the configured value, AM-3), none the store-keeper of the receipt,
 * none who bought or approved its order. A waiver lets one inspect alone before a remote witness, or the store-keeper
 * inspect (AM-3); answers the waivers this relied on.
 */
export function checkCommittee(
  panel: Panel,
  valueUsd: number | null,
  committeeFromUsd: number,
  waivers: readonly Waiver[],
): string[] {
  const members = new Set(panel.committee);
  const relied: string[] = [];
  const least = valueUsd !== null && valueUsd < committeeFromUsd ? 1 : 2;
  if (members.size < least) {
    const [waiverId] = witnessed(panel, members) ? waiversOf('CR-10', panel.committee[0], waivers) : [];
    if (waiverId === undefined) {
      throw procurementError(
        'committee-too-small',
        `At least ${least} different persons inspect this receipt (CR-10).`,
        [{ row: 0, field: 'committee', code: 'committee-too-small', detail: `${members.size} of ${least} (CR-10).` }],
      );
    }
    relied.push(waiverId);
  }
  members.add(panel.closedBy);
  for (const member of members) checkInspector(member, panel.order);
  if (members.has(panel.storekeeperId)) {
    const [waiverId] = waiversOf('RECEIVE_INSPECT', panel.storekeeperId, waivers);
    if (waiverId === undefined)
      throw procurementError('inspector-not-independent', 'The store-keeper of the receipt never inspects it (CR-10).');
    relied.push(waiverId);
  }
  return [...new Set(relied)];
}

/** AM-3: one inspector + remote witness, who is another person than all who have a part in it. */
function witnessed({ remoteWitnessId, closedBy, storekeeperId, order }: Panel, members: ReadonlySet<string>): boolean {
  if (remoteWitnessId === null || members.has(remoteWitnessId)) return false;
  return ![closedBy, storekeeperId, order?.buyerId, order?.approverId].includes(remoteWitnessId);
}

/** CR-09, §13.1: who bought or approved an order never inspects its goods. */
export function checkInspector(personId: string, order: OrderDuties | null): void {
  if (personId === order?.buyerId)
    throw procurementError('inspector-not-independent', 'The buyer of the order never inspects its goods (CR-09).');
  if (personId === order?.approverId)
    throw procurementError('inspector-not-independent', 'The approver of the order never inspects its goods (§13.1).');
}

/**
 * CR-07: a missing serial needs a second person's signature, and an id that is nobody's is no person. The receipt was taken
 * all the same, for the person may be entered later; until then its goods stay in A01.
 */
export function checkSecondSignatures(unsigned: readonly { row: number; personId: string }[]): void {
  if (unsigned.length === 0) return;
  const rows = unsigned.map(({ row, personId }): RowProblem => {
    const detail = `Directory does not know ${personId}, who is to have seen that row ${row} has no serial (CR-07).`;
    return { row, field: 'secondSignatureId', code: 'second-signature-unknown', detail };
  });
  throw procurementError('second-signature-unknown', rows[0]?.detail, rows);
}

/** AM-11: the whole receipt, or a sample of n of its devices. */
export function checkExtent(extent: 'FULL' | 'SAMPLE', sampleSize: number | undefined, devices: number): void {
  if (extent === 'SAMPLE' && (sampleSize === undefined || sampleSize < 1 || sampleSize > devices))
    throw procurementError('sample-size-wrong', `A sample of this receipt has 1 to ${devices} devices.`);
  if (extent === 'FULL' && sampleSize !== undefined)
    throw procurementError('sample-size-wrong', 'A full inspection has no sample size.');
}

/**
 * The date of acceptance becomes the acquisition date (domain §9.7): not before the order or the receipt, not after
 * today anywhere on earth. `orderedOn` is null with no order yet (AM-6).
 */
export function checkAcceptedOn(acceptedOn: string, orderedOn: string | null, receivedAt: Date, now: Date): void {
  const wrong = (detail: string): Error =>
    procurementError('accepted-on-wrong', detail, [{ row: 0, field: 'acceptedOn', code: 'accepted-on-wrong', detail }]);
  const latest = new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  if (acceptedOn < receivedAt.toISOString().slice(0, 10))
    throw wrong('Goods are not accepted before they are received.');
  if (orderedOn !== null && acceptedOn < orderedOn)
    throw wrong(`Goods are not accepted before they are ordered, on ${orderedOn}.`);
  if (acceptedOn > latest) throw wrong('Goods are not accepted in the future.');
}

/** Everything is accepted but the exceptions (AM-11), which are named by device, line or serial. */
export function inspectAll(devices: readonly Inspectable[], exceptions: readonly Exception[]): Inspected[] {
  const found = new Map<string, Exception>();
  const problems: RowProblem[] = [];
  const finder = finderOf(devices);
  exceptions.forEach((exception, index) => {
    const problem = (code: string, detail: string): number =>
      problems.push({ row: index + 1, field: 'exceptions', code, detail });
    const same = finder(exception);
    const [device] = same;
    if (device === undefined) problem('exception-unknown', 'No device of this receipt is meant.');
    else if (same.length > 1)
      problem('exception-ambiguous', 'Several devices of this receipt are meant: say the deviceId.');
    else if (found.has(device.lineId)) problem('exception-repeated', 'This device has an exception already.');
    else if (exception.quantity !== undefined && (device.lotId === null || exception.quantity > device.quantity))
      problem(
        'exception-quantity',
        `The line is ${device.lotId === null ? 'a device' : `a lot of ${device.quantity}`}.`,
      );
    else found.set(device.lineId, exception);
  });
  if (problems.length > 0) throw procurementError('exceptions-refused', problems[0]?.detail, problems);
  return devices.map(({ lineId, deviceId, lotId, quantity }) => {
    const exception = found.get(lineId);
    const { result: said = 'ACCEPTED', reason = null, condition = null } = exception ?? {};
    const rejected = said === 'REJECTED' ? (exception?.quantity ?? quantity) : 0;
    const result = rejected === quantity ? 'REJECTED' : 'ACCEPTED';
    return { lineId, deviceId, lotId, quantity, rejected, result, reason, condition };
  });
}

/** Which lines are meant by a device, a line, a serial, or several of them at once. */
export function finderOf(
  devices: readonly Inspectable[],
): (named: Pick<Exception, 'deviceId' | 'lineId' | 'serial'>) => Inspectable[] {
  const by = new Map<string, Inspectable[]>();
  const add = (key: string, device: Inspectable): void => void by.set(key, [...(by.get(key) ?? []), device]);
  for (const device of devices) {
    if (device.deviceId !== null) add(device.deviceId, device);
    add(device.lineId, device);
    if (device.serial !== null) add(device.serial, device);
  }
  return ({ deviceId, lineId, serial }) => {
    const keys = [deviceId?.toLowerCase(), lineId?.toLowerCase(), serial === undefined ? undefined : normalise(serial)];
    const named = keys.filter((key) => key !== undefined).map((key) => by.get(key) ?? []);
    const [first = [], ...others] = named;
    return first.filter((device) => others.every((other) => other.includes(device)));
  };
}
