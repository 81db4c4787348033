import type { RowProblem } from '../receipts/row-problem.rules.js';
import { PACKING, type AnyField, type Field, type Vocabulary } from './field.rules.js';

/** A device may have several of these, so may the list. */
const REPEATABLE: readonly AnyField[] = ['mac', 'imei'];

export interface Column {
  heading: string;
  /** Null: the column means nothing to a receipt and is left out. */
  field: AnyField | null;
  /** It would be this field, if a column before it were not. */
  surplus?: AnyField;
}

/** Letters and digits in lower case without accents, one space between. */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Each column by a name of its own, however often a heading is repeated and whatever script it is written in. */
export function columnNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell) => {
    const key = headingKey(cell) || cell.replace(/\s+/gu, ' ').trim().toLowerCase();
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key} #${times}`;
  });
}

/** What a person said the columns of a supplier's lists are; a list has it when it has these columns, in any order. */
export type Mapping = ReadonlyMap<string, Field | null>;

export function isMappingOf(mapping: Mapping, cells: readonly string[]): boolean {
  // A list that came back with what was wrong written beside it is the same list.
  const own = cells.filter((cell) => !isCorrectionHeading(cell));
  return own.length === mapping.size && columnNames(own).every((name) => mapping.has(name));
}

/** The column we add to refused rows, last of all. */
export const CORRECTION_HEADINGS = { fr: 'À corriger', en: 'To correct' } as const;

export function isCorrectionHeading(cell: string): boolean {
  return Object.values(CORRECTION_HEADINGS).some((own) => headingKey(own) === headingKey(cell));
}

/** The columns a line of headings stands for, as a person said, else as understood; a second one for a field is left out. */
export function columnsOf(cells: readonly string[], mapping?: Mapping, { fieldOf }: Vocabulary = PACKING): Column[] {
  const taken = new Set<AnyField>();
  const names = columnNames(cells);
  return cells.map((cell, place) => {
    const said = mapping?.get(names[place] ?? '');
    const field = mapping === undefined ? (fieldOf.get(headingKey(cell)) ?? null) : (said ?? null);
    const surplus = field !== null && taken.has(field) && !REPEATABLE.includes(field);
    if (field !== null) taken.add(field);
    const heading = cell.replace(/\s+/gu, ' ').trim();
    return { heading, field: surplus ? null : field, ...(surplus && { surplus: field }) };
  });
}

/** How many fields a line names; 0 when it cannot be the heading of a packing list. What a person mapped is one. */
export function headingScore(
  cells: readonly string[],
  remembered: readonly Mapping[] = [],
  vocabulary: Vocabulary = PACKING,
): number {
  if (remembered.some((mapping) => isMappingOf(mapping, cells))) return REMEMBERED;
  const fields = new Set(columnsOf(cells, undefined, vocabulary).map(({ field }) => field));
  fields.delete(null);
  const tellsGoods = vocabulary.goods.some((field) => fields.has(field));
  return tellsGoods && fields.size >= 2 ? fields.size : 0;
}

/** More than any line can name by itself. */
const REMEMBERED = 1_000;

/** What is wrong with a mapping that a person gives; `row` is the place of the column. */
export function mappingProblems(columns: readonly { heading: string; field?: Field | null }[]): RowProblem[] {
  const problems: RowProblem[] = [];
  const first = new Map<Field, number>();
  columns.forEach(({ field }, index) => {
    if (!field) return;
    const earlier = first.get(field);
    if (earlier === undefined) first.set(field, index + 1);
    else if (!REPEATABLE.includes(field)) {
      const detail = `Column ${earlier} is the ${field} already; only addresses and IMEI stand in several columns.`;
      problems.push({ row: index + 1, field: 'field', code: 'field-repeated', detail });
    }
  });
  if (!first.has('model') && !first.has('serial')) {
    const detail = 'One column has to be the model or the serial: nothing else tells goods.';
    problems.push({ row: 0, field: 'columns', code: 'goods-not-told', detail });
  }
  return problems;
}
