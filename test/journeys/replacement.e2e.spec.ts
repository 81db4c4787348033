import { newId } from '../../tools/journey/client.ts';
import {
  devicesOf,
  inspect,
  receiveGoods,
  recordOrder,
  tagAll,
  type NewReceipt,
} from '../../tools/journey/receiving.ts';
import { beginPlay, type Play } from './play.ts';

// The journey `replacement` (AM-14): one of two is rejected, goes back, and another one comes in its place.

let play: Play;
beforeAll(async () => {
  play = await beginPlay();
}, 180_000);
afterAll(() => play?.end(), 60_000);

interface Found {
  lifecycle: string;
  origin: string;
  replacesDeviceId: string | null;
  replacedByDeviceId: string | null;
  [dimension: string]: unknown;
}

it('AM-14 a rejected device is exchanged for one that inherits its order line, cost, funding and holder', async () => {
  const { cast } = play;
  const { places, orgUnits, awards, catalogueItems } = cast.ids;
  const run = newId().replaceAll('-', '').slice(8, 20).toUpperCase();
  const laptop = catalogueItems['laptop']!;
  const ordered = [{ catalogueItemId: laptop, quantity: 2, unitPriceMinor: 78_900 }];
  const order = await recordOrder(cast, `PO-R-${run}`, ordered, awards['inl']!);
  const delivery = (lines: Record<string, unknown>[]): NewReceipt => ({
    ...{ placeId: places['store']!, storeUnitId: orgUnits['store']!, lines },
  });
  const rows = [1, 2].map((row) => ({ row, catalogueItemId: laptop, serial: `R${run}${row}Z` }));
  const receipt = await receiveGoods(cast, order.id, delivery(rows));
  await tagAll(cast, receipt.id);
  const [broken, sound] = receipt.lines.map(({ deviceId }) => deviceId) as [string, string];
  await inspect(cast, receipt.id, [{ deviceId: broken, reason: 'Écran brisé' }], places['store']!);
  await play.mark();
  const device = async (id: string): Promise<Found> => {
    await play.mark();
    return cast.as('auditor').get<Found>(`/assets/devices/${id}`);
  };
  expect((await device(broken)).lifecycle).toBe('A02_REJECTED');

  const instead = { row: 1, catalogueItemId: laptop, serial: `R${run}3Z` };
  const sounds = receiveGoods(cast, order.id, delivery([{ ...instead, replacesDeviceId: sound }]));
  await expect(sounds).rejects.toMatchObject({ problem: { rows: [{ code: 'device-not-rejected' }] } });
  const second = await receiveGoods(cast, order.id, delivery([{ ...instead, replacesDeviceId: broken }]));
  const [fresh] = second.lines.map(({ deviceId }) => deviceId) as [string];
  expect(await device(broken)).toMatchObject({ lifecycle: 'A03_RETURNED_TO_SUPPLIER', replacedByDeviceId: fresh });
  const again = receiveGoods(cast, order.id, delivery([{ ...instead, serial: `R${run}4Z`, replacesDeviceId: broken }]));
  await expect(again).rejects.toMatchObject({
    problem: { rows: [{ code: 'device-replaced' }, { code: 'receipt-exceeds-order' }] },
  });

  await tagAll(cast, second.id);
  await inspect(cast, second.id, []);
  await play.mark();
  const [stocked] = await devicesOf(cast.as('storekeeper'), second.id);
  expect(stocked).toMatchObject({ lifecycle: 'A04_IN_STOCK', title: 'IOM_CONDITIONAL' });
  expect(await device(fresh)).toMatchObject({
    ...{ origin: 'REPLACEMENT', replacesDeviceId: broken, costMinor: 78_900, currency: 'USD' },
    ...{ orderLineId: order.lines[0]!.orderLineId, funding: [{ awardId: awards['inl'], percent: 100 }] },
    custody: { partyId: orgUnits['store'], placeId: places['store'] },
  });
  const { lines } = await cast
    .as('buyer')
    .get<{ lines: Record<string, number>[] }>(`/procurement/purchase-orders/${order.id}`);
  expect(lines[0]).toMatchObject({ accepted: 2, rejected: 1, open: 0 });
}, 60_000);
