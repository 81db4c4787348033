import { inScopeBy, ofAward, scopeAnew, scopeOfAwards } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever answers for an award sees what it is given for (domain §8.6): allocations that no other award pays a part of, and
 * the vettings asked for it. Papers of the road name units and people, and are for them.
 */
const statements = [
  ...scopeOfAwards,
  scopeAnew(
    'allocation',
    `${inScopeBy('org_unit_id')} OR allocation_from_scope(id) OR (award_ids <> '{}' AND award_ids <@ (SELECT scope_awards()))`,
  ),
  scopeAnew('vetting', `${inScopeBy('org_unit_id')} OR ${ofAward('award_id')}`),
];

export class ScopeByAward1795481000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
