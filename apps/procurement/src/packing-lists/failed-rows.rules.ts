import { CORRECTION_HEADINGS, isCorrectionHeading } from './heading.rules.js';
import type { Table } from './packing-list.rules.js';

export type Language = 'fr' | 'en';

/** What is wrong with a row, in both languages, and in which column where it is one. */
interface Told {
  column?: string;
  text: { fr: string; en: string };
}

/**
 * The rows that are refused, and only they, as their supplier laid them out, with a last column that says what is wrong where.
 * Corrected, the file is read like the first; that column then means nothing.
 */
export function failedRows(
  table: Table,
  reading: { rows: readonly { line: number | null; problems: readonly Told[] }[] },
  language: Language,
): { heading: string[]; rows: string[][] } {
  const own = table.heading.flatMap((cell, place) => (isCorrectionHeading(cell) ? [] : [{ cell, place }]));
  const cellsOf = new Map(table.lines.map(({ line, cells }) => [line, cells]));
  const refused = reading.rows.filter(({ problems }) => problems.length > 0);
  const rows = refused.map(({ line, problems }) => {
    const cells = cellsOf.get(line ?? 0) ?? [];
    const said = problems.map(({ column, text }) => `${column === undefined ? '' : `${column}: `}${text[language]}`);
    return [...own.map(({ place }) => cells[place] ?? ''), [...new Set(said)].join(' · ')];
  });
  return { heading: [...own.map(({ cell }) => cell), CORRECTION_HEADINGS[language]], rows };
}
