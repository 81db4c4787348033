import { notOnlyAwards, ofAward, scopeAnew } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The terms of an award are seen with it. */
export class ScopeAwardTerms1795483900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(scopeAnew('award_version', `${notOnlyAwards} OR ${ofAward('award_id')}`));
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
