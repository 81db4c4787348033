import { crc32, deflateRawSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { readTable } from './table.js';
import type { TableOptions } from './table.js';
import { UnreadableFile } from './unreadable-file.js';

const options: TableOptions = {
  mostRows: 100,
  headingScore: (cells) => cells.filter((cell) => ['Code', 'Nom', 'Depuis'].includes(cell.trim())).length,
  headingExample: '“Code;Nom”',
};
const read = (bytes: Buffer) => readTable(bytes, options);
type Row = (string | number | Date | { t: string; v?: unknown; f?: string })[];
const sheet = (rows: Row[]): Buffer =>
  write(
    { SheetNames: ['Unités'], Sheets: { Unités: utils.aoa_to_sheet(rows) } },
    { type: 'buffer', bookType: 'xlsx', compression: true },
  ) as Buffer;

/** An archive with one part, whose directory may lie about its size. */
function archive(part: Buffer, claimed = part.length): Buffer {
  const packed = deflateRawSync(part);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(part), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(claimed, 18);
  common.writeUInt16LE(1, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from('a'), packed]);
  const central = Buffer.concat([
    ...[Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(14), Buffer.from('a')],
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('a spreadsheet', () => {
  it('gives its first sheet as text: numbers bare, dates as days, blank lines left out, lines as it counts them', async () => {
    const table = await read(
      sheet([['Registre'], [], ['Code', 'Nom', 'Depuis'], ['A-1', 'Élila', new Date(2016, 0, 31)], [], ['B-2', 12345]]),
    );
    expect(table).toMatchObject({ encoding: 'xlsx', headingLine: 3, heading: ['Code', 'Nom', 'Depuis'] });
    expect(table.lines.map(({ line, cells }) => [line, ...cells])).toEqual([
      [4, 'A-1', 'Élila', '2016-01-31'],
      [6, 'B-2', '12345'],
    ]);
  });

  it('says which cells hold a formula', async () => {
    const { lines } = await read(
      sheet([
        ['Code', 'Nom'],
        ['A-1', { t: 's', v: 'Goma', f: 'HYPERLINK("http://x","Goma")' }],
      ]),
    );
    expect(lines).toMatchObject([{ formulas: [1] }]);
  });

  it('is refused above the rows that can be read, and without a heading', async () => {
    const rows = Array.from({ length: 101 }, (_, index) => [`A-${index}`, 'x']);
    await expect(read(sheet([['Code', 'Nom'], ...rows]))).rejects.toMatchObject({ code: 'too-many-rows' });
    await expect(read(sheet([['x'], ['y']]))).rejects.toMatchObject({ code: 'file-without-heading' });
  });

  it.each([
    ['unpacks to more than it may', archive(Buffer.alloc(30 * 1024 * 1024))],
    ['unpacks to more than it says', archive(Buffer.alloc(1024 * 1024), 1_000)],
    ['unpacks to less than it says', archive(Buffer.alloc(10), 1_000)],
    [
      'is cut off',
      sheet([
        ['Code', 'Nom'],
        ['A', 'B'],
      ]).subarray(0, 900),
    ],
    ['is no spreadsheet at all', archive(Buffer.from('hello'))],
  ])('is refused when it %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toBeInstanceOf(UnreadableFile);
  });

  it('is read or refused with a reason, never an accident: broken bytes', async () => {
    const sound = sheet([
      ['Code', 'Nom'],
      ['A-1', 'Goma'],
      ['B-2', 'Bukavu'],
    ]);
    const broken = fc.array(fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(broken, async (changes) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          expect((await read(bytes)).lines.length).toBeLessThanOrEqual(100);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFile);
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('reads text as text', async () => {
  expect(await read(Buffer.from('Code;Nom\nA-1;Goma\n'))).toMatchObject({ encoding: 'utf-8', delimiter: ';' });
});
