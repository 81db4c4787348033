import { isClaimedTime, isInstant } from './dates.js';

describe('a moment', () => {
  it.each(['2026-02-28T09:30:00Z', '2028-02-29T23:59:59.123+02:00', '1966-07-01T00:00:00Z', '2026-11-02T09:30+02:00'])(
    '%s is one',
    (text) => expect(isInstant(text)).toBe(true),
  );

  it.each([
    ['the 30th of February', '2026-02-30T00:00:00Z'],
    ['the 29th of a February without one', '2026-02-29T12:00:00+01:00'],
    ['the 31st of April', '2026-04-31T12:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['hour 25', '2026-11-02T25:00:00Z'],
    ['a time without offset', '2026-11-02T09:30:00'],
    ['a day', '2026-11-02'],
    ['a number', 1_793_000_000_000],
  ])('%s is none', (_, value) => expect(isInstant(value)).toBe(false));
});

describe('CR-31 a time somebody claims', () => {
  const now = new Date('2026-11-02T08:00:00Z');

  it.each(['2000-01-01T00:00:00Z', '2026-11-02T08:00:00Z', '2027-11-03T07:59:59Z'])('%s may be one', (text) =>
    expect(isClaimedTime(text, now)).toBe(true),
  );

  it.each(['0001-01-01T00:00:00Z', '1999-12-31T23:59:59Z', '2027-11-03T08:00:01Z', '2206-11-02T08:00:00Z'])(
    '%s is a slip of the keyboard',
    (text) => expect(isClaimedTime(text, now)).toBe(false),
  );
});
