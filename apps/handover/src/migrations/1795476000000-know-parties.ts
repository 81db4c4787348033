import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an organisation is (only a carrier carries) and where a unit is (a waybill goes there). */
const tables = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE organisation ADD COLUMN kind text`,
  `ALTER TABLE org_unit ADD COLUMN place_id uuid`,
  // Directory's facts that passed before these columns were there are read again; its handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KnowParties1795476000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
