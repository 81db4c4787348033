import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-63: on which phone a sheet was signed its session says too, and not only the phone itself. */
const statements = [
  `ALTER TABLE handover ADD COLUMN session_phone_id uuid`,
  `CREATE INDEX handover_session_phone ON handover (session_phone_id) WHERE session_phone_id IS NOT NULL`,
];

export class KnowPhonesOfSessions1795497000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
