import { inScopeBy, scopeAnew, scopeOfAwards, withAwards } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const paid = (column: string): string => withAwards(`device_is_paid_by_scope(${column})`);

/** Whoever answers for an award sees the devices it paid, with all that is seen of a device (domain §8.6). */
const visible: Record<string, string> = {
  custody: `CASE WHEN to_at IS NULL THEN ${inScopeBy('party_id', 'place_id')} OR ${paid('device_id')}
    ELSE device_in_scope(device_id) END`,
};

const functions = [
  `CREATE FUNCTION awards_of(funding jsonb) RETURNS uuid[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
     RETURN ARRAY(SELECT (share ->> 'awardId')::uuid FROM jsonb_array_elements(funding) AS share)`,
  `CREATE INDEX device_awards ON device USING gin (awards_of(funding)) WHERE funding IS NOT NULL`,
  `CREATE FUNCTION device_is_paid_by_scope(device_id uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM device d WHERE d.id = device_id AND d.funding IS NOT NULL AND awards_of(d.funding) && scope_awards());
   END $$`,
  `CREATE OR REPLACE FUNCTION device_in_scope(device uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM custody c WHERE c.device_id = device AND c.to_at IS NULL AND (${inScopeBy('c.party_id', 'c.place_id')}))
       OR (scope_awards() <> '{}' AND device_is_paid_by_scope(device));
   END $$`,
  `CREATE OR REPLACE FUNCTION few_devices_in_scope(most integer) RETURNS uuid[]
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     ids uuid[] := scope_ids();
     awards uuid[] := scope_awards();
     found uuid[] := ARRAY(
       (SELECT device_id FROM custody WHERE to_at IS NULL AND party_id = ANY (ids) LIMIT most + 1)
       UNION
       (SELECT device_id FROM custody WHERE to_at IS NULL AND place_id = ANY (ids) LIMIT most + 1)
       UNION
       (SELECT id FROM device WHERE funding IS NOT NULL AND awards_of(funding) && awards LIMIT most + 1));
   BEGIN
     RETURN CASE WHEN cardinality(found) <= most THEN found END;
   END $$`,
];

export class ScopeByAward1795481000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).map(([table, rows]) => scopeAnew(table, rows));
    for (const sql of [...scopeOfAwards, ...functions, ...policies]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
