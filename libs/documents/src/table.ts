import type { Encoding } from './encoding.rules.js';
import {
  bestLine,
  HEADING_WITHIN,
  headingOf,
  refuseBlank,
  refuseWide,
  tooLong,
  withoutHeading,
  type Best,
} from './heading.js';
import { isSpreadsheet, sheetsOf, type Sheet } from './spreadsheet.js';
import { readTextTable } from './text-table.js';
import { UnreadableFile } from './unreadable-file.js';

/** A line below the heading. */
export interface TableLine {
  /** As a text editor or a spreadsheet counts, from 1. */
  line: number;
  cells: readonly string[];
  /** Places of cells that hold a formula: its result is whatever the last program left there, so it is no statement. */
  formulas?: readonly number[];
  /** Places of cells that a spreadsheet took for a day. */
  dates?: readonly number[];
}

export interface Table {
  /** `xlsx` for a spreadsheet. */
  encoding: Encoding | 'xlsx';
  delimiter: string;
  lineEnds: string;
  headingLine: number;
  heading: readonly string[];
  lines: readonly TableLine[];
  /** Of a spreadsheet: the sheet that was read, and the visible ones that hold something and were not. */
  sheet?: string;
  otherSheets?: readonly string[];
}

export interface TableOptions {
  mostRows: number;
  /** How many columns a line of headings names; 0: it is none. */
  headingScore: (cells: readonly string[]) => number;
  /** “Code;Nom” or “Code,Name”, for the refusal. */
  headingExample: string;
  /** A person said which line is the heading. */
  headingLine?: number | undefined;
  /** A person said which sheet is the list; else it is the one whose heading says most. */
  sheet?: string | undefined;
}

/** From the bytes of a CSV or XLSX file to lines of cells under a heading, in bounded time and memory, or an UnreadableFile. */
export async function readTable(bytes: Buffer, options: TableOptions): Promise<Table> {
  if (!isSpreadsheet(bytes)) return readTextTable(bytes, options);
  const sheets = await sheetsOf(bytes, options.mostRows + HEADING_WITHIN);
  const { sheet, best } = bestSheet(sheets, options);
  const { line: headingLine } = best.line;
  const heading = headingOf(best.line.cells);
  refuseWide(heading);
  const lines = sheet.lines.filter(({ line }) => line > headingLine);
  if (lines.length > options.mostRows) throw tooLong(lines.length, options.mostRows);
  refuseBlank(lines);
  const others = sheets.filter((one) => one !== sheet && one.lines.length > 0).map(({ name }) => name);
  const where = { sheet: sheet.name, ...(others.length > 0 && { otherSheets: others }) };
  return { encoding: 'xlsx', delimiter: '', lineEnds: '', headingLine, heading, lines, ...where };
}

/** The sheet a person named, or the first of those whose heading says most. */
function bestSheet(sheets: readonly Sheet[], options: TableOptions): { sheet: Sheet; best: Best } {
  const asked = options.sheet === undefined ? sheets : sheets.filter(({ name }) => name === options.sheet);
  if (asked.length === 0) {
    const names = sheets.map(({ name }) => `“${name.slice(0, 40)}”`).join(', ');
    throw new UnreadableFile('file-malformed', `It has no such sheet to be seen, only ${names || 'hidden ones'}.`);
  }
  if (asked.every(({ lines }) => lines.length === 0)) throw new UnreadableFile('file-empty', 'Its sheets are blank.');
  const scored = asked.map((sheet) => ({ sheet, best: bestLine(sheet.lines.slice(0, HEADING_WITHIN), options) }));
  const first = scored.reduce((a, b) => (b.best.score > a.best.score ? b : a));
  if (first.best.score === 0) throw withoutHeading(options);
  return first;
}
