import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-12: why a device costs nothing, as its order says. */
export class KnowWhyFree1795610000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await runner.query(`ALTER TABLE device ADD COLUMN zero_cost_reason text`);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
