import {
  CONDITIONS,
  IDENTIFIER_TYPES,
  type Condition,
  type Identifier,
  type IdentifierType,
} from '@dotation/contracts';
import { nameKey, tidy } from '../makers/name.rules.js';
import { readIdentifier, readSerial } from './identifier.rules.js';
import type { RowProblem } from './row-problem.rules.js';

/** At most as many rows, and devices, in one receipt: what one transaction writes in about a second. */
export const MOST_ROWS = 10_000;

/** One row of a delivery as the store-keeper captured it, readable but not yet judged. */
export interface ReceiptRow {
  row: number;
  orderLineId?: string;
  catalogueItemId?: string;
  maker?: string;
  makerKey?: string;
  model?: string;
  modelKey?: string;
  serial?: { raw: string; value: string };
  /** A serial was said that cannot be one; the row is refused for that, not for having none. */
  serialRefused?: true;
  identifiers: Identifier[];
  carton?: string;
  /** A marker that only proposes a kit (AM-10). */
  kit?: string;
  condition: Condition;
  quantity: number;
  noSerialReason?: string;
  platePhotoSha256?: string;
  secondSignatureId?: string;
  /** The rejected device that it comes in the place of (AM-14). */
  replacesDeviceId?: string;
  serialTyped: boolean;
  disputed: boolean;
  /** The supplier's claim (AM-7): compared with the order, never believed. */
  unitPriceMinor?: number;
  currency?: string;
  /** Freight, insurance, duty, installation: what comes upon the price, as the supplier says. */
  landedMinor?: Partial<Record<LandedCost, number>>;
}

export const LANDED_COSTS = ['freight', 'insurance', 'duty', 'installation'] as const;
type LandedCost = (typeof LANDED_COSTS)[number];

/** A capture is kept as it was read, spaces and all, within reason. */
const MOST_CAPTURED = 200;
const MOST_IDENTIFIERS = 16;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SHA256 = /^[0-9a-f]{64}$/i;
/** Control characters but tab and line ends, and halves of surrogate pairs; old lists may hold C1 bytes. */
const CONTROL = /(?![\t\n\r\u0080-\u009F])[\p{Cc}\p{Cs}]/u;

/** What a field may be; it keeps the value on the row, or answers what is wrong. */
type Check = (value: unknown, row: ReceiptRow) => string | undefined;

const text =
  (most: number, keep: (row: ReceiptRow, value: string) => void): Check =>
  (value, row) => {
    if (typeof value !== 'string') return 'must be text';
    const tidied = tidy(value);
    if (tidied === '') return undefined;
    if (CONTROL.test(tidied)) return 'holds characters that cannot be printed';
    if (tidied.length > most) return `must be at most ${most} characters`;
    keep(row, tidied);
  };
const matching =
  (pattern: RegExp, expected: string, keep: (row: ReceiptRow, value: string) => void): Check =>
  (value, row) => {
    if (typeof value !== 'string' || !pattern.test(value)) return `must be ${expected}`;
    keep(row, value.toLowerCase());
  };
const yesNo =
  (keep: (row: ReceiptRow, value: boolean) => void): Check =>
  (value, row) => {
    if (typeof value !== 'boolean') return 'must be true or false';
    keep(row, value);
  };
const whole =
  (least: number, most: number, keep: (row: ReceiptRow, value: number) => void): Check =>
  (value, row) => {
    if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most)
      return `must be a whole number from ${least} to ${most}`;
    keep(row, value as number);
  };

const isAmount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Every field a row may have; any other is refused by name, so that a misspelt one is never lost unseen. */
const FIELDS: Readonly<Record<string, Check>> = {
  row: () => undefined,
  serial: () => undefined,
  identifiers: () => undefined,
  orderLineId: matching(UUID, 'the id of an order line', (row, value) => (row.orderLineId = value)),
  catalogueItemId: matching(UUID, 'the id of a catalogue item', (row, value) => (row.catalogueItemId = value)),
  maker: text(120, (row, value) => Object.assign(row, { maker: value, makerKey: nameKey(value) })),
  model: text(120, (row, value) => Object.assign(row, { model: value, modelKey: nameKey(value) })),
  description: text(500, () => undefined),
  carton: text(60, (row, value) => (row.carton = value)),
  kit: text(60, (row, value) => (row.kit = value)),
  condition: (value, row) => {
    const condition = CONDITIONS.find((known) => known === value);
    if (condition === undefined) return `must be one of ${CONDITIONS.join(', ')}`;
    row.condition = condition;
  },
  quantity: whole(1, MOST_ROWS, (row, value) => (row.quantity = value)),
  noSerialReason: text(300, (row, value) => (row.noSerialReason = value)),
  platePhotoSha256: matching(
    SHA256,
    'a SHA-256 of 64 hexadecimal digits',
    (row, value) => (row.platePhotoSha256 = value),
  ),
  secondSignatureId: matching(UUID, 'the id of a person', (row, value) => (row.secondSignatureId = value)),
  replacesDeviceId: matching(UUID, 'the id of a device', (row, value) => (row.replacesDeviceId = value)),
  serialTyped: yesNo((row, value) => (row.serialTyped = value)),
  disputed: yesNo((row, value) => (row.disputed = value)),
  unitPriceMinor: whole(0, Number.MAX_SAFE_INTEGER, (row, value) => (row.unitPriceMinor = value)),
  landedMinor: (value, row) => {
    const said = Object.entries(typeof value === 'object' && value !== null ? value : { '': 0 });
    const known = said.every(([cost, minor]) => LANDED_COSTS.some((one) => one === cost) && isAmount(minor));
    if (!known) return `must be an object of whole amounts under ${LANDED_COSTS.join(', ')}`;
    row.landedMinor = value as Partial<Record<LandedCost, number>>;
  },
  currency: matching(/^[A-Z]{3}$/i, 'an ISO 4217 currency', (row, value) => (row.currency = value.toUpperCase())),
};

/**
 * Reads rows from JSON or from a file alike: shape, length and spelling of every field, one problem per row and field.
 * Rows are numbered from 1 unless they carry their own numbers.
 */
export function readRows(lines: readonly unknown[]): { rows: ReceiptRow[]; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const rows: ReceiptRow[] = [];
  const numbers = new Set<number>();
  lines.forEach((line, index) => {
    if (typeof line !== 'object' || line === null || Array.isArray(line)) {
      problems.push({ row: index + 1, code: 'row-malformed', detail: 'A row must be an object.' });
      return;
    }
    const fields = line as Record<string, unknown>;
    const number = numberOf(fields['row'], index, problems);
    if (numbers.has(number)) {
      problems.push({ row: number, field: 'row', code: 'row-repeated', detail: `There are two rows ${number}.` });
    }
    numbers.add(number);
    rows.push(readRow(number, fields, problems));
  });
  return { rows, problems };
}

function numberOf(given: unknown, index: number, problems: RowProblem[]): number {
  if (given === undefined || given === null) return index + 1;
  if (Number.isSafeInteger(given) && (given as number) > 0 && (given as number) < 1_000_000) return given as number;
  problems.push({ row: index + 1, field: 'row', code: 'field-invalid', detail: 'row must be a whole number from 1.' });
  return index + 1;
}

function readRow(number: number, fields: Record<string, unknown>, problems: RowProblem[]): ReceiptRow {
  const row: ReceiptRow = {
    row: number,
    identifiers: [],
    condition: 'EXCELLENT',
    quantity: 1,
    serialTyped: false,
    disputed: false,
  };
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    const check = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
    const wrong = check === undefined ? 'is not a field of a receipt row' : check(value, row);
    if (wrong === undefined) continue;
    const code = check === undefined ? 'unknown-field' : 'field-invalid';
    problems.push({ row: number, field: field.slice(0, 60), code, detail: `${field.slice(0, 60)} ${wrong}.` });
  }
  readSerialOf(row, fields['serial'], problems);
  readIdentifiersOf(row, fields['identifiers'], problems);
  return row;
}

function readSerialOf(row: ReceiptRow, given: unknown, problems: RowProblem[]): void {
  if (given === undefined || given === null) return;
  const wrong = (code: string, detail: string): void => {
    row.serialRefused = true;
    problems.push({ row: row.row, field: 'serial', code, detail });
  };
  if (typeof given !== 'string' || given.length > MOST_CAPTURED) {
    wrong('field-invalid', `serial must be text of at most ${MOST_CAPTURED} characters.`);
    return;
  }
  if (given.trim() === '') return;
  const read = readSerial(given);
  if ('code' in read) {
    wrong(read.code, read.detail);
    return;
  }
  row.serial = { raw: given, value: read.value };
  row.identifiers.push({ type: 'MFR_SERIAL', value: read.value, raw: given });
}

function readIdentifiersOf(row: ReceiptRow, given: unknown, problems: RowProblem[]): void {
  if (given === undefined || given === null) return;
  const wrong = (code: string, detail: string, identifierType?: IdentifierType): number =>
    problems.push({
      ...{ row: row.row, field: 'identifiers', code, detail },
      ...(identifierType !== undefined && { identifierType }),
    });
  if (!Array.isArray(given) || given.length > MOST_IDENTIFIERS) {
    wrong('field-invalid', `identifiers must be a list of at most ${MOST_IDENTIFIERS}.`);
    return;
  }
  for (const one of given as unknown[]) {
    const { type, value: raw } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>;
    const known = IDENTIFIER_TYPES.find((each) => each === type);
    if (known === undefined || typeof raw !== 'string' || raw.length > MOST_CAPTURED) {
      wrong('field-invalid', `An identifier is {type, value} with one of ${IDENTIFIER_TYPES.join(', ')}.`);
    } else if (known === 'ASSET_TAG' || known === 'MFR_SERIAL') {
      wrong(
        'identifier-not-here',
        known === 'ASSET_TAG' ? 'Tags are bound after the receipt.' : 'Say the serial in "serial".',
      );
    } else if (raw.trim() !== '') keepIdentifier(row, known, raw, wrong);
  }
}

function keepIdentifier(
  row: ReceiptRow,
  type: IdentifierType,
  raw: string,
  wrong: (code: string, detail: string, type: IdentifierType) => number,
): void {
  const read = readIdentifier(type, raw);
  if ('code' in read) {
    wrong(read.code, read.detail, type);
  } else if (!row.identifiers.some((other) => other.type === type && other.value === read.value)) {
    row.identifiers.push({ type, value: read.value, raw });
  }
}
