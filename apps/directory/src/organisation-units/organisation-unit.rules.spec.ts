import { reviseUnit } from './organisation-unit.rules.js';
import type { UnitVersion } from './organisation-unit.rules.js';

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const anEscadron = (change: Partial<UnitVersion> = {}): UnitVersion => ({
  ...{ id: 'v1', nodeId: 'unit', nameFr: 'Escadron PMH', nameEn: null, agency: 'PNC', specialty: 'PMH', level: 'LX' },
  ...{ parentId: 'cp', secondParentId: null, placeId: 'rubaya', status: 'ACTIVE', closed: false, reason: null },
  ...{ validFrom: at('2016-01-01'), recordedAt: at('2020-01-01'), recordedBy: 'steward' },
  ...change,
});
const as = (day: string) => ({
  ...{ id: 'v2', validFrom: at(day), reason: 'Note de service', recordedBy: 'grace', recordedAt: at('2026-11-24') },
});

it('keeps what a change does not name', () => {
  const revised = reviseUnit([anEscadron()], { status: 'DISPLACED' }, as('2025-02-01'));
  expect(revised).toEqual(anEscadron({ ...as('2025-02-01'), status: 'DISPLACED' }));
});

it('carries over what was so on that day, not what came later', () => {
  const later = anEscadron({ id: 'v3', placeId: 'goma', validFrom: at('2024-01-01') });
  expect(reviseUnit([anEscadron(), later], { nameFr: 'PMH Rubaya' }, as('2020-06-01'))).toMatchObject({
    placeId: 'rubaya',
  });
  expect(reviseUnit([anEscadron(), later], { nameFr: 'PMH Rubaya' }, as('2024-06-01'))).toMatchObject({
    placeId: 'goma',
  });
});

it('takes null for “none any more”', () => {
  expect(reviseUnit([anEscadron()], { placeId: null }, as('2025-02-01'))).toMatchObject({ placeId: null });
});

it.each([
  ['a day before the unit existed', { status: 'DISPLACED' }, '2015-12-31', 'before-first-version'],
  ['a change that changes nothing', { status: 'ACTIVE' }, '2025-02-01', 'nothing-changes'],
  ['AM-4 a second superior who is the first', { secondParentId: 'cp' }, '2025-02-01', 'tree-circle'],
  ['AM-4 a second superior that is the unit itself', { secondParentId: 'unit' }, '2025-02-01', 'tree-circle'],
])('refuses %s', (_, change, day, code) => {
  expect(() => reviseUnit([anEscadron()], change, as(day))).toThrow(code);
});
