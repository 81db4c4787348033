import type { MigrationInterface, QueryRunner } from 'typeorm';

const functions = [
  // Of an order line, whichever store received it: what is in the register, what of it was accepted, and until a day (CR-13).
  `CREATE FUNCTION registered_of_order_line(line uuid, until date)
     RETURNS TABLE (registered integer, accepted integer, accepted_before integer)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT coalesce(sum(l.quantity - l.rejected_quantity), 0)::int,
            coalesce(sum(l.quantity - l.rejected_quantity) FILTER (WHERE l.inspection_effect = 'APPLIED'), 0)::int,
            coalesce(sum(l.quantity - l.rejected_quantity)
              FILTER (WHERE l.inspection_effect = 'APPLIED' AND i.accepted_on <= until), 0)::int
     FROM goods_receipt_line l LEFT JOIN inspection i ON i.goods_receipt_id = l.goods_receipt_id
     WHERE l.order_line_id = line AND l.register = 'REGISTERED' $$`,
  // Since when something of an invoice is paid, by the bank or by an advance it clears; null: nothing is.
  `CREATE FUNCTION first_paid_on(asked uuid) RETURNS date
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT least((SELECT min(paid_on) FROM payment WHERE invoice_id = asked),
                  (SELECT invoiced_on FROM invoice
                   WHERE id = asked AND EXISTS (SELECT FROM invoice_clearing c WHERE c.invoice_id = asked))) $$`,
];

export class FindPurchaseGaps1795610000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of functions) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
