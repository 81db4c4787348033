import type { FundingShare } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import type { TitleVersion } from './title.rules.js';
import { toldShares, type KnownAward, type ToldShare } from './funding.rules.js';

/** All terms of title there ever were, in the order they were told: as few as awards have amendments. */
export async function titleVersions(tx: EntityManager): Promise<TitleVersion[]> {
  return tx.query<TitleVersion[]>(
    `SELECT award_id AS "awardId", valid_from::text AS "validFrom", title FROM award_version ORDER BY recorded_at, id`,
  );
}

/** The shares of a cost with their awards as these were on a day; before its own first day an award is what it will be. */
export async function fundingOf(
  tx: EntityManager,
  shares: readonly FundingShare[],
  costMinor: number | null,
  day: string,
): Promise<ToldShare[]> {
  const awards = await tx.query<KnownAward[]>(
    `SELECT a.id AS "awardId", a.fain, a.donor, a.federal, v.title AS "titleTerms",
            v.equipment_threshold_usd AS "equipmentThresholdUsd"
     FROM award a
     CROSS JOIN LATERAL (
       SELECT title, equipment_threshold_usd FROM award_version v WHERE v.award_id = a.id
       ORDER BY v.valid_from <= $2::date DESC, abs(v.valid_from - $2::date), v.recorded_at DESC, v.id DESC LIMIT 1
     ) v
     WHERE a.id = ANY($1::uuid[])`,
    [shares.map(({ awardId }) => awardId), day],
  );
  return toldShares(shares, costMinor, new Map(awards.map((award) => [award.awardId, award])));
}
