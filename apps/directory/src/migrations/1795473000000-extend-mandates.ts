import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mandates by telephone, for named consignments, and revoked ones (CR-22, AM-2); the days a pending PV is given (CR-16). */
const changes = [
  `ALTER TABLE mandate ADD COLUMN telephone jsonb, ADD COLUMN waybill_ids uuid[], ADD COLUMN revoked_from timestamptz(3)`,
];

const shipped: [rule: string, value: string][] = [
  ['pv.afterDeedDays', '30'],
  ['pv.pendingDays', '30'],
];

export class ExtendMandates1795473000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, recorded_by, recorded_at)
       SELECT ('00000000-0000-7000-8001-' || lpad(number::text, 12, '0'))::uuid, rule, value,
              timestamptz '2000-01-01 00:00:00+00', '00000000-0000-7000-8000-000000000000', now()
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (rule, value, number)`,
      [shipped.map(([rule]) => rule), shipped.map(([, value]) => value)],
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
