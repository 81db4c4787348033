// Runs in a thread of its own, where a hostile file can only hurt itself. It imports no file of ours: it is started as it stands, from
// the source in tests and from what was built in the product.
import { parentPort, workerData } from 'node:worker_threads';
import { read } from '@e965/xlsx';
import type { Sheet } from './spreadsheet.js';
import type { TableLine } from './table.js';

export interface SheetJob {
  bytes: Uint8Array;
  mostLines: number;
  mostColumns: number;
  mostCells: number;
  mostCharacters: number;
}
export type SheetAnswer = { sheets: Sheet[] } | { refused: string };

/** What SheetJS makes of a cell; its own types would be loaded with it. */
interface Cell {
  t: string;
  v?: unknown;
  w?: string;
  f?: string;
}
interface Corner {
  r: number;
  c: number;
}
interface RawSheet {
  '!data'?: (Cell | undefined)[][];
  '!merges'?: { s: Corner; e: Corner }[];
}

/** A spreadsheet keeps at most so many in a cell; longer is the work of no spreadsheet. */
const LONGEST_CELL = 32_767;
/** A whole number of more digits has lost the last ones when it was typed. */
const LARGEST_EXACT = 1e15;

const job = workerData as SheetJob;
let characters = 0;
let cellsSeen = 0;

function answer(): SheetAnswer {
  const bytes = Buffer.from(job.bytes);
  // Every row is read: one behind a million blank ones would be lost unseen. What was unpacked bounds how many there can be.
  const book = read(bytes, { type: 'buffer', dense: true, cellDates: true });
  const sheets = book.SheetNames.flatMap((name, index): Sheet[] => {
    // What its author hid is not what he sent.
    if ((book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0) return [];
    return [{ name, lines: linesOf(book.Sheets[name] as RawSheet | undefined) }];
  });
  if (characters > job.mostCharacters)
    return { refused: `its cells hold more than ${job.mostCharacters / 1_000_000} million characters` };
  if (cellsSeen > job.mostCells)
    return { refused: `it has more than ${job.mostCells} cells: take away the empty columns` };
  return { sheets };
}

function linesOf(sheet: RawSheet | undefined): TableLine[] {
  const rows = Array.from(sheet?.['!data'] ?? []);
  spread(rows, sheet?.['!merges'] ?? []);
  let lines = 0;
  return rows.flatMap((row, index): TableLine[] => {
    const cells = Array.from({ length: Math.min(row?.length ?? 0, job.mostColumns + 1) }, (_, place) => row?.[place]);
    const texts = cells.map(textOf);
    if (texts.every((text) => text === '')) return [];
    cellsSeen += texts.length;
    for (const text of texts) characters += text.length;
    if (characters > job.mostCharacters || cellsSeen > job.mostCells || (lines += 1) > job.mostLines + 1) return [];
    const places = (wanted: (cell: Cell) => boolean): number[] =>
      cells.flatMap((cell, place) => (cell !== undefined && wanted(cell) ? [place] : []));
    const formulas = places(({ f }) => f !== undefined);
    const dates = places(({ v }) => v instanceof Date);
    return [
      {
        ...{ line: index + 1, cells: texts },
        ...(formulas.length > 0 && { formulas }),
        ...(dates.length > 0 && { dates }),
      },
    ];
  });
}

/** A cell merged downwards, the carton of five laptops, is said of every row beside it that says anything. */
function spread(rows: (Cell | undefined)[][], merges: readonly { s: Corner; e: Corner }[]): void {
  for (const { s, e } of merges) {
    const said = rows[s.r]?.[s.c];
    if (said === undefined || s.r === e.r) continue;
    for (let at = s.r + 1; at <= Math.min(e.r, rows.length - 1); at += 1) {
      const row = rows[at];
      if (row?.some((cell) => textOf(cell) !== '')) row[s.c] ??= said;
    }
  }
}

/** As a person would have typed it: a date is a day, a number has no thousands. */
function textOf(cell: Cell | undefined): string {
  const value = cell?.v;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : dayOf(value);
  if (cell?.t === 'e') return cell.w ?? '#';
  if (typeof value === 'number') return numberOf(value, cell?.w);
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.slice(0, LONGEST_CELL + 1) : '';
}

function numberOf(value: number, shown: string | undefined): string {
  // 6.37E+15 is what is left of a serial of sixteen digits: the last ones are gone, and zeros would hide that.
  if (Math.abs(value) >= LARGEST_EXACT) return value.toExponential().toUpperCase();
  // A format of zeros keeps the zeros in front: 00012345.
  return shown !== undefined && /^0\d+$/.test(shown) && Number(shown) === value ? shown : String(value);
}

/** Spreadsheets know no time zones; half a day of grace keeps the day whatever the reader's own. */
function dayOf(date: Date): string {
  return new Date(date.getTime() + 12 * 3_600_000).toISOString().slice(0, 10);
}

try {
  parentPort?.postMessage(answer());
} catch (error) {
  parentPort?.postMessage({ refused: String(error).slice(0, 120) } satisfies SheetAnswer);
}
