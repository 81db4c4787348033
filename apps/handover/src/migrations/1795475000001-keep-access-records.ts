import { accessTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepAccessRecords1795475000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of accessTables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
