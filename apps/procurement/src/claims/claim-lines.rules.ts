import type { RowProblem } from '../receipts/row-problem.rules.js';

/** SHORT: announced or ordered, and not come. DEFECTIVE: damaged on arrival, or rejected by the committee. */
export const CLAIM_REASONS = ['SHORT', 'DEFECTIVE'] as const;
export type ClaimReason = (typeof CLAIM_REASONS)[number];

export interface ClaimLine {
  catalogueItemId: string;
  reason: ClaimReason;
  quantity: number;
}

/** How much of each model may be claimed for a reason; `anyItem` is what a receipt noted without saying of which. */
export interface Claimable {
  of: (line: Pick<ClaimLine, 'catalogueItemId' | 'reason'>) => number;
  anyItem: Readonly<Record<ClaimReason, number>>;
}

/** A claim is for what the papers show to be missing or broken, less what other claims ask for already. */
export function problemsOfLines(
  lines: readonly ClaimLine[],
  claimable: Claimable,
  claimed: Claimable['of'],
  /** What the order still waits for and no claim on it asks for; absent where there is no order. */
  openOfOrder?: (catalogueItemId: string) => number,
  /** The day until which the shipment may still bring what is missing. */
  awaitedUntil?: string,
): RowProblem[] {
  const seen = new Set<string>();
  const pool = { ...claimable.anyItem };
  return lines.flatMap((line, index): RowProblem[] => {
    const { catalogueItemId, reason, quantity } = line;
    const problem = (field: string, code: string, detail: string): RowProblem[] => [
      { row: index + 1, field, code, detail },
    ];
    const key = `${reason} ${catalogueItemId}`;
    if (seen.has(key))
      return problem('catalogueItemId', 'claim-line-repeated', 'A model is claimed once for each reason.');
    seen.add(key);
    if (reason === 'SHORT' && awaitedUntil !== undefined)
      return problem('reason', 'still-on-its-way', `It is expected until ${awaitedUntil}: nothing is short before.`);
    const left = Math.max(0, claimable.of(line) - claimed(line));
    // Of one order several shipments may look short of the same thing.
    const own = reason === 'SHORT' && openOfOrder ? Math.min(left, openOfOrder(catalogueItemId)) : left;
    const beyond = Math.max(0, quantity - own);
    if (beyond <= pool[reason]) {
      pool[reason] -= beyond;
      return [];
    }
    const most = own + pool[reason];
    const what = reason === 'SHORT' ? 'missing' : 'damaged or rejected';
    if (most === 0)
      return problem('catalogueItemId', 'nothing-to-claim', `Nothing of it is ${what} and not claimed yet.`);
    return problem(
      'quantity',
      'claims-too-much',
      `${most} of it ${most === 1 ? 'is' : 'are'} ${what} and not claimed yet.`,
    );
  });
}
