import { utils, write } from '@e965/xlsx';
import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { sheetsOf } from './spreadsheet.js';
import { readTable } from './table.js';

const bookOf = (sheets: Record<string, WorkSheet>, more: Partial<WorkBook> = {}): Buffer =>
  write(
    { SheetNames: Object.keys(sheets), Sheets: sheets, ...more },
    { type: 'buffer', bookType: 'xlsx', compression: true },
  ) as Buffer;
const of = (rows: unknown[][], more: Partial<WorkSheet> = {}): WorkSheet =>
  Object.assign(utils.aoa_to_sheet(rows), more);
const cellsOf = async (bytes: Buffer): Promise<unknown[][]> =>
  (await sheetsOf(bytes, 100)).flatMap(({ lines }) => lines.map(({ line, cells }) => [line, ...cells]));

describe('the cells of a sheet', () => {
  it('merged downwards are said of every row beside them that says anything', async () => {
    const merged = of(
      [
        ['Colis', 'Série'],
        ['C1', 'A'],
        [null, 'B'],
        [null, null],
        ['C2', 'D'],
      ],
      {
        '!merges': [{ s: { r: 1, c: 0 }, e: { r: 3, c: 0 } }],
      },
    );
    expect(await cellsOf(bookOf({ a: merged }))).toEqual([
      [1, 'Colis', 'Série'],
      [2, 'C1', 'A'],
      [3, 'C1', 'B'],
      [5, 'C2', 'D'],
    ]);
  });

  it('keep the zeros a format shows, and show where digits are lost instead of zeros', async () => {
    const numbers = [
      { t: 'n', v: 12345, z: '00000000' },
      { t: 'n', v: 6_370_000_000_000_000 },
      { t: 'n', v: 352_099_001_761_481 },
      { t: 'n', v: 4150.5 },
    ];
    expect(await cellsOf(bookOf({ a: of([numbers]) }))).toEqual([
      [1, '00012345', '6.37E+15', '352099001761481', '4150.5'],
    ]);
  });

  it('that are days say so', async () => {
    const [sheet] = await sheetsOf(bookOf({ a: of([['A', new Date(2012, 2, 1)]]) }), 100);
    expect(sheet?.lines).toEqual([{ line: 1, cells: ['A', '2012-03-01'], dates: [1] }]);
  });
});

describe('the sheets of a file', () => {
  const options = {
    mostRows: 100,
    headingScore: (cells: readonly string[]) => cells.filter((cell) => ['Code', 'Nom'].includes(cell)).length,
    headingExample: '“Code;Nom”',
  };
  const hidden = { Workbook: { Sheets: [{ Hidden: 1 as const }, { Hidden: 0 as const }, { Hidden: 0 as const }] } };
  const book = bookOf(
    {
      Vieux: of([
        ['Code', 'Nom'],
        ['X', 'caché'],
      ]),
      Notes: of([['Bonjour'], ['Code de la route', 'Nom']]),
      Liste: of([
        ['Code', 'Nom'],
        ['A-1', 'vu'],
      ]),
    },
    hidden,
  );

  it('are read but for hidden ones; the list is the one whose heading says most, the others are told', async () => {
    const table = await readTable(book, options);
    expect(table).toMatchObject({ sheet: 'Liste', otherSheets: ['Notes'], headingLine: 1 });
    expect(table.lines.map(({ cells }) => cells)).toEqual([['A-1', 'vu']]);
  });

  it('can be chosen by name, but no hidden one', async () => {
    const notes = await readTable(book, { ...options, sheet: 'Notes', headingLine: 1 });
    expect(notes.heading).toEqual(['Bonjour']);
    await expect(readTable(book, { ...options, sheet: 'Vieux' })).rejects.toThrow('“Notes”, “Liste”');
  });
});

describe('a file that costs too much', () => {
  const big = bookOf({
    a: of(Array.from({ length: 5_000 }, (_, row) => Array.from({ length: 20 }, (_, at) => row * at))),
  });

  it('is given up after its time, and the next one is read', async () => {
    await expect(sheetsOf(big, 6_000, { seconds: 0.01, megabytes: 320 })).rejects.toThrow('more than 0.01 seconds');
    expect(await cellsOf(bookOf({ a: of([['x']]) }))).toEqual([[1, 'x']]);
  });

  it('is given up at its memory, and the process goes on', async () => {
    await expect(sheetsOf(big, 6_000, { seconds: 20, megabytes: 8 })).rejects.toThrow('more than 8 MB');
    expect(await cellsOf(bookOf({ a: of([['x']]) }))).toEqual([[1, 'x']]);
  });

  it('is refused when one long text stands in every cell', async () => {
    const text = 'x'.repeat(32_000);
    const rows = Array.from({ length: 600 }, () => [text]);
    const shared = write(
      { SheetNames: ['a'], Sheets: { a: of(rows) } },
      { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true },
    ) as Buffer;
    expect(shared.length).toBeLessThan(100_000);
    await expect(sheetsOf(shared, 1_000)).rejects.toThrow('16 million characters');
  });
});
