import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Amendments are of their order; what was told of them before is read again. */
export class KnowAmendments1795495000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await runner.query(`SELECT begin_projections_again()`);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
