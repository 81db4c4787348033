// A door of its own, `@dotation/documents/paper`: what rules of services may use. It only computes.
import { createHash } from 'node:crypto';
import { code as currencyOf } from 'currency-codes';
import { renderSVG } from 'uqr';
import type { Cell, Fact, Paper, PaperColumn, PaperForm, Section, Words } from './paper-form.js';

export type * from './paper-form.js';

/** A paper with its hash: SHA-256 of what it says; `signed` where a hash of what was signed exists already. */
export function finished(form: PaperForm, { publicUrl, signed }: { publicUrl: string; signed?: string }): Paper {
  const hash = signed ?? createHash('sha256').update(JSON.stringify(form)).digest('hex');
  const isAsked = publicUrl !== '' && CHECKABLE.test(form.number);
  return { ...form, hash, check: isAsked ? checkAt(`${publicUrl}/v/${form.number}?h=${hash}`) : null };
}

/** What the page of the check takes for a number; an order may bear any sign of another system. */
const CHECKABLE = /^[A-Z0-9-]{1,40}$/;

const checkAt = (address: string) => ({ address, code: renderSVG(address, { border: 1 }) });

/** Left out when it has no row: a heading over nothing asks to be filled in. */
export function tableOf<T>(
  heading: Words,
  rows: readonly T[],
  columns: readonly (PaperColumn & { of: (row: T) => Cell })[],
  total?: readonly Cell[],
): Section[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => columns.map(({ of }) => of(row)));
  return [
    {
      kind: 'table',
      heading: [`${heading[0]} (${rows.length})`, heading[1]],
      columns: columns.map(({ of: _of, ...column }) => column),
      rows: cells,
      ...(total && { total }),
    },
  ];
}

export const factsOf = (heading: Words, facts: readonly Fact[]): Section => ({ kind: 'facts', heading, facts });

/** A word of a list in both languages; one that nobody has translated is said as it stands. */
export const wordsIn = (list: Readonly<Record<string, Words>>, word: string): Words => list[word] ?? [word, word];

export const bothWords = ([french, english]: Words): string => (french === english ? french : `${french} / ${english}`);

const iso = (at: Date | string): string => new Date(at).toISOString();
export const dayOf = (at: Date | string): string => iso(at).slice(0, 10);
export const minuteOf = (at: Date | string): string => `${iso(at).slice(0, 16).replace('T', ' ')} UTC`;

/** 78900 in USD: “789,00 USD”, its thousands apart as in French; two decimals where ISO 4217 does not know the currency. */
export function moneyOf(minor: number, currency: string): string {
  const decimals = currencyOf(currency)?.digits ?? 2;
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0');
  const cents = decimals > 0 ? `,${digits.slice(-decimals)}` : '';
  return `${minor < 0 ? '−' : ''}${whole}${cents}\u00a0${currency}`;
}
