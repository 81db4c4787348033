import { readTable } from './table.js';
import { TABLE_FORMATS, writeCsv, writeTable } from './write-table.js';

const heading = ['Marque', 'Modèle', 'Durée'];
const options = {
  mostRows: 100,
  headingScore: ([first]: readonly string[]) => Number(first === 'Marque'),
  headingExample: 'Marque',
};

describe.each(TABLE_FORMATS)('a table written as %s', (format) => {
  it('is read again cell by cell, whatever accents, separators and quotation marks', async () => {
    const rows = [
      ['HP', 'Écran 15,6"; mat', 48],
      ['Victron', 'ligne\nseconde', null],
    ];
    const { heading: told, lines } = await readTable(await writeTable(format, heading, rows), options);
    expect(told).toEqual(heading);
    expect(lines.map(({ cells }) => cells.slice(0, 2))).toEqual(rows.map((cells) => cells.slice(0, 2)));
  });

  it('has no formula, whatever somebody typed', async () => {
    const hostile = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1'];
    const file = await writeTable(format, heading, [hostile]);
    const { lines } = await readTable(file, options);
    expect(lines[0]?.formulas).toBeUndefined();
    for (const cell of lines[0]?.cells ?? []) expect(cell.startsWith("'")).toBe(true);
  });
});

describe('a table written in pieces', () => {
  it('is the same CSV, byte for byte', async () => {
    const rows = [
      ['HP', 'a;b', 48],
      ['=1', null, true],
      ['x', 'y', 0],
    ] as const;
    async function* pieces() {
      yield rows.slice(0, 2);
      yield [];
      yield rows.slice(2);
    }
    let text = '';
    for await (const piece of writeCsv(heading, pieces())) text += piece;
    expect(Buffer.from(text)).toEqual(await writeTable('csv', heading, rows));
  });
});
