import type { FundingShare } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import type { OrderBalance } from '../receipts/order-balance.rules.js';
import type { NewOrderLine } from './purchase-order.rules.js';

export interface OrderHead {
  id: string;
  number: string;
  buyerId: string;
  approverId: string;
  orderedOn: string;
  currency: string;
}

const selectHead = `
  SELECT id, number, buyer_id AS "buyerId", approver_id AS "approverId", ordered_on::text AS "orderedOn", currency
  FROM purchase_order WHERE id = $1`;

/** CR-06 counts under this lock: two receipts on one order follow each other. */
export async function lockOrder(tx: EntityManager, id: string): Promise<OrderHead> {
  return found((await tx.query(`${selectHead} FOR UPDATE`, [id])) as OrderHead[]);
}

export async function orderHead(tx: EntityManager, id: string): Promise<OrderHead> {
  return found((await tx.query(selectHead, [id])) as OrderHead[]);
}

function found([order]: OrderHead[]): OrderHead {
  if (!order) throw procurementError('purchase-order-not-found');
  return order;
}

export interface OrderLineRow extends OrderBalance {
  maker: string;
  model: string;
  budgetLineId: string | null;
  zeroCostReason: string | null;
  substitutesLine: number | null;
  accepted: number;
  rejected: number;
}

/** The lines of an order with what came of them. `received` is net of rejected and refused (CR-06, AM-11). */
export async function orderLines(tx: EntityManager, orderId: string): Promise<OrderLineRow[]> {
  const rows = (await tx.query(
    `SELECT line.id AS "orderLineId", line.line_number AS "lineNumber", line.catalogue_item_id AS "catalogueItemId",
            line.quantity, line.budget_line_id AS "budgetLineId", line.substitutes_line AS "substitutesLine",
            line.unit_price_minor AS "unitPriceMinor", line.zero_cost_reason AS "zeroCostReason", orders.currency, maker.name AS maker, item.model,
            (SELECT json_agg(json_build_object('awardId', award_id, 'percent', percent) ORDER BY percent DESC, award_id)
             FROM funding_share WHERE order_line_id = line.id) AS funding,
            came.received, came.accepted, came.rejected
     FROM purchase_order_line AS line
     JOIN purchase_order AS orders ON orders.id = line.purchase_order_id
     JOIN catalogue_item AS item ON item.id = line.catalogue_item_id
     JOIN maker ON maker.id = item.maker_id, LATERAL came_of_order_line(line.id) AS came
     WHERE line.purchase_order_id = $1 ORDER BY line.line_number`,
    [orderId],
  )) as (OrderLineRow & { unitPriceMinor: string })[];
  return rows.map((row) => ({ ...row, unitPriceMinor: Number(row.unitPriceMinor) }));
}

/** Who pays each line of an order. */
export async function sharesOf(tx: EntityManager, orderId: string): Promise<Map<string, FundingShare[]>> {
  const rows = (await tx.query(
    `SELECT share.order_line_id AS line, share.award_id AS "awardId", share.percent::float8 AS percent
     FROM funding_share AS share JOIN purchase_order_line AS line ON line.id = share.order_line_id
     WHERE line.purchase_order_id = $1`,
    [orderId],
  )) as (FundingShare & { line: string })[];
  return new Map(
    [...Map.groupBy(rows, ({ line }) => line)].map(([line, shares]) => [
      line,
      shares.map(({ awardId, percent }) => ({ awardId, percent })),
    ]),
  );
}

export async function insertOrderLines(
  tx: EntityManager,
  orderId: string,
  lines: readonly (NewOrderLine & { orderLineId: string; substitutesLine?: number | null })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO purchase_order_line (id, purchase_order_id, line_number, catalogue_item_id, quantity, unit_price_minor, budget_line_id,
       substitutes_line, zero_cost_reason)
     SELECT id, $1, line_number, catalogue_item_id, quantity, unit_price_minor, budget_line_id, substitutes_line, zero_cost_reason
     FROM unnest($2::uuid[], $3::int[], $4::uuid[], $5::int[], $6::bigint[], $7::uuid[], $8::int[],
       $9::text[]) AS new (id, line_number, catalogue_item_id, quantity, unit_price_minor, budget_line_id, substitutes_line,
         zero_cost_reason)`,
    [
      orderId,
      lines.map(({ orderLineId }) => orderLineId),
      lines.map(({ lineNumber }) => lineNumber),
      lines.map(({ catalogueItemId }) => catalogueItemId),
      lines.map(({ quantity }) => quantity),
      lines.map(({ unitPriceMinor }) => unitPriceMinor),
      lines.map(({ budgetLineId }) => budgetLineId ?? null),
      lines.map(({ substitutesLine }) => substitutesLine ?? null),
      lines.map(({ zeroCostReason }) => zeroCostReason ?? null),
    ],
  );
  const shares = lines.flatMap(({ orderLineId, funding }) => funding.map((share) => ({ orderLineId, ...share })));
  await tx.query(
    `INSERT INTO funding_share (order_line_id, award_id, percent)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::numeric[])`,
    [
      shares.map(({ orderLineId }) => orderLineId),
      shares.map(({ awardId }) => awardId),
      shares.map(({ percent }) => percent.toFixed(2)),
    ],
  );
}

/** Which of these items are counted in lots. */
export async function countedItems(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const rows = (await tx.query(
    `SELECT id FROM catalogue_item WHERE id = ANY($1::uuid[]) AND tracking_mode = 'QUANTITY'`,
    [ids],
  )) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

/** Which of these items of the catalogue exist. */
export async function knownItems(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const rows = (await tx.query(`SELECT id FROM catalogue_item WHERE id = ANY($1::uuid[])`, [ids])) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

/** Supplier and awards of an order in words, as its reader may know them. */
export async function namesOf(
  tx: EntityManager,
  { supplierId, lines }: { supplierId: string | null; lines: readonly { funding: readonly FundingShare[] }[] },
): Promise<{ supplier: string | null; awards: Map<string, string> }> {
  const [supplier] = (await tx.query(`SELECT name FROM known_reference WHERE kind = 'ORGANISATION' AND id = $1`, [
    supplierId,
  ])) as { name: string | null }[];
  const awards = (await tx.query(`SELECT id, fain FROM award WHERE id = ANY($1::uuid[])`, [
    lines.flatMap(({ funding }) => funding.map(({ awardId }) => awardId)),
  ])) as { id: string; fain: string }[];
  return { supplier: supplier?.name ?? null, awards: new Map(awards.map(({ id, fain }) => [id, fain])) };
}

/** Who bought of an order beside the buyer it names, by amending it; under the ids that stay. */
export async function otherBuyers(tx: EntityManager, orderId: string): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT one_person(person_id) AS id FROM order_signer WHERE purchase_order_id = $1 AND duty = 'BUY'`,
    [orderId],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}
