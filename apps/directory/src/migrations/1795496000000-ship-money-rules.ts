import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What invoices are matched and chased by, and how long a rate serves; valid since ever, set by nobody. */
export class ShipMoneyRules1795496000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, recorded_by, recorded_at)
       SELECT ('00000000-0000-7000-8001-' || lpad((496000 + number)::text, 12, '0'))::uuid, rule, value,
              timestamptz '2000-01-01 00:00:00+00', '00000000-0000-7000-8000-000000000000', now()
       FROM (VALUES (1, 'invoice.notPaidDays', '90'), (2, 'invoice.notRegisteredDays', '30'),
                    (3, 'invoice.priceTolerancePercent', '2'), (4, 'invoice.quantityTolerancePercent', '0'),
                    (5, 'money.rateValidDays', '45')) AS given (number, rule, value)`,
    );
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
