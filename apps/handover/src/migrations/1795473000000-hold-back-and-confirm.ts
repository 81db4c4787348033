import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of a PV that a gate held back (CR-16, AM-19) or that was signed without authority (CR-22, AM-2). */
const changes = [
  `ALTER TABLE handover ADD COLUMN ratification jsonb, ADD COLUMN ratified_at timestamptz(3)`,
  `ALTER TABLE handover DROP CONSTRAINT handover_status,
     ADD CONSTRAINT handover_status CHECK (status IN ('PROVISIONAL', 'FINAL', 'PENDING', 'RETURNED'))`,
  `CREATE INDEX handover_to_confirm ON handover (org_unit_id) WHERE receiver->>'hold' = 'TO_CONFIRM'`,
  `CREATE INDEX waybill_line_handover ON waybill_line (handover_id) WHERE handover_id IS NOT NULL`,
];

/** The values an installation starts with, valid since ever. Written out here: a shipped value never changes behind its back. */
const shipped: [rule: string, value: string][] = [
  ['deed.afterDeliveryDays', '30'],
  ['pv.afterDeedDays', '30'],
  ['pv.mandateDays', '30'],
  ['pv.pendingDays', '30'],
];

export class HoldBackAndConfirm1795473000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from)
       SELECT ('00000000-0000-7000-8001-' || lpad(number::text, 12, '0'))::uuid, rule, value, '2000-01-01 00:00:00+00'
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (rule, value, number)`,
      [shipped.map(([rule]) => rule), shipped.map(([, value]) => value)],
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
