import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A final reception is a paper: it is added and stays. */
export class KeepFinalReceptions1795650000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await runner.query(
      `CREATE TRIGGER final_reception_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON final_reception
         FOR EACH STATEMENT EXECUTE FUNCTION is_only_added_to()`,
    );
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
