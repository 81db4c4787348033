import { misfit, type Shape } from '@dotation/contracts';
import { handoverError } from '../errors.js';

/** A refused row of a request; `row` counts from 1. */
export interface Problem {
  row: number;
  field?: string;
  code: string;
  detail: string;
  [extra: string]: unknown;
}

export type { Shape };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const longestText = 1000;

/**
 * Checks bulk rows against a shape (one for all, or one by kind of row), strictly: unknown fields are refused, ids come back in small letters, texts are trimmed
 * and of a sane length. class-validator over thousands of nested rows would block the process; this takes milliseconds.
 */
export function checkedRows<T extends object>(
  list: string,
  shapes: Shape | ((row: object) => Shape),
  rows: readonly unknown[],
): T[] {
  const problems: Problem[] = [];
  const checked = rows.map((row, index) => {
    const tidy = tidied(row);
    const isObject = typeof tidy === 'object' && tidy !== null && !Array.isArray(tidy);
    const shape = typeof shapes === 'function' ? (isObject ? shapes(tidy) : {}) : shapes;
    const wrong = isObject ? misfit(shape, tidy) : null;
    if (!isObject) {
      problems.push({ row: index + 1, field: `${list}[${index}]`, code: 'not-valid', detail: 'must be an object' });
    } else if (wrong !== null) {
      const [field = '', expected = ''] = wrong.split(': ');
      problems.push({
        row: index + 1,
        field: `${list}[${index}].${field}`,
        code: 'not-valid',
        detail: expected || field,
      });
    } else {
      for (const [field, value] of Object.entries(tidy as object)) {
        const at = `${list}[${index}].${field}`;
        if (!(field in shape) && !(`${field}?` in shape)) {
          problems.push({
            row: index + 1,
            field: at,
            code: 'unknown-field',
            detail: `There is no field ${field} here.`,
          });
        } else if (typeof value === 'string' && value.length > longestText) {
          problems.push({ row: index + 1, field: at, code: 'too-long', detail: `At most ${longestText} characters.` });
        }
      }
    }
    return tidy as T;
  });
  refuseRows('rows-not-valid', problems);
  return checked;
}

function tidied(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, tidiedCell(value)]));
}

function tidiedCell(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  // A NUL is no text for PostgreSQL.
  const text = value.replaceAll('\0', '').trim();
  return UUID.test(text) ? text.toLowerCase() : text;
}

const mostRows = 200;

/** Throws one refusal with a problem per row, or nothing when there is none. */
export function refuseRows(code: Parameters<typeof handoverError>[0], problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const [first] = problems as [Problem];
  const others = problems.length > 1 ? ` and ${problems.length - 1} more` : '';
  throw handoverError(code, `Row ${first.row}: ${first.detail}${others}`, problems.slice(0, mostRows));
}

/** Problems of values that may stand only once in a list. */
export function repeated(values: readonly (string | null)[], code: string, what: string): Problem[] {
  const first = new Map<string, number>();
  return values.flatMap((value, index) => {
    if (value === null) return [];
    const before = first.get(value);
    if (before === undefined) {
      first.set(value, index + 1);
      return [];
    }
    return [{ row: index + 1, code, detail: `${what} is already on row ${before}.` }];
  });
}
