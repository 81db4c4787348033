import { procurementError } from '../errors.js';
import { isPlaceholder } from '../receipts/identifier.rules.js';
import type { RowProblem, Warning } from '../receipts/row-problem.rules.js';
import { decimalSign, decimalsOf, kitMarker, minorUnits, saysTotal, splitCodes, wholeNumber } from './cell.rules.js';
import type { Column, Field } from './heading.rules.js';

/** A line of the file below its heading. */
export interface TableLine {
  /** As a text editor counts, from 1. */
  line: number;
  cells: readonly string[];
}

export interface Table {
  encoding: string;
  delimiter: string;
  lineEnds: string;
  headingLine: number;
  columns: readonly Column[];
  lines: readonly TableLine[];
}

/** A row of the list: what its cells say, and the receipt row that makes, to be checked like any other. */
export interface ListRow {
  row: number;
  line: number;
  values: Partial<Record<Field, string>>;
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
export function readPackingList({ columns, lines }: Table): PackingList {
  const list: PackingList = { rows: [], ignored: [], warnings: [] };
  const kept: { line: TableLine; values: ListRow['values'] }[] = [];
  const totals: { line: TableLine; values: ListRow['values'] }[] = [];
  for (const line of lines) {
    const values = valuesOf(line, columns);
    if (line.cells.every((cell) => cell.trim() === '')) {
      if (line.cells.length > 1) list.ignored.push({ line: line.line, why: 'blank line' });
    } else if (saysTotal(line.cells) && !values.serial && !(values.maker && values.model)) {
      list.ignored.push({ line: line.line, why: 'total line' });
      totals.push({ line, values });
    } else kept.push({ line, values });
  }
  const sign = decimalSign(kept.flatMap(({ values }) => values.unitPrice ?? []));
  const numbers = numbersOf(kept.map(({ values }) => values.number));
  list.rows = kept.map(({ line, values }, index) => {
    const row: ListRow = {
      ...{ row: numbers[index] ?? index + 1, line: line.line, values },
      ...{ receiptRow: {}, problems: [], warnings: [] },
    };
    fill(row, sign, columns);
    if (line.cells.length > columns.length && line.cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
      const detail = `Line ${line.line} has more cells than the heading: a delimiter may stand inside a text.`;
      row.problems.push({ row: row.row, code: 'row-has-surplus-cells', detail });
    }
    return row;
  });
  for (const total of totals) compareTotal(total, list);
  return list;
}

/** The list, unless there is no row in it to receive. */
export function rowsIn(list: PackingList): PackingList {
  if (list.rows.length > 0) return list;
  const left = list.ignored.map(({ line, why }) => `line ${line} is a ${why}`).join(', ');
  throw procurementError('receipt-empty', `No line below the heading is a row of goods: ${left.slice(0, 500)}.`);
}

function valuesOf({ cells }: TableLine, columns: readonly Column[]): ListRow['values'] {
  const values: ListRow['values'] = {};
  columns.forEach(({ field }, index) => {
    const cell = cells[index];
    if (field === null || cell === undefined || cell.trim() === '') return;
    // The capture is kept as it stands, spaces and all; several addresses stand in one value.
    values[field] = values[field] === undefined ? cell : `${values[field]}, ${cell}`;
  });
  return values;
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
  const identifiers = [
    ...splitCodes(values.mac ?? '', 12).map((value) => ({ type: 'MAC', value })),
    ...splitCodes(values.imei ?? '', 15).map((value) => ({ type: 'IMEI', value })),
  ].filter(({ value }) => value !== '' && !isPlaceholder(value));
  if (identifiers.length > 0) receiptRow['identifiers'] = identifiers;
  const kit = values.kit?.trim() ?? kitMarker(`${values.description ?? ''} ${values.carton ?? ''}`);
  if (kit) receiptRow['kit'] = kit;
  if (values.quantity !== undefined) {
    const quantity = wholeNumber(values.quantity);
    if (quantity === null)
      problem('quantity', 'quantity-unreadable', `"${values.quantity.trim()}" is no whole number.`);
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
  if (values.unitPrice === undefined) return;
  const minor = minorUnits(values.unitPrice, sign, decimalsOf(currency));
  if (minor !== null) receiptRow['unitPriceMinor'] = minor;
  // Only a claim that is compared with the order: it never stops a receipt.
  else
    warnings.push({
      code: 'price-unreadable',
      field: 'unitPrice',
      detail: `"${values.unitPrice.trim()}" is no amount.`,
    });
}

export function columnNamed(columns: readonly Column[], field: string): string | undefined {
  const meant: Readonly<Record<string, Field>> = {
    identifiers: 'mac',
    catalogueItemId: 'model',
    orderLineId: 'model',
    unitPriceMinor: 'unitPrice',
    row: 'number',
  };
  const wanted = meant[field] ?? field;
  return columns.find((column) => column.field === wanted)?.heading;
}

function compareTotal({ line, values }: { line: TableLine; values: ListRow['values'] }, list: PackingList): void {
  const said = values.quantity === undefined ? null : wholeNumber(values.quantity);
  if (said === null) return;
  const sum = list.rows.reduce((total, { receiptRow }) => total + ((receiptRow['quantity'] as number) ?? 1), 0);
  if (said === sum) return;
  const detail = `The total line says ${said}, the rows above sum to ${sum}.`;
  list.warnings.push({ line: line.line, code: 'total-differs', field: 'quantity', detail });
}
