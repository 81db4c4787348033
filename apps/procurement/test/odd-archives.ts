// Archives by hand, for what no program would write.
import { crc32, deflateRawSync } from 'node:zlib';

export const heading = ['Marque', 'Modèle', 'N° de série', 'Colis'];

/** An archive of these parts; its directory may say another size of the last one than it has. */
export function zip(parts: Record<string, string | Buffer>, claimed?: number): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const names = Object.keys(parts);
  for (const name of names) {
    const part = Buffer.from(parts[name]!);
    const packed = deflateRawSync(part);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(part), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(name === names.at(-1) ? (claimed ?? part.length) : part.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a spreadsheet by hand, for what no program would write. */
export function parts(sheetData: string, more = '', before = ''): Record<string, string> {
  return {
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Liste" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${xml}${before}<worksheet xmlns="${main}"><dimension ref="A1:XFD1048576"/><sheetData>${sheetData}</sheetData>${more}</worksheet>`,
  };
}
const inline = (at: string, said: string): string => `<c r="${at}" t="inlineStr"><is><t>${said}</t></is></c>`;
export const row = (nth: number, cells: string[]): string =>
  `<row r="${nth}">${cells.map((said, place) => inline(`${'ABCD'[place]}${nth}`, said)).join('')}</row>`;
export const written = (serial: string): string => row(1, heading) + row(2, ['HP', 'ProBook 450 G10', serial, 'C1']);

/** Entities that unfold to three billion letters, if anybody unfolds them. */
export const laughs = `<!DOCTYPE lolz [<!ENTITY a "haha">${'bcdefghij'
  .split('')
  .map((name, nth) => `<!ENTITY ${name} "${`&${'abcdefghi'[nth]};`.repeat(10)}">`)
  .join('')}]>`;

export const noise = Buffer.from(Array.from({ length: 20_000 }, (_, nth) => (nth * 7919 + (nth >> 3)) % 256));
