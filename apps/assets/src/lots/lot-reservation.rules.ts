import type { LotLine, LotProblem } from '@dotation/contracts';
import type { Lot } from './lot.rules.js';

export interface LotsAsked {
  lots: readonly LotLine[];
  awardIds: readonly string[];
  inTransit: boolean;
}

/** What the allocation once had of these lots, and which of them it has cancelled. */
export interface LotsBefore {
  reserved: ReadonlySet<string>;
  cancelled: ReadonlySet<string>;
}

/**
 * T06 by quantity: in stock, paid by the awards of the allocation only. What this allocation reserved before is no problem, for the
 * question may be repeated; what it cancelled before it was reserved is never reserved late.
 */
export function reserveLots(
  { lots, awardIds, inTransit }: LotsAsked,
  known: ReadonlyMap<string, Lot>,
  before: LotsBefore,
): { reserve: LotLine[]; problems: LotProblem[] } {
  const problems: LotProblem[] = [];
  const reserve = lots.filter((line) => {
    if (before.reserved.has(line.lotId)) return false;
    const problem = before.cancelled.has(line.lotId)
      ? { code: 'allocation-cancelled', detail: 'The allocation was cancelled for this lot.' }
      : problemWith(line, known.get(line.lotId), awardIds, inTransit);
    if (problem !== null) problems.push({ lotId: line.lotId, ...problem });
    return problem === null;
  });
  return { reserve, problems };
}

function problemWith(
  { lotId, quantity }: LotLine,
  lot: Lot | undefined,
  awardIds: readonly string[],
  inTransit: boolean,
): Omit<LotProblem, 'lotId'> | null {
  if (!lot) return { code: 'lot-not-found', detail: `The register has no lot ${lotId}.` };
  if (inTransit)
    return { code: 'lot-not-in-transit', detail: 'Quantities are allocated from stock; bring them back first.' };
  const inStock = lot.holdings
    .filter(({ lifecycle, boundTo }) => lifecycle === 'A04_IN_STOCK' && boundTo === null)
    .reduce((sum, holding) => sum + holding.quantity, 0);
  if (quantity < 1 || quantity > inStock)
    return { code: 'lot-not-in-stock', detail: `${inStock} of the lot are in stock, ${quantity} are asked for.` };
  const foreign = (lot.funding ?? []).filter(({ awardId }) => !awardIds.includes(awardId));
  if (foreign.length > 0)
    return {
      code: 'lot-of-another-award',
      detail: `It was paid by award ${foreign.map((one) => one.awardId).join(', ')}.`,
    };
  return null;
}
