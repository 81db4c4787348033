import type { DryRun } from '../receipts/dry-run.rules.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import { wordsOf } from './finding-words.rules.js';
import { columnNamed, type ListRow, type PackingList, type Table } from './packing-list.rules.js';

interface Located extends RowProblem {
  line: number;
  column?: string;
  text: { fr: string; en: string };
}

export interface Reading {
  encoding: string;
  delimiter: string;
  lineEnds: string;
  headingLine: number;
  sheet?: string;
  otherSheets?: readonly string[];
  /** REMEMBERED: as a person once said for this supplier; HEADINGS: as the headings are understood. */
  mappingFrom: 'REMEMBERED' | 'HEADINGS';
  columns: readonly { heading: string; field: string | null }[];
  mapping: Record<string, string | null>;
  rows: { row: number; line: number; values: Record<string, string>; problems: Located[]; warnings: Located[] }[];
  ignored: { line: number; why: string }[];
  warnings: PackingList['warnings'];
  kitsProposed: DryRun['kitsProposed'];
  summary: DryRun['totals'];
  lines: Record<string, unknown>[];
}

/** A finding with the column and line of the file a person will look at. */
export function locatorOf(table: Table, rows: readonly ListRow[]): (problem: RowProblem) => RowProblem {
  const lineOf = new Map(rows.map(({ row, line }) => [row, line]));
  return (problem) => {
    const line = lineOf.get(problem.row);
    const column =
      problem.field === undefined ? undefined : columnNamed(table.columns, problem.field, problem['identifierType']);
    return {
      ...problem,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined || problem['column'] !== undefined ? {} : { column }),
      text: wordsOf(problem),
    };
  };
}

/** What the file says, what is wrong with it by row and column, and the rows to receive. */
export function readingOf(table: Table, list: PackingList, checked: DryRun): Reading {
  const locate = locatorOf(table, list.rows);
  const found = new Map(checked.rows.map((row) => [row.row, row]));
  return {
    ...{
      encoding: table.encoding,
      delimiter: table.delimiter,
      lineEnds: table.lineEnds,
      headingLine: table.headingLine,
      ...(table.sheet !== undefined && { sheet: table.sheet }),
      ...(table.otherSheets !== undefined && { otherSheets: table.otherSheets }),
    },
    mappingFrom: table.remembered ? 'REMEMBERED' : 'HEADINGS',
    columns: table.columns.map(({ heading, field }) => ({ heading, field })),
    mapping: mappingOf(table),
    rows: list.rows.map(({ row, line, values, warnings }) => {
      const { problems = [], warnings: others = [] } = found.get(row) ?? {};
      return {
        ...{ row, line, values },
        problems: problems.map((one) => locate({ ...one, row, line }) as Located),
        warnings: [...warnings, ...others].map((one) => locate({ ...one, row, line }) as Located),
      };
    }),
    ignored: list.ignored,
    warnings: list.warnings.map((warning) => ({ ...warning, text: wordsOf(warning) })),
    kitsProposed: checked.kitsProposed,
    summary: checked.totals,
    lines: list.rows.map(({ row, receiptRow }) => {
      const catalogueItemId = found.get(row)?.resolved?.catalogueItemId;
      return { ...receiptRow, ...(catalogueItemId === undefined ? {} : { catalogueItemId }) };
    }),
  };
}

/** Two columns of one heading are told apart by their place. */
function mappingOf({ columns }: Table): Record<string, string | null> {
  const mapping: Record<string, string | null> = {};
  columns.forEach(({ heading, field }, index) => {
    const name = heading === '' || Object.hasOwn(mapping, heading) ? `${heading} (${index + 1})`.trim() : heading;
    mapping[name] = field;
  });
  return mapping;
}
