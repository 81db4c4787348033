import fc from 'fast-check';
import { validateSync } from 'class-validator';
import { Fits, misfit, Rows, type Cell, type Shape } from './rows.js';

const id = '0194d5a1-7c00-7b1c-a2d3-0a1b2c3d4e5f';

const kinds: [name: string, cell: Cell, right: unknown[], wrong: unknown[]][] = [
  ['uuid', 'uuid', [id], ['', 'x', id.toUpperCase(), ` ${id}`, `${id}\n`, 1, {}]],
  ['text', 'text', ['', 'Écran fêlé'], [1, true, {}, ['a']]],
  ['integer', 'integer', [0, -1, 78_900], [0.5, Number.NaN, Infinity, 2 ** 53, '1']],
  ['number', 'number', [0, 33.33, -1], [Number.NaN, -Infinity, '33.33', 1n]],
  ['boolean', 'boolean', [true, false], ['true', 0, 1]],
  [
    'instant',
    'instant',
    ['2026-02-14T08:20:00Z', '2026-02-14T08:20:00.000Z', '2026-02-14T10:20:00+02:00'],
    [
      '2026-02-14',
      '2026-02-14T08:20:00',
      '2026-02-14 08:20:00Z',
      '2026-13-14T08:20:00Z',
      1_771_057_200_000,
      new Date(),
    ],
  ],
  ['date', 'date', ['2026-02-04'], ['2026-2-4', '04.02.2026', '2026-13-01', '2026-02-04T00:00:00Z', 20_260_204]],
  ['object', 'object', [{}, { any: 1 }], [[], 'x', 1]],
  ['list', 'list', [[], [1]], [{}, 'x', { length: 0 }]],
  ['one of a vocabulary', ['SCAN', 'READ'], ['SCAN', 'READ'], ['', 'scan', 'PHOTO', ['SCAN'], 0]],
  [
    'one object that is looked into',
    { one: { percent: 'number' } },
    [{ percent: 1 }, { percent: 1, more: 2 }],
    [{}, [], { percent: '1' }],
  ],
  [
    'a list that is looked into',
    { each: { percent: 'number' } },
    [[], [{ percent: 1 }]],
    [{}, [{}], [null], [{ percent: 1 }, { percent: '1' }]],
  ],
];

describe('a row against its shape', () => {
  it.each(kinds)('%s: takes what is one', (_, cell, right) => {
    for (const value of right) {
      expect(misfit({ field: cell }, { field: value })).toBeNull();
      expect(misfit({ 'field?': cell }, { field: value })).toBeNull();
    }
  });

  it.each(kinds)('%s: refuses what is none, by the name of the field, required or not', (_, cell, __, wrong) => {
    for (const value of wrong) {
      expect(misfit({ field: cell }, { field: value })).toMatch(/^field\b.*(: expected |, not an object)/);
      expect(misfit({ 'field?': cell }, { field: value })).toMatch(/^field\b.*(: expected |, not an object)/);
    }
  });

  it.each(kinds)('%s: may be missing or null only with a question mark', (_, cell) => {
    for (const row of [{}, { field: undefined }, { field: null }]) {
      expect(misfit({ field: cell }, row)).toMatch(/^field: expected /);
      expect(misfit({ 'field?': cell }, row)).toBeNull();
    }
  });

  it('ignores fields the shape does not name', () => {
    expect(misfit({ lineId: 'uuid' }, { lineId: id, fieldOfALaterVersion: {} })).toBeNull();
  });

  it('names the first wrong field only', () => {
    expect(misfit({ a: 'text', b: 'text', c: 'text' }, { a: 'x' })).toBe('b: expected text');
    expect(misfit({ read: ['SCAN', 'READ'] }, { read: 'PHOTO' })).toBe('read: expected SCAN | READ');
  });

  it('says where inside a field', () => {
    const shape: Shape = { custody: { one: { hold: ['FIRM'] } }, 'funding?': { each: { awardId: 'uuid' } } };
    expect(misfit(shape, { custody: { hold: 'LOOSE' } })).toBe('custody, hold: expected FIRM');
    expect(misfit(shape, { custody: { hold: 'FIRM' }, funding: [{ awardId: id }, { awardId: 1 }] })).toBe(
      'funding row 2, awardId: expected uuid',
    );
  });

  it.each([[null], [undefined], ['text'], [1], [[]]])('is an object, not %p', (row) => {
    expect(misfit({}, row)).toBe('not an object');
  });
});

class Sheet {
  @Rows({ lineId: 'uuid', 'remark?': 'text' }) lines!: unknown;
  @Fits({ personId: 'uuid' }) signature!: unknown;
}

function wrongWith(lines: unknown, signature: unknown = { personId: id }): Record<string, Record<string, string>> {
  const problems = validateSync(Object.assign(new Sheet(), { lines, signature }));
  return Object.fromEntries(problems.map(({ property, constraints }) => [property, constraints ?? {}]));
}

describe('rows of a message', () => {
  it('fit when every one of them does, or when there are none', () => {
    expect(wrongWith([])).toEqual({});
    expect(wrongWith([{ lineId: id }, { lineId: id, remark: null }, { lineId: id, remark: 'Écran fêlé' }])).toEqual({});
  });

  it('name the first wrong row, counted from 1, and its field', () => {
    expect(wrongWith([{ lineId: id }, { lineId: id, remark: 7 }, {}])).toEqual({
      lines: { rows: 'lines: row 2, remark: expected text' },
    });
    expect(wrongWith([{ lineId: id }, null])).toEqual({ lines: { rows: 'lines: row 2, not an object' } });
  });

  it.each([[undefined], [null], [{}], ['rows'], [{ length: 0 }]])('are a list, not %p', (lines) => {
    expect(wrongWith(lines)).toEqual({ lines: { rows: 'lines: must be a list' } });
  });

  it('may be 10,000, and the last one counts', () => {
    const lines: unknown[] = Array.from({ length: 10_000 }, () => ({ lineId: id, remark: 'x' }));
    expect(wrongWith(lines)).toEqual({});
    lines[9_999] = { lineId: 'x' };
    expect(wrongWith(lines)).toEqual({ lines: { rows: 'lines: row 10000, lineId: expected uuid' } });
  });
});

describe('one object of a message', () => {
  it('fits its shape or is refused by the name of the field', () => {
    expect(wrongWith([], {})).toEqual({ signature: { fits: 'signature: personId: expected uuid' } });
    expect(wrongWith([], null)).toEqual({ signature: { fits: 'signature: not an object' } });
  });
});

describe('whatever arrives', () => {
  const plain = fc.constantFrom<Cell>(...kinds.map(([, cell]) => cell));
  const shapes = fc.dictionary(
    fc.constantFrom('a', 'b?', 'c', 'd?', '__proto__', 'toString'),
    fc.oneof(
      plain,
      fc.dictionary(fc.string(), plain).map((each): Cell => ({ each })),
    ),
  );
  const rows = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withSparseArray: true }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), fc.anything()),
    fc.json().map((text): unknown => JSON.parse(text)),
  );

  it('the checker answers and never throws', () => {
    fc.assert(
      fc.property(shapes, rows, (shape, row) => {
        const wrong = misfit(shape, row);
        expect(wrong === null || wrong.length > 0).toBe(true);
      }),
    );
  });

  it('a message is judged and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(rows, fc.array(rows)), rows, (lines, signature) => {
        expect(typeof wrongWith(lines, signature)).toBe('object');
      }),
    );
  });
});
