import { writeTable } from '@dotation/documents';
import { beyondScope, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { procurementError } from '../errors.js';
import { orderHead } from '../purchase-orders/purchase-orders.queries.js';
import { dryRunOf } from '../receipts/dry-run.rules.js';
import { judged, readAll } from '../receipts/judgement.queries.js';
import type { Delivered } from '../receipts/receipts.service.js';
import { corrected } from './correction.rules.js';
import { failedRows } from './failed-rows.rules.js';
import { rememberedFor, supplierOf } from './list-mapping.queries.js';
import { readPackingList, rowsIn, type Table } from './packing-list.rules.js';
import { PackingListTables } from './packing-list-table.service.js';
import type { FailedRowsQuery, ReadingQuery, Whereabouts } from './packing-lists.dto.js';
import { locatorOf, readingOf, type Reading } from './reading.rules.js';

@Injectable()
export class PackingListsService {
  constructor(
    private readonly queries: Queries,
    private readonly tables: PackingListTables,
  ) {}

  /** The dry run of a file: every problem by row, line and column. Writes nothing. */
  async readFile(file: Buffer, query: ReadingQuery, reader: Principal): Promise<Reading> {
    return (await this.#read(file, query, reader)).reading;
  }

  /** What of a file is refused, to be corrected and sent again. */
  async writeFailedRows(file: Buffer, query: FailedRowsQuery, reader: Principal): Promise<Buffer> {
    const { table, reading } = await this.#read(file, query, reader);
    const { heading, rows } = failedRows(table, reading, query.language);
    if (rows.length === 0) throw procurementError('no-row-refused');
    return writeTable(query.format, heading, rows);
  }

  /** The rows of a file with a person's corrections, to be received like rows of JSON. */
  async deliver(
    file: Buffer,
    corrections: readonly unknown[],
    list: Whereabouts & { purchaseOrderId?: string | undefined },
    reader: Principal,
  ): Promise<Required<Omit<Delivered, 'input'>>> {
    const table = await this.#table(file, list, reader);
    const { rows } = rowsIn(readPackingList(table));
    return { ...corrected(rows, corrections), locate: locatorOf(table, rows) };
  }

  async #read(file: Buffer, query: ReadingQuery, reader: Principal): Promise<{ table: Table; reading: Reading }> {
    const { purchaseOrderId } = query;
    const table = await this.#table(file, query, reader);
    const list = rowsIn(readPackingList(table));
    const { lines, problems } = corrected(list.rows, []);
    const rows = readAll(lines, problems);
    const delivery = {
      // A file says nothing of the place, so no waiver of a place is looked at yet.
      ...{ receiverIds: [reader.personId], waiversOfSecondSignature: [], acknowledgeOver: false, finalDelivery: false },
      ...{ kits: [], discrepancies: [] },
    };
    return this.queries.run(reader, async (tx) => {
      if (purchaseOrderId !== undefined) await orderHead(tx, purchaseOrderId);
      const judgement = await beyondScope(tx, () => judged(tx, rows, purchaseOrderId ?? null, delivery, new Date()));
      return { table, reading: readingOf(table, list, dryRunOf(rows.rows, judgement)) };
    });
  }

  /** The lines of a file under headings as they are understood, or as a person once said for this supplier. */
  async #table(
    file: Buffer,
    { purchaseOrderId, supplierId, sheet, headingLine }: ReadingQuery,
    reader: Principal,
  ): Promise<Table> {
    const remembered = await this.queries.run(reader, async (tx) => {
      const whose = supplierId ?? (purchaseOrderId && (await supplierOf(tx, purchaseOrderId)));
      return whose ? rememberedFor(tx, whose) : [];
    });
    return this.tables.read(file, { sheet, headingLine, remembered });
  }
}
