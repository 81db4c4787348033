import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which units of its order line accepted goods are, and what was told of their cost last; the order in which the invoices of an
 * order were matched, which says whose prices the units have (AM-12).
 */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE goods_receipt_line
     ADD COLUMN first_unit integer CHECK (first_unit > 0),
     ADD COLUMN told_cost text`,
  `ALTER TABLE invoice ADD COLUMN matched_no integer,
     ADD CONSTRAINT invoice_matched_no_taken UNIQUE (purchase_order_id, matched_no)`,
  `UPDATE invoice SET matched_no = numbered.no
   FROM (SELECT id, row_number() OVER (PARTITION BY purchase_order_id ORDER BY recorded_at, id) AS no
         FROM invoice WHERE status = 'MATCHED') AS numbered
   WHERE numbered.id = invoice.id`,
  `ALTER TABLE invoice ADD CONSTRAINT invoice_matched_is_numbered CHECK (matched_no IS NULL OR status = 'MATCHED')`,
];

export class NumberUnits1795610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
