import fc from 'fast-check';
import { decimalsOf } from './currency.rules.js';
import { converted, newVersions, rateKey, RATE_PATTERN, tidyRate, type SaidRate } from './exchange-rate.rules.js';

const now = new Date('2026-11-25T10:00:00Z');
const said = (more: Partial<SaidRate> = {}): SaidRate => ({
  ...{ base: 'USD', quote: 'CDF', on: '2026-11-02', rate: '2815.50', source: 'BCC', reason: null },
  ...more,
});

describe('ISO 4217: decimals of a currency', () => {
  it.each([
    ...[['USD', 2] as const, ['CDF', 2] as const, ['XAF', 0] as const, ['JPY', 0] as const, ['KWD', 3] as const],
    // As people round them they have none; as the standard has them, and as banks book them, they have.
    ...[['COP', 2] as const, ['HUF', 2] as const, ['MGA', 2] as const],
  ])('%s has %i', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });

  it('takes two for what it does not know', () => {
    expect(decimalsOf('QQQ')).toBe(2);
    expect(decimalsOf(undefined)).toBe(2);
  });
});

describe('domain §9.1: an amount in another currency, by the rate of a day', () => {
  it.each([
    ['into the quoted currency', 10_000, 'USD', 'CDF', '2815.5', 28_155_000],
    ['into the base', 28_155_000, 'CDF', 'USD', '2815.5', 10_000],
    ['into one without decimals', 10_000, 'USD', 'XAF', '605.42', 60_542],
    ['out of one without decimals', 60_542, 'XAF', 'USD', '605.42', 10_000],
    ['half to the even unit below', 1, 'USD', 'EUR', '0.5', 0],
    ['half to the even unit above', 3, 'USD', 'EUR', '0.5', 2],
    ['of a discount', -3, 'USD', 'EUR', '0.5', -2],
    ['above what a float tells apart', 9_007_199_254_740_991, 'USD', 'EUR', '1', 9_007_199_254_740_991],
  ] as const)('%s', (_, minor, from, to, rate, expected) => {
    const other = from === 'USD' ? to : from;
    expect(converted(minor, from, to, { base: 'USD', quote: other, rate })).toBe(expected);
  });

  it('is off by half a unit at most, whatever the rate', () => {
    const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const rate = fc.tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 1, max: 999_999 }));
    fc.assert(
      fc.property(amount, rate, (minor, [whole, millionths]) => {
        const text = `${whole}.${String(millionths).padStart(6, '0')}`;
        const result = BigInt(converted(minor, 'USD', 'CDF', { base: 'USD', quote: 'CDF', rate: text }));
        const millions = BigInt(minor) * BigInt(text.replace('.', ''));
        const off = result * 1_000_000n - millions;
        expect((off < 0n ? -off : off) * 2n <= 1_000_000n).toBe(true);
      }),
    );
  });

  it('never takes a rate of other money', () => {
    expect(() => converted(1, 'USD', 'EUR', { base: 'USD', quote: 'CDF', rate: '2' })).toThrow('USD/CDF');
  });
});

describe('domain §9.1: rates are dated and corrected by a new version only', () => {
  it('keeps one spelling of one number', () => {
    expect(['2815.50', '02815.5', '1.0', '0.00035'].map(tidyRate)).toEqual(['2815.5', '2815.5', '1', '0.00035']);
    expect(['0', '0.000', '-1', '1e3', '1,5', ''].filter((text) => RATE_PATTERN.test(text))).toEqual([]);
  });

  it('counts versions and wants a reason for each after the first', () => {
    const first = newVersions([said({ reason: 'none is needed' })], new Map(), now);
    expect(first).toEqual({ problems: [], rates: [{ ...said(), rate: '2815.5', version: 1 }] });
    const latest = new Map([[rateKey(said()), { rate: '2815.5', version: 1 }]]);
    expect(newVersions([said()], latest, now).problems).toEqual([
      expect.objectContaining({ row: 1, field: 'rate', code: 'rate-recorded' }),
    ]);
    const other = said({ rate: '2851.5' });
    expect(newVersions([other], latest, now).problems).toEqual([
      expect.objectContaining({ row: 1, field: 'reason', code: 'correction-unexplained' }),
    ]);
    const corrected = newVersions([{ ...other, reason: 'Chiffres inversés' }], latest, now);
    expect(corrected).toMatchObject({ problems: [], rates: [{ version: 2, reason: 'Chiffres inversés' }] });
  });

  it('names row and field of what cannot be', () => {
    const wrong = [said(), said(), said({ quote: 'USD' }), said({ on: '2026-11-27' })];
    expect(newVersions(wrong, new Map(), now).problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'rate-repeated'],
      [3, 'rate-of-one-currency'],
      [4, 'rate-day-wrong'],
    ]);
  });
});
