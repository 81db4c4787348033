import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Old lists are documents and describe devices; what was told of them before is read again. */
export class KnowOldLists1795489000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await runner.query(`SELECT begin_projections_again()`);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
