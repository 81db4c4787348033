import { checkVetting } from './vetting.rules.js';
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

it('takes an approval of twelve months', () => {
  expect(() => checkVetting(approved, 12)).not.toThrow();
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
  expect(() => checkVetting({ ...approved, ...change }, 12)).toThrow(code);
});

it('takes a refusal without an end', () => {
  expect(() => checkVetting({ ...approved, result: 'REJECTED', validUntil: null }, 12)).not.toThrow();
});
