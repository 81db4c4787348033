import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { insertOrderLines } from '../purchase-orders/purchase-orders.queries.js';
import { proposedOf, type StandingLine } from './amendment.rules.js';
import type { RevisionDto } from './amendments.dto.js';
import type { ProposedLine } from './order-proposal.rules.js';

export interface StandingOrder {
  id: string;
  number: string;
  revision: number;
  supplierId: string | null;
  incoterm: string | null;
  requesterId: string;
  buyerId: string;
  approverId: string;
  currency: string;
  since: Date;
}

/** Under the same lock as receipts: what came is counted while nothing can come. */
export async function lockStanding(tx: EntityManager, id: string): Promise<StandingOrder> {
  const [order] = await tx.query<StandingOrder[]>(
    `SELECT id, number, revision, supplier_id AS "supplierId", incoterm, requester_id AS "requesterId", buyer_id AS "buyerId",
            approver_id AS "approverId", currency, coalesce(amended_at, recorded_at) AS since
     FROM purchase_order WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!order) throw procurementError('purchase-order-not-found');
  return order;
}

export async function standingLines(tx: EntityManager, orderId: string): Promise<StandingLine[]> {
  const rows = await tx.query<(StandingLine & { unitPriceMinor: string })[]>(
    `SELECT line.id AS "orderLineId", line.line_number AS "lineNumber", line.catalogue_item_id AS "catalogueItemId",
            line.quantity, line.unit_price_minor AS "unitPriceMinor", line.budget_line_id AS "budgetLineId",
            line.substitutes_line AS "substitutesLine", item.category, came.received, came.rejected,
            (SELECT json_agg(json_build_object('awardId', award_id, 'percent', percent) ORDER BY percent DESC, award_id)
             FROM funding_share WHERE order_line_id = line.id) AS funding
     FROM purchase_order_line AS line JOIN catalogue_item AS item ON item.id = line.catalogue_item_id,
          LATERAL came_of_order_line(line.id) AS came
     WHERE line.purchase_order_id = $1 ORDER BY line.line_number`,
    [orderId],
  );
  return rows.map((row) => ({ ...row, unitPriceMinor: Number(row.unitPriceMinor) }));
}

/** The order as it is from now on; what it was stays readable. */
export async function reviseOrder(
  tx: EntityManager,
  order: StandingOrder,
  standing: readonly ProposedLine[],
  lines: readonly ProposedLine[],
  how: { proposalId: string; at: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO order_revision (purchase_order_id, revision, since, lines, replaced_by) VALUES ($1, $2, $3, $4, $5)`,
    [order.id, order.revision, order.since, JSON.stringify(standing), how.proposalId],
  );
  await tx.query(`UPDATE purchase_order SET revision = revision + 1, amended_at = $2 WHERE id = $1`, [
    order.id,
    how.at,
  ]);
  await tx.query(
    // What has a price is free for no reason any more (AM-12).
    `UPDATE purchase_order_line AS line SET quantity = new.quantity, unit_price_minor = new.price,
       zero_cost_reason = CASE WHEN new.price = 0 THEN line.zero_cost_reason END
     FROM unnest($1::uuid[], $2::int[], $3::bigint[]) AS new (id, quantity, price) WHERE line.id = new.id`,
    [
      lines.map(({ orderLineId }) => orderLineId),
      lines.map(({ quantity }) => quantity),
      lines.map(({ unitPriceMinor }) => unitPriceMinor),
    ],
  );
  const known = new Set(standing.map(({ orderLineId }) => orderLineId));
  const fresh = lines.filter(({ orderLineId }) => !known.has(orderLineId));
  if (fresh.length > 0) await insertOrderLines(tx, order.id, fresh);
}

/** Whether one of those who sign an order has received, inspected or paid its goods (CR-09, domain §13.1). */
export async function handledGoods(tx: EntityManager, orderId: string, personIds: readonly string[]): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `SELECT FROM goods_receipt AS receipt LEFT JOIN inspection ON inspection.goods_receipt_id = receipt.id,
            LATERAL unnest(ARRAY[receipt.received_by, inspection.closed_by] || inspection.committee) AS hand
     WHERE receipt.purchase_order_id = $1 AND one_person(hand) = ANY($2::uuid[])
     UNION ALL SELECT FROM final_reception AS final JOIN goods_receipt AS receipt ON receipt.id = final.goods_receipt_id,
            LATERAL unnest(final.committee || final.closed_by) AS hand
     WHERE receipt.purchase_order_id = $1 AND one_person(hand) = ANY($2::uuid[])
     UNION ALL SELECT FROM unnest($2::uuid[]) AS signer WHERE pays_for_order(signer, $1) LIMIT 1`,
    [orderId, personIds],
  );
  return rows.length > 0;
}

export async function acceptProposal(tx: EntityManager, id: string, by: string, at: Date): Promise<void> {
  await tx.query(`UPDATE order_proposal SET accepted_by = $2, accepted_at = $3 WHERE id = $1`, [id, by, at]);
}

/** Every revision, oldest first: the replaced ones as they were, and the one in force. */
export async function revisionsOf(tx: EntityManager, orderId: string): Promise<RevisionDto[]> {
  const rows = await tx.query<(RevisionDto & { lines: RevisionDto['lines'] | null })[]>(
    `WITH every AS (
       SELECT revision, since, lines FROM order_revision WHERE purchase_order_id = $1
       UNION ALL SELECT revision, coalesce(amended_at, recorded_at), NULL FROM purchase_order WHERE id = $1)
     SELECT every.revision, made.reason, made.id AS "proposalId", since AS "from", every.lines
     FROM every LEFT JOIN order_proposal AS made
       ON made.purchase_order_id = $1 AND made.status = 'APPROVED' AND made.revision = every.revision
     ORDER BY every.revision`,
    [orderId],
  );
  const now = (await standingLines(tx, orderId)).map(proposedOf);
  return rows.map((row) => ({ ...row, lines: row.lines ?? now }));
}
