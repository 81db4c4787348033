import type { EntityManager } from 'typeorm';
import { orderLines } from '../purchase-orders/purchase-orders.queries.js';
import { roomOf } from '../receipts/order-balance.rules.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import type { ManifestLineDto } from './manifests.dto.js';
import { lineColumns, lineOf } from './manifests.queries.js';
import type { ScannedCode } from './scan.rules.js';

const MOST_SHOWN = 100;

/** Lines of a manifest that say one of these codes. */
export async function linesWithCode(
  tx: EntityManager,
  manifestId: string,
  values: string[],
): Promise<ManifestLineDto[]> {
  return linesBy(tx, `code.value = ANY($2::text[])`, manifestId, values);
}

export async function linesAlike(tx: EntityManager, manifestId: string, folded: string): Promise<ManifestLineDto[]> {
  return linesBy(tx, `code.folded = $2`, manifestId, folded);
}

async function linesBy(
  tx: EntityManager,
  found: string,
  manifestId: string,
  value: string | string[],
): Promise<ManifestLineDto[]> {
  const rows = (await tx.query(
    `SELECT ${lineColumns} FROM manifest_line AS line
     WHERE line.manifest_id = $1 AND line.row IN
       (SELECT code.row FROM manifest_code AS code WHERE code.manifest_id = $1 AND ${found} LIMIT ${MOST_SHOWN})
     ORDER BY line.row`,
    [manifestId, value],
  )) as ManifestLineDto[];
  return rows.map(lineOf);
}

/** The device that carries the code: of the maker's models where the manifest says whose it is, else of anybody's. */
export async function deviceWith(
  tx: EntityManager,
  { values, tag }: ScannedCode,
  catalogueItemId: string | null,
): Promise<string | null> {
  const [found] = (await tx.query(
    `SELECT known.device_id AS id FROM received_serial AS known
     WHERE known.active AND (
       (known.value = ANY($1::text[]) AND known.type <> 'ASSET_TAG' AND ($3::uuid IS NULL
          OR known.issuer = '00000000-0000-0000-0000-000000000000'
          OR known.issuer = (SELECT maker_id FROM catalogue_item WHERE id = $3)))
       OR (known.value = $2 AND known.type = 'ASSET_TAG'))
     ORDER BY known.device_id LIMIT 1`,
    [values, tag, catalogueItemId],
  )) as { id: string }[];
  return found?.id ?? null;
}

/** What of a manifest is in a carton, and how many lines of it are on devices. */
export async function carton(
  tx: EntityManager,
  manifestId: string,
  key: string,
): Promise<{ found: number; received: number; lines: ManifestLineDto[] }> {
  const [count] = (await tx.query(
    `SELECT count(*)::int AS found, count(*) FILTER (WHERE EXISTS (
       SELECT FROM manifest_code AS code JOIN received_serial AS known
         ON known.value = code.value AND known.type = code.type AND known.active
       WHERE code.manifest_id = line.manifest_id AND code.row = line.row))::int AS received
     FROM manifest_line AS line WHERE line.manifest_id = $1 AND line.carton_key = $2`,
    [manifestId, key],
  )) as [{ found: number; received: number }];
  const lines = (await tx.query(
    `SELECT ${lineColumns} FROM manifest_line AS line WHERE line.manifest_id = $1 AND line.carton_key = $2
     ORDER BY line.row LIMIT ${MOST_SHOWN}`,
    [manifestId, key],
  )) as ManifestLineDto[];
  return { ...count, lines: lines.map(lineOf) };
}

/** How many more of each model an order takes (CR-06). */
export async function roomOfOrder(tx: EntityManager, orderId: string, at: Date): Promise<Map<string, number>> {
  const tolerance = await ruleValue(tx, 'receipt.overTolerancePercent', at);
  const room = new Map<string, number>();
  for (const line of await orderLines(tx, orderId)) {
    const { catalogueItemId } = line;
    room.set(catalogueItemId, (room.get(catalogueItemId) ?? 0) + roomOf(line, tolerance));
  }
  return room;
}

/** Of a model: how many things the manifest announces, without a code, beyond what came without one it names. */
export async function openOfModel(
  tx: EntityManager,
  { manifestId, shipmentId, catalogueItemId }: { manifestId: string; shipmentId: string; catalogueItemId: string },
): Promise<{ listed: boolean; open: number }> {
  const [model] = (await tx.query(
    `SELECT count(*) > 0 AS listed,
            (coalesce(sum(line.quantity) FILTER (WHERE NOT EXISTS (
               SELECT FROM manifest_code AS code WHERE code.manifest_id = $1 AND code.row = line.row)), 0)
             - (SELECT coalesce(sum(came.quantity), 0) FROM goods_receipt AS receipt
                JOIN goods_receipt_line AS came ON came.goods_receipt_id = receipt.id
                WHERE receipt.shipment_id = $2 AND came.catalogue_item_id = $3 AND came.register <> 'REFUSED'
                  AND NOT EXISTS (SELECT FROM manifest_code AS code WHERE code.manifest_id = $1 AND code.value = came.serial)))::int
              AS open
     FROM manifest_line AS line WHERE line.manifest_id = $1 AND line.catalogue_item_id = $3`,
    [manifestId, shipmentId, catalogueItemId],
  )) as [{ listed: boolean; open: number }];
  return model;
}
