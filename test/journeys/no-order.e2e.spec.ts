import type { Device } from '../../tools/journey/answers.ts';
import { Refused, newId } from '../../tools/journey/client.ts';
import { devicesOf, inspect, recordOrder, tagAll, type Receipt } from '../../tools/journey/receiving.ts';
import { allocate } from '../../tools/journey/handing-over.ts';
import { settled } from '../../tools/journey/settled.ts';
import { beginPlay, type Play } from './play.ts';

// The journey `no-order` (AM-6): the goods are there before anybody knows their order.

let play: Play;
beforeAll(async () => {
  play = await beginPlay();
}, 180_000);
afterAll(() => play?.end(), 60_000);

const listed = async (receiptId: string): Promise<boolean> => {
  const { items } = await play.cast
    .as('buyer')
    .get<{ items: { id: string }[] }>('/procurement/receipts?withoutOrder=true&limit=200');
  return items.some(({ id }) => id === receiptId);
};
const statesOf = async (receiptId: string): Promise<unknown[]> => {
  await play.mark();
  const devices = await devicesOf(play.cast.as('storekeeper'), receiptId);
  return devices.map(({ lifecycle, waitingFor }: Device & { waitingFor?: string[] }) => [lifecycle, waitingFor]);
};

it('AM-6 goods before the order are tagged, found and listed, and leave A01 when procurement has linked them', async () => {
  const { cast } = play;
  const { places, orgUnits, awards, catalogueItems } = cast.ids;
  const run = newId().replaceAll('-', '').slice(8, 20).toUpperCase();
  const made = await cast.as('storekeeper').post<Receipt>('/procurement/receipts', {
    ...{ placeId: places['store'], storeUnitId: orgUnits['store'], deliveryNote: 'BL-9021' },
    witnessId: cast.person('inspector1'),
    lines: [1, 2].map((row) => ({ row, catalogueItemId: catalogueItems['laptop'], serial: `N${run}${row}Z` })),
  });
  const receipt = await settled<Receipt>(cast.as('storekeeper'), `/procurement/receipts/${made.id}`);
  const tagging = await tagAll(cast, receipt.id);
  await play.mark();

  const tag = tagging.lines[0]!.tag;
  const found = await cast.as('storekeeper').get<{ matches: { id: string }[] }>(`/assets/devices/lookup?code=${tag}`);
  expect(found.matches.map(({ id }) => id)).toEqual([tagging.lines[0]!.deviceId]);
  expect(await listed(receipt.id)).toBe(true);

  await inspect(cast, receipt.id, []);
  const waits = ['A01_RECEIVED_PENDING_INSPECTION', ['COST', 'FUNDING', 'ORDER']];
  expect(await statesOf(receipt.id)).toEqual([waits, waits]);
  const deviceIds = receipt.lines.map(({ deviceId }) => deviceId);
  const early = allocate(cast, orgUnits['pmhMbujiMayi']!, awards['inl']!, deviceIds);
  await expect(early).rejects.toMatchObject({ problem: { code: 'devices-not-reservable' } });
  await expect(early).rejects.toBeInstanceOf(Refused);

  const ordered = [{ catalogueItemId: catalogueItems['laptop']!, quantity: 2, unitPriceMinor: 78_900 }];
  const order = await recordOrder(cast, `PO-N-${run}`, ordered, awards['inl']!);
  await cast.as('buyer').post(`/procurement/receipts/${receipt.id}/order-link`, { purchaseOrderId: order.id });
  expect(await statesOf(receipt.id)).toEqual([
    ['A04_IN_STOCK', []],
    ['A04_IN_STOCK', []],
  ]);
  expect(await listed(receipt.id)).toBe(false);
  const allocation = await allocate(cast, orgUnits['pmhMbujiMayi']!, awards['inl']!, deviceIds);
  expect(allocation.lines.map(({ state }) => state)).toEqual(['RESERVED', 'RESERVED']);
}, 60_000);

it('AM-9 fifty vests go to a unit in two parts, are refused in part, and come home', async () => {
  const { cast } = play;
  const { places, orgUnits, awards, catalogueItems, organisations } = cast.ids;
  const run = newId().slice(-6).toUpperCase();
  const vest = catalogueItems['vest']!;
  const order = await recordOrder(
    cast,
    `PO-V-${run}`,
    [{ catalogueItemId: vest, quantity: 50, unitPriceMinor: 1_150 }],
    awards['inl']!,
  );
  const made = await cast.as('storekeeper').post<Receipt>(`/procurement/purchase-orders/${order.id}/receipts`, {
    ...{ placeId: places['store'], storeUnitId: orgUnits['store'], deliveryNote: 'BL-9022' },
    ...{ witnessId: cast.person('inspector1'), lines: [{ row: 1, catalogueItemId: vest, quantity: 50 }] },
  });
  await settled<Receipt>(cast.as('storekeeper'), `/procurement/receipts/${made.id}`);
  await inspect(cast, made.id, []);
  await play.mark();
  const standing = async (): Promise<Record<string, number>> => {
    await play.mark();
    const { items } = await cast
      .as('auditor')
      .get<{ items: { lotId: string; lifecycle: string; quantity: number }[] }>(`/assets/lots?receiptId=${made.id}`);
    return Object.fromEntries(items.map(({ lifecycle, quantity }) => [lifecycle.slice(0, 3), quantity]));
  };
  const { items } = await cast.as('auditor').get<{ items: { lotId: string }[] }>(`/assets/lots?receiptId=${made.id}`);
  const lotId = items[0]!.lotId;

  const unit = { orgUnitId: orgUnits['pmhMbujiMayi']!, placeId: places['pmhMbujiMayi']! };
  const allocation = await cast.as('programmeManager').post<{ id: string }>('/handover/allocations', {
    ...{
      orgUnitId: unit.orgUnitId,
      awardIds: [awards['inl']],
      purpose: 'Gilets du poste',
      lots: [{ lotId, quantity: 40 }],
    },
  });
  await cast.as('approver').post(`/handover/allocations/${allocation.id}/approval`, {});
  const store = { orgUnitId: orgUnits['store'], personId: cast.person('storekeeper') };
  const send = async (body: object): Promise<string> => {
    const draft = await cast.as('dispatcher').post<{ id: string }>('/handover/waybills', {
      ...{
        vehiclePlate: 'CD 4471 AB 22',
        seals: [],
        carrierId: organisations['carrier'],
        driverId: cast.person('driver'),
      },
      ...body,
    });
    await cast.as('programmeManager').post(`/handover/waybills/${draft.id}/release`, {});
    await cast.as('dispatcher').post(`/handover/waybills/${draft.id}/dispatch`, {
      ...{
        driverSignature: { personId: cast.person('driver'), capacity: 'DRIVER' },
        releasedBy: cast.person('storekeeper'),
      },
    });
    await settled(cast.as('dispatcher'), `/handover/waybills/${draft.id}`);
    return draft.id;
  };
  const out = {
    ...{ purpose: 'TO_UNIT', fromPlaceId: places['store'], toPlaceId: unit.placeId, toOrgUnitId: unit.orgUnitId },
    officer: { orgUnitId: orgUnits['fieldOffice'], personId: cast.person('fieldOfficer') },
  };
  const first = await send({ ...out, lots: [{ lotId, quantity: 25 }] });
  expect(await standing()).toEqual({ A04: 10, A05: 15, A06: 25 });
  const pv = await cast.as('unitHead').post<{ id: string }>('/handover/handovers', {
    ...{
      kind: 'FIRST',
      ...unit,
      signature: { personId: cast.person('unitHead'), capacity: 'HEAD' },
      channel: 'OWN_PHONE',
    },
    giverId: cast.person('fieldOfficer'),
    lots: [{ waybillId: first, lotId, accepted: 20, refused: 5, remark: 'Bandes décousues' }],
  });
  await settled(cast.as('unitHead'), `/handover/handovers/${pv.id}`);
  const back = await send({
    ...{ purpose: 'RETURN', fromPlaceId: unit.placeId, toPlaceId: places['store'], toOrgUnitId: orgUnits['store'] },
    ...{ officer: store, lots: [{ lotId, quantity: 5 }] },
  });
  const home = await cast.as('storekeeper').post<{ id: string }>('/handover/handovers', {
    ...{ kind: 'RETURN', orgUnitId: orgUnits['store'], placeId: places['store'], channel: 'OWN_PHONE' },
    ...{ signature: { personId: cast.person('storekeeper'), capacity: 'STOREKEEPER' } },
    lots: [{ waybillId: back, lotId, accepted: 5 }],
  });
  await settled(cast.as('storekeeper'), `/handover/handovers/${home.id}`);
  expect(await standing()).toEqual({ A04: 15, A05: 15, A08: 20 });
  await send({ ...out, allocationIds: [allocation.id] });
  expect(await standing()).toEqual({ A04: 15, A06: 15, A08: 20 });
  const seen = await cast.as('unitHead').get<{ items: { quantity: number }[] }>(`/assets/lots?receiptId=${made.id}`);
  expect(seen.items.map(({ quantity }) => quantity).sort()).toEqual([15, 20]);
}, 90_000);
