import { GoodsLinkedToOrderV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import { actingOn, Commands, onePersons } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { adjustCosts } from '../invoices/costing.queries.js';
import { checkInspector } from '../inspections/inspection.rules.js';
import { lockOrder, orderLines } from '../purchase-orders/purchase-orders.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { linkLines, type LinkableLine } from './order-link.rules.js';
import type { OrderBalance } from './order-balance.rules.js';
import type { LinkOrder } from './order-links.dto.js';
import type { ReceiptDto } from './receipt-answers.dto.js';
import { checkReceiver } from './receipt.rules.js';
import { lockReceipt, receiptById, receiptHead } from './receipts.queries.js';

@Injectable()
export class OrderLinksService {
  constructor(private readonly commands: Commands) {}

  /** Goods received with no order yet get their order lines, and so cost and funding (AM-6). */
  linkOrder(receiptId: string, input: LinkOrder, command: Command): Promise<ReceiptDto> {
    const find = (tx: EntityManager): Promise<unknown> => receiptHead(tx, receiptId);
    const answer = (tx: EntityManager): Promise<ReceiptDto> => receiptById(tx, receiptId);
    const link = actingOn({ find, answer }, async (tx) => {
      const order = await lockOrder(tx, input.purchaseOrderId);
      const receipt = await lockReceipt(tx, receiptId);
      if (receipt.purchaseOrderId !== null && receipt.purchaseOrderId !== order.id)
        throw procurementError('receipt-has-order');
      // CR-09 could not be checked while there was no buyer.
      const { buyerId, approverId } = order;
      const committee = await committeeOf(tx, receiptId);
      const who = await onePersons(tx, { order: { buyerId, approverId }, receivedBy: receipt.receivedBy, committee });
      checkReceiver(who.order, who.receivedBy);
      for (const member of who.committee) checkInspector(member, who.order);
      const tolerance = await ruleValue(tx, 'receipt.overTolerancePercent', receipt.receivedAt);
      const received = await linkableLines(tx, receiptId);
      const { linked, problems } = linkLines(received, input.lines ?? null, await orderLines(tx, order.id), tolerance);
      if (problems.length > 0) throw procurementError('link-refused', problems[0]?.detail, problems.slice(0, 1000));
      if (linked.length === 0) throw procurementError('link-refused', 'Every line of this receipt has its order line.');
      await tx.query(`UPDATE goods_receipt SET purchase_order_id = $2 WHERE id = $1`, [receiptId, order.id]);
      await tx.query(
        `UPDATE goods_receipt_line AS line SET order_line_id = linked.order_line_id
         FROM unnest($2::uuid[], $3::uuid[]) AS linked (id, order_line_id)
         WHERE line.goods_receipt_id = $1 AND line.id = linked.id AND line.order_line_id IS NULL`,
        [receiptId, linked.map(({ lineId }) => lineId), linked.map(({ orderLine }) => orderLine.orderLineId)],
      );
      const lines = linked.flatMap(({ lineId, deviceId, orderLine }) =>
        deviceId === null ? [] : [{ lineId, deviceId, ...paidBy(orderLine) }],
      );
      const lots = linked.flatMap(({ lineId, lotId, quantity, orderLine }) =>
        lotId === null ? [] : [{ lineId, lotId, quantity, ...paidBy(orderLine) }],
      );
      const head = { documentId: receiptId, number: receipt.number, purchaseOrderId: order.id };
      const header = lots.length > 0 ? { ...head, lots } : head;
      await recordParts(tx, GoodsLinkedToOrderV1, header, lines, command);
      await adjustCosts(tx, order.id, { documentId: order.id, number: order.number }, command);
    });
    return this.commands.run(command, link);
  }
}

function paidBy({ orderLineId, unitPriceMinor: costMinor, zeroCostReason, currency, funding }: OrderBalance): {
  orderLineId: string;
  costMinor: number;
  zeroCostReason?: string;
  currency: string;
  funding: { awardId: string; percent: number }[];
} {
  return { orderLineId, costMinor, currency, funding, ...(zeroCostReason ? { zeroCostReason } : {}) };
}

async function linkableLines(tx: EntityManager, receiptId: string): Promise<LinkableLine[]> {
  return (await tx.query(
    `SELECT id AS "lineId", device_id AS "deviceId", lot_id AS "lotId", quantity - rejected_quantity AS quantity,
            catalogue_item_id AS "catalogueItemId", order_line_id AS "orderLineId"
     FROM goods_receipt_line
     WHERE goods_receipt_id = $1 AND register <> 'REFUSED' AND rejected_quantity < quantity
     ORDER BY place`,
    [receiptId],
  )) as LinkableLine[];
}

/** Who inspected these goods, also at the final reception. */
async function committeeOf(tx: EntityManager, receiptId: string): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT committee || closed_by AS members FROM inspection WHERE goods_receipt_id = $1
     UNION ALL SELECT committee || closed_by FROM final_reception WHERE goods_receipt_id = $1`,
    [receiptId],
  )) as { members: string[] }[];
  return rows.flatMap(({ members }) => members);
}
