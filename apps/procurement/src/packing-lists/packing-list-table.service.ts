import { readTable, UnreadableFile } from '@dotation/documents';
import { Injectable } from '@nestjs/common';
import { procurementError } from '../errors.js';
import { MOST_ROWS } from '../receipts/receipt-row.rules.js';
import { PACKING } from './field.rules.js';
import { columnsOf, headingScore, isMappingOf, type Mapping } from './heading.rules.js';
import type { Table } from './packing-list.rules.js';

/** Where in a file its list is, where a person said so, and what is remembered of its supplier's lists. */
export interface Whereabouts {
  sheet?: string | undefined;
  headingLine?: number | undefined;
  remembered?: readonly Mapping[];
}

const headingExample = '“Marque;Modèle;N° de série” or “Maker,Model,Serial number”';

/** From the bytes of a supplier's file to lines of cells under a heading, or a refusal that says why. */
@Injectable()
export class PackingListTables {
  async read(
    bytes: Buffer,
    { remembered = [], sheet, headingLine }: Whereabouts = {},
    vocabulary = PACKING,
  ): Promise<Table> {
    try {
      const score = (cells: readonly string[]): number => headingScore(cells, remembered, vocabulary);
      const options = { mostRows: MOST_ROWS, headingScore: score, headingExample, sheet, headingLine };
      const { heading, ...table } = await readTable(bytes, options);
      const mapping = remembered.find((one) => isMappingOf(one, heading));
      return { ...table, heading, columns: columnsOf(heading, mapping, vocabulary), remembered: mapping !== undefined };
    } catch (error) {
      if (error instanceof UnreadableFile) throw procurementError(error.code, error.detail);
      throw error;
    }
  }
}
