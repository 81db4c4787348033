import { checkCorrection, checkDecision, checkUnused } from './correction.rules.js';
import type { Entry } from './correction.rules.js';

const entry = (change: Partial<Entry> = {}): Entry => ({
  id: 'b',
  mergedInto: null,
  voided: false,
  nature: 'PNC',
  ...change,
});
const merge = { action: 'MERGE', intoId: 'a' } as const;
const proposed = { action: 'VOID', subjectId: 'b', intoId: null, proposedBy: 'grace', outcome: null } as const;

it('lets a double be merged into the entry that stays, and a mistake be voided', () => {
  expect(() => checkCorrection(merge, entry(), entry({ id: 'a' }))).not.toThrow();
  expect(() => checkCorrection({ action: 'VOID', intoId: null }, entry(), null)).not.toThrow();
});

it.each([
  ['a merge without the entry that stays', { action: 'MERGE', intoId: null }, entry(), null, 'correction-incomplete'],
  ['a void into something', { action: 'VOID', intoId: 'a' }, entry(), entry({ id: 'a' }), 'correction-incomplete'],
  ['a merge into itself', { action: 'MERGE', intoId: 'b' }, entry(), entry(), 'correction-incomplete'],
  ['what was merged before', merge, entry({ mergedInto: 'c' }), entry({ id: 'a' }), 'entry-gone'],
  ['a merge into what was merged', merge, entry(), entry({ id: 'a', mergedInto: 'c' }), 'entry-gone'],
  ['what was voided before', merge, entry({ voided: true }), entry({ id: 'a' }), 'entry-gone'],
  ['two of another nature', merge, entry(), entry({ id: 'a', nature: 'DGM' }), 'not-the-same'],
] as const)('refuses %s', (_, proposal, subject, into, code) => {
  expect(() => checkCorrection(proposal, subject, into)).toThrow(code);
});

it('CR-58 takes two stewards; who proposed may only withdraw', () => {
  expect(() => checkDecision(proposed, 'CONFIRMED', 'grace')).toThrow('own-proposal');
  expect(() => checkDecision(proposed, 'REJECTED', 'grace')).not.toThrow();
  expect(() => checkDecision(proposed, 'CONFIRMED', 'paul')).not.toThrow();
  expect(() => checkDecision({ ...proposed, outcome: 'REJECTED' }, 'CONFIRMED', 'paul')).toThrow('correction-decided');
});

it('takes nothing away that something still names', () => {
  expect(() => checkUnused([])).not.toThrow();
  expect(() => checkUnused(['3 people', '1 head of unit'])).toThrow(/3 people, 1 head of unit/);
});
