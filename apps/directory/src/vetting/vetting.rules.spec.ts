import { checkVetting, checkVettings } from './vetting.rules.js';
import type { Vetting } from './vetting.rules.js';

const approved: Omit<Vetting, 'id' | 'recordedAt'> = {
  subject: 'UNIT',
  orgUnitId: 'pmh',
  personId: null,
  awardId: 'inl',
  result: 'APPROVED',
  resultAt: new Date('2026-03-01T00:00:00Z'),
  validUntil: new Date('2027-03-01T00:00:00Z'),
};

const terms = { agencies: new Map([['pmh', 'PNC']]), validityMonths: 12 };
const ofAgency = (agency: string) => ({ ...terms, agencies: new Map([['pmh', agency]]) });
const notRequired = { ...approved, result: 'NOT_REQUIRED' as const, validUntil: null };

it('takes an approval of twelve months', () => {
  expect(() => checkVetting(approved, terms)).not.toThrow();
});

it.each([
  [
    'an approval lasts longer than the rule allows',
    { validUntil: new Date('2027-03-02T00:00:00Z') },
    'vetting-too-long',
  ],
  ['an approval never ends', { validUntil: null }, 'vetting-too-long'],
  ['it ends before it begins', { validUntil: new Date('2026-02-01T00:00:00Z') }, 'period-empty'],
  ['a commander’s vetting names nobody', { subject: 'COMMANDER' as const }, 'vetting-without-commander'],
  ['a unit’s vetting names a person', { personId: 'amina' }, 'vetting-without-commander'],
])('refuses when %s', (_, change, code) => {
  expect(() => checkVetting({ ...approved, ...change }, terms)).toThrow(code);
});

it('takes a refusal without an end', () => {
  expect(() => checkVetting({ ...approved, result: 'REJECTED', validUntil: null }, terms)).not.toThrow();
});

it.each(['PNC', 'DGM', 'DGDA', 'FARDC_NO'])(
  'CR-15 refuses NOT_REQUIRED of a unit of %s, and of who commands it, naming row and field (AM-4)',
  (agency) => {
    const ofHead = { ...notRequired, subject: 'COMMANDER' as const, personId: 'amina' };
    for (const one of [notRequired, ofHead]) {
      expect(() => checkVetting(one, ofAgency(agency))).toThrow(
        expect.objectContaining({ code: 'vetting-required', rows: [expect.objectContaining({ field: 'result' })] }),
      );
    }
    expect(() => checkVettings([approved, notRequired], ofAgency(agency))).toThrow(
      expect.objectContaining({
        code: 'vettings-not-valid',
        rows: [expect.objectContaining({ row: 2, field: 'lines[1].result', code: 'vetting-required' })],
      }),
    );
  },
);

it.each(['OCC', 'PNHF', 'IOM', 'OTHER'])('CR-15 takes NOT_REQUIRED of a unit of %s (AM-4)', (agency) => {
  expect(() => checkVetting(notRequired, ofAgency(agency))).not.toThrow();
});
