import { InvoicePaidV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { tidy } from '../makers/name.rules.js';
import { lockOrder } from '../purchase-orders/purchase-orders.queries.js';
import type { InvoiceDto } from './invoice-answers.dto.js';
import { invoiceById } from './invoice-answers.queries.js';
import { checkPayment } from './invoice.rules.js';
import type { RecordPayment } from './invoices.dto.js';
import { invoiceHead, refusePayer, type InvoiceHead } from './invoices.queries.js';

/** What was paid, as the bank says; the organisation's ERP pays. */
@Injectable()
export class PaymentsService {
  constructor(private readonly commands: Commands) {}

  recordPayment(invoiceId: string, input: RecordPayment, command: Command): Promise<InvoiceDto> {
    const find = (tx: EntityManager): Promise<InvoiceHead> => invoiceHead(tx, invoiceId);
    const answer = (tx: EntityManager): Promise<InvoiceDto> => invoiceById(tx, invoiceId);
    const pay = actingOn({ find, answer }, async (tx, { purchaseOrderId }) => {
      await lockOrder(tx, purchaseOrderId);
      await refusePayer(tx, purchaseOrderId, command);
      const invoice = await invoiceHead(tx, invoiceId);
      const { paidOn, amountMinor, fileSha256 = null } = input;
      checkPayment(invoice, amountMinor, paidOn, command.recordedAt);
      const reference = tidy(input.reference);
      await tx.query(
        `INSERT INTO payment (id, invoice_id, paid_on, amount_minor, reference, file_sha256, paid_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [command.key, invoiceId, paidOn, amountMinor, reference, fileSha256, command.actorId, command.recordedAt],
      );
      const { number, currency } = invoice;
      const fact = {
        paymentId: command.key,
        invoiceId,
        purchaseOrderId,
        number,
        paidOn,
        amountMinor,
        currency,
        reference,
      };
      await record(tx, InvoicePaidV1, invoiceId, { ...fact, fileSha256, paidBy: command.actorId }, command);
    });
    return this.commands.run(command, pay);
  }
}
