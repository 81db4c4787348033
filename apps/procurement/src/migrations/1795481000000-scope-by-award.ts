import {
  inScopeBy,
  notOnlyAwards,
  ofAward,
  scopeAnew,
  scopedTable,
  scopeOfAwards,
  withAwards,
} from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever answers for awards, and for nothing else, sees these awards, the order lines they pay with their own share, and what
 * was received of those lines (domain §8.6). To everybody else orders and awards stay the mission's.
 */
const visible: Record<string, string> = {
  award: `${notOnlyAwards} OR ${ofAward('id')}`,
  funding_share: `${notOnlyAwards} OR ${ofAward('award_id')}`,
  purchase_order_line: `${notOnlyAwards} OR EXISTS (SELECT FROM funding_share s WHERE s.order_line_id = purchase_order_line.id)`,
  purchase_order: `${notOnlyAwards} OR EXISTS (SELECT FROM purchase_order_line l WHERE l.purchase_order_id = purchase_order.id)`,
};

const paidLine = (column: string): string => withAwards(`order_line_is_paid_by_scope(${column})`);
const ownReceipt = `EXISTS (
  SELECT FROM goods_receipt r WHERE r.id = goods_receipt_id AND (${inScopeBy('r.store_unit_id', 'r.place_id')}))`;

/** Of a receipt such a reader sees his own lines: neither the others nor what was short, damaged or suspect of them. */
const visibleOfReceipts: Record<string, string> = {
  goods_receipt: `${inScopeBy('store_unit_id', 'place_id')} OR ${withAwards('receipt_is_paid_by_scope(id)')}`,
  goods_receipt_line: `${ownReceipt} OR ${paidLine('order_line_id')}`,
  goods_receipt_discrepancy: `${ownReceipt} OR ${paidLine('order_line_id')}`,
  receipt_exception: ownReceipt,
  kit: `${ownReceipt} OR EXISTS (SELECT FROM goods_receipt_line l WHERE l.kit_id = kit.id)`,
};

const functions = [
  // What is open of an order is open whichever store received the rest.
  `CREATE FUNCTION came_of_order_line(line uuid) RETURNS TABLE (received integer, accepted integer, rejected integer)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT count(*) FILTER (WHERE inspection_result IS DISTINCT FROM 'REJECTED')::int,
            count(*) FILTER (WHERE inspection_result = 'ACCEPTED')::int,
            count(*) FILTER (WHERE inspection_result = 'REJECTED')::int
     FROM goods_receipt_line WHERE order_line_id = line AND register <> 'REFUSED' $$`,
  `CREATE FUNCTION order_line_is_paid_by_scope(line uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM funding_share s WHERE s.order_line_id = line AND s.award_id = ANY (scope_awards()));
   END $$`,
  `CREATE FUNCTION receipt_is_paid_by_scope(receipt uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM goods_receipt_line l JOIN funding_share s ON s.order_line_id = l.order_line_id
                    WHERE l.goods_receipt_id = receipt AND s.award_id = ANY (scope_awards()));
   END $$`,
  `CREATE INDEX funding_share_award_lines ON funding_share (award_id)`,
];

export class ScopeByAward1795481000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const fresh = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    const again = Object.entries(visibleOfReceipts).map(([table, rows]) => scopeAnew(table, rows));
    for (const sql of [...scopeOfAwards, ...functions, ...fresh, ...again]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
