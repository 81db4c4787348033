// A folder of odd and hostile lists, as suppliers, spreadsheets and worse people make them. What a program can write is written here,
// so that nobody has to trust a binary file in the repository.
import { utils, write } from '@e965/xlsx';
import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { heading, laughs, noise, parts, row, written, zip } from './odd-archives.ts';

export interface OddList {
  what: string;
  file: Buffer;
  /** 200: it is read; else it is refused as a whole, with this code. */
  status: number;
  code?: string;
  /** Of what is read: rows, and what is found, as `line column code`. */
  rows?: number;
  found?: string[];
}

type Cell = string | number | Date | null | { t: string; v?: unknown; f?: string; z?: string };
const laptop = (serial: Cell, carton: Cell = 'C1'): Cell[] => ['HP', 'ProBook 450 G10', serial, carton];

const sheet = (rows: Cell[][], more: Partial<WorkSheet> = {}): WorkSheet =>
  Object.assign(utils.aoa_to_sheet(rows), more);
const book = (sheets: Record<string, WorkSheet>, more: Partial<WorkBook> = {}, shared = false): Buffer =>
  write(
    { SheetNames: Object.keys(sheets), Sheets: sheets, ...more },
    { type: 'buffer', bookType: 'xlsx', compression: true, bookSST: shared },
  ) as Buffer;
const text = (content: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(content, encoding);
const csv = (rows: string[][], ends = '\n'): string => rows.map((cells) => cells.join(';')).join(ends) + ends;
const rowsOf = (prefix: string, count: number): string[][] =>
  Array.from({ length: count }, (_, nth) => ['HP', 'ProBook 450 G10', `${prefix}${nth}`, 'C1']);

export function oddLists(): OddList[] {
  const long = 'Q'.repeat(32_000);
  return [
    {
      what: 'cartons merged over their rows',
      file: book({
        a: sheet([heading, laptop('MRG1'), laptop('MRG2', null), laptop('MRG3', null)], {
          '!merges': [{ s: { r: 1, c: 3 }, e: { r: 3, c: 3 } }],
        }),
      }),
      ...{ status: 200, rows: 3, found: [] },
    },
    {
      what: 'a serial merged over two devices',
      file: book({
        a: sheet([heading, laptop('MRG9'), laptop(null)], { '!merges': [{ s: { r: 1, c: 2 }, e: { r: 2, c: 2 } }] }),
      }),
      ...{ status: 200, rows: 2, found: ['3 N° de série serial-repeated'] },
    },
    {
      what: 'formulas',
      file: book({
        a: sheet([heading, laptop({ t: 's', v: 'F1', f: 'A1&"1"' }), laptop({ t: 'e', v: 0x17, f: '#REF!' })]),
      }),
      ...{ status: 200, rows: 2 },
      found: ['2 N° de série formula', '3 N° de série formula'],
    },
    {
      what: 'days made of serials',
      file: book({ a: sheet([heading, laptop(new Date(2012, 2, 1))]) }),
      ...{ status: 200, rows: 1, found: ['2 N° de série cell-is-day'] },
    },
    {
      what: 'a number of sixteen digits that lost its last ones',
      file: book({ a: sheet([heading, laptop(6_370_000_000_000_000), laptop('MNG2')]) }),
      ...{ status: 200, rows: 2, found: ['2 N° de série serial-mangled'] },
    },
    {
      what: 'the same as text, as a CSV keeps it',
      file: text(csv([heading, ['HP', 'ProBook 450 G10', '6,37E+15', 'C1'], ['HP', 'ProBook 450 G10', 'MNG4', 'C1']])),
      ...{ status: 200, rows: 2, found: ['2 N° de série serial-mangled'] },
    },
    {
      what: 'lines that end with CR alone',
      file: text(csv([heading, ...rowsOf('CR', 2)], '\r')),
      ...{ status: 200, rows: 2, found: [] },
    },
    {
      what: 'two columns of serials',
      file: text(
        csv([
          [...heading, 'S/N'],
          ['HP', 'ProBook 450 G10', 'DBL1', 'C1', 'DBL2'],
        ]),
      ),
      ...{ status: 200, rows: 1, found: ['1 S/N column-left-out'] },
    },
    {
      what: 'UTF-16',
      file: text(`\uFEFF${csv([heading, ...rowsOf('U16', 2)])}`, 'utf16le'),
      ...{ status: 200, rows: 2, found: [] },
    },
    {
      what: 'empty columns on all sides',
      file: text(
        csv([
          ['', ...heading, '', '', ''],
          ['', ...rowsOf('EMP', 1)[0]!, '', '', ''],
        ]),
      ),
      ...{ status: 200, rows: 1, found: [] },
    },
    {
      what: 'a mark of the encoding in the middle',
      file: text(`\uFEFF${csv([heading, ...rowsOf('BOM', 1)])}\uFEFF${csv([heading, ...rowsOf('BUM', 1)])}`),
      ...{ status: 200, rows: 2, found: [] },
    },
    {
      what: 'several sheets, one of them hidden',
      file: book(
        { Alt: sheet([heading, laptop('HID1')]), Notes: sheet([['Bonjour']]), Liste: sheet([heading, laptop('SHT1')]) },
        { Workbook: { Sheets: [{ Hidden: 1 }, { Hidden: 0 }, { Hidden: 0 }] } },
      ),
      ...{ status: 200, rows: 1, found: [] },
    },
    {
      what: 'one cell as long as a spreadsheet allows',
      file: book({ a: sheet([heading, laptop(long)]) }),
      ...{ status: 200, rows: 1, found: ['2 N° de série field-invalid'] },
    },
    {
      what: 'a sheet that says it is as large as sheets can be',
      file: zip(parts(written('XML1'))),
      ...{ status: 200, rows: 1, found: [] },
    },
    {
      what: 'a row at the very end of a sheet',
      file: zip(parts(written('XML2') + row(1_048_576, ['HP', 'ProBook 450 G10', 'END1', 'C1']))),
      ...{ status: 200, rows: 2, found: [] },
    },
    {
      what: 'half a million merged ranges',
      file: zip(
        parts(
          written('XML3'),
          `<mergeCells count="500000">${'<mergeCell ref="A1:A1048576"/>'.repeat(500_000)}</mergeCells>`,
        ),
      ),
      ...{ status: 200, rows: 1, found: [] },
    },
    {
      what: 'entities within entities',
      file: zip(parts(row(1, heading) + row(2, ['HP', 'ProBook 450 G10', '&j;', 'C1']), '', laughs)),
      // Nobody unfolds them: it is a text like any other.
      ...{ status: 200, rows: 1, found: [] },
    },
    {
      what: 'fifty megabytes of zeros',
      file: zip({ ...parts(written('XML4')), 'xl/media/zeros.bin': Buffer.alloc(50 * 1024 * 1024) }),
      ...{ status: 422, code: 'file-malformed' },
    },
    {
      what: 'the same under a directory that says it is small',
      file: zip({ ...parts(written('XML5')), 'xl/media/zeros.bin': Buffer.alloc(50 * 1024 * 1024) }, 1_000),
      ...{ status: 422, code: 'file-malformed' },
    },
    {
      what: 'one shared text in every cell',
      file: book({ a: sheet([heading, ...Array.from({ length: 600 }, () => laptop(long))]) }, {}, true),
      ...{ status: 422, code: 'file-malformed' },
    },
    {
      what: 'more cells than any list has',
      file: zip(parts(row(1, heading) + `<row>${'<c><v>1</v></c>'.repeat(180)}</row>`.repeat(8_000))),
      ...{ status: 422, code: 'file-malformed' },
    },
    {
      what: '20,001 rows',
      file: text(csv([heading, ...rowsOf('MANY', 20_001)])),
      ...{ status: 413, code: 'too-many-rows' },
    },
    {
      what: '20,001 rows of a spreadsheet',
      file: book({ a: sheet([heading, ...rowsOf('MANY', 20_001)]) }),
      ...{ status: 413, code: 'too-many-rows' },
    },
    {
      what: 'hidden sheets only',
      file: book(
        { a: sheet([heading, laptop('HID2')]), b: sheet([]) },
        { Workbook: { Sheets: [{ Hidden: 2 }, { Hidden: 0 }] } },
      ),
      status: 422,
      code: 'file-empty',
    },
    { what: 'headings only', file: book({ a: sheet([heading]) }), status: 422, code: 'file-empty' },
    {
      what: 'NUL bytes in text',
      file: text(csv([heading, ['HP', 'ProBook\0', 'NUL1', 'C1']])),
      status: 415,
      code: 'file-not-text',
    },
    {
      what: 'a quotation mark that never closes',
      file: text(csv([heading, ['HP', '"ProBook 450 G10', 'QUO1', 'C1'], ...rowsOf('QUO', 3)])),
      ...{ status: 422, code: 'file-malformed' },
    },
    {
      what: 'one cell of three megabytes',
      file: text(csv([heading, ['HP', 'x'.repeat(3_000_000), 'BIG1', 'C1']])),
      status: 422,
      code: 'file-malformed',
    },
    {
      what: 'an old XLS, or one with a password',
      file: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), noise]),
      status: 415,
      code: 'file-not-text',
    },
    {
      what: 'a web page under the name of a spreadsheet',
      file: text('<html><body><table><tr><td>Marque</td></tr></table></body></html>'),
      status: 415,
      code: 'file-not-text',
    },
    { what: 'a PDF', file: text('%PDF-1.7\nMarque;Modèle'), status: 415, code: 'file-not-text' },
    {
      what: 'an archive that is no spreadsheet',
      file: zip({ 'word/document.xml': '<w/>' }),
      status: 422,
      code: 'file-malformed',
    },
    {
      what: 'an archive cut off in the middle',
      file: book({ a: sheet([heading, laptop('CUT1')]) }).subarray(0, 3_000),
      status: 422,
      code: 'file-malformed',
    },
    {
      what: 'a sheet of noise',
      file: zip({ ...parts(written('XML6')), 'xl/worksheets/sheet1.xml': noise }),
      status: 422,
      code: 'file-empty',
    },
  ];
}
