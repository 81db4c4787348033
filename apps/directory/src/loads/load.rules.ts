import type { TableLine } from '@dotation/documents';
import type { RowProblem } from '@dotation/service';
import { nameKey } from '../places/resolution.rules.js';

/** What is wrong with one cell; `row` counts below the heading, `line` as the file does. */
export interface LoadProblem extends RowProblem {
  line: number;
  column?: string;
}

export interface Column<F extends string> {
  heading: string;
  /** Null: the column says nothing to us and is left out. */
  field: F | null;
}

export interface LoadRow<F extends string> {
  row: number;
  line: number;
  values: Partial<Record<F, string>>;
}

/** Which headings, in French and English, stand for which field; accents, signs and capitals do not count. */
export interface Headings<F extends string> {
  synonyms: Readonly<Record<F, readonly string[]>>;
  /** Without these a line is no heading. */
  needed: readonly F[];
}

/** The columns a line of headings stands for: each field once, and what means a field that is taken already is left out. */
export function columnsOf<F extends string>(cells: readonly string[], { synonyms }: Headings<F>): Column<F>[] {
  const fields = Object.entries(synonyms) as [F, readonly string[]][];
  const taken = new Set<F>();
  return cells.map((cell) => {
    const key = nameKey(cell);
    const field = fields.find(([one, names]) => !taken.has(one) && names.includes(key))?.[0] ?? null;
    if (field !== null) taken.add(field);
    return { heading: cell.replace(/\s+/gu, ' ').trim(), field };
  });
}

export function headingScore<F extends string>(cells: readonly string[], headings: Headings<F>): number {
  const fields = columnsOf(cells, headings).flatMap(({ field }) => field ?? []);
  return headings.needed.every((field) => fields.includes(field)) ? fields.length : 0;
}

/** The rows below the heading, with what is wrong with their cells as cells; blank lines are left out. */
export function rowsOf<F extends string>(
  lines: readonly TableLine[],
  columns: readonly Column<F>[],
): { rows: LoadRow<F>[]; problems: LoadProblem[] } {
  const problems: LoadProblem[] = [];
  const kept = lines.filter(
    ({ cells, formulas }) => formulas !== undefined || cells.some((cell) => cell.trim() !== ''),
  );
  const rows = kept.map(({ line, cells, formulas = [] }, index) => {
    const row = index + 1;
    const values: Partial<Record<F, string>> = {};
    const problem = (code: string, detail: string, column?: string, field?: F): number =>
      problems.push({ row, line, code, detail, ...(column !== undefined && { column }), ...(field && { field }) });
    columns.forEach(({ heading, field }, place) => {
      if (field === null) return;
      const text = (cells[place] ?? '').replace(/\s+/gu, ' ').trim();
      if (formulas.includes(place) || /^[=@]/.test(text)) {
        problem('formula', 'A formula is no statement: write its value.', heading, field);
      } else if (text.includes('\0') || !text.isWellFormed()) {
        problem('text-not-valid', 'The cell holds characters that are no text.', heading, field);
      } else if (text !== '') values[field] = text;
    });
    if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
      problem('row-has-surplus-cells', 'The line has more cells than the heading: is a separator missing or too much?');
    }
    return { row, line, values };
  });
  return { rows, problems };
}

/** 2016-01-31 or 31/01/2016, as the beginning of that day; undefined when it is no day. */
export function dayIn(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const french = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : french ? french.slice(1).toReversed() : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day) ? date.toISOString() : undefined;
}
