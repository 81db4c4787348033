import { printPaper } from '@dotation/documents';
import { finished, type PaperForm } from '@dotation/documents/paper';
import { beyondScope, paperFile, PrintedPapers, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { inspectionById } from '../inspections/inspections.queries.js';
import { namesOf } from '../purchase-orders/purchase-orders.queries.js';
import { orderById } from '../purchase-orders/read-order.queries.js';
import type { ReceiptDto } from '../receipts/receipt-answers.dto.js';
import { receiptById } from '../receipts/receipts.queries.js';
import { findingsOfReceipt } from '../screening/screening.queries.js';
import { inspectionPaper } from './inspection-paper.rules.js';
import { orderPaper } from './order-paper.rules.js';
import { countLines, namesOfPlaces, orderedOf } from './papers.queries.js';
import { receiptPaper } from './receipt-paper.rules.js';

/** What procurement writes on paper: each of what its reader sees of the document. */
@Injectable()
export class PapersService {
  constructor(
    private readonly queries: Queries,
    private readonly printed: PrintedPapers,
  ) {}

  order(id: string, reader: Principal): Promise<StreamableFile> {
    return this.#print(id, reader, async (tx) => {
      const order = await orderById(tx, id);
      const all = await beyondScope(tx, () => countLines(tx, 'order', id));
      const names = { ...(await namesOf(tx, order)), hiddenLines: all - order.lines.length };
      return { form: orderPaper(order, names), revision: order.revision };
    });
  }

  receipt(id: string, reader: Principal): Promise<StreamableFile> {
    return this.#print(id, reader, async (tx) => {
      const receipt = await receiptById(tx, id);
      const { storeUnitId, placeId, carrierId, purchaseOrderId } = receipt;
      const ids = [storeUnitId, placeId, ...(carrierId === null ? [] : [carrierId])];
      const names = await beyondScope(tx, () => namesOfPlaces(tx, ids));
      const ordered = await beyondScope(tx, () => orderedOf(tx, purchaseOrderId));
      return { form: receiptPaper(receipt, names, { ...ordered, hiddenLines: await this.#hidden(tx, receipt) }) };
    });
  }

  inspection(id: string, reader: Principal): Promise<StreamableFile> {
    return this.#print(id, reader, async (tx) => {
      const inspection = await inspectionById(tx, id);
      const receipt = await receiptById(tx, inspection.receiptId);
      const { quarantinePlaceId } = inspection;
      const ids = [receipt.placeId, ...(quarantinePlaceId === null ? [] : [quarantinePlaceId])];
      const names = await beyondScope(tx, () => namesOfPlaces(tx, ids));
      const findings = await findingsOfReceipt(tx, receipt.id);
      const hiddenLines = await this.#hidden(tx, receipt);
      return { form: inspectionPaper(inspection, receipt, findings, { names, hiddenLines }) };
    });
  }

  async #hidden(tx: EntityManager, { id, lines }: ReceiptDto): Promise<number> {
    return (await beyondScope(tx, () => countLines(tx, 'receipt', id))) - lines.length;
  }

  /** Printed after the reading is over: no connection waits for the printer. */
  async #print(
    documentId: string,
    reader: Principal,
    read: (tx: EntityManager) => Promise<{ form: PaperForm; revision?: number }>,
  ): Promise<StreamableFile> {
    const { form, ...revision } = await this.queries.run(reader, read);
    const paper = finished(form, this.printed);
    const pdf = await printPaper(paper);
    await this.printed.keep({ documentId, ...revision, ...paper });
    return paperFile(paper.number, pdf);
  }
}
