import { inScopeBy, scopeAnew, scopeRemembered } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One probe per row, of the last interval: what is asked for here is a device or a page of devices, seldom all there are. */
const deviceInScope = `CREATE FUNCTION device_in_scope(device uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  BEGIN
    RETURN (SELECT ${inScopeBy('c.party_id', 'c.place_id')} FROM custody c
            WHERE c.device_id = device ORDER BY c.device_seq DESC LIMIT 1);
  END $$`;

export class ProbeScope1795480000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = ['device', 'device_code', 'device_fact', 'custody'].map((table) =>
      scopeAnew(table, 'device_in_scope(device_id)'),
    );
    const before = [...scopeRemembered, deviceInScope];
    for (const sql of [...before, ...policies, 'DROP FUNCTION devices_in_scope()']) await runner.query(sql);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
