import type { Headings, LoadProblem, LoadRow } from '@dotation/documents';
import { daySaid } from '../legacy-lists/old-words.rules.js';
import { isCurrency } from './currency.rules.js';
import { RATE_PATTERN, type SaidRate } from './exchange-rate.rules.js';

export type RateField = 'base' | 'quote' | 'on' | 'rate' | 'source' | 'reason';

export const rateHeadings: Headings<RateField> = {
  needed: ['base', 'quote', 'on', 'rate', 'source'],
  synonyms: {
    base: ['de', 'devise', 'monnaie', 'base', 'from', 'currency'],
    quote: ['vers', 'en', 'contre', 'quote', 'to'],
    on: ['date', 'jour', 'date du taux', 'on', 'day'],
    rate: ['taux', 'cours', 'rate'],
    source: ['source', 'origine'],
    reason: ['motif', 'raison', 'reason'],
  },
};

/** The rates of a file, and what is wrong with its cells as what they should be. */
export function ratesFrom(rows: readonly LoadRow<RateField>[]): { rates: SaidRate[]; problems: LoadProblem[] } {
  const problems: LoadProblem[] = [];
  const rates = rows.map(({ row, line, values }) => {
    const problem = (field: RateField, code: string, detail: string): number =>
      problems.push({ row, line, field, code, detail });
    for (const field of rateHeadings.needed.filter((needed) => !values[needed]))
      problem(field, 'value-missing', 'Every row needs it.');
    const currency = (field: 'base' | 'quote'): string => {
      const text = (values[field] ?? '').trim().toUpperCase();
      if (text !== '' && !isCurrency(text)) problem(field, 'currency-unknown', `"${text}" is no currency of ISO 4217.`);
      return text;
    };
    const on = daySaid(values.on ?? '');
    if (values.on && on === undefined) problem('on', 'day-unreadable', `"${values.on}" is no day like 2026-11-02.`);
    // One number, whatever stands between its thousands; a rate has more decimals than an amount.
    const rate = (values.rate ?? '').replace(/[\s\u00A0\u202F]/gu, '').replace(',', '.');
    if (values.rate && !RATE_PATTERN.test(rate))
      problem('rate', 'rate-unreadable', `"${values.rate}" is no number above 0 like 2815,50.`);
    const [source = '', reason = ''] = [values.source, values.reason].map((text) => text?.trim());
    return {
      ...{ base: currency('base'), quote: currency('quote'), on: on ?? '', rate },
      ...{ source, reason: reason === '' ? null : reason },
    };
  });
  return { rates, problems };
}
