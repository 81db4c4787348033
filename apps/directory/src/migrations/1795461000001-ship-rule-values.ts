import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The values an installation starts with (domain §8.5, AM-2, AM-3, AM-20, AM-24), valid since ever, set by nobody. Written
 * out here and not read from the rules: a shipped value never changes behind an installation's back.
 */
const shipped: [rule: string, value: string][] = [
  ['deed.afterDeliveryDays', '30'],
  ['pv.backdatedDays', '7'],
  ['pv.clockToleranceMinutes', '10'],
  ['pv.countersignDays', '7'],
  ['pv.mandateDays', '30'],
  ['receipt.inspectionCommitteeFromUsd', '5000'],
  ['receipt.inspectionDays', '5'],
  ['receipt.overTolerancePercent', '0'],
  ['stock.dwellDays', '90'],
  ['vetting.validityMonths', '12'],
  ['waybill.etaGraceDays', '7'],
  ['waybill.unacknowledgedDays', '14'],
];

export class ShipRuleValues1795461000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, recorded_by, recorded_at)
       SELECT ('00000000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid, rule, value,
              timestamptz '2000-01-01 00:00:00+00', '00000000-0000-7000-8000-000000000000', now()
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (rule, value, number)`,
      [shipped.map(([rule]) => rule), shipped.map(([, value]) => value)],
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
