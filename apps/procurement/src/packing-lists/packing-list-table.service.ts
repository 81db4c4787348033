import { readTextTable, UnreadableFile } from '@dotation/documents';
import { Injectable } from '@nestjs/common';
import { procurementError } from '../errors.js';
import { MOST_ROWS } from '../receipts/receipt-row.rules.js';
import { columnsOf, headingScore } from './heading.rules.js';
import type { Table } from './packing-list.rules.js';

const options = {
  ...{ mostRows: MOST_ROWS, headingScore },
  headingExample: '“Marque;Modèle;N° de série” or “Maker,Model,Serial number”',
};

/** From the bytes of a supplier's file to lines of cells under a heading, or a refusal that says why. */
@Injectable()
export class PackingListTables {
  async read(bytes: Buffer): Promise<Table> {
    try {
      const { heading, ...table } = await readTextTable(bytes, options);
      return { ...table, columns: columnsOf(heading) };
    } catch (error) {
      if (error instanceof UnreadableFile) throw procurementError(error.code, error.detail);
      throw error;
    }
  }
}
