import { checkParties, etaAhead, type NamedParties } from './parties.rules.js';

const parties: NamedParties = { officerAgency: 'IOM', carrierKind: 'CARRIER', toOwnPlace: true, toPlaceReason: null };

describe('who a waybill may name', () => {
  it.each<[string, Partial<NamedParties>, string, string]>([
    [
      'CR-21 a police unit as the office of the officer',
      { officerAgency: 'PNC' },
      'officer.orgUnitId',
      'not-of-the-agency',
    ],
    ['CR-21 an office nobody knows', { officerAgency: null }, 'officer.orgUnitId', 'not-of-the-agency'],
    ['a supplier as the carrier', { carrierKind: 'VENDOR' }, 'carrierId', 'not-a-carrier'],
    ['an organisation of unknown kind as the carrier', { carrierKind: null }, 'carrierId', 'not-a-carrier'],
    ['another place without a reason', { toOwnPlace: false }, 'toPlaceId', 'not-the-units-place'],
  ])('refuses %s', (_, change, field, code) => {
    const refusal = expect.objectContaining({ rows: [expect.objectContaining({ field, code })] }) as Error;
    expect(() => checkParties({ ...parties, ...change })).toThrow(refusal);
  });

  it('names every field that is wrong', () => {
    const wrong = { officerAgency: 'PNC', carrierKind: 'DONOR', toOwnPlace: false, toPlaceReason: null };
    const rows = ['officer.orgUnitId', 'carrierId', 'toPlaceId'].map(
      (field) => expect.objectContaining({ field }) as object,
    );
    expect(() => checkParties(wrong)).toThrow(expect.objectContaining({ rows }) as Error);
  });

  it('keeps the reason for another place as an exception', () => {
    expect(checkParties(parties)).toEqual([]);
    expect(checkParties({ ...parties, toOwnPlace: false, toPlaceReason: 'Remise au chef-lieu' })).toEqual([
      { code: 'OTHER_PLACE', detail: 'Remise au chef-lieu' },
    ]);
  });
});

describe('the expected time of arrival', () => {
  const now = new Date('2026-11-02T08:00:00.000Z');

  it('lies ahead of a release, or is not said', () => {
    expect(() => etaAhead(null, now)).not.toThrow();
    expect(() => etaAhead(new Date('2026-11-03T08:00:00.000Z'), now)).not.toThrow();
    const refusal = expect.objectContaining({ rows: [expect.objectContaining({ field: 'eta' })] }) as Error;
    expect(() => etaAhead(new Date('2026-11-01T08:00:00.000Z'), now)).toThrow(refusal);
  });
});
