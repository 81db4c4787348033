import fc from 'fast-check';
import { decimalSign, kitMarker, minorUnits, saysTotal, splitCodes, wholeNumber } from './cell.rules.js';
import { corrected } from './correction.rules.js';
import { columnsOf, headingScore } from './heading.rules.js';
import { PackingListTables } from './packing-list-table.service.js';
import { readPackingList } from './packing-list.rules.js';

const tables = new PackingListTables();
const list = async (text: string) => readPackingList(await tables.read(Buffer.from(text)));

describe('numbers as people write them', () => {
  it.each([
    ['4 150,00', ',', 415_000],
    ['4\u202f150,5', ',', 415_050],
    ['789', ',', 78_900],
    ['1.234.567,89', ',', 123_456_789],
    ['4,150.00', '.', 415_000],
    ["4'150.00", '.', 415_000],
    ['$ 12.5', '.', 1_250],
    ['12,50 USD', ',', 1_250],
    ['12,505', ',', null],
    ['gratuit', ',', null],
    ['-3,00', ',', null],
  ] as const)('%s with decimal %s is %s', (cell, sign, minor) => {
    expect(minorUnits(cell, sign, 2)).toBe(minor);
  });

  it('judges the decimal sign over the whole column', () => {
    expect(decimalSign(['1,234', '5,50', '7'])).toBe(',');
    expect(decimalSign(['1,234', '5.50', '7'])).toBe('.');
  });

  it('reads quantities that a spreadsheet gave decimals, and no fractions', () => {
    expect([wholeNumber('1'), wholeNumber('1 000'), wholeNumber('2,00'), wholeNumber('1,5'), wholeNumber('x')]).toEqual(
      [1, 1000, 2, null, null],
    );
  });

  it('finds kit markers, totals and several addresses in a cell', () => {
    expect(kitMarker('Onduleur solaire (Kit-Radio-1)')).toBe('KIT-RADIO-1');
    expect(kitMarker('Kitchen')).toBeUndefined();
    expect(saysTotal(['', '', 'TOTAL GÉNÉRAL', '40'])).toBe(true);
    expect(saysTotal(['Total Energies pump'])).toBe(true);
    expect(splitCodes('E0:73:E7:32:51:33 / E0:73:E7:32:51:34', 12)).toHaveLength(2);
    expect(splitCodes('E0 73 E7 32 51 33', 12)).toHaveLength(1);
  });
});

describe('headings', () => {
  it('are understood in French and English, whatever accents and signs', () => {
    const fields = (...cells: string[]) => columnsOf(cells).map(({ field }) => field);
    expect(fields('Nº', 'COLIS', 'Fabricant', 'MODELE', 'S/N', 'Qté.', 'P.U.')).toEqual([
      ...['number', 'carton', 'maker', 'model', 'serial', 'quantity', 'unitPrice'],
    ]);
    expect(fields('Item', 'Manufacturer', 'Model No.', 'Serial Number', 'Color')).toEqual([
      ...['number', 'maker', 'model', 'serial', null],
    ]);
    expect(fields('Serial', 'Serial number')).toEqual(['serial', null]);
    expect(fields('MAC LAN', 'MAC WIFI')).toEqual(['mac', 'mac']);
  });

  it('are no heading when they name no goods', () => {
    expect(headingScore(['N°', 'Devise'])).toBe(0);
    expect(headingScore(['Modèle', 'Divers'])).toBe(0);
    expect(headingScore(['Marque', 'Modèle'])).toBe(2);
  });
});

describe('a list', () => {
  it('keeps its own row numbers when they are usable, else counts', async () => {
    expect((await list('N°;Marque;Modèle\n10;HP;X\n20;HP;Y\n')).rows.map(({ row }) => row)).toEqual([10, 20]);
    expect((await list('N°;Marque;Modèle\n1;HP;X\n1;HP;Y\n')).rows.map(({ row }) => row)).toEqual([1, 2]);
  });

  it('ignores total and blank lines, says so, and compares the total', async () => {
    const read = await list('Marque;Modèle;Qté\nHP;X;2\n;;\nTotal;;3\n');
    expect(read.ignored).toEqual([
      { line: 3, why: 'blank line' },
      { line: 4, why: 'total line' },
    ]);
    expect(read.warnings).toEqual([expect.objectContaining({ line: 4, code: 'total-differs' })]);
  });

  it('tells a quantity that is no number and cells beyond the heading, by line and column', async () => {
    const [row] = (await list('Marque;Modèle;Qté\nHP;X;deux;surplus\n')).rows;
    expect(row?.problems).toEqual([
      expect.objectContaining({ row: 1, column: 'Qté', code: 'quantity-unreadable' }),
      expect.objectContaining({ row: 1, code: 'row-has-surplus-cells' }),
    ]);
  });

  it('takes what stands for “none” as no serial, and says so', async () => {
    const [row] = (await list('Marque;Modèle;S/N\nHP;X;n/a\n')).rows;
    expect(row?.receiptRow).not.toHaveProperty('serial');
    expect(row?.warnings).toEqual([expect.objectContaining({ code: 'serial-left-out' })]);
  });

  it('refuses a quotation mark that swallows lines, and takes one that closes', async () => {
    await expect(list('Marque;Modèle;S/N\nHP;"15 pouces;A\nHP;X" y;B\n')).rejects.toThrow('file-malformed');
    expect(
      (await list('Marque;Désignation;S/N;Modèle\nHP;"deux\nlignes";A;X\nHP;y;B;Z\n')).rows.map(({ line }) => line),
    ).toEqual([2, 4]);
  });

  it('counts a corrected serial as typed, drops what did not arrive, refuses unknown rows', async () => {
    const { rows } = await list('Marque;Modèle;S/N;Qté\nHP;X;A;1\nHP;X;B;deux\nHP;X;C;1\n');
    const { lines, problems } = corrected(rows, [
      { row: 1, serial: 'A1' },
      { row: 2, quantity: 2 },
      { row: 3, drop: true },
    ]);
    expect(problems).toEqual([]);
    expect(lines).toMatchObject([
      { row: 1, serial: 'A1', serialTyped: true },
      { row: 2, quantity: 2 },
    ]);
    expect(corrected(rows, [{ row: 9 }, null, { row: 1 }, { row: 1 }]).problems.map(({ code }) => code)).toEqual([
      ...['correction-row-unknown', 'correction-row-unknown', 'correction-repeated', 'quantity-unreadable'],
    ]);
  });
});

describe('any file at all', () => {
  const refusal = /^(file-|too-many-rows)/;
  const reads = async (bytes: Buffer): Promise<void> => {
    try {
      const table = await tables.read(bytes);
      const { rows } = readPackingList(table);
      for (const { row, line } of rows) expect(row > 0 && line > table.headingLine).toBe(true);
    } catch (error) {
      expect((error as { code?: string }).code).toMatch(refusal);
    }
  };

  it('is read or refused with a reason, never an accident: random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => reads(Buffer.from(bytes))),
      { numRuns: 500 },
    );
  });

  it('is read or refused with a reason, never an accident: tables of hostile cells', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '"',
        '""',
        '"a',
        'a"b',
        ';',
        '\n',
        '\r\n',
        '\t',
        '=1+1',
        'Total',
        'N/A',
        '1e999',
        'é',
        '\u202e',
        '\ud83d\ude00',
      ),
    );
    const encoded = fc.constantFrom<BufferEncoding>('utf8', 'latin1', 'utf16le');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }),
        fc.constantFrom(';', ',', '\t', '|'),
        encoded,
        async (rows, delimiter, encoding) => {
          const text = ['Marque', 'Modèle', 'N° de série', 'Qté', 'Prix', 'MAC'].join(delimiter);
          await reads(Buffer.from(`${text}\n${rows.map((cells) => cells.join(delimiter)).join('\n')}`, encoding));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
