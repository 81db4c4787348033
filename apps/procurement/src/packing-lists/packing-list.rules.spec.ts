import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { decimalSign, kitMarker, minorUnits, saysTotal, splitCodes, wholeNumber } from './cell.rules.js';
import { corrected } from './correction.rules.js';
import { readLine } from './cells-of-line.rules.js';
import { SAID_IN_FRENCH } from './finding-words.rules.js';
import { columnNames, columnsOf, headingScore, isMappingOf, mappingProblems } from './heading.rules.js';
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
    // A spreadsheet's own number in a column that people wrote with decimal commas.
    ['4150.5', ',', 415_050],
    ['4,150.5', '.', 415_050],
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
    expect(splitCodes('E0:73:E7:32:51:33 / E0:73:E7:32:51:34', 'MAC')).toHaveLength(2);
    expect(splitCodes('E0 73 E7 32 51 33', 'MAC')).toHaveLength(1);
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

describe('what a person said the columns are', () => {
  const said = new Map([
    ['fabricant', 'maker'],
    ['ref usine', 'serial'],
    ['article', null],
  ] as const);

  it('counts for lists with these columns in any order, and before what headings seem to mean', () => {
    expect(headingScore(['Réf. usine', 'Article', 'Fabricant'], [said])).toBeGreaterThan(100);
    expect(columnsOf(['Réf. usine', 'Article', 'Fabricant'], said).map(({ field }) => field)).toEqual([
      ...['serial', null, 'maker'],
    ]);
  });

  it('counts for the same list when it comes back with what is to correct, and for no other', () => {
    expect(isMappingOf(said, ['Fabricant', 'Réf. usine', 'Article', 'À corriger'])).toBe(true);
    expect(isMappingOf(said, ['Fabricant', 'Réf. usine'])).toBe(false);
    expect(isMappingOf(said, ['Fabricant', 'Réf. usine', 'Article', 'Poids'])).toBe(false);
  });

  it('tells repeated and blank headings apart, and those in other scripts', () => {
    expect(columnNames(['N°', 'N°', '', '序列号', '型号'])).toEqual(['n', 'n #2', '', '序列号', '型号']);
  });

  it('is refused when it names no goods, or one field twice', () => {
    const column = (heading: string, field: 'maker' | 'serial' | 'mac') => ({ heading, field });
    expect(mappingProblems([column('A', 'maker')])).toMatchObject([{ row: 0, code: 'goods-not-told' }]);
    expect(mappingProblems([column('A', 'serial'), column('B', 'serial')])).toMatchObject([
      { row: 2, code: 'field-repeated' },
    ]);
    expect(mappingProblems([column('A', 'serial'), column('B', 'mac'), column('C', 'mac')])).toEqual([]);
  });
});

describe('cells', () => {
  it('that hold a formula are refused, but for what only counts rows or claims a price', async () => {
    const { rows } = await list('N°;Marque;Modèle;S/N;Prix\n=A1;HP;X;=B2;=E1*2\n');
    expect(rows[0]?.problems).toMatchObject([{ row: 1, field: 'serial', column: 'S/N', code: 'formula' }]);
    expect(rows[0]?.warnings).toMatchObject([{ field: 'unitPrice', code: 'formula' }, { code: 'price-unreadable' }]);
  });

  it('keep zeros that a spreadsheet kept as ="00123", and texts it kept with an apostrophe', async () => {
    const { rows } = await list(`Marque;Modèle;S/N\nHP;'-X;="00123"\n`);
    expect(rows[0]?.receiptRow).toMatchObject({ model: '-X', serial: '00123' });
    expect(rows[0]?.problems).toEqual([]);
  });

  it('give a device several identifiers of several kinds', async () => {
    const { rows } = await list(
      'Marque;Modèle;MAC;IMEI;N° de châssis;Moteur\nX;Y;E07332A13301;490154203237518;V1;M1, M2\n',
    );
    expect(rows[0]?.receiptRow['identifiers']).toEqual([
      { type: 'MAC', value: 'E07332A13301' },
      { type: 'IMEI', value: '490154203237518' },
      { type: 'VIN', value: 'V1' },
      { type: 'ENGINE', value: 'M1' },
      { type: 'ENGINE', value: 'M2' },
    ]);
  });

  it('say what comes upon the price, which is a claim like the price (AM-12)', async () => {
    const { rows } = await list('Marque;Modèle;Prix;Fret;Douane;Devise\nHP;X;100,00;12,50;offert;USD\n');
    expect(rows[0]?.receiptRow).toMatchObject({ unitPriceMinor: 10_000, landedMinor: { freight: 1_250 } });
    expect(rows[0]?.warnings).toMatchObject([{ code: 'price-unreadable', field: 'duty' }]);
  });

  it('that a spreadsheet took for a day are no serial', () => {
    const columns = columnsOf(['Marque', 'Modèle', 'S/N', 'Colis']);
    const read = readLine({ line: 2, cells: ['HP', 'X', '2012-03-01', '2026-01-01'], dates: [2, 3] }, columns);
    expect(read.problems).toMatchObject([{ field: 'serial', column: 'S/N', code: 'cell-is-day' }]);
  });
});

it('every code that the rules find in a row has French words', () => {
  const folders = ['.', '../receipts', '../legacy-lists'].map((path) => join(import.meta.dirname, path));
  const files = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((file) => (file.endsWith('.rules.ts') ? [join(folder, file)] : [])),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/code: '([a-z-]+)'|(?:problem|wrong)\((?:\s*'[A-Za-z]+',)?\s*'([a-z-]+-[a-z-]+)'/g)];
  });
  const codes = new Set(found.map(([, named, called]) => named ?? called));
  // Of the request as a whole, and of what is not a row of a list.
  const elsewhere = ['correction-row-unknown', 'correction-repeated', 'field-repeated', 'goods-not-told'];
  const others = [
    'received-in-future',
    'received-too-early',
    'witness-same-person',
    'kit-repeated',
    'kit-row-unknown',
    'too-many-rows',
  ];
  const without = [...codes].filter((code) => !SAID_IN_FRENCH.includes(String(code)));
  expect(without.filter((code) => ![...elsewhere, ...others].includes(String(code)))).toEqual([]);
  expect(codes.size).toBeGreaterThan(30);
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
