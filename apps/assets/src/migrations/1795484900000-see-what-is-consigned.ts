import { inScopeBy, scopeAnew, withAwards } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A unit sees what is on its way to it, and what stands before it until it has signed or the goods went back (AM-17, AM-18).
 * What was on the road before is seen from the signature on.
 */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE custody ADD COLUMN consignee_id uuid`,
  `CREATE INDEX custody_consignee ON custody (consignee_id, device_id) WHERE to_at IS NULL AND consignee_id IS NOT NULL`,
  scopeAnew(
    'custody',
    `CASE WHEN to_at IS NULL
       THEN ${inScopeBy('party_id', 'place_id', 'consignee_id')} OR ${withAwards('device_is_paid_by_scope(device_id)')}
       ELSE device_in_scope(device_id) END`,
  ),
  `CREATE OR REPLACE FUNCTION device_in_scope(device uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM custody c WHERE c.device_id = device AND c.to_at IS NULL
                      AND (${inScopeBy('c.party_id', 'c.place_id', 'c.consignee_id')}))
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
       (SELECT device_id FROM custody WHERE to_at IS NULL AND consignee_id = ANY (ids) LIMIT most + 1)
       UNION
       (SELECT id FROM device WHERE funding IS NOT NULL AND awards_of(funding) && awards LIMIT most + 1));
   BEGIN
     RETURN CASE WHEN cardinality(found) <= most THEN found END;
   END $$`,
];

export class SeeWhatIsConsigned1795484900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
