import type { GateAnswer } from '@dotation/contracts';
import { reviewGate } from './gate-review.rules.js';

const gate: GateAnswer = {
  ...{ unitKnown: true, open: true, failures: [], vettingIds: [], dueDiligenceIds: [], headPersonId: 'head' },
  ...{ placeId: null, signerKnown: true, authority: 'HEAD', access: 'NORMAL' },
};
const signed = { headPersonId: 'head', hold: 'FIRM', ratified: false };
const codes = (change: Partial<GateAnswer>, handover = signed): string[] =>
  reviewGate(handover, { ...gate, ...change }).map(({ code }) => code);

it('Q7 finds nothing while directory says the same of the day of signing', () => {
  expect(codes({})).toEqual([]);
});

it('Q7 says each closed gate once, though both clocks found it closed', () => {
  const failures = ['2026-11-05', '2026-11-06'].map((day) => ({
    ...{ gate: 'VETTING' as const, at: `${day}T09:00:00.000Z`, detail: 'Suspended.' },
  }));
  expect(reviewGate(signed, { ...gate, open: false, failures })).toEqual([
    { code: 'GATE_CLOSED_SINCE', detail: 'VETTING: Suspended.' },
  ]);
});

it('Q7 names a head who was not the head, as is known now', () => {
  expect(codes({ headPersonId: 'another' })).toEqual(['HEAD_CHANGED_SINCE']);
  expect(codes({ headPersonId: null })).toEqual(['HEAD_CHANGED_SINCE']);
});

it('CR-22 an authority that is gone matters unless the signature was under reserve, or ratified', () => {
  expect(codes({ authority: 'NONE' })).toEqual(['AUTHORITY_CHANGED_SINCE']);
  expect(codes({ authority: 'NONE' }, { ...signed, hold: 'TO_CONFIRM' })).toEqual([]);
  expect(codes({ authority: 'NONE' }, { ...signed, ratified: true })).toEqual([]);
});
