import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody should look at on a receipt and what closes by itself: people not yet known, dates not to be believed. */
const tables = [
  `SET LOCAL lock_timeout = '5s'`,
  `CREATE TABLE receipt_exception (
     id               uuid           CONSTRAINT receipt_exception_pk PRIMARY KEY,
     goods_receipt_id uuid           NOT NULL CONSTRAINT receipt_exception_receipt REFERENCES goods_receipt,
     code             text           NOT NULL,
     detail           text           NOT NULL,
     person_id        uuid,
     rows             integer[]      NOT NULL,
     opened_at        timestamptz(3) NOT NULL,
     closed_at        timestamptz(3)
   )`,
  `CREATE INDEX receipt_exception_receipt_id ON receipt_exception (goods_receipt_id)`,
  `CREATE INDEX receipt_exception_person ON receipt_exception (person_id) WHERE closed_at IS NULL`,
  // A value that directory has told before is not shipped over it.
  `INSERT INTO rule_value (id, rule, value, valid_from, seen_at)
   VALUES (gen_random_uuid(), 'pv.backdatedDays', '7', '2000-01-01 00:00:00+00', '2000-01-01 00:00:00+00')`,
];

export class ReceiptExceptions1795476000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
