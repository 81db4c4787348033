import { changedFields, customsMissing, customsProblems, type CustomsPapers } from './customs.rules.js';

const now = new Date('2026-09-20T08:00:00Z');
const papers = (more: Partial<CustomsPapers> = {}): CustomsPapers => ({
  ...{ regime: 'EXEMPT', declarationNumber: 'E 4711', declaredOn: '2026-09-10', office: '101K' },
  ...{ exemptionNumber: 'DGDA/EX/88', exemptedOn: '2026-09-01', exemptionSha256: 'a'.repeat(64) },
  ...{ releasedOn: null, cifMinor: null, dutyMinor: null, currency: null },
  ...more,
});
const fields = (found: { field: string }[]): string[] => found.map(({ field }) => field);

describe('customs papers', () => {
  it('CR-14 want a declaration even when exempt, and then the exemption with its document', () => {
    expect(customsMissing('CN', papers())).toEqual([]);
    expect(fields(customsMissing('CN', papers({ declarationNumber: null })))).toEqual(['declarationNumber']);
    expect(fields(customsMissing('CN', papers({ exemptionSha256: null, exemptedOn: null })))).toEqual([
      ...['exemptedOn', 'exemptionSha256'],
    ]);
    expect(fields(customsMissing('CN', null))).toEqual(['declarationNumber', 'declaredOn', 'office']);
  });

  it('want no exemption where duty was paid, and nothing where no border was passed', () => {
    const none = { exemptionNumber: null, exemptedOn: null, exemptionSha256: null };
    expect(customsMissing('CN', papers({ regime: 'DUTY_PAID', ...none }))).toEqual([]);
    expect(customsMissing('CD', null)).toEqual([]);
  });

  it.each([
    ['a day to come', { declaredOn: '2026-10-01' }, ['declaredOn']],
    ['released before declared', { releasedOn: '2026-09-09' }, ['releasedOn']],
    ['an amount without a currency', { cifMinor: 1 }, ['currency']],
    ['an exemption of what was paid', { regime: 'DUTY_PAID' }, ['exemptionNumber', 'exemptedOn', 'exemptionSha256']],
    ['nothing', {}, []],
  ] as [string, Partial<CustomsPapers>, string[]][])('are refused for %s', (_, more, wrong) => {
    expect(fields(customsProblems(papers(more), now))).toEqual(wrong);
  });
});

describe('CR-14: a later version of customs papers', () => {
  it('names what it says otherwise or no more, seals included; what is added needs no reason', () => {
    const before = { declarationNumber: 'E 1', seals: ['A1', 'A2'], dutyMinor: null, reason: null };
    expect(changedFields(before, { ...before, dutyMinor: 5, reason: 'x' })).toEqual([]);
    expect(changedFields(before, { ...before, seals: ['A1'] })).toEqual(['seals']);
    expect(changedFields(before, { ...before, declarationNumber: 'E 2', seals: [] })).toEqual([
      'declarationNumber',
      'seals',
    ]);
    expect(changedFields({ ...before, seals: [] }, { ...before })).toEqual([]);
  });
});
