import { inScopeBy, scopeAnew, scopeRemembered } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lines' policy asks for the allocation, so the allocation cannot ask for its lines but through a function. */
const fromScope = `CREATE FUNCTION allocation_from_scope(allocation uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  BEGIN
    RETURN EXISTS (SELECT FROM allocation_line l WHERE l.allocation_id = allocation AND (${inScopeBy('l.place_id')}));
  END $$`;

export class ProbeScope1795480000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policy = scopeAnew('allocation', `${inScopeBy('org_unit_id')} OR allocation_from_scope(id)`);
    const before = [...scopeRemembered, fromScope];
    for (const sql of [...before, policy, 'DROP FUNCTION allocations_from_scope()']) await runner.query(sql);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
