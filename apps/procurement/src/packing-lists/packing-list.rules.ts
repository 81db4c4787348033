import { procurementError } from '../errors.js';
import { isPlaceholder } from '../receipts/identifier.rules.js';
import type { RowProblem, Warning } from '../receipts/row-problem.rules.js';
import { decimalsOf } from '../rates/currency.rules.js';
import { decimalSign, kitMarker, minorUnits, saysTotal, splitCodes, wholeNumber } from './cell.rules.js';
import { IDENTIFIER_COLUMNS, readLine, type LineRead, type TableLine } from './cells-of-line.rules.js';
import { LANDED_COSTS } from '../receipts/receipt-row.rules.js';
import type { AnyField, Field } from './field.rules.js';
import { columnNames, type Column } from './heading.rules.js';

export interface Table {
  encoding: string;
  delimiter: string;
  lineEnds: string;
  headingLine: number;
  heading: readonly string[];
  columns: readonly Column[];
  /** The columns are what a person once said they are. */
  remembered: boolean;
  lines: readonly TableLine[];
  /** Of a spreadsheet: the sheet that was read, and the visible ones that hold something and were not. */
  sheet?: string;
  otherSheets?: readonly string[];
}

/** A row of the list: what its cells say, and the receipt row that makes, to be checked like any other. */
export interface ListRow {
  row: number;
  line: number;
  values: Partial<Record<AnyField, string>>;
  receiptRow: Record<string, unknown>;
  problems: RowProblem[];
  warnings: Warning[];
}

export interface PackingList {
  rows: ListRow[];
  ignored: { line: number; why: string }[];
  warnings: (Warning & { line: number })[];
}

/** Reads the lines of a supplier's list. It is a claim (AM-7): what cannot be read is told, nothing is guessed. */
export function readPackingList({ columns, lines, headingLine, heading: own }: Table): PackingList {
  const list: PackingList = { rows: [], ignored: [], warnings: leftOut(columns, headingLine) };
  const kept: Kept[] = [];
  const totals: Kept[] = [];
  const heading = columnNames(own).join('\n');
  for (const line of lines) {
    const ignore = (why: string): number => list.ignored.push({ line: line.line, why });
    const read = readLine(line, columns);
    const { values } = read;
    if (line.cells.every((cell) => cell.trim() === '')) {
      if (line.cells.length > 1) ignore('blank line');
    } else if (saysTotal(line.cells) && !values.serial && !(values.maker && values.model)) {
      ignore('total line');
      totals.push({ line, ...read });
    } else if (columnNames(line.cells.slice(0, columns.length)).join('\n') === heading) ignore('heading again');
    else kept.push({ line, ...read });
  }
  const sign = decimalSign(kept.flatMap(({ values }) => values.unitPrice ?? []));
  const numbers = numbersOf(kept.map(({ values }) => values.number));
  list.rows = kept.map((read, index) => rowOf(read, numbers[index] ?? index + 1, sign, columns));
  for (const total of totals) compareTotal(total, list);
  return list;
}

type Kept = LineRead & { line: TableLine };

/** A second column for a field is told, or a person would look for its serials in vain. */
function leftOut(columns: readonly Column[], line: number): PackingList['warnings'] {
  return columns.flatMap(({ heading, surplus }) => {
    if (surplus === undefined) return [];
    const detail = `“${heading}” is left out: another column is the ${surplus} already.`;
    return [{ line, column: heading, code: 'column-left-out', field: surplus, detail }];
  });
}

function rowOf({ line, values, ...found }: Kept, number: number, sign: ',' | '.', columns: readonly Column[]): ListRow {
  const row: ListRow = {
    ...{ row: number, line: line.line, values, receiptRow: {}, warnings: [...found.warnings] },
    problems: found.problems.map((problem) => ({ row: number, ...problem })),
  };
  fill(row, sign, columns);
  if (line.cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    const detail = `Line ${line.line} has more cells than the heading: a delimiter may stand inside a text.`;
    row.problems.push({ row: number, code: 'row-has-surplus-cells', detail });
  }
  return row;
}

/** The list, unless there is no row in it to receive. */
export function rowsIn(list: PackingList): PackingList {
  if (list.rows.length > 0) return list;
  const left = list.ignored.map(({ line, why }) => `line ${line} is a ${why}`).join(', ');
  throw procurementError('receipt-empty', `No line below the heading is a row of goods: ${left.slice(0, 500)}.`);
}

/** The list's own numbers where they are whole, positive and all different, so that people and answers mean the same row. */
function numbersOf(cells: readonly (string | undefined)[]): number[] {
  const numbers = cells.map((cell) => (cell === undefined ? null : wholeNumber(cell)));
  const usable = numbers.every((number) => number !== null && number > 0 && number < 1_000_000);
  return usable && new Set(numbers).size === numbers.length
    ? (numbers as number[])
    : cells.map((_, index) => index + 1);
}

function fill(row: ListRow, sign: ',' | '.', columns: readonly Column[]): void {
  const { values, receiptRow } = row;
  const problem = (field: Field, code: string, detail: string): number =>
    row.problems.push({ row: row.row, field, column: columnNamed(columns, field), code, detail });
  receiptRow['row'] = row.row;
  for (const field of ['maker', 'model', 'description', 'carton', 'noSerialReason'] as const)
    if (values[field] !== undefined) receiptRow[field] = values[field].trim();
  fillSerial(row);
  const identifiers = Object.entries(IDENTIFIER_COLUMNS)
    .flatMap(([from, type]) => splitCodes(values[from as Field] ?? '', type).map((value) => ({ type, value })))
    .filter(({ value }) => !isPlaceholder(value));
  if (identifiers.length > 0) receiptRow['identifiers'] = identifiers;
  const kit = values.kit?.trim() ?? kitMarker(`${values.description ?? ''} ${values.carton ?? ''}`);
  if (kit) receiptRow['kit'] = kit;
  if (values.quantity !== undefined) {
    const quantity = wholeNumber(values.quantity);
    if (quantity === null)
      problem('quantity', 'quantity-unreadable', `"${values.quantity.trim().slice(0, 80)}" is no whole number.`);
    else if (quantity !== 1) receiptRow['quantity'] = quantity;
  }
  fillPrice(row, sign);
}

function fillSerial({ values, receiptRow, warnings }: ListRow): void {
  if (values.serial === undefined) return;
  if (isPlaceholder(values.serial)) {
    const detail = `"${values.serial.trim()}" is read as: no serial.`;
    warnings.push({ code: 'serial-left-out', field: 'serial', detail });
  } else receiptRow['serial'] = values.serial;
}

function fillPrice({ values, receiptRow, warnings }: ListRow, sign: ',' | '.'): void {
  const currency = values.currency?.trim().toUpperCase();
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) receiptRow['currency'] = currency;
  for (const field of ['unitPrice', ...LANDED_COSTS] as const) {
    const said = values[field];
    if (said === undefined) continue;
    const minor = minorUnits(said, sign, decimalsOf(currency));
    // Only a claim that is compared with the order: it never stops a receipt.
    if (minor === null)
      warnings.push({ code: 'price-unreadable', field, detail: `"${said.trim().slice(0, 80)}" is no amount.` });
    else if (field === 'unitPrice') receiptRow['unitPriceMinor'] = minor;
    else receiptRow['landedMinor'] = { ...(receiptRow['landedMinor'] as object), [field]: minor };
  }
}

/** The column a finding is about; of an identifier, the one of its type. */
export function columnNamed(columns: readonly Column[], field: string, type?: unknown): string | undefined {
  const typed = Object.entries(IDENTIFIER_COLUMNS).find((entry) => entry[1] === type)?.[0] as Field | undefined;
  const meant: Readonly<Record<string, Field>> = {
    identifiers: typed ?? 'mac',
    catalogueItemId: 'model',
    orderLineId: 'model',
    unitPriceMinor: 'unitPrice',
    row: 'number',
  };
  const wanted = meant[field] ?? field;
  return columns.find((column) => column.field === wanted)?.heading;
}

function compareTotal({ line, values }: Kept, list: PackingList): void {
  const said = values.quantity === undefined ? null : wholeNumber(values.quantity);
  if (said === null) return;
  const sum = list.rows.reduce((total, { receiptRow }) => total + ((receiptRow['quantity'] as number) ?? 1), 0);
  if (said === sum) return;
  const detail = `The total line says ${said}, the rows above sum to ${sum}.`;
  list.warnings.push({ line: line.line, code: 'total-differs', field: 'quantity', detail });
}
