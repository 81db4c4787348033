import type { EntityManager } from 'typeorm';
import { orderLines } from '../purchase-orders/purchase-orders.queries.js';
import { difference, type Counted } from './comparison.rules.js';
import type { ComparedModelDto, ManifestLineDto, NotAnnouncedDto } from './manifests.dto.js';
import { lineColumns, lineOf } from './manifests.queries.js';

const MOST_SHOWN = 100;

interface Row extends Pick<Counted, 'catalogueItemId' | 'maker' | 'model'> {
  announced: number;
  received: number;
  rejected: number;
}

/** Model by model: what the manifest said, what was ordered, what came by receipts that name the shipment. */
export async function comparedModels(
  tx: EntityManager,
  { id, purchaseOrderId }: { id: string; purchaseOrderId: string | null },
  manifestId: string | null,
): Promise<ComparedModelDto[]> {
  const rows = (await tx.query(
    `SELECT both_sides.item AS "catalogueItemId", coalesce(maker.name, both_sides.maker) AS maker,
            coalesce(item.model, both_sides.model) AS model, sum(announced)::int AS announced, sum(received)::int AS received,
            sum(rejected)::int AS rejected
     FROM (
       SELECT catalogue_item_id AS item, CASE WHEN catalogue_item_id IS NULL THEN maker END AS maker,
              CASE WHEN catalogue_item_id IS NULL THEN model END AS model, quantity AS announced, 0 AS received, 0 AS rejected
       FROM manifest_line WHERE manifest_id = $2
       UNION ALL
       SELECT line.catalogue_item_id, NULL, NULL, 0, line.quantity, line.rejected_quantity
       FROM goods_receipt AS receipt JOIN goods_receipt_line AS line ON line.goods_receipt_id = receipt.id
       WHERE receipt.shipment_id = $1 AND line.register <> 'REFUSED') AS both_sides
     LEFT JOIN catalogue_item AS item ON item.id = both_sides.item
     LEFT JOIN maker ON maker.id = item.maker_id
     GROUP BY 1, 2, 3`,
    [id, manifestId],
  )) as Row[];
  const ordered = purchaseOrderId === null ? [] : await orderLines(tx, purchaseOrderId);
  const models = new Map<string, Counted>();
  const keyOf = ({ catalogueItemId, maker, model }: Pick<Row, 'catalogueItemId' | 'maker' | 'model'>): string =>
    catalogueItemId ?? `${maker ?? ''} ${model ?? ''}`;
  for (const row of rows)
    models.set(keyOf(row), {
      ...row,
      announced: manifestId === null ? null : row.announced,
      ...(purchaseOrderId === null ? { ordered: null, open: null } : { ordered: 0, open: 0 }),
    });
  for (const { catalogueItemId, maker, model, quantity, received } of ordered) {
    const none = { announced: manifestId === null ? null : 0, received: 0, rejected: 0, ordered: 0, open: 0 };
    const one = models.get(catalogueItemId) ?? { catalogueItemId, maker, model, ...none };
    const [more, open] = [(one.ordered ?? 0) + quantity, (one.open ?? 0) + Math.max(0, quantity - received)];
    models.set(catalogueItemId, { ...one, ordered: more, open });
  }
  return [...models.values()]
    .map(({ open, ...one }) => ({ ...one, ...difference({ ...one, open }) }))
    .sort((a, b) => `${a.maker} ${a.model}`.localeCompare(`${b.maker} ${b.model}`));
}

const cameAs = (value: string): string => `EXISTS (
  SELECT FROM goods_receipt AS receipt JOIN goods_receipt_line AS came ON came.goods_receipt_id = receipt.id
  WHERE receipt.shipment_id = $1 AND came.register <> 'REFUSED' AND came.serial = ${value})`;

/** Serials that were announced and did not come. */
export async function notCome(
  tx: EntityManager,
  shipmentId: string,
  manifestId: string,
): Promise<{ count: number; lines: ManifestLineDto[] }> {
  const missing = `FROM manifest_line AS line WHERE line.manifest_id = $2 AND line.row IN (
    SELECT code.row FROM manifest_code AS code
    WHERE code.manifest_id = $2 AND code.type = 'MFR_SERIAL' AND NOT ${cameAs('code.value')})`;
  const [{ count }] = (await tx.query(`SELECT count(*)::int AS count ${missing}`, [shipmentId, manifestId])) as [
    { count: number },
  ];
  const lines = (await tx.query(`SELECT ${lineColumns} ${missing} ORDER BY line.row LIMIT ${MOST_SHOWN}`, [
    ...[shipmentId, manifestId],
  ])) as ManifestLineDto[];
  return { count, lines: lines.map(lineOf) };
}

/** Serials that came and were not announced. */
export async function notAnnounced(
  tx: EntityManager,
  shipmentId: string,
  manifestId: string,
): Promise<{ count: number; serials: NotAnnouncedDto[] }> {
  const serials = (await tx.query(
    `SELECT receipt.id AS "receiptId", came.row, came.serial, count(*) OVER ()::int AS total
     FROM goods_receipt AS receipt JOIN goods_receipt_line AS came ON came.goods_receipt_id = receipt.id
     WHERE receipt.shipment_id = $1 AND came.register <> 'REFUSED' AND came.serial IS NOT NULL
       AND NOT EXISTS (SELECT FROM manifest_code AS code WHERE code.manifest_id = $2 AND code.value = came.serial)
     ORDER BY receipt.id, came.place LIMIT ${MOST_SHOWN}`,
    [shipmentId, manifestId],
  )) as (NotAnnouncedDto & { total: number })[];
  return { count: serials[0]?.total ?? 0, serials: serials.map(({ total: _total, ...one }) => one) };
}

export async function receiptsOf(tx: EntityManager, shipmentId: string): Promise<string[]> {
  const rows = (await tx.query(`SELECT id FROM goods_receipt WHERE shipment_id = $1 ORDER BY id`, [shipmentId])) as {
    id: string;
  }[];
  return rows.map(({ id }) => id);
}
