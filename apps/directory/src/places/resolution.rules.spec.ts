import fc from 'fast-check';
import { nameKey, partsOf, resolvePlace } from './resolution.rules.js';
import type { KnownPlace } from './resolution.rules.js';

const split = new Date('2015-07-01T00:00:00Z');
const place = (id: string, kind: string, names: string[], change: Partial<KnownPlace> = {}): KnownPlace => ({
  ...{ id, kind, name: names[0] ?? id, within: [], successors: [], ended: false },
  names: names.map((name, index) => ({ key: nameKey(name), as: index ? 'ALIAS' : 'NAME', from: null, to: null })),
  ...change,
});
const until = (one: KnownPlace): KnownPlace => ({
  ...one,
  ended: true,
  names: one.names.map((name) => ({ ...name, to: split })),
});
const since = (one: KnownPlace): KnownPlace => ({ ...one, names: one.names.map((name) => ({ ...name, from: split })) });

const places = [
  until(place('old-ka', 'PROVINCE', ['Katanga', 'Shaba'], { successors: ['hk', 'hl', 'lu', 'ta'] })),
  until(place('old-or', 'PROVINCE', ['Province Orientale'], { successors: ['to', 'bu', 'hu', 'it'] })),
  until(place('old-ke', 'PROVINCE', ['Kasaï-Oriental'], { successors: ['ke', 'lo', 'sa'] })),
  since(place('ke', 'PROVINCE', ['Kasaï-Oriental'])),
  since(place('hl', 'PROVINCE', ['Haut-Lomami'])),
  since(place('ta', 'PROVINCE', ['Tanganyika'])),
  place('nk', 'PROVINCE', ['Nord-Kivu', 'North Kivu']),
  place('sk', 'PROVINCE', ['Sud-Kivu']),
  place('lake', 'WATER_BODY', ['Lac Tanganyika', 'Tanganyika']),
  place('goma', 'VILLE', ['Goma'], { within: ['nk', 'cd'] }),
  place('kamina', 'VILLE', ['Kamina'], { within: ['hl', 'cd', 'old-ka'] }),
  place('kalehe-1', 'VILLAGE', ['Kalehe'], { within: ['sk', 'cd'] }),
  place('kalehe-2', 'VILLAGE', ['Kalehe'], { within: ['nk', 'cd'] }),
];
const known = new Map(places.map((one) => [one.id, one]));
const on = (text: string, day?: string) => resolvePlace(text, day ? new Date(`${day}T00:00:00Z`) : null, known);

it.each([
  ['Goma, Nord-Kivu', 'goma', 'NAME'],
  ['NORD KIVU / GOMA', 'goma', 'NAME'],
  ['Ville de Goma', 'goma', 'NAME'],
  ['North Kivu', 'nk', 'ALIAS'],
  ['Kamina (Katanga)', 'kamina', 'NAME'],
  ['Kamina, Haut-Lomami', 'kamina', 'NAME'],
  ['Kalehe, Sud-Kivu', 'kalehe-1', 'NAME'],
  ['Lac Tanganyika', 'lake', 'NAME'],
])('finds %s', (text, placeId, by) => {
  expect(on(text)).toEqual({ status: 'RESOLVED', placeId, by });
});

it.each([
  ['Katanga', 'DIVIDED', 'Katanga', ['hk', 'hl', 'lu', 'ta']],
  ['Province du Katanga', 'DIVIDED', 'Katanga', ['hk', 'hl', 'lu', 'ta']],
  ['province orientale', 'DIVIDED', 'Province Orientale', ['bu', 'hu', 'it', 'to']],
  ['Kasai Oriental', 'AMBIGUOUS', 'Kasaï-Oriental', ['ke', 'lo', 'sa']],
  ['Tanganyika', 'AMBIGUOUS', null, ['lake', 'ta']],
  ['Kalehe', 'AMBIGUOUS', null, ['kalehe-1', 'kalehe-2']],
  ['Bipemba, Goma', 'UNKNOWN', null, ['goma']],
  ['Pweto (Katanga)', 'UNKNOWN', 'Katanga', ['hk', 'hl', 'lu', 'ta']],
  ['Goma, Sud-Kivu', 'CONTRADICTION', null, ['goma', 'sk']],
  ['nulle part', 'UNKNOWN', null, []],
  ['', 'UNKNOWN', null, []],
])('leaves “%s” to a person', (text, why, legacyProvince, candidates) => {
  expect(on(text)).toEqual({ status: 'NEEDS_GEOCODING', why, legacyProvince, candidates });
});

it('tells the two provinces of one name apart by the day of the paper', () => {
  expect(on('Kasaï-Oriental', '2020-01-01')).toEqual({ status: 'RESOLVED', placeId: 'ke', by: 'NAME' });
  expect(on('Kasaï-Oriental', '2014-01-01')).toMatchObject({ status: 'NEEDS_GEOCODING', why: 'DIVIDED' });
  expect(on('Katanga', '2020-01-01')).toMatchObject({ status: 'NEEDS_GEOCODING', legacyProvince: 'Katanga' });
});

it('takes a text apart as people write it', () => {
  expect(partsOf('Goma – Nord-Kivu')).toEqual([['goma'], ['nord kivu']]);
  expect(partsOf('Territoire de Masisi (N/Kivu)')).toEqual([['territoire de masisi', 'masisi'], ['n'], ['kivu']]);
});

it('never answers a place that is not the only one of its name, nor one that has ended', () => {
  const names = ['Goma', 'Katanga', 'Kamina', 'Uvira'];
  const aPlace = fc.record({ name: fc.constantFrom(...names), alias: fc.constantFrom(...names), ended: fc.boolean() });
  fc.assert(
    fc.property(fc.array(aPlace, { maxLength: 6 }), fc.constantFrom(...names), (rows, text) => {
      const all = rows.map(({ name, alias, ended }, index) => place(`p${index}`, 'SITE', [name, alias], { ended }));
      const answer = resolvePlace(text, null, new Map(all.map((one) => [one.id, one])));
      const bearing = all.filter((one) => one.names.some(({ key }) => key === nameKey(text)));
      const clear = bearing.length === 1 && !bearing[0]?.ended;
      expect(answer.status).toBe(clear ? 'RESOLVED' : 'NEEDS_GEOCODING');
      if (answer.status === 'RESOLVED') expect(answer.placeId).toBe(bearing[0]?.id);
    }),
  );
});
