import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { demoIds } from './demo.ts';
import { exampleDocuments, exampleId, standIns } from './examples.ts';
import { seedId } from './ids.ts';
import { demoPeople } from './people.ts';
import { demoPlaces } from './places.ts';
import { demoUnits } from './units.ts';

const root = join(import.meta.dirname, '..', '..');
const known = Object.values(demoIds).flatMap((ids) => Object.values(ids));

it('gives a document the same id each time, shaped like the keys the API takes', () => {
  expect(seedId('unit store')).toBe(seedId('unit store'));
  expect(seedId('unit store')).not.toBe(seedId('place store'));
  expect(seedId('unit store')).toMatch(/^019b76da-a800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(known).size).toBe(known.length);
});

it('records superiors before those under them, and places before what lies in them', () => {
  const seen = new Set<string>();
  for (const [key, { under, at }] of Object.entries(demoUnits)) {
    expect([key, under === undefined || seen.has(under)]).toEqual([key, true]);
    expect([key, at === undefined || at in demoPlaces]).toEqual([key, true]);
    seen.add(key);
  }
  for (const [key, place] of Object.entries(demoPlaces)) {
    expect([key, place.in.startsWith('CD-') || seen.has(place.in)]).toEqual([key, true]);
    seen.add(key);
  }
});

it('knows every head of a unit and every unit of a person', () => {
  for (const { head } of Object.values(demoUnits)) expect(head === undefined || head in demoPeople).toBe(true);
  for (const { unit } of Object.values(demoPeople)) expect(Object.keys(demoUnits)).toContain(unit);
});

it('gives nobody two duties, so that every control can be shown', () => {
  for (const [key, { roles = [] }] of Object.entries(demoPeople)) expect([key, roles.length < 2]).toEqual([key, true]);
});

it('has every row the examples of the API page name', () => {
  const documents = [...exampleDocuments.map(exampleId), ...Object.values(standIns)];
  for (const app of readdirSync(join(root, 'apps'))) {
    const folder = join(root, 'apps', app, 'src');
    if (!readdirSync(folder).includes('examples.dto.ts')) continue;
    const examples = readFileSync(join(folder, 'examples.dto.ts'), 'utf8').matchAll(/(\w+): '([0-9a-f-]{36})'/g);
    for (const [, name = '', id = ''] of examples) {
      expect([app, name, [...known, ...documents, seedId('place CD-KE')].includes(id)]).toEqual([app, name, true]);
    }
  }
});
