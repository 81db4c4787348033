import type { TableLine, TableOptions } from './table.js';
import { UnreadableFile } from './unreadable-file.js';

/** A letterhead may stand above the heading. */
export const HEADING_WITHIN = 30;
const MOST_COLUMNS = 200;

export interface Best {
  line: TableLine;
  score: number;
}

export function bestLine(lines: readonly TableLine[], options: TableOptions): Best {
  const none: Best = { line: { line: 0, cells: [] }, score: 0 };
  return lines
    .map((line) => ({ line, score: scoreOf(line, options) }))
    .reduce((a, b) => (b.score > a.score ? b : a), none);
}

/** What a person said is the heading is it, whatever it says; of the ways to cut it, the one into most cells. */
function scoreOf({ line, cells }: TableLine, { headingLine, headingScore }: TableOptions): number {
  if (headingLine === undefined) return headingScore(cells);
  return line === headingLine ? cells.filter((cell) => cell.trim() !== '').length : 0;
}

/** Without the empty columns behind it. */
export function headingOf(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);
}

export function refuseWide(heading: readonly string[]): void {
  if (heading.length <= MOST_COLUMNS) return;
  const detail = `The heading has ${heading.length} columns, at most ${MOST_COLUMNS} can be read.`;
  throw new UnreadableFile('file-malformed', detail);
}

export function refuseBlank(lines: readonly TableLine[]): void {
  if (lines.some(({ cells }) => cells.some((cell) => cell.trim() !== ''))) return;
  throw new UnreadableFile('file-empty', 'There is no line below the heading.');
}

export function tooLong(lines: number, mostRows: number): Error {
  return new UnreadableFile(
    'too-many-rows',
    `One list has at most ${mostRows} rows, this one has ${lines} lines: cut it.`,
  );
}

export function withoutHeading({ headingExample, headingLine }: TableOptions): UnreadableFile {
  if (headingLine !== undefined) {
    const detail = `Line ${headingLine} is blank, or not one of the first ${HEADING_WITHIN}: it cannot be the heading.`;
    return new UnreadableFile('file-without-heading', detail);
  }
  const detail = `None of the first ${HEADING_WITHIN} lines names columns like ${headingExample}.`;
  return new UnreadableFile('file-without-heading', detail);
}
