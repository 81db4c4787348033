import { decodeCursor, notOnlyAwards, pageOf } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { numbered } from '../invoices/cost.rules.js';
import type { OrderHead } from '../purchase-orders/purchase-orders.queries.js';
import { notInvoiced, notRegistered, type PaidLine, type RegisteredGoods } from './purchase-gap.rules.js';
import type {
  OrderGapsDto,
  PurchaseGapDto,
  PurchaseGapPageDto,
  PurchaseGapsQuery,
  PurchaseGapTotalDto,
} from './purchase-gaps.dto.js';

/** Until which day what was paid, and what was accepted, is an exception today. */
export interface Terms {
  paidUntil: string;
  acceptedUntil: string;
}

/**
 * One row per order line and gap. What came is counted by a function, whichever store took it; goods with no order are those of
 * receipts in scope. Who answers for awards only sees the orders that no other award pays a part of, as with their invoices.
 */
const GAPS = `
  WITH line AS (
    SELECT orders.id AS order_id, orders.number, ordered.id, ordered.line_number, ordered.catalogue_item_id, bought.*, came.*
    FROM purchase_order AS orders JOIN purchase_order_line AS ordered ON ordered.purchase_order_id = orders.id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(net.quantity), 0)::int AS invoiced,
             coalesce(sum(net.quantity) FILTER (WHERE paid.first_on IS NOT NULL), 0)::int AS paid,
             coalesce(sum(net.quantity) FILTER (WHERE paid.first_on <= $2), 0)::int AS paid_before
      FROM invoice_line AS line JOIN invoice ON invoice.id = line.invoice_id
      CROSS JOIN LATERAL (SELECT CASE WHEN invoice.credits_invoice_id IS NULL THEN line.quantity ELSE -line.quantity END AS quantity)
        AS net
      CROSS JOIN LATERAL (SELECT first_paid_on(coalesce(invoice.credits_invoice_id, invoice.id)) AS first_on) AS paid
      WHERE line.order_line_id = ordered.id AND line.component IS NULL AND invoice.status = 'MATCHED'
    ) AS bought
    CROSS JOIN LATERAL registered_of_order_line(ordered.id, $3) AS came
    WHERE ($1::uuid IS NULL OR orders.id = $1) AND (${notOnlyAwards} OR order_is_paid_by_scope_alone(orders.id))
  ), gap AS (
    SELECT 1 AS place, 'NOT_REGISTERED' AS gap, line.*, NULL::uuid AS receipt_id, NULL::text AS receipt_number,
           paid - registered AS units, greatest(paid_before - registered, 0) AS overdue
    FROM line WHERE paid > registered
    UNION ALL
    SELECT 2, 'NOT_INVOICED', line.*, NULL, NULL, accepted - invoiced, greatest(accepted_before - invoiced, 0)
    FROM line WHERE accepted > invoiced
      -- Nobody invoices what costs nothing (AM-12).
      AND NOT EXISTS (SELECT FROM purchase_order_line AS free WHERE free.id = line.id AND free.unit_price_minor = 0)
    UNION ALL
    SELECT 3, 'NO_ORDER', NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, receipt.id, receipt.number,
           sum(line.quantity - line.rejected_quantity)::int,
           (coalesce(sum(line.quantity - line.rejected_quantity) FILTER (WHERE inspection.accepted_on <= $3), 0))::int
    FROM goods_receipt AS receipt JOIN inspection ON inspection.goods_receipt_id = receipt.id
    JOIN goods_receipt_line AS line ON line.goods_receipt_id = receipt.id
    WHERE $1::uuid IS NULL AND line.order_line_id IS NULL AND line.register = 'REGISTERED'
      AND line.quantity > line.rejected_quantity
    GROUP BY receipt.id, receipt.number
  ), wanted AS (
    SELECT coalesce(order_id, receipt_id) AS of, coalesce(line_number, 0) * 10 + place AS at, gap.* FROM gap
    WHERE ($4::text IS NULL OR gap = $4) AND (NOT $5::boolean OR overdue > 0)
  )`;

export async function gapPage(
  tx: EntityManager,
  query: PurchaseGapsQuery,
  { paidUntil, acceptedUntil }: Terms,
): Promise<PurchaseGapPageDto> {
  const { purchaseOrderId = null, gap = null, overdue, limit = 50, after } = query;
  const [of, at] = decodeCursor(after, ['uuid', 'number']) ?? [null, null];
  const asked = [purchaseOrderId, paidUntil, acceptedUntil, gap, overdue === 'true'];
  const rows = (await tx.query(
    `${GAPS}
     SELECT of, at, wanted.gap, order_id AS "purchaseOrderId", number AS "orderNumber", wanted.id AS "orderLineId",
            line_number AS "lineNumber", receipt_id AS "receiptId", receipt_number AS "receiptNumber", maker.name AS maker,
            item.model, units, overdue AS "overdueUnits"
     FROM wanted LEFT JOIN catalogue_item AS item ON item.id = wanted.catalogue_item_id LEFT JOIN maker ON maker.id = item.maker_id
     WHERE $6::uuid IS NULL OR (of, at) > ($6, $7::int)
     ORDER BY of, at LIMIT $8`,
    [...asked, of, at, limit + 1],
  )) as (PurchaseGapDto & { of: string; at: number })[];
  const totals = (await tx.query(
    `${GAPS}
     SELECT gap, count(*)::int AS rows, sum(units)::int AS units, sum(overdue)::int AS "overdueUnits"
     FROM wanted GROUP BY gap, place ORDER BY place`,
    asked,
  )) as PurchaseGapTotalDto[];
  const page = pageOf(
    rows,
    limit,
    (row) => [row.of, row.at],
    ({ of: _of, at: _at, ...row }) => row,
  );
  return { ...page, totals };
}

/** The gaps of one order, invoice by invoice and device by device. Beyond the scope of who asks, as what came of an order is. */
export async function gapsOfOrder(tx: EntityManager, order: OrderHead, terms: Terms): Promise<OrderGapsDto> {
  const lines = (await tx.query(
    `SELECT id AS "orderLineId", line_number AS "lineNumber", quantity AS ordered, unit_price_minor = 0 AS "isFree"
     FROM purchase_order_line WHERE purchase_order_id = $1 ORDER BY line_number`,
    [order.id],
  )) as { orderLineId: string; lineNumber: number; ordered: number; isFree: boolean }[];
  const priced = (await tx.query(
    `SELECT line.order_line_id AS "orderLineId", of.id AS "invoiceId", of.number,
            sum(CASE WHEN of.id = invoice.id THEN line.quantity ELSE -line.quantity END)::int AS quantity,
            first_paid_on(of.id)::text AS "paidOn"
     FROM invoice_line AS line JOIN invoice ON invoice.id = line.invoice_id
     JOIN invoice AS of ON of.id = coalesce(invoice.credits_invoice_id, invoice.id)
     WHERE invoice.purchase_order_id = $1 AND invoice.status = 'MATCHED' AND line.component IS NULL
     GROUP BY line.order_line_id, of.id ORDER BY first_paid_on(of.id), of.matched_no`,
    [order.id],
  )) as (Omit<PaidLine, 'paidOn'> & { orderLineId: string; paidOn: string | null })[];
  const came = (await tx.query(
    `SELECT line.order_line_id AS "orderLineId", line.id AS "lineId", line.device_id AS "deviceId", line.lot_id AS "lotId",
            line.quantity - line.rejected_quantity AS count, line.first_unit AS "firstUnit",
            CASE WHEN line.inspection_effect = 'APPLIED' THEN inspection.accepted_on::text END AS "acceptedOn"
     FROM goods_receipt_line AS line JOIN purchase_order_line AS ordered ON ordered.id = line.order_line_id
     JOIN goods_receipt AS receipt ON receipt.id = line.goods_receipt_id
     LEFT JOIN inspection ON inspection.goods_receipt_id = receipt.id
     WHERE ordered.purchase_order_id = $1 AND line.register = 'REGISTERED' AND line.quantity > line.rejected_quantity
     ORDER BY receipt.recorded_at, receipt.id, line.place`,
    [order.id],
  )) as (Omit<RegisteredGoods, 'acceptedOn'> & CameRow)[];
  return {
    purchaseOrderId: order.id,
    number: order.number,
    lines: lines.map(({ isFree, ...line }) => {
      const ofLine = <T extends { orderLineId: string }>(rows: readonly T[]): T[] =>
        rows.filter(({ orderLineId }) => orderLineId === line.orderLineId);
      const invoices = ofLine(priced);
      const paid = invoices.flatMap(({ invoiceId, number, paidOn, quantity }) =>
        paidOn === null ? [] : [{ invoiceId, number, paidOn, quantity }],
      );
      const rows = ofLine(came);
      const accepted = rows.flatMap(({ acceptedOn, ...row }) => (acceptedOn === null ? [] : [{ ...row, acceptedOn }]));
      const sum = (of: readonly { quantity: number }[]): number => of.reduce((all, { quantity }) => all + quantity, 0);
      const invoiced = sum(invoices);
      const registered = rows.reduce((all, { count }) => all + count, 0);
      const goods = accepted.map(({ lineId, deviceId, lotId, acceptedOn }) => ({
        lineId,
        deviceId,
        lotId,
        acceptedOn,
      }));
      return {
        ...{ ...line, invoiced, paid: sum(paid), registered },
        notRegistered: notRegistered(paid, registered, terms.paidUntil),
        notInvoiced: isFree ? [] : notInvoiced(goods, numbered(accepted, invoiced), invoiced, terms.acceptedUntil),
      };
    }),
  };
}

interface CameRow {
  orderLineId: string;
  count: number;
  firstUnit: number | null;
  /** Null: not inspected, or the register has not followed yet. */
  acceptedOn: string | null;
}

/** Whether who asks may know all of the money of an order: everybody who answers for more than awards, or for all that pay it. */
export async function paidByScopeAlone(tx: EntityManager, orderId: string): Promise<boolean> {
  const [row] = (await tx.query(`SELECT ${notOnlyAwards} OR order_is_paid_by_scope_alone($1) AS may`, [orderId])) as {
    may: boolean;
  }[];
  return row?.may ?? false;
}
