import { notOnlyAwards, scopeAnew } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever answers for awards only sees the terms of what paid, alone or with others, a device he sees. */
const paysSeen = (award: string): string =>
  `EXISTS (SELECT FROM device d WHERE d.funding IS NOT NULL AND awards_of(d.funding) && ARRAY[${award}])`;

export class ScopeAwardTerms1795483900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(scopeAnew('award', `${notOnlyAwards} OR ${paysSeen('award.id')}`));
    await runner.query(scopeAnew('award_version', `${notOnlyAwards} OR ${paysSeen('award_version.award_id')}`));
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
