import { inScopeBy, isShown, notOnlyAwards, ofAward, scopeAnew, scopeOfAwards } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever answers for an award sees the devices it pays by what the register last said (domain §8.6). */
const functions = [
  `CREATE FUNCTION device_awards(device uuid) RETURNS text[]
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN ARRAY(
       SELECT share ->> 'awardId' FROM jsonb_array_elements((
         SELECT f.line -> 'funding' FROM device_fact f
         WHERE f.device_id = device AND f.device_seq IS NOT NULL AND jsonb_typeof(f.line -> 'funding') = 'array'
         ORDER BY f.device_seq DESC LIMIT 1)) AS share);
   END $$`,
  `CREATE OR REPLACE FUNCTION device_in_scope(device uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN coalesce((SELECT ${inScopeBy('c.party_id', 'c.place_id')} FROM custody c
                      WHERE c.device_id = device ORDER BY c.device_seq DESC LIMIT 1), false)
       OR (scope_awards() <> '{}' AND device_awards(device) && scope_awards()::text[]);
   END $$`,
];

const names = scopeAnew(
  'reference_name',
  `CASE WHEN kind = 'AWARD' THEN ${notOnlyAwards} OR ${ofAward('id')} ELSE kind NOT IN ('UNIT', 'PLACE') OR ${isShown('id')} END`,
);

export class ScopeByAward1795481000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...scopeOfAwards, ...functions, names]) await runner.query(sql);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
