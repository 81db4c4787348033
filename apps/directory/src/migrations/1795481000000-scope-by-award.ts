import { inScopeBy, ofAward, scopeAnew, scopedTable, scopeOfAwards } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A role may be held for an award (domain §8.6): procurement records awards, and tells of them. */
const tables = [
  `SET LOCAL lock_timeout = '5s'`,
  ...scopeOfAwards,
  `CREATE TABLE award (id uuid CONSTRAINT award_pk PRIMARY KEY)`,
  ...scopedTable('directory', 'award', ofAward('id')),
  `ALTER TABLE role_assignment ADD COLUMN award_id uuid CONSTRAINT role_assignment_award_fk REFERENCES award`,
  `ALTER TABLE role_assignment ADD CONSTRAINT role_assignment_one_scope
     CHECK (award_id IS NULL OR (org_unit_id IS NULL AND place_id IS NULL))`,
  // What was decided of a unit is seen by whoever answers for the unit, and for the award it was decided for.
  scopeAnew('vetting_result', `${inScopeBy('org_unit_id')} OR ${ofAward('award_id')}`),
  scopeAnew('due_diligence_decision', `${inScopeBy('org_unit_id')} OR ${ofAward('award_id')}`),
  // Awards that were told before are read again; the handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'procurement'`,
];

export class ScopeByAward1795481000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
