import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-67: a reservation can end because goods on the road were given to another unit. */
const statements = [
  `ALTER TABLE reservation DROP CONSTRAINT reservation_end_reason_check`,
  `ALTER TABLE reservation ADD CONSTRAINT reservation_end_reason_check
     CHECK (end_reason IN ('ACCEPTED', 'LOST', 'RETURNED', 'CANCELLED', 'REALLOCATED'))`,
];

export class Reallocate1795477000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
