import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-8: who decided, over the photo, that a plate which contradicts the register belongs to another device. */
const statements = [
  `CREATE TABLE plate_decision (
     id           uuid           CONSTRAINT plate_decision_pk PRIMARY KEY,
     number       text           NOT NULL CONSTRAINT plate_decision_number_key UNIQUE,
     device_id    uuid           NOT NULL CONSTRAINT plate_decision_once UNIQUE REFERENCES device,
     photo_sha256 text           NOT NULL,
     reason       text           NOT NULL,
     decided_by   uuid           NOT NULL,
     decided_at   timestamptz(3) NOT NULL,
     recorded_at  timestamptz(3) NOT NULL
   )`,
  ...scopedTable(
    'assets',
    'plate_decision',
    `EXISTS (SELECT FROM custody c WHERE c.device_id = plate_decision.device_id AND c.to_at IS NULL)`,
  ),
];

export class SettleDisputes1795490000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
