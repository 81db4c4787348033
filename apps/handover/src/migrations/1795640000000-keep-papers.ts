import { printedPaperTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-29: papers of every document are told from others by what was printed; a waybill names its carrier. */
const statements = [
  ...printedPaperTables('handover'),
  `ALTER TABLE organisation ADD COLUMN name text`,
  // Names that directory told before are read again; its handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KeepPapers1795640000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
