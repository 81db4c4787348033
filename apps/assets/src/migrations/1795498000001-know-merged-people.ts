import { mergedPersonTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** T34, AM-8: a second person is another person, not another id. */
const statements = [
  ...mergedPersonTable('assets'),
  // Merges that were told before this are read again; the handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KnowMergedPeople1795498000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
