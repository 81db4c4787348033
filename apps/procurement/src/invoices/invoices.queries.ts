import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { orderLines } from '../purchase-orders/purchase-orders.queries.js';
import type { ExchangeRate } from '../rates/exchange-rate.rules.js';
import type { Advance, InvoiceLine, InvoiceStatus, InvoiceType, Payable } from './invoice.rules.js';
import type { Credited, InvoicedPrice } from './credit-note.rules.js';
import { checkPayer, type CostedLine, type DutyDone, type Found, type MatchedLine } from './match.rules.js';

/** What is known of an invoice before its lines are looked at. */
export interface InvoiceHead extends Payable {
  id: string;
  type: InvoiceType;
  purchaseOrderId: string;
  supplierId: string;
  number: string;
  currency: string;
  fileSha256: string | null;
  rate: ExchangeRate | null;
  recordedBy: string;
  creditsInvoiceId: string | null;
  /** Of who matched it last. */
  matchedBy: string;
  /** Of an advance: what invoices that were not refused clear of it. */
  clearedMinor: number;
}

const selectHeads = `
  SELECT invoice.id, type, purchase_order_id AS "purchaseOrderId", supplier_id AS "supplierId", number, status,
         invoiced_on::text AS "invoicedOn", currency, total_minor::float8 AS "totalMinor", file_sha256 AS "fileSha256", rate,
         recorded_by AS "recordedBy", credits_invoice_id AS "creditsInvoiceId",
         credited_of_invoice(invoice.id)::float8 AS "creditedMinor", overpaid_of_credit(invoice.id)::float8 AS "overpaidMinor",
         (SELECT matched_by FROM invoice_match WHERE invoice_id = invoice.id ORDER BY matched_at DESC, id DESC LIMIT 1) AS "matchedBy",
         coalesce((SELECT sum(amount_minor) FROM invoice_clearing WHERE invoice_id = invoice.id), 0)::float8 AS "clearsMinor",
         coalesce((SELECT sum(amount_minor) FROM payment WHERE invoice_id = invoice.id), 0)::float8 AS "paidMinor",
         coalesce((SELECT sum(c.amount_minor) FROM invoice_clearing c JOIN invoice i ON i.id = c.invoice_id
                   WHERE c.advance_id = invoice.id AND i.status <> 'REFUSED'), 0)::float8 AS "clearedMinor"
  FROM invoice`;

export async function invoiceHead(tx: EntityManager, id: string): Promise<InvoiceHead> {
  const [invoice] = (await tx.query(`${selectHeads} WHERE invoice.id = $1`, [id])) as InvoiceHead[];
  if (!invoice) throw procurementError('invoice-not-found');
  return invoice;
}

export interface HeadsAsked {
  purchaseOrderId: string | null;
  supplierId: string | null;
  status: InvoiceStatus | null;
  after: string | null;
  limit: number;
}

export async function invoiceHeads(tx: EntityManager, asked: HeadsAsked): Promise<InvoiceHead[]> {
  return (await tx.query(
    `${selectHeads}
     WHERE ($1::uuid IS NULL OR purchase_order_id = $1) AND ($2::uuid IS NULL OR supplier_id = $2)
       AND ($3::text IS NULL OR status = $3) AND ($4::uuid IS NULL OR invoice.id > $4)
     ORDER BY invoice.id LIMIT $5`,
    [asked.purchaseOrderId, asked.supplierId, asked.status, asked.after, asked.limit],
  )) as InvoiceHead[];
}

export interface KeptLine extends InvoiceLine, CostedLine {
  lineId: string;
}

export async function linesOf(tx: EntityManager, invoiceId: string): Promise<KeptLine[]> {
  return (await tx.query(
    `SELECT id AS "lineId", row, order_line_id AS "orderLineId", quantity, unit_price_minor::float8 AS "unitPriceMinor", component,
            amount_minor::float8 AS "amountMinor", cost_minor::float8 AS "costMinor"
     FROM invoice_line WHERE invoice_id = $1 ORDER BY row`,
    [invoiceId],
  )) as KeptLine[];
}

export async function insertLines(tx: EntityManager, invoiceId: string, lines: readonly KeptLine[]): Promise<void> {
  await tx.query(
    `INSERT INTO invoice_line (id, invoice_id, row, order_line_id, quantity, unit_price_minor, component, amount_minor, cost_minor)
     SELECT "lineId", $1, row, "orderLineId", quantity, "unitPriceMinor", component, "amountMinor", "costMinor"
     FROM json_to_recordset($2::json) AS new ("lineId" uuid, row integer, "orderLineId" uuid, quantity integer,
       "unitPriceMinor" bigint, component text, "amountMinor" bigint, "costMinor" bigint)`,
    [invoiceId, JSON.stringify(lines)],
  );
}

export async function advancesOf(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Advance>> {
  const rows = (await tx.query(`${selectHeads} WHERE invoice.id = ANY($1::uuid[])`, [ids])) as InvoiceHead[];
  return new Map(rows.map((row) => [row.id, row]));
}

/** The invoice that a credit note is on, with what other credit notes leave of it; undefined where there is none. */
export async function creditedInvoice(
  tx: EntityManager,
  id: string,
  exceptId: string,
): Promise<(Credited & { rate: ExchangeRate | null; prices: InvoicedPrice }) | undefined> {
  const [head] = (await tx.query(`${selectHeads} WHERE invoice.id = $1`, [id])) as InvoiceHead[];
  if (!head) return undefined;
  const lines = (await tx.query(
    `SELECT component, line.order_line_id AS "orderLineId",
            sign * line.quantity AS quantity, (sign * line.amount_minor)::float8 AS "amountMinor",
            (sign * line.cost_minor)::float8 AS "costMinor", sign > 0 AS own
     FROM invoice CROSS JOIN LATERAL (SELECT CASE invoice.id WHEN $1 THEN 1 ELSE -1 END AS sign) AS s
     JOIN invoice_line AS line ON line.invoice_id = invoice.id
     WHERE invoice.id = $1 OR (invoice.credits_invoice_id = $1 AND invoice.status <> 'REFUSED' AND invoice.id <> $2)
     ORDER BY invoice.recorded_at, line.row`,
    [id, exceptId],
  )) as (Credited['lines'][number] & { costMinor: number; own: boolean })[];
  const prices = new Map<string, { quantity: number; costMinor: number }>();
  for (const { component, orderLineId, quantity, costMinor, own } of lines) {
    if (component !== null || orderLineId === null || !own) continue;
    const before = prices.get(orderLineId) ?? { quantity: 0, costMinor: 0 };
    prices.set(orderLineId, {
      ...{ quantity: before.quantity + (quantity ?? 0), costMinor: before.costMinor + costMinor },
    });
  }
  return { ...head, lines, prices };
}

/**
 * The lines of an order with what was accepted of them, and what other invoices have. What another person has yet to decide counts
 * against who asks (CR-11): an invoice as invoiced to the next invoice, a credit note as credited to the next one; never the reverse,
 * or nobody's word would open the way for a second payment.
 */
export async function matchedLines(
  tx: EntityManager,
  orderId: string,
  { exceptInvoiceId, type }: { exceptInvoiceId: string; type: InvoiceHead['type'] },
): Promise<Map<string, MatchedLine>> {
  const invoiced = (await tx.query(
    `SELECT line.order_line_id AS id, sum(CASE invoice.type WHEN 'CREDIT_NOTE' THEN -1 ELSE 1 END * line.quantity)::int AS quantity
     FROM invoice_line AS line JOIN invoice ON invoice.id = line.invoice_id
     WHERE invoice.purchase_order_id = $1 AND invoice.id <> $2 AND invoice.status <> 'REFUSED' AND line.component IS NULL
       AND (invoice.status = 'MATCHED' OR (invoice.type = 'CREDIT_NOTE') = $3)
     GROUP BY line.order_line_id`,
    [orderId, exceptInvoiceId, type === 'CREDIT_NOTE'],
  )) as { id: string; quantity: number }[];
  const others = new Map(invoiced.map(({ id, quantity }) => [id, quantity]));
  return new Map(
    (await orderLines(tx, orderId)).map(({ orderLineId, lineNumber, quantity, unitPriceMinor, received, accepted }) => [
      orderLineId,
      {
        ...{ orderLineId, lineNumber, ordered: quantity, unitPriceMinor, accepted },
        uninspected: received - accepted,
        invoiced: others.get(orderLineId) ?? 0,
      },
    ]),
  );
}

/** §13.1: who had part in an order and its goods has none in paying them, also if he was recorded twice. */
export async function refusePayer(tx: EntityManager, orderId: string, { actorId }: Command): Promise<void> {
  const rows = (await tx.query(
    `SELECT duty, one_person(person) AS "personId" FROM (
       SELECT 'ACTOR' AS duty, $2::uuid AS person
       UNION ALL SELECT 'REQUEST', requester_id FROM purchase_order WHERE id = $1
       UNION ALL SELECT 'APPROVE', approver_id FROM purchase_order WHERE id = $1
       UNION ALL SELECT 'BUY', buyer_id FROM purchase_order WHERE id = $1
       UNION ALL SELECT duty, person_id FROM order_signer WHERE purchase_order_id = $1
       UNION ALL SELECT 'RECEIVE', received_by FROM goods_receipt WHERE purchase_order_id = $1
       UNION ALL SELECT 'INSPECT', unnest(i.committee || i.closed_by)
         FROM inspection i JOIN goods_receipt r ON r.id = i.goods_receipt_id WHERE r.purchase_order_id = $1
       UNION ALL SELECT 'INSPECT', unnest(f.committee || f.closed_by)
         FROM final_reception f JOIN goods_receipt r ON r.id = f.goods_receipt_id WHERE r.purchase_order_id = $1
     ) AS done WHERE person IS NOT NULL`,
    [orderId, actorId],
  )) as { duty: string; personId: string }[];
  const [actor] = rows.filter(({ duty }) => duty === 'ACTOR');
  checkPayer(actor?.personId ?? actorId, rows.filter(({ duty }) => duty !== 'ACTOR') as DutyDone[]);
}

export interface Match {
  id: string;
  invoiceId: string;
  found: readonly Found[];
  ruleValues: Record<string, number>;
  matchedBy: string;
  matchedAt: Date;
}

export async function insertMatch(tx: EntityManager, match: Match): Promise<void> {
  await tx.query(
    `INSERT INTO invoice_match (id, invoice_id, found, rule_values, matched_by, matched_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      ...[match.id, match.invoiceId, JSON.stringify(match.found), JSON.stringify(match.ruleValues)],
      ...[match.matchedBy, match.matchedAt],
    ],
  );
}

export async function lastMatch(tx: EntityManager, invoiceId: string): Promise<Match> {
  const [match] = (await tx.query(
    `SELECT id, invoice_id AS "invoiceId", found, rule_values AS "ruleValues", matched_by AS "matchedBy", matched_at AS "matchedAt"
     FROM invoice_match WHERE invoice_id = $1 ORDER BY matched_at DESC, id DESC LIMIT 1`,
    [invoiceId],
  )) as Match[];
  if (!match) throw new Error(`invoice ${invoiceId} was never matched`);
  return match;
}

export async function setStatus(tx: EntityManager, invoiceId: string, status: InvoiceStatus): Promise<void> {
  await tx.query(
    `UPDATE invoice SET status = $2,
       matched_no = CASE WHEN $2 = 'MATCHED' THEN 1 + (
         SELECT coalesce(max(matched_no), 0) FROM invoice AS other
         WHERE other.purchase_order_id = invoice.purchase_order_id) END
     WHERE id = $1`,
    [invoiceId, status],
  );
}
