import { splitByShares, type FundingShare, type TitleTerms } from '@dotation/contracts';

export const REGULATORY_CLASSES = ['EQUIPMENT', 'SUPPLY'] as const;
export type RegulatoryClass = (typeof REGULATORY_CLASSES)[number];

/** An award as it was on a day. */
export interface KnownAward {
  awardId: string;
  fain: string;
  donor: string;
  federal: boolean;
  titleTerms: TitleTerms;
  equipmentThresholdUsd: number;
}

/** A share of a device's cost, with what its award says; null where the register does not know the award. */
export interface ToldShare extends FundingShare {
  amountMinor: number | null;
  fain: string | null;
  donor: string | null;
  federal: boolean | null;
  titleTerms: TitleTerms | null;
  equipmentThresholdUsd: number | null;
}

const unknown = { fain: null, donor: null, federal: null, titleTerms: null, equipmentThresholdUsd: null };

export function toldShares(
  shares: readonly FundingShare[],
  costMinor: number | null,
  awards: ReadonlyMap<string, KnownAward>,
): ToldShare[] {
  const amounts = costMinor === null ? null : splitByShares(costMinor, shares);
  return shares.map(({ awardId, percent }) => {
    const amountMinor = amounts?.get(awardId) ?? null;
    return { ...unknown, ...awards.get(awardId), awardId, percent, amountMinor };
  });
}

/**
 * 2 CFR 200.1: equipment from the threshold on, else a supply; with several federal awards the lowest threshold binds. Null
 * when no federal award pays, or while cost or award is not known or the cost is not in US dollars.
 */
export function regulatoryClass(
  costMinor: number | null,
  currency: string | null,
  shares: readonly ToldShare[] | null,
): RegulatoryClass | null {
  if (costMinor === null || currency !== 'USD' || shares === null) return null;
  if (shares.some(({ federal }) => federal === null)) return null;
  const thresholds = shares.flatMap((share) => (share.federal ? [share.equipmentThresholdUsd ?? 0] : []));
  if (thresholds.length === 0) return null;
  return costMinor >= Math.min(...thresholds) * 100 ? 'EQUIPMENT' : 'SUPPLY';
}
