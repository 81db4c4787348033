import type { TableLine } from './table.js';
import { UnreadableFile } from './unreadable-file.js';
import { refuseZipBomb } from './zip.js';

const MOST_COLUMNS = 200;

export function isSpreadsheet(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
}

/** What SheetJS makes of a cell; its own types would be loaded with it. */
interface Cell {
  t: string;
  v?: unknown;
  w?: string;
  f?: string;
}

/** The lines of the first sheet. Loaded on first use: most processes never read a spreadsheet. */
export async function sheetLines(bytes: Buffer, mostLines: number): Promise<TableLine[]> {
  refuseZipBomb(bytes);
  const { read } = await import('@e965/xlsx');
  const rows = rowsOf(() =>
    read(bytes, { type: 'buffer', dense: true, cellDates: true, sheetRows: mostLines + 1, sheets: 0 }),
  );
  return rows.flatMap((row, index): TableLine[] => {
    const cells = Array.from({ length: Math.min(row?.length ?? 0, MOST_COLUMNS + 1) }, (_, column) => row?.[column]);
    const texts = cells.map(textOf);
    if (texts.every((text) => text === '')) return [];
    const formulas = cells.flatMap((cell, column) => (cell?.f === undefined ? [] : [column]));
    return [{ line: index + 1, cells: texts, ...(formulas.length > 0 && { formulas }) }];
  });
}

function rowsOf(read: () => { SheetNames: string[]; Sheets: Record<string, unknown> }): (Cell | undefined)[][] {
  try {
    const book = read();
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] as { '!data'?: (Cell | undefined)[][] } | undefined;
    return Array.from(sheet?.['!data'] ?? []);
  } catch (error) {
    throw new UnreadableFile('file-malformed', `The spreadsheet cannot be read: ${String(error).slice(0, 120)}`);
  }
}

/** As a person would have typed it: a date is a day, a number has no thousands. */
function textOf(cell: Cell | undefined): string {
  const value = cell?.v;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : dayOf(value);
  if (cell?.t === 'e') return cell.w ?? '#';
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Spreadsheets know no time zones; half a day of grace keeps the day whatever the reader's own. */
function dayOf(date: Date): string {
  return new Date(date.getTime() + 12 * 3_600_000).toISOString().slice(0, 10);
}
