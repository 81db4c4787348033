import { read, utils, write } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { newId } from '../../tools/journey/client.ts';
import { recordOrder } from '../../tools/journey/receiving.ts';
import { copyFloor, rowsIn } from './copy-floor.ts';
import { milliseconds, perSecond, say, type Figure } from './figures.ts';
import { memoryOf } from './memory.ts';
import { caughtUp, type Stage } from './stage.ts';

const COUNT = 10_000;
const heading = ['N°', 'Colis', 'Marque', 'Modèle', 'Désignation', 'N° de série', 'Qté', 'Prix unitaire', 'Devise'];

interface Kind {
  name: 'CSV' | 'XLSX';
  file(rows: string[][]): Buffer;
  /** The least anybody has to do to know what the cells say. */
  parsed(file: Buffer): unknown[];
}

const kinds: Kind[] = [
  {
    name: 'CSV',
    file: (rows) => Buffer.from(rows.map((cells) => cells.join(';')).join('\r\n')),
    parsed: (file) => parse(file, { delimiter: ';', relax_quotes: true }),
  },
  {
    name: 'XLSX',
    file: (rows) =>
      write(
        { SheetNames: ['Liste'], Sheets: { Liste: utils.aoa_to_sheet(rows) } },
        { type: 'buffer', bookType: 'xlsx', compression: true },
      ) as Buffer,
    parsed: (file) => utils.sheet_to_json(read(file, { type: 'buffer', dense: true }).Sheets['Liste']!, { header: 1 }),
  },
];

/** A supplier's list of 10,000 rows, from upload to searchable, against parsing it alone and COPY of what it wrote. */
export async function supplierLists(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of kinds) figures.push(...(await supplierList(stage, kind)));
  return figures;
}

async function supplierList({ stack, cast }: Stage, { name, file, parsed }: Kind): Promise<Figure[]> {
  say(`a supplier’s list of ${COUNT} rows as ${name} …`);
  const { places, orgUnits, awards, catalogueItems } = cast.ids;
  const run = newId().replaceAll('-', '').slice(6, 18).toUpperCase();
  const ordered = [{ catalogueItemId: catalogueItems['laptop']!, quantity: COUNT, unitPriceMinor: 78_900 }];
  const order = await recordOrder(cast, `PO-L-${run}`, ordered, awards['inl']!);
  const serialOf = (nth: number): string => `L${run}${nth.toString(36).toUpperCase().padStart(4, '0')}`;
  const rows = Array.from({ length: COUNT }, (_, nth) => [
    ...[String(nth + 1), `CTN-${nth % 400}`, 'HP', 'ProBook 450 G10', 'Ordinateur portable 15,6 pouces'],
    ...[serialOf(nth), '1', '789,00', 'USD'],
  ]);
  const bytes = file([heading, ...rows]);
  const databases = (['procurement', 'assets', 'audit'] as const).map((service) => stack.adminUrl(service));
  const before = await rowsIn(databases);
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), `liste.${name.toLowerCase()}`);
  const receipt = { placeId: places['store'], storeUnitId: orgUnits['store'], deliveryNote: 'BL-BENCH' };
  form.set('receipt', JSON.stringify(receipt));
  const request = new Response(form);
  const body = new Uint8Array(await request.arrayBuffer());
  const storekeeper = cast.as('storekeeper');
  const procurement = stack.process('procurement')?.pid ?? 0;
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, memoryOf([procurement]))), 100);
  const began = performance.now();
  const path = `/procurement/purchase-orders/${order.id}/receipts`;
  await storekeeper.send('POST', path, body, request.headers.get('content-type')!);
  const answeredMs = performance.now() - began;
  // The register applies the parts of a receipt in order: when the last device is found, all are.
  const last = `/assets/devices/lookup?code=${serialOf(COUNT - 1)}`;
  const after = storekeeper.after === undefined ? {} : { after: storekeeper.after };
  while ((await storekeeper.get<{ matches: unknown[] }>(last, after)).matches.length === 0);
  const searchableMs = performance.now() - began;
  clearInterval(watch);
  await caughtUp(stack);
  const written = (await rowsIn(databases)) - before;
  const parsing = performance.now();
  if (parsed(bytes).length !== COUNT + 1) throw new Error('The floor read another list.');
  const parseMs = performance.now() - parsing;
  const copy = await copyFloor(databases);
  const copyMs = (copy.ms / copy.rows) * written;
  return [
    {
      what: `a supplier’s ${name} of ${COUNT.toLocaleString('en')} rows, from upload until every device is searchable`,
      measured: `${milliseconds(searchableMs)} (answered after ${milliseconds(answeredMs)}), ${perSecond(COUNT, searchableMs)}`,
      floor: `parsing alone ${milliseconds(parseMs)}, COPY of ${written.toLocaleString('en')} rows ${milliseconds(copyMs)}`,
      ratio: (parseMs + copyMs) / searchableMs,
      aim: 'at least a fifth',
      reached: (parseMs + copyMs) / searchableMs >= 0.2,
    },
    {
      what: `memory of procurement meanwhile, its reader of ${name} included`,
      measured: `${Math.round(most)} MB`,
      floor: '–',
      ratio: null,
      aim: 'under 400 MB',
      reached: most < 400,
    },
  ];
}
