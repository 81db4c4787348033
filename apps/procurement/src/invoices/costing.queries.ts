import {
  CostsAdjustedV1,
  OrderAccountedV1,
  splitByShares,
  type AccountedLine,
  type AdjustedLine,
} from '@dotation/contracts';
import { recordParts, type Cause } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { sharesOf } from '../purchase-orders/purchase-orders.queries.js';
import {
  accountOf,
  costOf,
  invoicedUnits,
  layersOf,
  numbered,
  saidOf,
  type ChargedLine,
  type PricedLine,
} from './cost.rules.js';

/** What brought the change: the invoice that matched, else the order. */
export interface Occasion {
  documentId: string;
  number: string;
}

interface OrderedLine extends PricedLine {
  category: string;
  currency: string;
}

/** Goods of a receipt that were accepted and that the register has: one device, or what is left of a lot. */
interface RegisteredRow {
  lineId: string;
  deviceId: string | null;
  lotId: string | null;
  orderLineId: string;
  count: number;
  firstUnit: number | null;
  /** What was told of it last, as `saidOf` has it; null: nothing but the price of the order. */
  told: string | null;
}

/**
 * AM-12: what the matched invoices of an order make of the cost of its goods, told where it is not what was told before; and the
 * account of each line (Q21). The order is locked: nothing of its money changes meanwhile.
 */
export async function adjustCosts(tx: EntityManager, orderId: string, occasion: Occasion, cause: Cause): Promise<void> {
  const charged = await chargedLines(tx, orderId);
  if (charged.length === 0) return;
  const lines = await orderedLines(tx, orderId);
  const layers = layersOf(lines, charged);
  const shares = await sharesOf(tx, orderId);
  const came = Map.groupBy(await registeredRows(tx, orderId), ({ orderLineId }) => orderLineId);
  const adjusted: AdjustedLine[] = [];
  const accounts: AccountedLine[] = [];
  const changed: { lineId: string; firstUnit: number; told: string | null }[] = [];
  for (const line of lines) {
    const own = layers.get(line.orderLineId) ?? [];
    const funding = shares.get(line.orderLineId) ?? [];
    const rows = came.get(line.orderLineId) ?? [];
    const registered = numbered(rows, invoicedUnits(own));
    const ofAward = new Map<string, number>();
    for (const [index, units] of registered.entries()) {
      const { lineId, deviceId, lotId, firstUnit, told } = rows[index] as RegisteredRow;
      const { costMinor, adjustments } = costOf(line, own, units);
      for (const [awardId, minor] of splitByShares(costMinor, funding))
        ofAward.set(awardId, (ofAward.get(awardId) ?? 0) + minor);
      const said = saidOf(adjustments);
      const isTold = said === (told ?? '');
      if (!isTold || firstUnit !== units.from) changed.push({ lineId, firstUnit: units.from, told: said });
      if (!isTold)
        adjusted.push({
          lineId,
          deviceId,
          lotId,
          quantity: units.count,
          costMinor,
          currency: line.currency,
          adjustments,
        });
    }
    const { orderLineId, category, currency } = line;
    accounts.push({
      ...{ orderLineId, category, currency, funding, ...accountOf(line, own, registered) },
      awards: [...ofAward].map(([awardId, minor]) => ({ awardId, minor })),
    });
  }
  await keepTold(tx, changed);
  const header = { ...occasion, purchaseOrderId: orderId };
  if (adjusted.length > 0) await recordParts(tx, CostsAdjustedV1, header, adjusted, cause);
  await recordParts(tx, OrderAccountedV1, { ...header, documentId: orderId }, accounts, cause);
}

async function chargedLines(tx: EntityManager, orderId: string): Promise<ChargedLine[]> {
  return (await tx.query(
    `SELECT line.id AS "lineId", invoice.id AS "invoiceId", invoice.number, line.order_line_id AS "orderLineId", line.quantity,
            line.component, line.cost_minor::float8 AS "costMinor", invoice.credits_invoice_id AS "creditsInvoiceId"
     FROM invoice JOIN invoice_line AS line ON line.invoice_id = invoice.id
     WHERE invoice.purchase_order_id = $1 AND invoice.matched_no IS NOT NULL
     ORDER BY invoice.matched_no, line.row`,
    [orderId],
  )) as ChargedLine[];
}

async function orderedLines(tx: EntityManager, orderId: string): Promise<OrderedLine[]> {
  return (await tx.query(
    `SELECT line.id AS "orderLineId", line.quantity, line.unit_price_minor::float8 AS "unitPriceMinor", item.category, orders.currency
     FROM purchase_order_line AS line JOIN purchase_order AS orders ON orders.id = line.purchase_order_id
     JOIN catalogue_item AS item ON item.id = line.catalogue_item_id
     WHERE line.purchase_order_id = $1 ORDER BY line.line_number`,
    [orderId],
  )) as OrderedLine[];
}

/** In the order in which they came, so that the units of a delivery are in a row. */
async function registeredRows(tx: EntityManager, orderId: string): Promise<RegisteredRow[]> {
  return (await tx.query(
    `SELECT line.id AS "lineId", line.device_id AS "deviceId", line.lot_id AS "lotId", line.order_line_id AS "orderLineId",
            line.quantity - line.rejected_quantity AS count, line.first_unit AS "firstUnit",
            line.told_cost AS told
     FROM purchase_order_line AS ordered JOIN goods_receipt_line AS line ON line.order_line_id = ordered.id
     JOIN goods_receipt AS receipt ON receipt.id = line.goods_receipt_id
     WHERE ordered.purchase_order_id = $1 AND line.register = 'REGISTERED' AND line.inspection_effect = 'APPLIED'
       AND line.quantity > line.rejected_quantity
     ORDER BY receipt.recorded_at, receipt.id, line.place`,
    [orderId],
  )) as RegisteredRow[];
}

async function keepTold(
  tx: EntityManager,
  rows: readonly { lineId: string; firstUnit: number; told: string | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE goods_receipt_line AS line SET first_unit = new.first, told_cost = new.told
     FROM unnest($1::uuid[], $2::int[], $3::text[]) AS new (id, first, told) WHERE line.id = new.id`,
    [rows.map(({ lineId }) => lineId), rows.map(({ firstUnit }) => firstUnit), rows.map(({ told }) => told)],
  );
}

/** The order whose goods an inspection is about, locked; null where the document is none of ours, or has no order yet. */
export function lockOrderOfInspection(tx: EntityManager, inspectionId: string): Promise<LockedOrder | null> {
  return lockedOrder(
    tx,
    `FROM inspection JOIN goods_receipt AS receipt ON receipt.id = inspection.goods_receipt_id
     JOIN purchase_order AS orders ON orders.id = receipt.purchase_order_id WHERE inspection.id = $1`,
    inspectionId,
  );
}

export function lockOrderOfDevice(tx: EntityManager, deviceId: string): Promise<LockedOrder | null> {
  return lockedOrder(
    tx,
    `FROM goods_receipt_line AS line JOIN purchase_order_line AS ordered ON ordered.id = line.order_line_id
     JOIN purchase_order AS orders ON orders.id = ordered.purchase_order_id WHERE line.device_id = $1`,
    deviceId,
  );
}

export interface LockedOrder {
  id: string;
  number: string;
}

async function lockedOrder(tx: EntityManager, from: string, id: string): Promise<LockedOrder | null> {
  const rows = (await tx.query(`SELECT orders.id, orders.number ${from} FOR UPDATE OF orders`, [id])) as LockedOrder[];
  return rows[0] ?? null;
}
