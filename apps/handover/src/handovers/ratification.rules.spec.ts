import { aLeg, aStanding, at, OTHER_UNIT, UNIT } from '../../test/standings.ts';
import { coveredBy, ratifiedLate, ratify, stillHeld, type MandateTold, type ToConfirm } from './ratification.rules.js';

const signedByDeputy: ToConfirm = {
  ...{ id: 'PV', status: 'PROVISIONAL', orgUnitId: UNIT, waybillIds: ['W1'], signerId: 'deputy' },
  ...{ signedAt: at(5), since: at(5), judgedAt: at(5), receiver: { personId: 'head', hold: 'TO_CONFIRM' } },
};
const by = (personId: string, recordedBy = personId, sheetSha256: string | null = null) => ({
  signature: { personId, capacity: 'HEAD', signedAt: at(9).toISOString() },
  recordedBy,
  sheetSha256,
});
const entitled = { headNow: 'successor', superiors: ['commissioner', null] };

describe('CR-22 as AM-2 amends it: who ratifies', () => {
  it.each(['head', 'successor', 'commissioner'])('CR-22 the %s may', (personId) => {
    expect(() => ratify(signedByDeputy, by(personId), entitled)).not.toThrow();
  });

  it.each<[string, ToConfirm, ReturnType<typeof by>, string]>([
    ['a stranger', signedByDeputy, by('stranger'), 'ratifier-not-entitled'],
    ['who signed, head by now', { ...signedByDeputy, signerId: 'successor' }, by('successor'), 'ratifier-is-signer'],
    [
      'the word of the head, told by another without his sheet',
      signedByDeputy,
      by('head', 'officer'),
      'sheet-required',
    ],
    ['what waits for a gate', { ...signedByDeputy, status: 'PENDING' }, by('head'), 'handover-pending'],
    [
      'what is firm already',
      { ...signedByDeputy, receiver: { personId: 'head', hold: 'FIRM' } },
      by('head'),
      'handover-not-to-confirm',
    ],
  ])('CR-22 refuses %s', (_, handover, word, code) => {
    expect(() => ratify(handover, word, entitled)).toThrow(code);
  });

  it('AM-1 takes the word of a head without an account from his sheet', () => {
    expect(() => ratify(signedByDeputy, by('head', 'officer', 'ab'.repeat(32)), entitled)).not.toThrow();
  });

  it('CR-22 counts after 30 days as well, and somebody is told', () => {
    expect(ratifiedLate(signedByDeputy, at(5 + 30), 30)).toEqual([]);
    expect(ratifiedLate(signedByDeputy, at(5 + 31), 30)).toMatchObject([{ code: 'RATIFIED_LATE' }]);
  });
});

describe('CR-22 a mandate known later', () => {
  const mandate: MandateTold = {
    ...{ mandateId: 'M', orgUnitId: UNIT, fromPersonId: 'head', toPersonId: 'deputy', waybillIds: null, given: true },
    ...{ validFrom: at(1), validTo: at(20), toldAt: at(6) },
  };

  it('CR-22 covers what it would have covered at the signature', () => {
    expect(coveredBy(mandate, signedByDeputy)).toBe(true);
    expect(coveredBy({ ...mandate, waybillIds: ['W1', 'W2'] }, signedByDeputy)).toBe(true);
  });

  it.each<[string, Partial<MandateTold>]>([
    ['without document or call', { given: false }],
    ['for another unit', { orgUnitId: OTHER_UNIT }],
    ['for another person', { toPersonId: 'brian' }],
    ['by another than the head of that day', { fromPersonId: 'successor' }],
    ['that begins later', { validFrom: at(6) }],
    ['that ended before', { validTo: at(4) }],
    ['for another consignment', { waybillIds: ['W2'] }],
    ['that was known when the gate judged it, and is only read again', { toldAt: at(4) }],
  ])('CR-22 does not cover it %s', (_, change) => {
    expect(coveredBy({ ...mandate, ...change }, signedByDeputy)).toBe(false);
  });

  it('CR-22 leaves alone what is firm, waits or went back', () => {
    expect(coveredBy(mandate, { ...signedByDeputy, receiver: { personId: 'head', hold: 'FIRM' } })).toBe(false);
    expect(coveredBy(mandate, { ...signedByDeputy, status: 'PENDING' })).toBe(false);
    expect(coveredBy(mandate, { ...signedByDeputy, status: 'RETURNED' })).toBe(false);
  });
});

it('confirms what the unit still has by this PV', () => {
  const mine = aLeg('ACCEPTED', { handoverId: 'PV' });
  const home = aLeg('OPEN', { purpose: 'RETURN', homeward: true });
  const standings = [
    aStanding('1', [mine]),
    aStanding('2', [home, mine]),
    aStanding('3', [aLeg('REFUSED', { handoverId: 'PV' })]),
    aStanding('4', [aLeg('ACCEPTED', { handoverId: 'another' })]),
  ];
  expect(stillHeld('PV', standings).map(({ deviceId }) => deviceId)).toEqual(['1']);
});
