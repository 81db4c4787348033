import type { TableLine } from './table.js';

/** What is wrong with one cell; `row` counts below the heading, `line` as the file does. */
export interface LoadProblem {
  row: number;
  line: number;
  field?: string;
  column?: string;
  code: string;
  detail: string;
  [extra: string]: unknown;
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

/** “Numéro_de série” and “numero de serie” are one. */
export function headingKey(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** The columns a line of headings stands for: each field once, and what means a field that is taken already is left out. */
export function columnsOf<F extends string>(cells: readonly string[], { synonyms }: Headings<F>): Column<F>[] {
  const fields = Object.entries(synonyms) as [F, readonly string[]][];
  const taken = new Set<F>();
  return cells.map((cell) => {
    const key = headingKey(cell);
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
