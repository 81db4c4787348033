import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoIds } from './demo.ts';
import { exampleDocuments, exampleId, standIns } from './examples.ts';
import { seedId } from './ids.ts';
import { demoPeople } from './people.ts';
import { demoPlaces } from './places.ts';
import { oldProvinces, provinceId, provinces, towns } from './provinces.ts';
import { demoUnits } from './units.ts';

const root = join(import.meta.dirname, '..', '..');
const known = Object.values(demoIds).flatMap((ids) => Object.values(ids));

it('gives a document the same id each time, shaped like the keys the API takes', () => {
  expect(seedId('unit store')).toBe(seedId('unit store'));
  expect(seedId('unit store')).not.toBe(seedId('place store'));
  expect(seedId('unit store')).toMatch(/^019b76da-a800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(known).size).toBe(known.length);
});

it('knows every superior of a unit, and what every unit and place lies in', () => {
  const known = (key: string): boolean => key in demoPlaces || key in towns || provinces.some(({ iso }) => iso === key);
  for (const [key, { under, also, at }] of Object.entries(demoUnits)) {
    for (const superior of [under, also]) {
      expect([key, superior === undefined || superior in demoUnits]).toEqual([key, true]);
    }
    expect([key, at === undefined || known(at)]).toEqual([key, true]);
  }
  for (const [key, place] of Object.entries(demoPlaces)) expect([key, known(place.in)]).toEqual([key, true]);
});

it('has the 26 provinces, and the 11 of before: six that were divided and five that went on', () => {
  expect(provinces).toHaveLength(26);
  for (const codes of [provinces.map(({ iso }) => iso), provinces.map(({ pcode }) => pcode)])
    expect(new Set(codes).size).toBe(26);
  const went = provinces.filter(({ was }) => was === undefined).map(({ iso }) => iso);
  expect(went.sort()).toEqual(['CD-BC', 'CD-KN', 'CD-MA', 'CD-NK', 'CD-SK']);
  const parts = Object.keys(oldProvinces).map((key) => provinces.filter(({ was }) => was === key).length);
  expect(Object.keys(oldProvinces)).toEqual([
    ...['katanga', 'orientale', 'bandundu', 'equateur', 'kasaiOriental', 'kasaiOccidental'],
  ]);
  expect(parts).toEqual([4, 4, 3, 5, 3, 2]);
});

it('has every post that domain §4.4 names, each under its province and its directorate, with somebody who heads it', () => {
  const places: Record<string, string[]> = {
    PMH: [
      ...[
        'Rubaya',
        'Walikale',
        'Itebero',
        'Manguredjipa',
        'Kavumu',
        'Nzibira',
        'Misisi',
        'Luhihi',
        'Kamituga',
        'Kitutu',
      ],
      ...['Numbi', 'Katogota', 'Mbuji-Mayi', 'Lubumbashi'],
    ],
    DPF: ['Goma', 'Bukavu', 'Uvira', 'Kasindi', 'Bunia', 'Aru', 'Mahagi', 'Kasumbalesa'],
    PFL: [
      ...[
        'Goma',
        'Bukavu',
        'Kalehe',
        'Minova',
        'Kasenyi',
        'Tchomia',
        'Mahagi-Port',
        'Uvira',
        'Baraka',
        'Kalemie',
        'Moba',
      ],
    ],
  };
  const units = Object.values(demoUnits);
  for (const [specialty, names] of Object.entries(places)) {
    for (const name of names) {
      const found = units.filter((unit) => unit.specialty === specialty && unit.nameFr.endsWith(` de ${name}`));
      expect([specialty, name, found.length]).toEqual([specialty, name, 1]);
      expect(found[0]).toMatchObject({ under: expect.stringMatching(/^cp/), head: expect.any(String) });
    }
  }
});

it('knows every head of a unit and every unit of a person', () => {
  for (const { head } of Object.values(demoUnits)) expect(head === undefined || head in demoPeople).toBe(true);
  for (const { unit } of Object.values(demoPeople)) expect(Object.keys(demoUnits)).toContain(unit);
});

it('gives nobody two duties, so that every control can be shown', () => {
  for (const [key, { roles = [] }] of Object.entries(demoPeople)) expect([key, roles.length < 2]).toEqual([key, true]);
});

/** The list of section 889 is no demo: a migration of procurement ships it, numbered from 1. */
const listed = [
  ...readFileSync(join(root, 'apps/procurement/src/migrations/1795483000002-screen.ts'), 'utf8').matchAll(/\bname: '/g),
].map((_, index) => `00000000-0000-7000-8889-${String(index + 1).padStart(12, '0')}`);

it('has every row the examples of the API page name', () => {
  const documents = [...exampleDocuments.map(exampleId), ...Object.values(standIns), ...listed, seedId('project demo')];
  for (const app of readdirSync(join(root, 'apps'))) {
    const folder = join(root, 'apps', app, 'src');
    if (!existsSync(folder) || !readdirSync(folder).includes('examples.dto.ts')) continue;
    const examples = readFileSync(join(folder, 'examples.dto.ts'), 'utf8').matchAll(/(\w+): '([0-9a-f-]{36})'/g);
    for (const [, name = '', id = ''] of examples) {
      expect([
        app,
        name,
        [...known, ...documents, ...provinces.map(({ iso }) => provinceId(iso))].includes(id),
      ]).toEqual([app, name, true]);
    }
  }
});
