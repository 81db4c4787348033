import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invoices are documents of the devices they price; what was told of them before is read again. */
export class KnowInvoices1795610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await runner.query(`SELECT begin_projections_again()`);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
