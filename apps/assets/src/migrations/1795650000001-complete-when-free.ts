import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-12, AM-12: a device that costs nothing for a reason is complete. */
export class CompleteWhenFree1795650000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const sql of [
      `ALTER TABLE device DROP CONSTRAINT device_complete`,
      `ALTER TABLE device ADD CONSTRAINT device_complete CHECK (
         lifecycle IN ('A01_RECEIVED_PENDING_INSPECTION', 'A02_REJECTED', 'A03_RETURNED_TO_SUPPLIER', 'A20_VOIDED')
         OR (origin IN ('MIGRATED', 'FOUND_AT_COUNT') AND blanks IS NOT NULL AND source IS NOT NULL
             AND NOT disputed AND waiting_for = '{}')
         OR (acquisition_date IS NOT NULL AND (cost_minor > 0 OR (cost_minor = 0 AND zero_cost_reason IS NOT NULL))
             AND funding IS NOT NULL AND order_line_id IS NOT NULL AND NOT disputed AND waiting_for = '{}')) NOT VALID`,
      `ALTER TABLE device VALIDATE CONSTRAINT device_complete`,
    ])
      await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
