import type { EntityManager } from 'typeorm';
import { catalogueOf, type Catalogue, type Item } from './catalogue.rules.js';
import type { ReceiptRow } from './receipt-row.rules.js';

/** What the rows name in the catalogue, and the items of the order, in two questions however many rows there are. */
export async function catalogueFor(
  tx: EntityManager,
  rows: readonly ReceiptRow[],
  orderedItems: readonly string[],
): Promise<Catalogue> {
  const makerKeys = [...new Set(rows.flatMap(({ makerKey }) => (makerKey === undefined ? [] : [makerKey])))];
  const makers = (await tx.query(`SELECT key, maker_id AS "makerId" FROM maker_name WHERE key = ANY($1::text[])`, [
    makerKeys,
  ])) as { key: string; makerId: string }[];
  const ids = [...new Set([...orderedItems, ...rows.flatMap(({ catalogueItemId }) => catalogueItemId ?? [])])];
  const modelKeys = [...new Set(rows.flatMap(({ modelKey }) => modelKey ?? []))];
  const items = (await tx.query(
    `SELECT item.id AS "catalogueItemId", item.maker_id AS "makerId", maker.name AS maker, item.model,
            item.model_key AS "modelKey", item.category, item.description, item.serial_rule AS "serialRule",
            item.tracking_mode AS "trackingMode"
     FROM catalogue_item AS item JOIN maker ON maker.id = item.maker_id
     WHERE item.id = ANY($1::uuid[]) OR (item.maker_id = ANY($2::uuid[]) AND item.model_key = ANY($3::text[]))`,
    [ids, makers.map(({ makerId }) => makerId), modelKeys],
  )) as Item[];
  return catalogueOf(makers, items);
}
