import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-28: the days a new head of unit is given for the remise et reprise. */
export class ShipCommandDays1795473000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, recorded_by, recorded_at)
       VALUES ('00000000-0000-7000-8001-000000000003', 'command.handoverDays', '15', '2000-01-01 00:00:00+00',
               '00000000-0000-7000-8000-000000000000', now())`,
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
