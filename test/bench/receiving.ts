import type { Cast } from '../../tools/journey/cast.ts';
import { recordOrder } from '../../tools/journey/receiving.ts';
import { settled } from '../../tools/journey/settled.ts';
import { copyFloor } from './copy-floor.ts';
import { milliseconds, perSecond, say, type Figure } from './figures.ts';
import { caughtUp, type Stage } from './stage.ts';
import { newId } from '../../tools/journey/client.ts';
import type { Document } from '../../tools/journey/answers.ts';

/** Receives `count` laptops in one call and waits until the last of them is found by its serial. Returns the serials. */
export async function receiveMany(
  cast: Cast,
  count: number,
): Promise<{ receiptId: string; serials: string[]; answeredMs: number; searchableMs: number }> {
  const { places, orgUnits, awards, catalogueItems } = cast.ids;
  const run = newId().replaceAll('-', '').slice(6, 18).toUpperCase();
  const laptop = catalogueItems['laptop']!;
  const order = await recordOrder(
    cast,
    `PO-B-${run}`,
    [{ catalogueItemId: laptop, quantity: count, unitPriceMinor: 78_900 }],
    awards['inl']!,
  );
  const serials = Array.from(
    { length: count },
    (_, index) => `B${run}${index.toString(36).toUpperCase().padStart(4, '0')}`,
  );
  const storekeeper = cast.as('storekeeper');
  const began = performance.now();
  const receipt = await storekeeper.post<Document>(`/procurement/purchase-orders/${order.id}/receipts`, {
    placeId: places['store'],
    storeUnitId: orgUnits['store'],
    deliveryNote: 'BL-BENCH',
    lines: serials.map((serial, index) => ({ row: index + 1, catalogueItemId: laptop, serial })),
  });
  const answeredMs = performance.now() - began;
  // The register applies the parts of a receipt in order: when the last device is found, all are.
  const last = `/assets/devices/lookup?code=${serials.at(-1)}`;
  const after = storekeeper.after === undefined ? {} : { after: storekeeper.after };
  while ((await storekeeper.get<{ matches: unknown[] }>(last, after)).matches.length === 0);
  const searchableMs = performance.now() - began;
  const { progress } = await settled<Document>(storekeeper, `/procurement/receipts/${receipt.id}`);
  if (progress?.applied !== count) throw new Error(`Only ${progress?.applied} of ${count} were registered.`);
  return { receiptId: receipt.id, serials, answeredMs, searchableMs };
}

/** The whole way of a large receipt, against COPY of what it wrote. */
export async function bulkReceipt({ stack, cast }: Stage): Promise<Figure[]> {
  const count = 10_000;
  say(`one receipt of ${count} serials …`);
  const rounds = [];
  for (let round = 0; round < 3; round += 1) {
    rounds.push(await receiveMany(cast, count));
    await caughtUp(stack);
  }
  rounds.sort((a, b) => a.searchableMs - b.searchableMs);
  const product = rounds[1]!;
  const floor = await copyFloor(
    ['procurement', 'assets', 'audit'].map((service) => stack.adminUrl(service as 'assets')),
  );
  const floorMs = floor.ms / rounds.length;
  const ratio = floorMs / product.searchableMs;
  return [
    {
      what: `one receipt of ${count.toLocaleString('en')} serials, until every device is searchable (middle of three)`,
      measured: `${milliseconds(product.searchableMs)} (answered after ${milliseconds(product.answeredMs)}), ${perSecond(count, product.searchableMs)}`,
      floor: `COPY of the same ${Math.round(floor.rows / rounds.length).toLocaleString('en')} rows into the same tables: ${milliseconds(floorMs)}`,
      ratio,
      aim: 'at least a quarter of COPY',
      reached: ratio >= 0.25,
    },
  ];
}
