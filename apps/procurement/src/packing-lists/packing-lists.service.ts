import { beyondScope, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { orderHead } from '../purchase-orders/purchase-orders.queries.js';
import { dryRunOf } from '../receipts/dry-run.rules.js';
import { judged, readAll } from '../receipts/judgement.queries.js';
import type { Delivered } from '../receipts/receipts.service.js';
import { corrected } from './correction.rules.js';
import { readPackingList, rowsIn } from './packing-list.rules.js';
import { PackingListTables } from './packing-list-table.service.js';
import { locatorOf, readingOf, type Reading } from './reading.rules.js';

@Injectable()
export class PackingListsService {
  constructor(
    private readonly queries: Queries,
    private readonly tables: PackingListTables,
  ) {}

  /** The dry run of a file: every problem by row, line and column. Writes nothing. */
  async readFile(file: Buffer, purchaseOrderId: string | undefined, reader: Principal): Promise<Reading> {
    const table = await this.tables.read(file);
    const list = rowsIn(readPackingList(table));
    const { lines, problems } = corrected(list.rows, []);
    const rows = readAll(lines, problems);
    const delivery = {
      // A file says nothing of the place, so no waiver of a place is looked at yet.
      ...{ receivedBy: reader.personId, waiversOfSecondSignature: [], acknowledgeOver: false, finalDelivery: false },
      ...{ kits: [], discrepancies: [] },
    };
    return this.queries.run(reader, async (tx) => {
      if (purchaseOrderId !== undefined) await orderHead(tx, purchaseOrderId);
      const judgement = await beyondScope(tx, () => judged(tx, rows, purchaseOrderId ?? null, delivery, new Date()));
      return readingOf(table, list, dryRunOf(rows.rows, judgement));
    });
  }

  /** The rows of a file with a person's corrections, to be received like rows of JSON. */
  async deliver(file: Buffer, corrections: readonly unknown[]): Promise<Required<Omit<Delivered, 'input'>>> {
    const table = await this.tables.read(file);
    const { rows } = rowsIn(readPackingList(table));
    return { ...corrected(rows, corrections), locate: locatorOf(table, rows) };
  }
}
