import type { Problem } from '../documents/rows.rules.js';
import { highestValue } from './deed.rules.js';

/** So many of a lot on a deed, with what they are worth together. */
export interface DonatedLot {
  lotId: string;
  quantity: number;
  valueMinor: number;
  currency: string;
}

/** Some of a lot that was allocated to a unit, or that a deed has given already. */
export interface LotShare {
  lotId: string;
  /** The unit it is for and every unit above that one (AM-4). */
  units: readonly string[];
  quantity: number;
}

export interface KnownLot {
  lotId: string;
  number: string;
  currency: string | null;
}

const sumOf = (shares: readonly LotShare[]): number => shares.reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * T14, AM-9: title passes for no more of a lot than was allocated to the beneficiary and the units below it, less what deeds for
 * them have given, and never for more than was allocated at all.
 */
export function donateLots(
  beneficiaryUnitId: string,
  lots: readonly DonatedLot[],
  known: readonly KnownLot[],
  allocated: readonly LotShare[],
  donated: readonly LotShare[],
): Problem[] {
  const seen = new Set<string>();
  return lots.flatMap(({ lotId, quantity, valueMinor, currency }, index): Problem[] => {
    const at = (field: string, code: string, detail: string): Problem[] => [
      { row: index + 1, field: `lots[${index}].${field}`, code, detail, lotId },
    ];
    if (seen.has(lotId)) return at('lotId', 'lot-listed-twice', 'Say it once.');
    seen.add(lotId);
    const lot = known.find((one) => one.lotId === lotId);
    if (!lot) return at('lotId', 'lot-not-allocated', 'Nothing of this lot was ever allocated to anybody.');
    const of = (shares: readonly LotShare[]): LotShare[] => shares.filter((one) => one.lotId === lotId);
    const below = ({ units }: LotShare): boolean => units.includes(beneficiaryUnitId);
    const [given, passed] = [of(allocated), of(donated)];
    const most = Math.min(sumOf(given.filter(below)) - sumOf(passed.filter(below)), sumOf(given) - sumOf(passed));
    if (quantity < 1 || quantity > most)
      return at('quantity', 'more-than-donable', `T14: the title of ${Math.max(0, most)} of ${lot.number} could pass.`);
    if (!Number.isSafeInteger(valueMinor) || valueMinor < 0 || valueMinor > highestValue)
      return at('valueMinor', 'not-valid', `A whole number, 0 or more, at most ${highestValue}.`);
    if (!/^[A-Z]{3}$/.test(currency)) return at('currency', 'not-valid', 'Three capital letters (ISO 4217).');
    if (lot.currency !== null && lot.currency !== currency)
      return at('currency', 'currency-differs', `Its cost is in ${lot.currency}.`);
    return [];
  });
}
