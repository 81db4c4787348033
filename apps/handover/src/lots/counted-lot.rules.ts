import type { Problem } from '../documents/rows.rules.js';
import { heldOf, type CarriedLot } from './lot.rules.js';

/** What both heads counted of a lot. */
export interface CountedLot {
  lotId: string;
  present: number;
  reserve?: string | null;
}

export interface InspectedLot {
  lotId: string;
  number: string;
  present: number;
  absent: number;
  reserve: string | null;
  /** From which legs what is absent is taken, the oldest first. */
  missing: { lineId: string; absent: number }[];
}

/** What stands at the unit: what it holds, and what is packed to go home and has not left. */
const atUnit = (leg: CarriedLot): number => heldOf(leg) + leg.packed;

/** T17, CR-28 by quantity: every lot the unit holds stands on the list once, with how many are there. */
export function countLots(
  said: readonly CountedLot[],
  legs: readonly CarriedLot[],
): { inspected: InspectedLot[]; problems: Problem[] } {
  const held = Map.groupBy(
    legs.filter((leg) => leg.state === 'OPEN' && !leg.homeward && atUnit(leg) > 0),
    ({ lotId }) => lotId,
  );
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const inspected = said.flatMap(({ lotId, present, reserve = null }, index): InspectedLot[] => {
    const problem = (field: string, code: string, detail: string): InspectedLot[] => {
      problems.push({ row: index + 1, field: `lots[${index}].${field}`, code, detail, lotId });
      return [];
    };
    const own = held.get(lotId);
    if (!own) return problem('lotId', 'not-held-here', 'The unit holds none of this lot by any document.');
    if (seen.has(lotId)) return problem('lotId', 'lot-listed-twice', 'Say it once.');
    seen.add(lotId);
    const there = own.reduce((sum, leg) => sum + atUnit(leg), 0);
    if (present < 0 || present > there)
      return problem('present', 'more-than-held', `The unit holds ${there} of it by its documents.`);
    const absent = there - present;
    // What is packed to go home has been counted by whoever packs it.
    const missing = takenFrom(own, absent);
    if (missing === null)
      return problem('present', 'packed-to-go-home', 'More is packed to go home than is there; withdraw that waybill.');
    const number = own[0]?.lotNumber ?? '';
    return [{ lotId, number, present, absent, reserve: reserve || null, missing }];
  });
  for (const [lotId, [leg]] of held) {
    if (seen.has(lotId)) continue;
    const detail = `${leg?.lotNumber} is missing on the list; say present: 0 if none was there.`;
    problems.push({ row: 0, field: 'lots', code: 'list-incomplete', detail, lotId });
  }
  return { inspected, problems };
}

function takenFrom(legs: readonly CarriedLot[], absent: number): { lineId: string; absent: number }[] | null {
  let left = absent;
  const missing = legs.flatMap((leg) => {
    const some = Math.min(left, heldOf(leg));
    left -= some;
    return some > 0 ? [{ lineId: leg.lineId, absent: some }] : [];
  });
  return left > 0 ? null : missing;
}
