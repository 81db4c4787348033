import { giveMandate } from './mandate.rules.js';
import type { MandateGiven } from './mandate.rules.js';

const mandate: MandateGiven = {
  id: 'mandate',
  orgUnitId: 'pmh',
  fromPersonId: 'head',
  toPersonId: 'deputy',
  validFrom: new Date('2026-11-01T00:00:00Z'),
  validTo: new Date('2026-12-01T00:00:00Z'),
};

it('CR-22 lets the head of the unit mandate his deputy', () => {
  expect(() => giveMandate(mandate, 'head', 'field-officer')).not.toThrow();
});

it.each([
  ['the giver is not the head', mandate, 'another', 'field-officer', 'mandate-giver-not-head'],
  ['the post is vacant', mandate, null, 'field-officer', 'mandate-giver-not-head'],
  ['the receiver writes it himself', mandate, 'head', 'deputy', 'mandate-to-oneself'],
  ['giver and receiver are one', { ...mandate, toPersonId: 'head' }, 'head', 'field-officer', 'mandate-to-oneself'],
  ['it ends before it begins', { ...mandate, validTo: mandate.validFrom }, 'head', 'field-officer', 'period-empty'],
])('CR-22 refuses a mandate when %s', (_, given, head, recordedBy, code) => {
  expect(() => giveMandate(given, head, recordedBy)).toThrow(code);
});
