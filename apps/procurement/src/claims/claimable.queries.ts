import type { EntityManager } from 'typeorm';
import { comparedModels } from '../manifests/comparison.queries.js';
import { lastManifest } from '../manifests/manifests.queries.js';
import { orderLines } from '../purchase-orders/purchase-orders.queries.js';
import type { ShipmentHead } from '../shipments/shipments.queries.js';
import type { Claimable, ClaimReason } from './claim-lines.rules.js';
import type { KnownParties } from './claim.rules.js';

/** What a claim is about: a shipment, or a receipt of goods that nobody announced. */
export type About = { shipment: ShipmentHead } | { receiptId: string };

const idOf = (about: About): string => ('shipment' in about ? about.shipment.id : about.receiptId);

interface Sum {
  reason: ClaimReason;
  item: string | null;
  quantity: number;
}

const keyOf = (reason: string, item: string | null): string => `${reason} ${item ?? ''}`;

/** What the papers show to be missing or broken: the comparison with manifest or order, receipts, inspections. */
export async function claimableOf(tx: EntityManager, about: About): Promise<Claimable> {
  const noted = (await tx.query(
    `SELECT CASE one.code WHEN 'SHORT' THEN 'SHORT' ELSE 'DEFECTIVE' END AS reason, ordered.catalogue_item_id AS item,
            sum(one.quantity)::int AS quantity
     FROM goods_receipt AS receipt JOIN goods_receipt_discrepancy AS one ON one.goods_receipt_id = receipt.id
     LEFT JOIN purchase_order_line AS ordered ON ordered.id = one.order_line_id
     WHERE (receipt.id = $1 OR receipt.shipment_id = $1) AND one.code IN ('SHORT', 'DAMAGED') GROUP BY 1, 2`,
    [idOf(about)],
  )) as Sum[];
  const rejected = (await tx.query(
    `SELECT 'DEFECTIVE' AS reason, line.catalogue_item_id AS item, sum(line.rejected_quantity)::int AS quantity
     FROM goods_receipt AS receipt JOIN goods_receipt_line AS line ON line.goods_receipt_id = receipt.id
     WHERE (receipt.id = $1 OR receipt.shipment_id = $1) AND line.register <> 'REFUSED' GROUP BY 2`,
    [idOf(about)],
  )) as Sum[];
  const missing = 'shipment' in about ? await missingOf(tx, about.shipment) : null;
  const sums = new Map<string, number>();
  for (const { reason, item, quantity } of [...noted, ...rejected, ...(missing ?? [])])
    if (item !== null) sums.set(keyOf(reason, item), Math.max(sums.get(keyOf(reason, item)) ?? 0, quantity));
  const loose = (reason: ClaimReason): number =>
    noted.find((one) => one.reason === reason && one.item === null)?.quantity ?? 0;
  const allRejected = rejected.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    of: ({ catalogueItemId, reason }) => sums.get(keyOf(reason, catalogueItemId)) ?? 0,
    // Where a difference is known model by model, a note without a model says nothing more.
    anyItem: { SHORT: missing === null ? loose('SHORT') : 0, DEFECTIVE: Math.max(0, loose('DEFECTIVE') - allRejected) },
  };
}

/** Null where neither a manifest nor an order says what should have come. */
async function missingOf(tx: EntityManager, shipment: ShipmentHead): Promise<Sum[] | null> {
  const manifest = await lastManifest(tx, shipment.id);
  if (manifest === null && shipment.purchaseOrderId === null) return null;
  const models = await comparedModels(tx, shipment, manifest?.id ?? null);
  return models.map(({ catalogueItemId, short }) => ({ reason: 'SHORT', item: catalogueItemId, quantity: short }));
}

/**
 * What other claims about the same ask for already. What was replaced and has come through the shipment, or on the order where
 * the order is what it is compared with, is missing no longer, and so counts once only.
 */
export async function claimedOf(tx: EntityManager, about: About): Promise<Claimable['of']> {
  const byOrder = 'shipment' in about && (await lastManifest(tx, about.shipment.id)) === null;
  const rows = (await tx.query(
    `SELECT line.reason, line.catalogue_item_id AS item, sum(line.quantity)::int AS quantity
     FROM claim JOIN claim_line AS line ON line.claim_id = claim.id
     WHERE (claim.shipment_id = $1 OR claim.receipt_id = $1) AND coalesce(claim.outcome, '') NOT IN ('REFUSED', 'WITHDRAWN')
       AND NOT (line.reason = 'SHORT' AND coalesce(claim.outcome, '') = 'REPLACED' AND claim.shipment_id IS NOT NULL
         AND ($2 OR EXISTS (SELECT FROM claim_replacement AS brought JOIN goods_receipt AS receipt ON receipt.id = brought.receipt_id
                            WHERE brought.claim_id = claim.id AND receipt.shipment_id = claim.shipment_id)))
     GROUP BY 1, 2`,
    [idOf(about), byOrder],
  )) as Sum[];
  const sums = new Map(rows.map(({ reason, item, quantity }) => [keyOf(reason, item), quantity]));
  return ({ catalogueItemId, reason }) => sums.get(keyOf(reason, catalogueItemId)) ?? 0;
}

/**
 * What an order still waits for, less what claims about any of its shipments and receipts ask for. What was replaced came on the
 * order.
 */
export async function openOfOrder(tx: EntityManager, orderId: string): Promise<(catalogueItemId: string) => number> {
  const open = new Map<string, number>();
  const add = (item: string, quantity: number): unknown => open.set(item, (open.get(item) ?? 0) + quantity);
  for (const { catalogueItemId, quantity, received } of await orderLines(tx, orderId))
    add(catalogueItemId, Math.max(0, quantity - received));
  const claims = (await tx.query(
    `SELECT line.catalogue_item_id AS item, sum(line.quantity)::int AS quantity
     FROM claim JOIN claim_line AS line ON line.claim_id = claim.id
     LEFT JOIN shipment ON shipment.id = claim.shipment_id LEFT JOIN goods_receipt AS receipt ON receipt.id = claim.receipt_id
     WHERE coalesce(shipment.purchase_order_id, receipt.purchase_order_id) = $1 AND line.reason = 'SHORT'
       AND coalesce(claim.outcome, '') NOT IN ('REFUSED', 'WITHDRAWN', 'REPLACED')
     GROUP BY 1`,
    [orderId],
  )) as { item: string; quantity: number }[];
  for (const { item, quantity } of claims) add(item, -quantity);
  return (item) => Math.max(0, open.get(item) ?? 0);
}

export async function partiesOf(tx: EntityManager, about: About): Promise<KnownParties> {
  const [known] = (await tx.query(
    'shipment' in about
      ? `SELECT supplier_id AS supplier, carrier_id AS carrier, insurer_id AS insurer, incoterm_code AS incoterm
         FROM shipment WHERE id = $1`
      : `SELECT orders.supplier_id AS supplier, receipt.carrier_id AS carrier, NULL AS insurer, NULL AS incoterm
         FROM goods_receipt AS receipt LEFT JOIN purchase_order AS orders ON orders.id = receipt.purchase_order_id
         WHERE receipt.id = $1`,
    [idOf(about)],
  )) as [
    { supplier: string | null; carrier: string | null; insurer: string | null; incoterm: KnownParties['incoterm'] },
  ];
  const { supplier: SUPPLIER, carrier: CARRIER, insurer: INSURER, incoterm } = known;
  return { incoterm, parties: { SUPPLIER, CARRIER, INSURER } };
}

/** What these receipts brought, less what other claims say of them. */
export async function broughtBy(tx: EntityManager, receiptIds: readonly string[]): Promise<Map<string, number>> {
  const rows = (await tx.query(
    `SELECT item, sum(quantity)::int AS quantity FROM (
       SELECT catalogue_item_id AS item, quantity - rejected_quantity AS quantity FROM goods_receipt_line
       WHERE goods_receipt_id = ANY($1::uuid[]) AND register <> 'REFUSED'
       UNION ALL
       SELECT line.catalogue_item_id, -line.quantity FROM claim_line AS line
       WHERE line.claim_id IN (SELECT claim_id FROM claim_replacement WHERE receipt_id = ANY($1::uuid[]))) AS brought
     GROUP BY item`,
    [receiptIds],
  )) as { item: string; quantity: number }[];
  return new Map(rows.map(({ item, quantity }) => [item, quantity]));
}
