import { federalPercent } from '@dotation/contracts';
import { regulatoryClass, toldShares, type KnownAward } from './funding.rules.js';

const award = (awardId: string, more: Partial<KnownAward> = {}): KnownAward => ({
  ...{ awardId, fain: `FAIN-${awardId}`, donor: 'INL', federal: true, titleTerms: 'CONDITIONAL' },
  ...{ equipmentThresholdUsd: 10_000, ...more },
});
const told = (costMinor: number | null, ...awards: KnownAward[]): ReturnType<typeof toldShares> =>
  toldShares(
    [
      { awardId: 'a', percent: 66.67 },
      { awardId: 'b', percent: 33.33 },
    ],
    costMinor,
    new Map(awards.map((one) => [one.awardId, one])),
  );

describe('2 CFR 200.313(d)(1): funding and federal participation of a device', () => {
  it('tells of each share its award, title terms and cents', () => {
    expect(told(78_901, award('a'), award('b', { federal: false, titleTerms: 'EXEMPT' }))).toEqual([
      expect.objectContaining({ awardId: 'a', fain: 'FAIN-a', amountMinor: 52_603, titleTerms: 'CONDITIONAL' }),
      expect.objectContaining({ awardId: 'b', federal: false, amountMinor: 26_298, titleTerms: 'EXEMPT' }),
    ]);
    expect(told(null, award('a'), award('b')).map(({ amountMinor }) => amountMinor)).toEqual([null, null]);
  });

  it('counts the shares of federal awards, and none while an award is not known', () => {
    expect(federalPercent(told(1, award('a'), award('b')))).toBe(100);
    expect(federalPercent(told(1, award('a'), award('b', { federal: false })))).toBe(66.67);
    expect(federalPercent(told(1, award('a')))).toBeNull();
    expect(federalPercent(null)).toBeNull();
  });
});

describe('2 CFR 200.1: equipment or supply', () => {
  it('is equipment from the threshold on, the lowest of its federal awards', () => {
    expect(regulatoryClass(1_000_000, 'USD', told(1, award('a'), award('b')))).toBe('EQUIPMENT');
    expect(regulatoryClass(999_999, 'USD', told(1, award('a'), award('b')))).toBe('SUPPLY');
    const old = award('b', { equipmentThresholdUsd: 5_000 });
    expect(regulatoryClass(500_000, 'USD', told(1, award('a'), old))).toBe('EQUIPMENT');
    expect(regulatoryClass(500_000, 'USD', told(1, award('a'), { ...old, federal: false }))).toBe('SUPPLY');
  });

  it('is not said of what is not known', () => {
    const known = told(1, award('a'), award('b'));
    expect(regulatoryClass(null, null, known)).toBeNull();
    expect(regulatoryClass(1, 'EUR', known)).toBeNull();
    expect(regulatoryClass(1, 'USD', told(1, award('a')))).toBeNull();
    const theirs = told(1, award('a', { federal: false }), award('b', { federal: false }));
    expect(regulatoryClass(1, 'USD', theirs)).toBeNull();
  });
});
