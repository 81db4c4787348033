import type { Finding, RowProblem } from '../receipts/row-problem.rules.js';
import { wordsOf } from '../packing-lists/finding-words.rules.js';
import type { ListRow, Table } from '../packing-lists/packing-list.rules.js';
import { locatorOf } from '../packing-lists/reading.rules.js';
import type { LegacyJudgement } from './legacy-judgement.queries.js';
import type { LegacyReadingDto } from './legacy-lists.dto.js';
import { leftOutOf } from './people.rules.js';
import { lineOf } from './legacy-row.rules.js';
import type { KeptRow } from './legacy-lists.queries.js';

/** A list ready to be judged: its rows as they are judged, as they were read, and where in the file a finding is. */
export interface OldList {
  rows: KeptRow[];
  /** What is wrong with cells as cells. */
  problems: RowProblem[];
  sheet: string | null;
  /** Columns that are not kept, because they name people or a person said so. */
  leftOut: string[];
  locate: (problem: RowProblem) => RowProblem;
}

/** The cells of a row by their heading, as they stand. */
function cellsOf(table: Table, line: number, leftOut: ReadonlySet<number>): Record<string, string> {
  const cells = table.lines.find((one) => one.line === line)?.cells ?? [];
  const named = table.heading.map(
    (heading, place) => [heading.trim() || `(${place + 1})`, cells[place] ?? ''] as const,
  );
  return Object.fromEntries(named.filter(([, cell], place) => cell !== '' && !leftOut.has(place)));
}

/** For old things a price is the cost: what cannot be read there is wrong, and no claim that may be passed over. */
export function withCostsAsProblems(row: ListRow): ListRow {
  const isCost = ({ field }: Finding): boolean => field === 'unitPrice' || field === 'currency';
  const wrong = row.warnings.filter(isCost).map((warning) => ({ ...warning, row: row.row }));
  return {
    ...row,
    receiptRow: lineOf(row),
    problems: [...row.problems, ...wrong],
    warnings: row.warnings.filter((warning) => !isCost(warning)),
  };
}

/** Rows of JSON are a list as well: what was sent is what was read. */
export function listOfLines(lines: readonly unknown[]): OldList {
  const rows = lines.map((line, index): KeptRow => {
    const said = (typeof line === 'object' && line !== null && !Array.isArray(line) ? line : {}) as Record<
      string,
      unknown
    >;
    const row = typeof said['row'] === 'number' ? said['row'] : index + 1;
    const cells = Object.entries(said).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    return { row, line: null, cells: Object.fromEntries(cells) as Record<string, string>, read: { ...said, row } };
  });
  return {
    rows,
    problems: [],
    sheet: null,
    leftOut: [],
    locate: (problem) => ({ ...problem, text: wordsOf(problem) }),
  };
}

/** A file's rows, with a person's corrections in place of what it says; those that were dropped are not of the list. */
export function listOfFile(
  table: Table,
  rows: readonly ListRow[],
  lines: readonly Record<string, unknown>[],
  problems: RowProblem[],
  leaveOut: readonly string[],
): OldList {
  const leftOut = leftOutOf(table.heading, leaveOut);
  const lineOfRow = new Map(rows.map(({ row, line }) => [row, line]));
  const kept = lines.map((read): KeptRow => {
    const row = read['row'] as number;
    const line = lineOfRow.get(row) ?? 0;
    return { row, line, cells: cellsOf(table, line, leftOut), read };
  });
  const names = table.heading.filter((_, place) => leftOut.has(place));
  return { rows: kept, problems, sheet: table.sheet ?? null, leftOut: names, locate: locatorOf(table, rows) };
}

/** The dry run: every row with what is wrong and what looks odd, by line and column where there is a file. */
export function readingOfList(list: OldList, judgement: LegacyJudgement): LegacyReadingDto {
  const problems = Map.groupBy(judgement.problems, ({ row }) => row);
  const quantity = new Map(judgement.captured.map(({ row }) => [row.row, row.quantity]));
  const told = (row: number, found: readonly Finding[]): LegacyReadingDto['rows'][number]['problems'] =>
    found.map((one) => list.locate({ ...one, row })) as LegacyReadingDto['rows'][number]['problems'];
  const rows = list.rows.map(({ row, line }) => ({
    ...{ row, line, devices: quantity.get(row) ?? 0 },
    problems: told(row, problems.get(row) ?? []),
    warnings: told(row, judgement.warnings.get(row) ?? []),
  }));
  return {
    rows,
    leftOut: list.leftOut,
    devices: rows.reduce((sum, { devices }) => sum + devices, 0),
    refused: rows.filter((row) => row.problems.length > 0).length,
    warned: rows.filter((row) => row.warnings.length > 0).length,
  };
}
