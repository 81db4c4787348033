import { scopedTable, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lots whose reservation an allocation cancelled: a reserve that comes late is refused (AM-9, T07). */
const statements = [
  `CREATE TABLE lot_cancellation (
     allocation_id uuid NOT NULL,
     lot_id        uuid NOT NULL,
     CONSTRAINT lot_cancellation_pk PRIMARY KEY (allocation_id, lot_id)
   )`,
  ...scopedTable('assets', 'lot_cancellation', unlimitedOnly),
];

export class ReserveLots1795490000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
