import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-14: the device that this one came in the place of. */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE device ADD COLUMN replaces_device_id uuid`,
  `CREATE INDEX device_replaces ON device (replaces_device_id) WHERE replaces_device_id IS NOT NULL`,
];

export class ReplaceDevices1795490000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
