import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mandates name a document too, and those that were told before are awaited as well. */
export class AwaitMandates1795487000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await runner.query(`SELECT begin_projections_again()`);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
