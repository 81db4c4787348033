import type { EntityManager } from 'typeorm';
import type { ReceiptRow } from '../receipts/receipt-row.rules.js';
import {
  screen,
  withoutCleared,
  type Finding,
  type Hit,
  type Prohibited,
  type Resolution,
  type Subject,
} from './screening.rules.js';

/** The whole list: a few dozen rows, whatever is screened. */
export async function prohibitedList(tx: EntityManager): Promise<Prohibited[]> {
  return (await tx.query(
    `SELECT id, name, aliases, mac_prefixes AS "macPrefixes", effective_from::text AS "effectiveFrom",
            effective_to::text AS "effectiveTo", reason
     FROM prohibited_entity ORDER BY id`,
  )) as Prohibited[];
}

/** The makers of items and of their declared components, by item, each with every spelling of its name. */
async function makersOf(tx: EntityManager, itemIds: readonly string[]): Promise<Map<string, Subject[]>> {
  const rows = (await tx.query(
    `SELECT part.item_id AS "itemId", part.kind, part.maker_id AS id,
            ARRAY(SELECT name FROM maker_name WHERE maker_id = part.maker_id ORDER BY alias, name) AS names
     FROM (SELECT id AS item_id, 'MAKER' AS kind, maker_id FROM catalogue_item
           UNION SELECT catalogue_item_id, 'COMPONENT', maker_id FROM catalogue_component) AS part
     WHERE part.item_id = ANY($1::uuid[]) ORDER BY part.kind DESC, part.maker_id`,
    [itemIds],
  )) as (Subject & { itemId: string })[];
  return Map.groupBy(rows, ({ itemId }) => itemId);
}

/** What the makers and components of each item meet on the list that day. */
export async function hitsOfItems(
  tx: EntityManager,
  itemIds: readonly string[],
  day: string,
): Promise<Map<string, Hit[]>> {
  const [list, makers] = [await prohibitedList(tx), await makersOf(tx, [...new Set(itemIds)])];
  return new Map([...makers].map(([id, subjects]) => [id, subjects.flatMap((one) => screen(one, list, day))]));
}

export async function hitsOfSupplier(tx: EntityManager, supplierId: string | null, day: string): Promise<Hit[]> {
  if (supplierId === null) return [];
  const [supplier] = (await tx.query(`SELECT name FROM known_reference WHERE kind = 'ORGANISATION' AND id = $1`, [
    supplierId,
  ])) as { name: string | null }[];
  if (!supplier?.name) return [];
  return screen({ kind: 'SUPPLIER', id: supplierId, names: [supplier.name] }, await prohibitedList(tx), day);
}

/** The latest first. */
export async function resolutionsOf(tx: EntityManager, hits: readonly Hit[]): Promise<Resolution[]> {
  const subjects = hits.flatMap(({ subjectId }) => subjectId ?? []);
  return (await tx.query(
    `SELECT subject_id AS "subjectId", entity_id AS "entityId", decision, one_person(decided_by) AS "decidedBy"
     FROM screening_resolution WHERE subject_id = ANY($1::uuid[]) ORDER BY decided_at DESC, id DESC`,
    [subjects],
  )) as Resolution[];
}

/** A row of a receipt with the item it is about. */
export interface ScreenedRow {
  row: ReceiptRow;
  item: { catalogueItemId: string };
}

/** CR-03: what the addresses, makers and components of each row meet on the day its goods were bought. */
export async function hitsOfRows(
  tx: EntityManager,
  rows: readonly ScreenedRow[],
  boughtOn: string,
): Promise<Map<number, Hit[]>> {
  const list = await prohibitedList(tx);
  const makers = await makersOf(tx, [...new Set(rows.map(({ item }) => item.catalogueItemId))]);
  const ofItem = new Map(
    [...makers].map(([id, subjects]) => [id, subjects.flatMap((one) => screen(one, list, boughtOn))]),
  );
  const resolutions = await resolutionsOf(tx, [...ofItem.values()].flat());
  const hits = rows.map(({ row, item }): [number, Hit[]] => {
    const names = row.identifiers.filter(({ type }) => type === 'MAC').map(({ value }) => value);
    const macs = names.flatMap((mac) => screen({ kind: 'MAC', id: null, names: [mac] }, list, boughtOn));
    return [row.row, [...macs, ...withoutCleared(ofItem.get(item.catalogueItemId) ?? [], resolutions)]];
  });
  return new Map(hits.filter(([, found]) => found.length > 0));
}

export async function openFindings(
  tx: EntityManager,
  receiptId: string,
  lines: readonly { lineId: string; row: { row: number } }[],
  hits: ReadonlyMap<number, readonly Hit[]>,
  at: Date,
): Promise<void> {
  const found = lines.flatMap(({ lineId, row: { row } }) =>
    (hits.get(row) ?? []).map(({ kind, said, strength, entityId }) => ({
      lineId,
      row,
      kind,
      said,
      strength,
      entityId,
    })),
  );
  if (found.length === 0) return;
  await tx.query(
    `INSERT INTO screening_finding (goods_receipt_id, line_id, row, kind, said, strength, entity_id, opened_at)
     SELECT $1, "lineId", row, kind, said, strength, "entityId", $3
     FROM jsonb_to_recordset($2::jsonb)
       AS new ("lineId" uuid, row int, kind text, said text, strength text, "entityId" uuid)
     ON CONFLICT DO NOTHING`,
    [receiptId, JSON.stringify(found), at],
  );
}

/** What still holds, or held, the lines of a receipt (CR-03). */
export async function findingsOfReceipt(tx: EntityManager, receiptId: string): Promise<Finding[]> {
  return (await tx.query(
    `SELECT found.row, found.line_id AS "lineId", found.decision,
            format('%s %s is on the list as %s.', found.kind, found.said, entity.name) AS detail
     FROM screening_finding AS found JOIN prohibited_entity AS entity ON entity.id = found.entity_id
     WHERE found.goods_receipt_id = $1 ORDER BY found.row, found.line_id, found.kind, found.said`,
    [receiptId],
  )) as Finding[];
}
