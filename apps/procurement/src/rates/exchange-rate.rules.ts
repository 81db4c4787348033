import type { RowProblem } from '../receipts/row-problem.rules.js';
import { decimalsOf } from './currency.rules.js';

/** What one unit of `base` was worth in `quote` on a day, as a source says; never overwritten, a correction is a new version. */
export interface ExchangeRate {
  id: string;
  base: string;
  quote: string;
  /** YYYY-MM-DD */
  on: string;
  /** A decimal as it was published: 2815.5 */
  rate: string;
  source: string;
  version: number;
  /** Why it takes the place of the version before. */
  reason: string | null;
}

export type SaidRate = Pick<ExchangeRate, 'base' | 'quote' | 'on' | 'rate' | 'source' | 'reason'>;

export const RATE_PATTERN = /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/;

/** One spelling of one number, so that a rate said again is known again: 2815.50 and 02815.5 are 2815.5. */
export function tidyRate(rate: string): string {
  const [whole = '', fraction = ''] = rate.split('.');
  const decimals = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${decimals === '' ? '' : `.${decimals}`}`;
}

/** What makes a rate the rate of one source, pair and day. */
export function rateKey({ base, quote, on, source }: Pick<SaidRate, 'base' | 'quote' | 'on' | 'source'>): string {
  return [base, quote, on, source].join('|');
}

/**
 * The versions that come of what was said, and everything wrong with it by row. `latest` are the last versions of the same
 * sources, pairs and days: another rate than theirs needs a reason, the same one is no correction.
 */
export function newVersions(
  said: readonly SaidRate[],
  latest: ReadonlyMap<string, Pick<ExchangeRate, 'rate' | 'version'>>,
  now: Date,
): { rates: Omit<ExchangeRate, 'id'>[]; problems: RowProblem[] } {
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const rates = said.map((one, index) => {
    const problem = (field: keyof SaidRate, code: string, detail: string): number =>
      problems.push({ row: index + 1, field, code, detail });
    const rate = tidyRate(one.rate);
    if (one.base === one.quote) problem('quote', 'rate-of-one-currency', 'A rate is between two currencies.');
    if (one.on < '2000-01-01' || one.on > tomorrow)
      problem('on', 'rate-day-wrong', `The rate is of ${one.on}; it must be from 2000-01-01 to ${tomorrow}.`);
    const key = rateKey(one);
    const earlier = seen.get(key);
    if (earlier !== undefined) problem('rate', 'rate-repeated', `Row ${earlier} is of the same pair, day and source.`);
    seen.set(key, earlier ?? index + 1);
    const before = latest.get(key);
    if (before?.rate === rate) problem('rate', 'rate-recorded', `It is recorded as version ${before.version}.`);
    else if (before && one.reason === null)
      problem('reason', 'correction-unexplained', `${before.rate} is recorded: say why it was wrong.`);
    return { ...one, rate, version: (before?.version ?? 0) + 1, reason: before ? one.reason : null };
  });
  return { rates, problems };
}

/** An amount in minor units of one currency, in minor units of the other one of the pair: exact, and half to even at the end. */
export function converted(
  minor: number,
  from: string,
  to: string,
  { base, quote, rate }: Pick<ExchangeRate, 'base' | 'quote' | 'rate'>,
): number {
  if (![base, quote].includes(from) || ![base, quote].includes(to))
    throw new Error(`${base}/${quote} is of other money`);
  if (from === to) return minor;
  const [whole = '', fraction = ''] = rate.split('.');
  const worth = BigInt(whole + fraction);
  const scale = 10n ** BigInt(fraction.length);
  const [times, by] = from === base ? [worth, scale] : [scale, worth];
  const decimals = decimalsOf(to) - decimalsOf(from);
  const [more, less] = decimals >= 0 ? [10n ** BigInt(decimals), 1n] : [1n, 10n ** BigInt(-decimals)];
  const result = Number(halfToEven(BigInt(minor) * times * more, by * less));
  if (!Number.isSafeInteger(result)) throw new Error('the amount is greater than any that can be paid');
  return result;
}

/** `by` is above zero. */
function halfToEven(amount: bigint, by: bigint): bigint {
  const sign = amount < 0n ? -1n : 1n;
  const whole = (amount * sign) / by;
  const twice = ((amount * sign) % by) * 2n;
  const up = twice > by || (twice === by && whole % 2n === 1n);
  return sign * (up ? whole + 1n : whole);
}
