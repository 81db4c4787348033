import { columnsOf, headingScore, rowsOf } from './columns.rules.js';
import type { Column, Headings, LoadProblem, LoadRow } from './columns.rules.js';
import { readTable, type Table, type TableOptions } from './table.js';
import { UnreadableFile } from './unreadable-file.js';

export interface ReadRows<F extends string> {
  table: Table;
  columns: Column<F>[];
  rows: LoadRow<F>[];
  /** What is wrong with cells as cells; what they say is for the caller to judge. */
  problems: LoadProblem[];
}

/** The rows of a CSV or XLSX file under the headings they need, or an UnreadableFile. */
export async function readRows<F extends string>(
  body: Buffer,
  headings: Headings<F>,
  { mostRows, headingExample }: Pick<TableOptions, 'mostRows' | 'headingExample'>,
): Promise<ReadRows<F>> {
  const score = (cells: readonly string[]): number => headingScore(cells, headings);
  const table = await readTable(body, { mostRows, headingScore: score, headingExample });
  const columns = columnsOf(table.heading, headings);
  const { rows, problems } = rowsOf(table.lines, columns);
  if (rows.length > mostRows)
    throw new UnreadableFile('too-many-rows', `${rows.length} rows: cut the file at ${mostRows}.`);
  return { table, columns, rows, problems };
}
