import type { IdentifierType } from '@dotation/contracts';
import { LANDED_COSTS } from '../receipts/receipt-row.rules.js';
import type { Finding } from '../receipts/row-problem.rules.js';
import type { AnyField, Field } from './field.rules.js';
import type { Column } from './heading.rules.js';

/** A line of the file below its heading. */
export interface TableLine {
  /** As a text editor or a spreadsheet counts, from 1. */
  line: number;
  cells: readonly string[];
  /** Places of cells that hold a formula: its result is whatever the last program left there. */
  formulas?: readonly number[];
  /** Places of cells that a spreadsheet took for a day. */
  dates?: readonly number[];
}

interface CellFinding extends Finding {
  field: string;
  column: string;
}

export interface LineRead {
  values: Partial<Record<AnyField, string>>;
  problems: CellFinding[];
  warnings: CellFinding[];
}

/** Columns of identifiers other than the maker's serial; a device may have several (domain §5.2). */
export const IDENTIFIER_COLUMNS: Readonly<Partial<Record<AnyField, IdentifierType>>> = {
  mac: 'MAC',
  imei: 'IMEI',
  vin: 'VIN',
  engine: 'ENGINE',
  hull: 'HULL',
  plate: 'PLATE',
  radioId: 'RADIO_ID',
  terminalId: 'TERMINAL_ID',
  iccid: 'ICCID',
  licence: 'LICENCE',
};

/** Only claims: they are compared, never believed, and stop no receipt. */
const CLAIMS: readonly AnyField[] = ['unitPrice', 'currency', ...LANDED_COSTS];
/** A day in one of these was something else before a spreadsheet made a day of it: MAR-12, 3-12. */
const NEVER_DAYS: readonly AnyField[] = [
  ...(['serial', 'model', 'kit', 'quantity'] as const),
  ...(Object.keys(IDENTIFIER_COLUMNS) as Field[]),
];

/** What the cells of a line say, field by field, and what is wrong with them as cells. */
export function readLine({ cells, formulas = [], dates = [] }: TableLine, columns: readonly Column[]): LineRead {
  const read: LineRead = { values: {}, problems: [], warnings: [] };
  columns.forEach(({ heading: column, field: meant }, place) => {
    const cell = asWritten(cells[place] ?? '');
    if (meant === null || cell.trim() === '') return;
    const { values } = read;
    // The capture is kept as it stands, spaces and all; several addresses stand in one value.
    values[meant] = values[meant] === undefined ? cell : `${values[meant]}, ${cell}`;
    // The list's own numbers are only taken when they can be: a formula that counts rows does no harm.
    if (meant === 'number') return;
    const field = IDENTIFIER_COLUMNS[meant] === undefined ? meant : 'identifiers';
    const found = CLAIMS.includes(meant) ? read.warnings : read.problems;
    if (formulas.includes(place) || /^[=@]/.test(cell.trim())) {
      found.push({ field, column, code: 'formula', detail: 'A formula is no statement: write its value.' });
    } else if (dates.includes(place) && NEVER_DAYS.includes(meant)) {
      const detail = `A spreadsheet made the day ${cell} of it: read the plate again and keep the column as text.`;
      found.push({ field, column, code: 'cell-is-day', detail });
    }
  });
  return read;
}

/** ="00123" is how a CSV keeps the zeros of a text, '=x how a spreadsheet keeps a text from being a formula. */
function asWritten(cell: string): string {
  const quoted = /^\s*="([^"]*)"\s*$/.exec(cell)?.[1];
  return quoted ?? cell.replace(/^'(?=[=+\-@])/, '');
}
