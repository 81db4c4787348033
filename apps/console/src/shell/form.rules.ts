import type { FieldProblem } from '../api/http.js';

// What a form writes: a body as the API wants it, changed field by field without touching what was there.

export type Body = Record<string, unknown>;

const parts = (path: string): string[] => path.replaceAll('[', '.').replaceAll(']', '').split('.');

export function at(body: unknown, path: string): unknown {
  return parts(path).reduce<unknown>((inner, part) => (inner as Body | undefined | null)?.[part], body);
}

/** A blank is not said at all: the API reads it as absent. */
export function changed(body: Body, path: string, value: unknown): Body {
  const put = (inner: unknown, [first, ...rest]: string[]): unknown => {
    const own = Array.isArray(inner) ? [...(inner as unknown[])] : { ...(inner as Body | undefined) };
    const next = rest.length === 0 ? value : put((own as Body)[first!], rest);
    if (next === undefined || next === null || next === '') delete (own as Body)[first!];
    else (own as Body)[first!] = next;
    return own;
  };
  return put(body, parts(path)) as Body;
}

/** A problem is of a field by its whole path, or by its row (from 1) and its name. */
export function said({ row, field }: FieldProblem, path: string): boolean {
  if (field === undefined) return false;
  const inRow = /\[(\d+)\]\.(.+)$/.exec(path);
  return field === path || (inRow !== null && row === Number(inRow[1]) + 1 && field === inRow[2]);
}

/**
 * Minor units of what was typed, with a comma or a point; undefined when it is no amount. More decimals than the currency has are none,
 * even when they are zeros: “1,200” may be twelve hundred, and nobody may read it as 1.20.
 */
export function minorOf(text: string, digits: number): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f']/g, '').replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined;
  const [whole = '0', fraction = ''] = plain.split('.');
  if (fraction.length > digits) return undefined;
  return Number(whole + fraction.padEnd(digits, '0'));
}

export const majorOf = (minor: number, digits: number): string => (minor / 10 ** digits).toFixed(digits);
