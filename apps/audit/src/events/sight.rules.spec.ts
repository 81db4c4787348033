import { sightOf } from './sight.rules.js';

it.each([
  ['an auditor', [{ role: 'AUDITOR' }], { roots: 'everywhere', awards: [], wholeLog: true, accessRecords: true }],
  [
    'a donor, who must not know who read what',
    [{ role: 'DONOR' }],
    { roots: 'everywhere', awards: [], wholeLog: true, accessRecords: false },
  ],
  [
    'a store-keeper of all stores',
    [{ role: 'STOREKEEPER' }],
    { roots: 'everywhere', awards: [], wholeLog: false, accessRecords: false },
  ],
  [
    'the head of a unit',
    [{ role: 'UNIT_HEAD', orgUnitId: 'goma' }],
    { roots: ['goma'], awards: [], wholeLog: false, accessRecords: false },
  ],
  [
    'an auditor of one unit, who has not the whole log',
    [{ role: 'AUDITOR', orgUnitId: 'goma' }],
    { roots: ['goma'], awards: [], wholeLog: false, accessRecords: false },
  ],
  [
    'a field officer of a province who also heads a unit',
    [
      { role: 'FIELD_OFFICER', placeId: 'kivu' },
      { role: 'UNIT_HEAD', orgUnitId: 'goma' },
      { role: 'UNIT_CUSTODIAN', orgUnitId: 'goma' },
    ],
    { roots: ['kivu', 'goma'], awards: [], wholeLog: false, accessRecords: false },
  ],
  [
    'a donor of one award, who has not the whole log (domain §8.6)',
    [{ role: 'DONOR', awardId: 'inl' }],
    { roots: [], awards: ['inl'], wholeLog: false, accessRecords: false },
  ],
])('%s sees that much', (_, roles, sight) => {
  expect(sightOf(roles)).toEqual(sight);
});

it('CR-60 an administrator sees nothing by that role, also beside one with a limit', () => {
  expect(sightOf([{ role: 'SYS_ADMIN' }])).toBeUndefined();
  expect(sightOf([{ role: 'SYS_ADMIN' }, { role: 'UNIT_HEAD', orgUnitId: 'goma' }])).toEqual({
    roots: ['goma'],
    awards: [],
    wholeLog: false,
    accessRecords: false,
  });
});

it('nobody sees anything by a role that is not known here', () => {
  expect(sightOf([])).toBeUndefined();
  expect(sightOf([{ role: 'GATEWAY' }])).toBeUndefined();
});
