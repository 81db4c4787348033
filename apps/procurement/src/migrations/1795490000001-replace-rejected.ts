import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-14: which rejected device a received one comes in the place of; one in the place of one. */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE goods_receipt_line ADD COLUMN replaces_device_id uuid`,
  `CREATE UNIQUE INDEX goods_receipt_line_replaces ON goods_receipt_line (replaces_device_id)
     WHERE replaces_device_id IS NOT NULL AND register <> 'REFUSED'`,
];

export class ReplaceRejected1795490000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
