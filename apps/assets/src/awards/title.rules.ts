import type { FundingShare, Title, TitleTerms } from '@dotation/contracts';

/** What an award says of title from a day on; of two of one day the later told counts. */
export interface TitleVersion {
  awardId: string;
  /** YYYY-MM-DD */
  validFrom: string;
  title: TitleTerms;
}

/**
 * 2 CFR 200.312, 200.313: who has the title to what was bought for a programme, by the terms of its awards on the day of acquisition.
 * One share that stays the government's makes all of it so: a device is not owned in parts. While its funding is not known (AM-6)
 * it is the recipient's on conditions. `versions` in the order they were told; before its own first day an award is what it will be.
 */
export function titleOn(
  versions: readonly TitleVersion[],
  funding: readonly Pick<FundingShare, 'awardId'>[] | null,
  day: string,
): Title {
  const isOwned = (funding ?? []).some(({ awardId }) => termsOn(versions, awardId, day) === 'FEDERALLY_OWNED');
  return isOwned ? 'FEDERALLY_OWNED' : 'IOM_CONDITIONAL';
}

function termsOn(versions: readonly TitleVersion[], awardId: string, day: string): TitleTerms | undefined {
  const own = versions.filter((version) => version.awardId === awardId);
  const begun = own.filter(({ validFrom }) => validFrom <= day);
  const latest = (one: TitleVersion, other: TitleVersion): TitleVersion =>
    other.validFrom >= one.validFrom ? other : one;
  const earliest = (one: TitleVersion, other: TitleVersion): TitleVersion =>
    other.validFrom <= one.validFrom ? other : one;
  if (begun.length > 0) return begun.reduce(latest).title;
  return own.length > 0 ? own.reduce(earliest).title : undefined;
}
