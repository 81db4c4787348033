import { scopeRemembered } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberScope1795480000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of scopeRemembered) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
