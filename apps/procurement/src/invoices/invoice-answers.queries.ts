import type { EntityManager } from 'typeorm';
import type {
  ClearingDto,
  InvoiceDto,
  InvoiceResolutionDto,
  InvoiceSummaryDto,
  PaymentDto,
} from './invoice-answers.dto.js';
import { dueOf } from './invoice.rules.js';
import { invoiceHead, lastMatch, linesOf, type InvoiceHead } from './invoices.queries.js';

export async function invoiceById(tx: EntityManager, id: string): Promise<InvoiceDto> {
  const head = await invoiceHead(tx, id);
  const { fileSha256, rate, recordedBy, creditsInvoiceId } = head;
  const { matchedBy, matchedAt, ruleValues, found } = await lastMatch(tx, id);
  const clears = (await tx.query(
    `SELECT advance_id AS "advanceId", amount_minor::float8 AS "amountMinor" FROM invoice_clearing
     WHERE invoice_id = $1 ORDER BY advance_id`,
    [id],
  )) as ClearingDto[];
  const [resolution = null] = (await tx.query(
    `SELECT decision, reason, decided_by AS "decidedBy", decided_at AS "decidedAt" FROM invoice_resolution WHERE invoice_id = $1`,
    [id],
  )) as InvoiceResolutionDto[];
  const payments = (await tx.query(
    `SELECT id, paid_on::text AS "paidOn", amount_minor::float8 AS "amountMinor", reference, file_sha256 AS "fileSha256",
            paid_by AS "paidBy"
     FROM payment WHERE invoice_id = $1 ORDER BY paid_on, id`,
    [id],
  )) as PaymentDto[];
  const match = { matchedBy, matchedAt, ruleValues, found: [...found] };
  const lines = await linesOf(tx, id);
  return {
    ...summaryOf(head),
    fileSha256,
    rate,
    recordedBy,
    creditsInvoiceId,
    lines,
    clears,
    match,
    resolution,
    payments,
  };
}

export function summaryOf(head: InvoiceHead): InvoiceSummaryDto {
  const { id, type, status, purchaseOrderId, supplierId, number, invoicedOn, currency, totalMinor } = head;
  const { clearsMinor, creditedMinor, paidMinor, clearedMinor } = head;
  return {
    ...{
      id,
      type,
      status,
      purchaseOrderId,
      supplierId,
      number,
      invoicedOn,
      currency,
      totalMinor,
      clearsMinor,
      creditedMinor,
      paidMinor,
    },
    dueMinor: dueOf(head),
    openMinor: type === 'ADVANCE' ? paidMinor - clearedMinor : 0,
  };
}
