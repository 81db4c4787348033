import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-1: the days within which another person compares a transcribed PV with the signed sheet. */
export class ShipTranscriptionDays1795488000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, recorded_by, recorded_at)
       VALUES ('00000000-0000-7000-8001-000000488000', 'pv.transcriptionCheckDays', '14', '2000-01-01 00:00:00+00',
               '00000000-0000-7000-8000-000000000000', now())`,
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
