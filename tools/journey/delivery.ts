import { readFileSync } from 'node:fs';
import type { ReadingRow, Device } from './answers.ts';
import type { Cast } from './cast.ts';
import { editionOf } from './edition.ts';
import {
  devicesOf,
  inspect,
  keepFile,
  receiveGoods,
  recordOrder,
  tagAll,
  type Order,
  type Receipt,
} from './receiving.ts';
import type { Story } from './story.ts';

/** What the dry run of a packing list answers. */
interface Reading {
  encoding: string;
  delimiter: string;
  mapping: Record<string, string>;
  rows: (ReadingRow & { values: Record<string, string | null> })[];
  ignored: { line: number; why: string }[];
  kitsProposed: { label: string; rows: number[] }[];
  lines: (Record<string, unknown> & {
    row: number;
    serial?: string | null;
    catalogueItemId?: string;
    unitPriceMinor?: number;
  })[];
}

export interface Delivery {
  order: Order;
  receipt: Receipt;
  devices: Device[];
}

/** Serials that stand on the box where the supplier's list repeats one (row 16 of the sample). */
const RETYPED = 'K';

const known = (reading: Reading): boolean =>
  reading.rows.some((row) => row.problems.some((problem) => problem.code === 'serial-already-active'));

/** Reads the supplier's file without writing anything, as the next edition that the register does not know yet. */
async function readList(cast: Cast, story: Story, file: string): Promise<{ reading: Reading; edition: number }> {
  const storekeeper = cast.as('storekeeper');
  const original = readFileSync(file);
  const read = (bytes: Buffer): Promise<Reading> =>
    storekeeper.send<Reading>('POST', '/procurement/packing-lists/readings', bytes, 'text/csv');
  const first = await read(original);
  const codes = {
    serials: first.rows.flatMap((row) => (row.values['serial'] ? [row.values['serial'].trim()] : [])),
    macs: first.rows.flatMap((row) => (row.values['mac'] ? [row.values['mac'].trim()] : [])),
  };
  let reading = first;
  let edition = 1;
  while (known(reading)) {
    edition += 1;
    reading = await read(editionOf(original, codes, edition));
  }
  if (edition > 1)
    story.say(`These serials are already in the register; this run uses edition ${edition} of the same list.`);
  return { reading, edition };
}

/** From the ERP order and the supplier's file to accepted, tagged, searchable devices in the store. */
export async function deliver(
  cast: Cast,
  story: Story,
  file: string,
  options: { reject: (lines: Receipt['lines']) => string[]; orderLabel: string },
): Promise<Delivery> {
  story.chapter('The supplier’s packing list, read without writing anything');
  const { reading, edition } = await readList(cast, story, file);
  story.say(
    `${reading.encoding}, “${reading.delimiter}” between columns, ${reading.rows.length} rows; ${reading.ignored.map((each) => `line ${each.line} ignored (${each.why})`).join(', ') || 'no line ignored'}.`,
  );
  const odd = (row: ReadingRow): boolean => row.problems.length + row.warnings.length > 0;
  story.table(
    ['row', 'maker', 'model', 'serial as read', 'what is wrong or odd'],
    reading.rows
      .filter((row, index) => index < 3 || odd(row))
      .map((row) => [
        row.row,
        row.values['maker'],
        row.values['model'],
        row.values['serial'],
        [...row.problems, ...row.warnings].map((each) => each.detail).join(' '),
      ]),
  );
  story.say(`${reading.rows.length - reading.rows.filter(odd).length} rows are in order.`);
  story.table(
    ['kit proposed', 'rows'],
    reading.kitsProposed.map((kit) => [kit.label, kit.rows.join(', ')]),
  );

  story.chapter('The order, recorded from the ERP');
  const order = await recordOrder(
    cast,
    `PO-${options.orderLabel}-${edition}`,
    orderedLines(reading),
    cast.ids.awards['inl']!,
  );
  story.table(
    ['order', 'line', 'quantity'],
    order.lines.map((line) => [order.number, line.lineNumber, line.quantity]),
  );

  story.chapter('Goods received, serial by serial');
  const lines = await corrected(cast, story, reading);
  const receipt = await receiveGoods(cast, order.id, {
    placeId: cast.ids.places['store']!,
    storeUnitId: cast.ids.orgUnits['store']!,
    lines,
    kits: reading.kitsProposed.map(({ label, rows }) => ({ label, rows })),
  });
  story.say(
    `${receipt.number}: ${receipt.progress?.applied} of ${receipt.progress?.lines} registered, ${receipt.progress?.refused} refused; ${reading.kitsProposed.length} kits confirmed.`,
  );

  story.chapter('Tags bound');
  const tagging = await tagAll(cast, receipt.id);
  story.say(
    `${tagging.lines.length} tags, ${tagging.lines[0]?.tag} to ${tagging.lines.at(-1)?.tag} (numbers whose check character would be I or O are left out).`,
  );

  story.chapter('Technical inspection');
  const rejected = options.reject(receipt.lines);
  await inspect(
    cast,
    receipt.id,
    rejected.map((deviceId) => ({ deviceId, reason: 'Écran brisé' })),
    cast.ids.places['quarantine'],
  );
  const devices = await devicesOf(cast.as('storekeeper'), receipt.id);
  story.table(
    ['tag', 'maker', 'model', 'serial', 'life cycle', 'title'],
    devices.map((device) => [device.tag, device.maker, device.model, device.serial, device.lifecycle, device.title]),
  );
  return { order, receipt, devices };
}

/** What the order must have said for this list to be right: a quantity and a price per model. */
function orderedLines(reading: Reading): { catalogueItemId: string; quantity: number; unitPriceMinor: number }[] {
  const byItem = new Map<string, { catalogueItemId: string; quantity: number; unitPriceMinor: number }>();
  for (const line of reading.lines) {
    const catalogueItemId = line.catalogueItemId;
    if (catalogueItemId === undefined) throw new Error(`Row ${line.row}: this model is not in the catalogue.`);
    const ordered = byItem.get(catalogueItemId) ?? {
      catalogueItemId,
      quantity: 0,
      unitPriceMinor: line.unitPriceMinor ?? 100,
    };
    ordered.quantity += 1;
    byItem.set(catalogueItemId, ordered);
  }
  return [...byItem.values()];
}

/** The store-keeper retypes a repeated serial from the plate, with a photograph, and gives a reason and a photograph where there is none. */
async function corrected(cast: Cast, story: Story, reading: Reading): Promise<Record<string, unknown>[]> {
  const repeated = reading.rows.filter((row) =>
    row.problems.some((problem) => problem.code.startsWith('serial-repeated')),
  );
  const later = new Set(repeated.map((row) => row.row).filter((_, index, rows) => index > 0 || rows.length === 1));
  const numbered = (line: Reading['lines'][number]): boolean => (line.serial ?? '') !== '';
  const wanted = later.size > 0 || !reading.lines.every(numbered);
  const photo = wanted ? await keepFile(cast.as('storekeeper'), platePhoto(), 'image/png') : null;
  return reading.lines.map((line) => {
    if (later.has(line.row)) {
      const listed = String(line.serial);
      const serial = `${listed.slice(0, 9)}${RETYPED}${listed.slice(10)}`;
      story.say(
        `Row ${line.row}: the list repeats ${String(line.serial)}; the plate says ${serial}, retyped with a photograph.`,
      );
      return { ...line, serial, serialTyped: true, platePhotoSha256: photo };
    }
    return numbered(line)
      ? line
      : { ...line, noSerialReason: 'Le fabricant ne numérote pas cet article', platePhotoSha256: photo };
  });
}

/** The smallest valid PNG: a journey has no camera. */
function platePhoto(): Uint8Array {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
}
