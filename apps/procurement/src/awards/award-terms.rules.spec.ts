import { amended, firstTerms, outsidePeriod, problemsOfTerms, retentionUntil } from './award-terms.rules.js';

const terms = (said: Parameters<typeof firstTerms>[3] = {}, obligatedOn = '2026-02-02', federal = true) =>
  firstTerms(obligatedOn, federal, 10_000, said);
const codes = (said: Parameters<typeof firstTerms>[3], federal = true, obligatedOn = '2026-02-02'): unknown[] =>
  problemsOfTerms(terms(said, obligatedOn, federal), { federal, obligatedOn }, 10_000).map(({ field, code }) => [
    field,
    code,
  ]);

describe('domain §9.1: the terms of an award', () => {
  it('are the regulation’s where its coversheet is silent', () => {
    expect(terms()).toMatchObject({
      ...{ title: 'CONDITIONAL', equipmentThresholdUsd: 10_000, vettingRequired: true, dueDiligenceRequired: true },
      ...{ dispositionApprovalRequired: true, eumRequired: true, eumFrequencyMonths: 12, section889Applies: true },
    });
    expect(terms({ title: 'EXEMPT', vettingRequired: false })).toMatchObject({
      title: 'EXEMPT',
      vettingRequired: false,
    });
  });

  it.each([
    ['2020-08-12', true, false],
    ['2020-08-13', true, true],
    ['2026-02-02', false, false],
  ])('CR-02 obligated on %s, federal %s: section 889 applies %s', (obligatedOn, federal, applies) => {
    expect(terms({}, obligatedOn, federal).section889Applies).toBe(applies);
  });

  it('are refused by field where they cannot be true together', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ periodStart: '2027-01-01', periodEnd: '2026-12-31' })).toEqual([['periodEnd', 'period-ends-early']]);
    expect(codes({ amountMinor: 100 })).toEqual([['currency', 'amount-incomplete']]);
    expect(codes({ currency: 'USD' })).toEqual([['amountMinor', 'amount-incomplete']]);
    expect(codes({ eumFrequencyMonths: null })).toEqual([['eumFrequencyMonths', 'eum-frequency-missing']]);
    expect(codes({ markingRequired: false })).toEqual([['markingWaiver', 'marking-waiver-missing']]);
    expect(codes({ markingRequired: false, markingWaiver: 'W-12' })).toEqual([]);
  });

  it('2 CFR 200.1 a recipient’s own threshold may be lower, never higher', () => {
    expect(codes({ equipmentThresholdUsd: 500 })).toEqual([]);
    expect(codes({ equipmentThresholdUsd: 10_001 })).toEqual([['equipmentThresholdUsd', 'threshold-too-high']]);
    expect(codes({ equipmentThresholdUsd: 10_001 }, false)).toEqual([]);
  });

  it('CR-02 section 889 is not switched off for a federal award of its time', () => {
    expect(codes({ section889Applies: false })).toEqual([['section889Applies', 'section-889-binds']]);
    expect(codes({ section889Applies: false }, true, '2019-05-01')).toEqual([]);
    expect(codes({ section889Applies: false }, false)).toEqual([]);
  });

  it('change by what an amendment says; null clears what may be blank and nothing else', () => {
    const before = terms({ periodEnd: '2027-01-31', lossNotificationDays: 5 });
    expect(amended(before, { periodEnd: '2028-01-31', lossNotificationDays: null, title: null })).toEqual({
      ...before,
      periodEnd: '2028-01-31',
      lossNotificationDays: null,
    });
    expect(amended(before, {})).toEqual(before);
  });

  it('2 CFR 200.334 records are kept three years from the final report, without end under a legal hold', () => {
    expect(retentionUntil(terms())).toBeNull();
    expect(retentionUntil(terms({ finalFinancialReportOn: '2028-05-01' }))).toBe('2031-05-01');
    expect(retentionUntil(terms({ finalFinancialReportOn: '2028-05-01', legalHoldReason: 'Audit' }))).toBeNull();
  });

  it('pay nothing outside the period of performance, its last day included', () => {
    const period = terms({ periodStart: '2026-02-02', periodEnd: '2027-02-01' });
    expect(outsidePeriod(period, '2026-02-01')).toContain('starts');
    expect(outsidePeriod(period, '2027-02-02')).toContain('ended');
    for (const day of ['2026-02-02', '2027-02-01']) expect(outsidePeriod(period, day)).toBeUndefined();
    expect(outsidePeriod(terms(), '1999-01-01')).toBeUndefined();
  });
});
