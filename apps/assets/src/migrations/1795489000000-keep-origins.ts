import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a device came into the register; of an old list the row it stands in, and what is not known of it and why (AM-13). */
export class KeepOrigins1795489000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const sql of [
      `ALTER TABLE device ADD COLUMN origin text NOT NULL DEFAULT 'PURCHASE', ADD COLUMN blanks jsonb, ADD COLUMN source jsonb`,
      `ALTER TABLE device DROP CONSTRAINT device_complete`,
      // CR-12 binds what is bought; what an old list does not say stays blank, with its reason.
      `ALTER TABLE device ADD CONSTRAINT device_complete CHECK (
         lifecycle IN ('A01_RECEIVED_PENDING_INSPECTION', 'A02_REJECTED', 'A03_RETURNED_TO_SUPPLIER', 'A20_VOIDED')
         OR (origin IN ('MIGRATED', 'FOUND_AT_COUNT') AND blanks IS NOT NULL AND source IS NOT NULL
             AND NOT disputed AND waiting_for = '{}')
         OR (acquisition_date IS NOT NULL AND cost_minor > 0 AND funding IS NOT NULL AND order_line_id IS NOT NULL
             AND NOT disputed AND waiting_for = '{}')) NOT VALID`,
      `ALTER TABLE device VALIDATE CONSTRAINT device_complete`,
    ])
      await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
