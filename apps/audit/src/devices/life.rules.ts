import type { DeviceLine, StateChange } from '../projection/projected.rules.js';
import type { TraceFact } from './trace.rules.js';

/** A device's fact with its document and line, as read for one answer. */
export interface LifeFact extends TraceFact {
  appendedAt: string;
  trueFrom: Date;
  documentId: string;
  header: Record<string, unknown>;
  line: DeviceLine | null;
}

/** A custody interval as the register opened it. */
export interface CustodyFrom {
  deviceId: string;
  deviceSeq: number;
  position: number;
  from: Date;
  claimedFrom: Date;
  clamped: boolean;
  partyKind: string;
  partyId: string;
  personId: string | null;
  placeId: string;
  enRoute: boolean;
  hold: string;
  documentId: string;
}

export type State = Required<Pick<StateChange, 'waitingFor'>> & StateChange;

/** The dimensions a device has after these lines, in the order of its numbers (domain §8.1). */
export function stateAfter(lines: readonly StateChange[]): State {
  const state: State = { waitingFor: [] };
  for (const line of lines) {
    if (line.lifecycle !== undefined) state.lifecycle = line.lifecycle;
    if (line.title !== undefined) state.title = line.title;
    if (line.condition !== undefined) state.condition = line.condition;
    if (line.use !== undefined) state.use = line.use;
    if (line.acquisitionDate !== undefined) state.acquisitionDate = line.acquisitionDate;
    if (line.orderLineId !== undefined) state.orderLineId = line.orderLineId;
    if (line.costMinor !== undefined) state.costMinor = line.costMinor;
    if (line.zeroCostReason !== undefined) state.zeroCostReason = line.zeroCostReason;
    if (line.currency !== undefined) state.currency = line.currency;
    if (line.funding !== undefined) state.funding = line.funding;
    if (line.waitingFor !== undefined) state.waitingFor = line.waitingFor;
    if (line.origin !== undefined) state.origin = line.origin;
    if (line.blanks !== undefined) state.blanks = line.blanks;
  }
  return state;
}

/** Numbered facts that were true by then, in the order of their numbers. */
export function numberedBy<F extends { deviceSeq: number | null; trueFrom: Date }>(
  facts: readonly F[],
  asOf: Date,
): F[] {
  return facts
    .filter((fact) => fact.deviceSeq !== null && fact.trueFrom <= asOf)
    .sort((a, b) => (a.deviceSeq as number) - (b.deviceSeq as number));
}

export interface Interval extends CustodyFrom {
  /** Null while it is open. */
  to: Date | null;
}

/** Intervals from what the register opened: each ends where the next one begins; the last is open. */
export function intervalsOf(opened: readonly CustodyFrom[], asOf: Date): Interval[] {
  const begun = opened.filter(({ from }) => from <= asOf).sort((a, b) => a.deviceSeq - b.deviceSeq);
  return begun.map((interval, index) => ({ ...interval, to: begun[index + 1]?.from ?? null }));
}
