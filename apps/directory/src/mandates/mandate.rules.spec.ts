import { checkDelegate, documentMandate, giveMandate, revokeMandate } from './mandate.rules.js';
import type { MandateGiven } from './mandate.rules.js';

const mandate: MandateGiven = {
  id: 'mandate',
  orgUnitId: 'pmh',
  fromPersonId: 'head',
  toPersonId: 'deputy',
  validFrom: new Date('2026-11-01T00:00:00Z'),
  validTo: new Date('2026-12-01T00:00:00Z'),
  documentSha256: null,
  telephone: null,
  waybillIds: null,
  revokedFrom: null,
};
const now = new Date('2026-11-02T00:00:00Z');
const call = { callerId: 'head', calledAt: '2026-11-01T18:00:00Z', witnessId: 'witness' };

it('CR-22 lets the head of the unit mandate his deputy', () => {
  expect(() => giveMandate(mandate, 'head', 'field-officer', now)).not.toThrow();
});

it.each([
  ['the giver is not the head', mandate, 'another', 'field-officer', 'mandate-giver-not-head'],
  ['the post is vacant', mandate, null, 'field-officer', 'mandate-giver-not-head'],
  ['the receiver writes it himself', mandate, 'head', 'deputy', 'mandate-to-oneself'],
  ['giver and receiver are one', { ...mandate, toPersonId: 'head' }, 'head', 'field-officer', 'mandate-to-oneself'],
  ['it ends before it begins', { ...mandate, validTo: mandate.validFrom }, 'head', 'field-officer', 'period-empty'],
])('CR-22 refuses a mandate when %s', (_, given, head, recordedBy, code) => {
  expect(() => giveMandate(given, head, recordedBy, now)).toThrow(code);
});

describe('AM-2 a mandate by telephone', () => {
  const by = (change: Partial<typeof call>) => (): void =>
    giveMandate({ ...mandate, telephone: { ...call, ...change } }, 'head', 'field-officer', now);

  it('AM-2 records caller, time and witness', () => {
    expect(by({})).not.toThrow();
  });

  it.each([
    ['the receiver called himself', { callerId: 'deputy' }, 'mandate-to-oneself'],
    ['the receiver is the witness', { witnessId: 'deputy' }, 'witness-is-a-party'],
    ['the giver is the witness', { witnessId: 'head' }, 'witness-is-a-party'],
    ['who records it is the witness', { witnessId: 'field-officer' }, 'witness-is-a-party'],
    ['the call is still to come', { calledAt: '2026-11-02T00:00:01Z' }, 'call-to-come'],
  ])('AM-2 is refused when %s', (_, change, code) => {
    expect(by(change)).toThrow(code);
  });
});

it('CR-22 gets its document once, and ends once and within its time', () => {
  expect(() => documentMandate(mandate, 'field-officer')).not.toThrow();
  expect(() => documentMandate(mandate, 'deputy')).toThrow('mandate-to-oneself');
  expect(() => documentMandate({ ...mandate, documentSha256: 'ab' }, 'field-officer')).toThrow('mandate-documented');
  const from = new Date('2026-11-15T00:00:00Z');
  expect(() => revokeMandate(mandate, from)).not.toThrow();
  expect(() => revokeMandate({ ...mandate, revokedFrom: from }, from)).toThrow('mandate-revoked');
  expect(() => revokeMandate(mandate, new Date('2026-10-31T00:00:00Z'))).toThrow('period-empty');
});

describe('AM-1, AM-2 the delegate of a unit', () => {
  const deputy = { unitAgency: 'PNC', agency: 'PNC', isSystem: false, isAdministrator: false };

  it('is of the receiving side, or of a unit nobody has recorded', () => {
    for (const agency of ['PNC', 'DGM', null]) expect(() => checkDelegate({ ...deputy, agency })).not.toThrow();
    expect(() => checkDelegate({ ...deputy, unitAgency: 'IOM', agency: 'IOM' })).not.toThrow();
  });

  it.each([
    ['somebody of the implementing agency', { ...deputy, agency: 'IOM' }],
    ['a system', { ...deputy, isSystem: true }],
    ['a system administrator (CR-60)', { ...deputy, isAdministrator: true }],
  ])('is never %s', (_, delegate) => {
    expect(() => checkDelegate(delegate)).toThrow('mandate-outside-the-unit');
  });
});
