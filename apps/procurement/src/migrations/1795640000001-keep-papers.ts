import { printedPaperTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-29: papers of orders, receipts and inspections are told from others by what was printed; they name stores and places. */
const statements = [
  ...printedPaperTables('procurement'),
  // Names that directory told before are read again; its handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KeepPapers1795640000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
