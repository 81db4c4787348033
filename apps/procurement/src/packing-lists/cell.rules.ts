import type { IdentifierType } from '@dotation/contracts';
import { isMangled } from '../receipts/identifier.rules.js';

/** Numbers as people write them: 4 150,00 · 4,150.00 · 4.150,00 · 789. */

const SPACES = /[\s\u00A0\u202F\u2009'’]/gu;

/** Which sign stands before the decimals, judged over a whole column: one cell alone may be ambiguous. */
export function decimalSign(cells: readonly string[]): ',' | '.' {
  const tight = cells.map((cell) => cell.replace(SPACES, ''));
  const comma = tight.filter((cell) => /,\d{1,2}(\D|$)/.test(cell)).length;
  const point = tight.filter((cell) => /\.\d{1,2}(\D|$)/.test(cell)).length;
  return comma >= point ? ',' : '.';
}

/** The amount in minor units of its currency, or null when the cell is no amount. */
export function minorUnits(cell: string, sign: ',' | '.', decimals: number): number | null {
  const bare = cell.replace(SPACES, '').replace(/^(\p{Sc}|[A-Z]{2,4}\$?)|(\p{Sc}|[A-Z]{2,4}\$?)$/gu, '');
  const thousands = sign === ',' ? '.' : ',';
  // 4150.5 stands in a column of decimal commas where a spreadsheet kept a number: no thousands are cut like that.
  const grouped = thousands === '.' ? /^\d{1,3}(\.\d{3})+(,|$)/ : /^\d{1,3}(,\d{3})+(\.|$)/;
  const plain = grouped.test(bare) ? bare.replaceAll(thousands, '').replace(sign, '.') : bare.replace(/[.,]/, '.');
  const [, whole = '', fraction = ''] = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(plain) ?? [];
  if (whole === '') return null;
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > decimals) return null;
  const minor = Number(whole + significant.padEnd(decimals, '0'));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** A quantity, or null when it is no whole number. */
export function wholeNumber(cell: string): number | null {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:[.,](0{1,3}))?$/.exec(cell.replace(SPACES, '')) ?? [];
  return whole === '' || (fraction.length > 2 && whole.length > 3) ? null : Number(whole);
}

/** The kit a description is marked with: "Onduleur solaire (KIT-RADIO-1)". */
export function kitMarker(text: string): string | undefined {
  return /\bKIT[-_ ][A-Z0-9][A-Z0-9_-]{0,50}\b/i.exec(text)?.[0].toUpperCase();
}

/** Digits of one address, which itself may have spaces. */
const DIGITS: Readonly<Partial<Record<IdentifierType, number>>> = { MAC: 12, IMEI: 15 };

/** A cell may hold several identifiers: E0:73:E7:32:51:33 / E0:73:E7:32:51:34. */
export function splitCodes(cell: string, type: IdentifierType): string[] {
  const digits = DIGITS[type];
  const bare = cell.replace(/[^0-9A-Fa-f]/g, '');
  if (bare.length === digits || isMangled(cell)) return [cell].filter((code) => code.trim() !== '');
  return cell
    .split(digits === undefined ? /[,;|\r\n]+/u : /[\s,;/|]+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A cell says total; a line that also names goods is no total line for that. */
export function saysTotal(cells: readonly string[]): boolean {
  return cells.some((cell) => /^(sous[- ]?|grand[- ]?|sub[- ]?)?(total|totaux|somme|sum)\b/i.test(cell.trim()));
}
