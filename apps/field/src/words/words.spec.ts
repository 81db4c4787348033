import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const flat = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => flat(inner, path ? `${path}.${key}` : key));
const read = (language: string): Map<string, string> =>
  new Map(flat(JSON.parse(readFileSync(join(import.meta.dirname, `${language}.json`), 'utf8'))));
const values = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe.each(['en'])('the words in %s', (language) => {
  const [french, other] = [read('fr'), read(language)];

  it('are those of the French file, none more and none less', () => {
    expect([...other.keys()].sort()).toEqual([...french.keys()].sort());
  });

  it('leave the same places for values', () => {
    // “The last one” says one without a number.
    const plain = [...french].filter(([key]) => !key.endsWith('_one'));
    for (const [key, text] of plain) expect([key, values(other.get(key) ?? '')]).toEqual([key, values(text)]);
  });
});
