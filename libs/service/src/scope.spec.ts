import { rootsOf, scopeOf } from './scope.js';

it.each([
  ['nothing without a role', [], ''],
  ['everything by a role without a limit', [{ role: 'DONOR', awardId: 'inl' }, { role: 'AUDITOR' }], '*'],
  [
    'the units and places of its roles',
    [
      { role: 'UNIT_HEAD', orgUnitId: 'goma' },
      { role: 'A', placeId: 'kivu' },
    ],
    'goma,kivu',
  ],
  ['what an award paid, and never everything', [{ role: 'DONOR', awardId: 'inl' }], ';inl'],
  [
    'both',
    [
      { role: 'DONOR', awardId: 'inl' },
      { role: 'UNIT_HEAD', orgUnitId: 'goma' },
    ],
    'goma;inl',
  ],
])('domain §8.6 somebody sees %s', (_, roles, scope) => {
  expect(scopeOf({ roles })).toBe(scope);
});

it('an award is no unit to look under', () => {
  expect([rootsOf(''), rootsOf(';inl'), rootsOf('goma,kivu;inl')]).toEqual([[], [], ['goma', 'kivu']]);
});
