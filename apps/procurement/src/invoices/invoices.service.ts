import { InvoiceMatchedV1, InvoiceRecordedV1, InvoiceResolvedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands, decodeCursor, pageOf, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { tidy } from '../makers/name.rules.js';
import { lockOrder, orderHead } from '../purchase-orders/purchase-orders.queries.js';
import { converted, type ExchangeRate } from '../rates/exchange-rate.rules.js';
import { rateOn } from '../rates/rates.queries.js';
import { awaitKnown, onePersons, requireKnown, type Reference } from '../references/references.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { adjustCosts } from './costing.queries.js';
import { matchCredit, problemsOfCredit } from './credit-note.rules.js';
import { invoiceById, summaryOf } from './invoice-answers.queries.js';
import type { InvoiceDto, InvoiceSummaryDto } from './invoice-answers.dto.js';
import { numberKey, problemsOfClearing, readInvoice, type InvoiceLine, type InvoiceStatus } from './invoice.rules.js';
import type { InvoicesQuery, RecordInvoice, ResolveInvoice } from './invoices.dto.js';
import {
  advancesOf,
  creditedInvoice,
  insertLines,
  insertMatch,
  invoiceHead,
  invoiceHeads,
  linesOf,
  matchedLines,
  refusePayer,
  setStatus,
  type InvoiceHead,
  type KeptLine,
} from './invoices.queries.js';
import { checkResolution, matchInvoice, statusOf } from './match.rules.js';

/** Invoices of suppliers, held against orders and receipts as soon as they are recorded. */
@Injectable()
export class InvoicesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  async recordInvoice(input: RecordInvoice, command: Command): Promise<InvoiceDto> {
    const references: Reference[] = [{ field: 'supplierId', kind: 'ORGANISATION', id: input.supplierId }];
    await awaitKnown(this.queries, command.principal, references);
    const find = async (tx: EntityManager): Promise<void> => {
      await orderHead(tx, input.purchaseOrderId);
      await requireKnown(tx, references);
    };
    const answer = (tx: EntityManager): Promise<InvoiceDto> => invoiceById(tx, command.key);
    const keep = actingOn({ find, answer }, async (tx) => {
      // Receipts of an order, its invoices and their payments follow each other: each counts what the other left.
      const order = await lockOrder(tx, input.purchaseOrderId);
      await refusePayer(tx, order.id, command);
      const { lines: said = [], clears = [], fileSha256 = null, creditsInvoiceId = null, ...head } = input;
      const ordered = await matchedLines(tx, order.id, { exceptInvoiceId: command.key, type: head.type });
      const of = {
        supplierId: await supplierOf(tx, order.id),
        orderedOn: order.orderedOn,
        prices: new Map([...ordered].map(([id, { unitPriceMinor }]) => [id, unitPriceMinor])),
      };
      const { lines, problems } = readInvoice({ ...head, lines: said, clears }, of, command.recordedAt);
      const advances = await advancesOf(
        tx,
        clears.map(({ advanceId }) => advanceId),
      );
      problems.push(...problemsOfClearing({ ...head, clears }, order.id, advances));
      const credited = creditsInvoiceId ? await creditedInvoice(tx, creditsInvoiceId, command.key) : undefined;
      if (head.type === 'CREDIT_NOTE')
        problems.push(...problemsOfCredit({ ...head, clears }, order.id, lines, credited));
      else if (creditsInvoiceId !== null) problems.push(notACredit);
      if (problems.length > 0) throw procurementError('invoice-refused', problems[0]?.detail, problems);
      // What goes back is worth what it was worth when it came, whatever the rate of today.
      const rate = credited ? credited.rate : await rateFor(tx, input, order.currency);
      const kept = lines.map((line) => costed(line, input.currency, order.currency, rate));
      const { type, supplierId, number, invoicedOn, currency, totalMinor } = head;
      await tx.query(
        `INSERT INTO invoice (id, type, purchase_order_id, supplier_id, number, number_key, invoiced_on, currency, total_minor,
           rate, file_sha256, status, recorded_by, recorded_at, credits_invoice_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'VARIANCE', $12, $13, $14)`,
        [
          ...[
            command.key,
            type,
            order.id,
            supplierId,
            tidy(number),
            numberKey(number),
            invoicedOn,
            currency,
            totalMinor,
          ],
          ...[rate && JSON.stringify(rate), fileSha256, command.actorId, command.recordedAt],
          creditsInvoiceId,
        ],
      );
      await insertLines(tx, command.key, kept);
      for (const { advanceId, amountMinor } of clears)
        await tx.query(`INSERT INTO invoice_clearing (invoice_id, advance_id, amount_minor) VALUES ($1, $2, $3)`, [
          ...[command.key, advanceId, amountMinor],
        ]);
      const told = {
        invoiceId: command.key,
        type,
        purchaseOrderId: order.id,
        supplierId,
        number: tidy(number),
        invoicedOn,
      };
      const fact = {
        ...told,
        currency,
        totalMinor,
        fileSha256,
        clears,
        rateId: rate?.id ?? null,
        creditsInvoiceId,
        lines: kept,
      };
      await record(tx, InvoiceRecordedV1, command.key, fact, command);
      await match(tx, await invoiceHead(tx, command.key), kept, command);
    });
    return this.commands.run(command, keep);
  }

  /** Once more, when receipts, inspections or other invoices changed what it was held against. */
  matchInvoice(id: string, command: Command): Promise<InvoiceDto> {
    return this.#about(id, command, async (tx, invoice) => {
      if (invoice.status !== 'BLOCKED' && invoice.status !== 'VARIANCE')
        throw procurementError('nothing-to-match', `It is ${invoice.status}.`);
      await match(tx, invoice, await linesOf(tx, id), command);
    });
  }

  /** CR-11: by somebody else than who matched it, for a reason. */
  resolveInvoice(id: string, { decision, reason }: ResolveInvoice, command: Command): Promise<InvoiceDto> {
    return this.#about(id, command, async (tx, invoice) => {
      const { matchedBy, recordedBy, actor } = await onePersons(tx, {
        ...{ matchedBy: invoice.matchedBy, recordedBy: invoice.recordedBy, actor: command.actorId },
      });
      checkResolution({ status: invoice.status, matchedBy, recordedBy }, decision, actor);
      const said = tidy(reason);
      await tx.query(
        `INSERT INTO invoice_resolution (id, invoice_id, decision, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [command.key, id, decision, said, command.actorId, command.recordedAt],
      );
      const { purchaseOrderId, number } = invoice;
      const fact = { resolutionId: command.key, invoiceId: id, purchaseOrderId, number, decision, reason: said };
      await record(tx, InvoiceResolvedV1, id, { ...fact, decidedBy: command.actorId }, command);
      await settle(tx, invoice, decision === 'ACCEPTED' ? 'MATCHED' : 'REFUSED', command);
    });
  }

  findInvoice(id: string, reader: Principal): Promise<InvoiceDto> {
    return this.queries.run(reader, (tx) => invoiceById(tx, id));
  }

  listInvoices(query: InvoicesQuery, reader: Principal): Promise<Page<InvoiceSummaryDto>> {
    const { purchaseOrderId = null, supplierId = null, status = null, limit = 50 } = query;
    const [after] = (decodeCursor(query.after, ['uuid']) ?? [null]) as [string | null];
    return this.queries.run(reader, async (tx) => {
      const rows = await invoiceHeads(tx, { purchaseOrderId, supplierId, status, after, limit: limit + 1 });
      return pageOf(rows, limit, ({ id }) => [id], summaryOf);
    });
  }

  #about(
    id: string,
    command: Command,
    work: (tx: EntityManager, invoice: InvoiceHead) => Promise<void>,
  ): Promise<InvoiceDto> {
    const find = (tx: EntityManager): Promise<InvoiceHead> => invoiceHead(tx, id);
    const answer = (tx: EntityManager): Promise<InvoiceDto> => invoiceById(tx, id);
    const act = actingOn({ find, answer }, async (tx, found) => {
      await lockOrder(tx, found.purchaseOrderId);
      await refusePayer(tx, found.purchaseOrderId, command);
      await work(tx, await invoiceHead(tx, id));
    });
    return this.commands.run(command, act);
  }
}

async function match(
  tx: EntityManager,
  invoice: InvoiceHead,
  lines: readonly KeptLine[],
  command: Command,
): Promise<void> {
  const { id: invoiceId, purchaseOrderId, number, type, creditsInvoiceId } = invoice;
  const { actorId: matchedBy, recordedAt: matchedAt } = command;
  const pricePercent = await ruleValue(tx, 'invoice.priceTolerancePercent', matchedAt);
  const quantityPercent = await ruleValue(tx, 'invoice.quantityTolerancePercent', matchedAt);
  const ordered = await matchedLines(tx, purchaseOrderId, { exceptInvoiceId: invoiceId, type });
  const tolerances = { pricePercent, quantityPercent };
  const credited = creditsInvoiceId === null ? undefined : await creditedInvoice(tx, creditsInvoiceId, invoiceId);
  const found = credited
    ? matchCredit(lines, ordered, credited.prices, tolerances)
    : matchInvoice(type === 'ADVANCE' ? type : 'INVOICE', lines, ordered, tolerances);
  const ruleValues = {
    'invoice.priceTolerancePercent': pricePercent,
    'invoice.quantityTolerancePercent': quantityPercent,
  };
  await insertMatch(tx, { id: command.key, invoiceId, found, ruleValues, matchedBy, matchedAt });
  const result = statusOf(found);
  const told = found.map(({ row, code }) => ({ row, code }));
  const fact = { matchId: command.key, invoiceId, purchaseOrderId, number, result, found: told, matchedBy };
  await record(tx, InvoiceMatchedV1, invoiceId, fact, command);
  await settle(tx, invoice, result, command);
}

/** AM-12: what is matched makes the cost of goods, from the moment it is. */
async function settle(
  tx: EntityManager,
  { id: documentId, number, purchaseOrderId }: InvoiceHead,
  status: InvoiceStatus,
  command: Command,
): Promise<void> {
  await setStatus(tx, documentId, status);
  if (status === 'MATCHED') await adjustCosts(tx, purchaseOrderId, { documentId, number }, command);
}

function costed(line: InvoiceLine, currency: string, into: string, rate: ExchangeRate | null): KeptLine {
  const costMinor = rate === null ? line.amountMinor : converted(line.amountMinor, currency, into, rate);
  return { ...line, lineId: uuidv7(), costMinor };
}

const notACredit = {
  ...{ row: 0, field: 'creditsInvoiceId', code: 'not-a-credit-note' },
  detail: 'Only a credit note takes something back from an invoice.',
};

async function rateFor(
  tx: EntityManager,
  { currency, invoicedOn }: RecordInvoice,
  into: string,
): Promise<ExchangeRate | null> {
  return currency === into ? null : rateOn(tx, currency, into, invoicedOn);
}

async function supplierOf(tx: EntityManager, orderId: string): Promise<string | null> {
  const [order] = (await tx.query(`SELECT supplier_id AS id FROM purchase_order WHERE id = $1`, [orderId])) as [
    { id: string | null },
  ];
  return order.id;
}
