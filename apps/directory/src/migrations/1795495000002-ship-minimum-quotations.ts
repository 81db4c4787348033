import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From how many suppliers a quotation is wanted (domain §9.6). */
export class ShipMinimumQuotations1795495000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, recorded_by, recorded_at)
       VALUES ('00000000-0000-7000-8001-000000495000', 'requisition.minimumQuotations', '3', '2000-01-01 00:00:00+00',
               '00000000-0000-7000-8000-000000000000', now())`,
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
