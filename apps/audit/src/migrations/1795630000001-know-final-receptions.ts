import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A PV of final reception is a document of its own, and says of its inspection that it is final: what was told is read again. */
export class KnowFinalReceptions1795630000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await runner.query(`SELECT begin_projections_again()`);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
