import type { EntityManager } from 'typeorm';
import type { OrderedOf } from './receipt-paper.rules.js';

/** Units, places and organisations by name, as far as directory has told. */
export async function namesOfPlaces(tx: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = (await tx.query(
    `SELECT id, name FROM known_reference WHERE kind <> 'PERSON' AND name IS NOT NULL AND id = ANY($1::uuid[])`,
    [ids],
  )) as { id: string; name: string }[];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How many lines a document has, whoever asks. */
export async function countLines(tx: EntityManager, of: 'order' | 'receipt', id: string): Promise<number> {
  const from =
    of === 'order'
      ? 'purchase_order_line WHERE purchase_order_id = $1'
      : 'goods_receipt_line WHERE goods_receipt_id = $1';
  const [row] = (await tx.query(`SELECT count(*)::int AS lines FROM ${from}`, [id])) as [{ lines: number }];
  return row.lines;
}

export async function orderedOf(tx: EntityManager, orderId: string | null): Promise<Omit<OrderedOf, 'hiddenLines'>> {
  const rows = (await tx.query(
    `SELECT orders.number, line.id, line.quantity FROM purchase_order AS orders
     JOIN purchase_order_line AS line ON line.purchase_order_id = orders.id WHERE orders.id = $1`,
    [orderId],
  )) as { number: string; id: string; quantity: number }[];
  return { number: rows[0]?.number ?? null, quantities: new Map(rows.map(({ id, quantity }) => [id, quantity])) };
}
