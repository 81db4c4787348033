import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-22: goods without a serial may be told by number; what the sheet said stays beside the lines that follow from it. */
export class AcknowledgeByCount1795477000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE handover ADD COLUMN counts jsonb NOT NULL DEFAULT '[]'`);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
