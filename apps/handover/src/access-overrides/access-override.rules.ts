import type { GateAnswer } from '@dotation/contracts';
import { handoverError } from '../errors.js';

/** Longer than a waiver may last (AM-3), nothing is overridden. */
const mostDays = 90;
const day = 24 * 60 * 60_000;

export const usualEnd = (now: Date): Date => new Date(now.getTime() + 30 * day);

export interface AccessOverride {
  id: string;
  requestedBy: string;
  validFrom: Date | null;
  validTo: Date;
}

export function requestOverride(
  { allocationId, waybillId }: { allocationId?: string | null; waybillId?: string | null },
  validTo: Date,
  now: Date,
): void {
  if (Boolean(allocationId) === Boolean(waybillId)) {
    throw handoverError('override-of-one-document', 'CR-66: send allocationId or waybillId, not both.');
  }
  const until = new Date(now.getTime() + mostDays * day);
  if (validTo <= now || validTo > until) {
    const detail = `validTo lies after ${now.toISOString()} and not after ${until.toISOString()}.`;
    throw handoverError('override-too-long', detail, [{ row: 0, field: 'validTo', code: 'out-of-range', detail }]);
  }
}

/** CR-66: programme manager and Chief of Mission together, so never one person, and once. */
export function grantOverride(override: AccessOverride, grantedBy: string, now: Date): void {
  if (override.validFrom !== null) throw handoverError('override-granted', 'It is in force.');
  if (override.requestedBy === grantedBy) throw handoverError('override-by-two', 'CR-66: another person grants it.');
  if (override.validTo <= now) throw handoverError('override-too-long', 'It would have ended already.');
}

/** A device as it is given: under an allocation, and on a waybill once it is on one. */
export interface Goods {
  waybillId: string | null;
  allocationLineId: string;
}

/** An override in force, with what it covers of the goods asked about. */
export interface InForce {
  waybillId: string | null;
  allocationLineIds: readonly string[];
  validFrom: Date;
  validTo: Date;
}

/** Every one of these goods is covered at this moment: an override for one consignment opens no road for another. */
export function isLifted(goods: readonly Goods[], overrides: readonly InForce[], at: Date): boolean {
  return (
    goods.length > 0 &&
    goods.every(({ waybillId, allocationLineId }) =>
      overrides.some(
        (one) =>
          one.validFrom <= at &&
          at <= one.validTo &&
          (one.waybillId === null ? one.allocationLineIds.includes(allocationLineId) : one.waybillId === waybillId),
      ),
    )
  );
}

/** CR-66: the gate with its access closed by an armed group lifted where two persons have said so; nothing else is. */
export function liftAccess(gate: GateAnswer, goods: readonly Goods[], overrides: readonly InForce[]): GateAnswer {
  if (gate.access !== 'CONTROLLED_BY_ARMED_GROUP') return gate;
  const failures = gate.failures.filter(
    (failure) => failure.gate !== 'ACCESS' || !isLifted(goods, overrides, new Date(failure.at)),
  );
  return { ...gate, failures, open: gate.unitKnown && failures.length === 0 };
}
