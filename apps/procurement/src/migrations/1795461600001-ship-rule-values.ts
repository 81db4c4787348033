import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The values procurement starts with, valid since ever, so that it can decide before directory's first fact arrives.
 * Written out here and not read from the rules: a shipped value never changes behind an installation's back.
 */
const shipped: [rule: string, value: string][] = [
  ['receipt.inspectionCommitteeFromUsd', '5000'],
  ['receipt.overTolerancePercent', '0'],
];

export class ShipRuleValues1795461600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, seen_at)
       SELECT gen_random_uuid(), rule, value, timestamptz '2000-01-01 00:00:00+00', timestamptz '2000-01-01 00:00:00+00'
       FROM unnest($1::text[], $2::text[]) AS given (rule, value)`,
      [shipped.map(([rule]) => rule), shipped.map(([, value]) => value)],
    );
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
