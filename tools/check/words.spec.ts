import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../stack/services.ts';

// One format of words for both apps (i18next JSON v4): French is what is written first, every other language follows it.

const flat = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => flat(inner, path ? `${path}.${key}` : key));
const read = (app: string, language: string): Map<string, string> =>
  new Map(flat(JSON.parse(readFileSync(join(repository, 'apps', app, 'src', 'words', `${language}.json`), 'utf8'))));
const values = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

/** Words that are the same in all languages; whatever else is equal was forgotten. */
const same = new Set(
  `Active, Administration, API, Carton, Code, Condition, Description, English, Excellent, Exceptions, exception, exceptions, Français,
   Identification, Inaccessible, Inspection, Installation, Kit, Licence, Lot, Lots, Port, Version, commune, port, province, site, village,
   Catalogue, Confirmation, ICCID, IMEI, Kiswahili, Lingála, Signature, Signatures, VIN, Webhooks`
    .split(',')
    .map((word) => word.trim()),
);

const sources = (folder: string): string =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

describe.each([
  ['field', 'en'],
  ['field', 'sw'],
  ['field', 'ln'],
  ['console', 'en'],
])('the words of %s in %s', (app, language) => {
  const [french, other] = [read(app, 'fr'), read(app, language)];
  const english = language === 'en' ? new Map<string, string>() : read(app, 'en');

  it('are those of the French file, none more and none less', () => {
    expect([...other.keys()].sort()).toEqual([...french.keys()].sort());
  });

  it('leave the same places for values', () => {
    // “The last one” says one without a number.
    const plain = [...french].filter(([key]) => !key.endsWith('_one'));
    for (const [key, text] of plain) expect([key, values(other.get(key) ?? '')]).toEqual([key, values(text)]);
  });

  it('are translated', () => {
    const forgotten = [...french].filter(
      ([key, text]) =>
        [text, english.get(key)].includes(other.get(key)) && !same.has(text.replace(/\{\{\w+\}\}/g, '').trim()),
    );
    expect(forgotten.filter(([, text]) => /\p{L}{3}/u.test(text.replace(/\{\{\w+\}\}/g, '')))).toEqual([]);
  });

  it('hold every word that a screen asks for', () => {
    const asked = [...sources(join(repository, 'apps', app, 'src')).matchAll(/\bt\('([\w.-]+)'/g)].map(
      ([, key]) => key!,
    );
    const known = new Set([...french.keys()].map((key) => key.replace(/_(one|other)$/, '')));
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });
});
