import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-9: a line of a receipt is one device, or a lot of so many, of which the committee may reject some. */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE goods_receipt_line
     ADD COLUMN lot_id uuid CONSTRAINT goods_receipt_line_lot_taken UNIQUE,
     ADD COLUMN quantity integer NOT NULL DEFAULT 1,
     ADD COLUMN rejected_quantity integer NOT NULL DEFAULT 0,
     ALTER COLUMN device_id DROP NOT NULL`,
  `UPDATE goods_receipt_line SET rejected_quantity = 1 WHERE inspection_result = 'REJECTED'`,
  `ALTER TABLE goods_receipt_line
     ADD CONSTRAINT goods_receipt_line_counted CHECK (num_nonnulls(device_id, lot_id) = 1 AND quantity > 0
       AND (device_id IS NULL OR quantity = 1)),
     ADD CONSTRAINT goods_receipt_line_rejected CHECK (rejected_quantity BETWEEN 0 AND quantity)`,
  // CR-06, AM-11: net of what was rejected.
  `CREATE OR REPLACE FUNCTION came_of_order_line(line uuid) RETURNS TABLE (received integer, accepted integer, rejected integer)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT coalesce(sum(quantity - rejected_quantity), 0)::int,
            coalesce(sum(quantity - rejected_quantity) FILTER (WHERE inspection_result IS NOT NULL), 0)::int,
            coalesce(sum(rejected_quantity), 0)::int
     FROM goods_receipt_line WHERE order_line_id = line AND register <> 'REFUSED' $$`,
];

export class ReceiveLots1795490000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
