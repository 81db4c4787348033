import fc from 'fast-check';
import type { Resolution } from '../places/resolution.rules.js';
import { columnsOf, headingScore, rowsOf } from '@dotation/documents';
import type { LoadRow } from '@dotation/documents';
import { dayIn } from './load.rules.js';
import { peopleFrom, personHeadings } from './person-load.rules.js';
import { unitHeadings, unitsFrom } from './unit-load.rules.js';
import type { KnownUnit, UnitField } from './unit-load.rules.js';

const now = new Date('2026-11-24T08:00:00Z');
const since = new Date('2016-01-01T00:00:00Z');
let made = 0;
const newId = (): string => `id-${(made += 1)}`;
const row = (number: number, values: LoadRow<UnitField>['values']): LoadRow<UnitField> => ({
  ...{ row: number, line: number + 1 },
  values: { nameFr: 'Poste', level: 'L5', ...values },
});
const load = (rows: LoadRow<UnitField>[], units: [string, KnownUnit][] = [], places: [string, Resolution][] = []) =>
  unitsFrom(rows, { units: new Map(units), places: new Map(places) }, now, newId);

describe('headings', () => {
  it('are understood in French and English, whatever accents and signs', () => {
    const fields = (...cells: string[]) => columnsOf(cells, unitHeadings).map(({ field }) => field);
    expect(fields('CODE', 'Dénomination', 'Échelon', 'Unité supérieure', 'Lieu', 'Depuis le', 'Remarque')).toEqual([
      ...['code', 'nameFr', 'level', 'parentId', 'placeId', 'validFrom', null],
    ]);
    expect(fields('Unit code', 'Name', 'English name', 'Level', 'Reports to', 'Location', 'Status')).toEqual([
      ...['code', 'nameFr', 'nameEn', 'level', 'parentId', 'placeId', 'status'],
    ]);
    expect(columnsOf(['Noms et prénoms', 'Grade', 'Unité', 'Tél.'], personHeadings).map(({ field }) => field)).toEqual([
      ...['displayName', 'rankText', 'orgUnitId', 'phone'],
    ]);
  });

  it('name each field for one column only', () => {
    for (const { synonyms } of [unitHeadings, personHeadings]) {
      const names = Object.values(synonyms).flat();
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('are none without what every row needs', () => {
    expect(headingScore(['Code', 'Nom'], unitHeadings)).toBe(0);
    expect(headingScore(['Code', 'Nom', 'Niveau'], unitHeadings)).toBe(3);
  });
});

it.each([
  ['2016-01-31', '2016-01-31T00:00:00.000Z'],
  ['31/01/2016', '2016-01-31T00:00:00.000Z'],
  ['1.2.2016', '2016-02-01T00:00:00.000Z'],
  ['31/02/2016', undefined],
  ['janvier 2016', undefined],
])('reads the day %s', (text, day) => {
  expect(dayIn(text)).toBe(day);
});

it('takes no formula, no broken text and no surplus cell for a statement', () => {
  const columns = columnsOf(['Code', 'Nom', 'Niveau'], unitHeadings);
  const { problems } = rowsOf(
    [
      { line: 2, cells: ['A', '=HYPERLINK("http://x")', 'L5'] },
      { line: 3, cells: ['B', 'Goma', 'L5'], formulas: [1] },
      { line: 4, cells: ['C', '\ud800', 'L5'] },
      { line: 5, cells: ['D', 'x', 'L5', 'surplus'] },
    ],
    columns,
  );
  expect(problems.map(({ row: at, column, code }) => [at, column, code])).toEqual([
    [1, 'Nom', 'formula'],
    [2, 'Nom', 'formula'],
    [3, 'Nom', 'text-not-valid'],
    [4, undefined, 'row-has-surplus-cells'],
  ]);
});

describe('units', () => {
  it('find their superior below them in the file, or in the register', () => {
    const { units, problems } = load(
      [row(1, { code: 'c', parentId: 'B' }), row(2, { code: 'B', parentId: 'PNC-CG' })],
      [['PNC-CG', { id: 'cg', since, ended: false }]],
    );
    expect(problems).toEqual([]);
    expect(units).toMatchObject([
      { code: 'C', parentId: units[1]?.id },
      { code: 'B', parentId: 'cg' },
    ]);
  });

  it('understand status and day as people write them, and take PNC for granted', () => {
    const { units } = load([row(1, { code: 'A', status: 'Déplacé', validFrom: '06/07/2021', aliases: 'PMH; Mines' })]);
    expect(units).toMatchObject([
      { agency: 'PNC', status: 'DISPLACED', validFrom: '2021-07-06T00:00:00.000Z', aliases: ['PMH', 'Mines'] },
    ]);
  });

  const ended: [string, KnownUnit] = ['OLD', { id: 'old', since, ended: true }];
  it.each([
    ['a code twice', [row(1, { code: 'A' }), row(2, { code: 'a' })], 2, 'code', 'code-repeated'],
    ['a code of the register', [row(1, { code: 'OLD' })], 1, 'code', 'code-taken'],
    ['no code', [row(1, {})], 1, 'code', 'code-missing'],
    ['an unknown superior', [row(1, { code: 'A', parentId: 'X' })], 1, 'parentId', 'superior-unknown'],
    ['an ended superior', [row(1, { code: 'A', parentId: 'OLD' })], 1, 'parentId', 'superior-ended'],
    ['a day that is none', [row(1, { code: 'A', validFrom: '2021' })], 1, 'validFrom', 'day-not-readable'],
    ['itself above it', [row(1, { code: 'A', parentId: 'A' })], 1, 'parentId', 'tree-circle'],
    ['a place that may be several', [row(1, { code: 'A', placeId: 'Katanga' })], 1, 'placeId', 'needs-geocoding'],
    [
      'a superior that begins later',
      [row(1, { code: 'A', parentId: 'B', validFrom: '2016-01-01' }), row(2, { code: 'B', validFrom: '2020-01-01' })],
      ...([1, 'parentId', 'superior-later'] as const),
    ],
  ])('are told of %s by row and field', (_, rows, at, field, code) => {
    const katanga: Resolution = {
      ...{ status: 'NEEDS_GEOCODING', why: 'DIVIDED', legacyProvince: 'Katanga', candidates: [] },
    };
    const { problems } = load(rows, [ended], [['Katanga', katanga]]);
    expect(problems).toMatchObject([{ row: at, line: at + 1, field, code }]);
  });

  it('without a problem are a tree: every superior known, nobody under himself', () => {
    const code = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
    fc.assert(
      fc.property(fc.array(fc.tuple(code, fc.option(code)), { maxLength: 8 }), (pairs) => {
        const rows = pairs.map(([own, parent], index) =>
          row(index + 1, { code: own, ...(parent && { parentId: parent }) }),
        );
        const { units, problems } = load(rows);
        if (problems.length > 0) return;
        const parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
        for (const start of parents.keys()) {
          let steps = 0;
          for (let next = parents.get(start); next !== undefined; next = parents.get(next), steps += 1) {
            expect(parents.has(next) && steps < units.length).toBe(true);
          }
        }
      }),
    );
  });
});

describe('people', () => {
  const units = new Map([['PNC-CG', { id: 'cg', since, ended: false }]]);
  const person = (values: object) => [
    { row: 1, line: 2, values: { displayName: 'Marie Ekila', orgUnitId: 'pnc-cg', ...values } },
  ];

  it.each([
    [{ rankText: 'CP' }, { rankCode: 'CP', rankText: 'Commissaire principal' }],
    [{ rankText: 'commissaire superieur' }, { rankCode: 'CS' }],
    [{ rankText: 'Colonel' }, { rankText: 'Colonel' }],
    [{ phone: '00243 81-000.00 01' }, { phone: '+243810000001' }],
    [{ preferredLanguage: 'Kiswahili' }, { preferredLanguage: 'sw' }],
  ])('are understood: %j', (values, expected) => {
    const { people, problems } = peopleFrom(person(values), units, newId);
    expect(problems).toEqual([]);
    expect(people).toMatchObject([{ orgUnitId: 'cg', ...expected }]);
  });

  it('are told of an unknown unit and of a service number twice, however it is spelt', () => {
    const rows = [...person({ matricule: '1-482.03' }), ...person({ matricule: '148203', orgUnitId: 'X' })];
    const { problems } = peopleFrom(rows, units, newId);
    expect(problems.map(({ code }) => code)).toEqual(['unit-unknown', 'matricule-repeated']);
  });
});
