import type { Document } from '../../tools/journey/answers.ts';
import { newId, sha256 } from '../../tools/journey/client.ts';
import { devicesOf, inspect, recordOrder, receiveGoods, tagAll } from '../../tools/journey/receiving.ts';
import { beginPlay, type Play } from './play.ts';

// What is on its way: the supplier announces three laptops and sends a list with mistakes, two come, the third is claimed and replaced,
// and the shipment is closed once customs have their papers.

let play: Play;
beforeAll(async () => {
  play = await beginPlay();
}, 180_000);
afterAll(() => play?.end(), 60_000);

interface Scanned {
  answer: string;
  deviceId: string | null;
}

it('CR-14, AM-7 pre-alert, manifest with mistakes, scans, customs, receipt, claim, replacement, closure', async () => {
  const { cast } = play;
  const { places, orgUnits, awards, catalogueItems, organisations } = cast.ids;
  const [buyer, store] = [cast.as('buyer'), cast.as('storekeeper')];
  const run = newId().replaceAll('-', '').slice(8, 20).toUpperCase();
  const laptop = { catalogueItemId: catalogueItems['laptop']!, quantity: 3, unitPriceMinor: 78_900 };
  const order = await recordOrder(cast, `PO-I-${run}`, [laptop], awards['inl']!);
  const shipment = await buyer.post<Document>('/procurement/shipments', {
    ...{ supplierId: organisations['supplier'], purchaseOrderId: order.id, mode: 'AIR', transportNumber: `071-${run}` },
    ...{ fromCountry: 'CN', incoterm: { term: 'CIP', place: 'Kinshasa' }, expectedOn: '2026-09-01' },
    ...{ placeId: places['store'], storeUnitId: orgUnits['store'] },
  });
  const path = `/procurement/shipments/${shipment.id}`;
  await buyer.post(`${path}/steps`, { step: 'DEPARTED', happenedAt: '2026-08-20T06:00:00Z', toldBy: 'SUPPLIER' });
  await buyer.post(`${path}/steps`, { step: 'ARRIVED', happenedAt: '2026-08-22T06:00:00Z', toldBy: 'CARRIER' });
  const late = await buyer.get<{ items: Document[] }>('/procurement/shipments?late=true&limit=200');
  expect(late.items.map(({ id }) => id)).toContain(shipment.id);

  const serials = [1, 2, 3].map((n) => `I${run}${n}Z`);
  const rows = [`1;C1;HP;ProBook 450 G10;${serials[0]}`, `2;C1;HP;ProBook 450 G10;${serials[1]}`];
  const list = ['N°;Colis;Marque;Modèle;N° de série', ...rows, '3;C2;HP;ProBook 450 G10;6.37E+15', ''].join('\n');
  const manifest = await store.send('POST', `${path}/manifests`, Buffer.from(list), 'text/csv');
  expect(manifest).toMatchObject({ rows: 3, flagged: 1 });
  const scan = (code: string, model = ''): Promise<Scanned> =>
    store.get<Scanned>(`${path}/scan?code=${encodeURIComponent(code)}${model && `&catalogueItemId=${model}`}`);
  expect((await scan(serials[0]!)).answer).toBe('EXPECTED');
  expect((await scan('C1')).answer).toBe('EXPECTED');
  expect((await scan(serials[0]!, catalogueItems['radio'])).answer).toBe('WRONG_MODEL');
  expect((await scan(`X${run}`)).answer).toBe('UNKNOWN');

  const goods = { placeId: places['store']!, storeUnitId: orgUnits['store']!, shipmentId: shipment.id };
  const lineOf = (serial: string, row: number) => ({ row, catalogueItemId: catalogueItems['laptop'], serial });
  const receipt = await receiveGoods(cast, order.id, {
    ...goods,
    lines: serials.slice(0, 2).map((one, n) => lineOf(one, n + 1)),
  });
  await tagAll(cast, receipt.id);
  await inspect(cast, receipt.id, []);
  const device = (await devicesOf(store, receipt.id))[0]!;
  await play.mark();
  expect(await scan(serials[0]!)).toMatchObject({ answer: 'ALREADY_RECEIVED', deviceId: device.deviceId });
  expect(await scan(`https://dotation.example.org/a/${device.tag}`)).toMatchObject({ answer: 'ALREADY_RECEIVED' });
  const compared = await buyer.get(`${path}/comparison`);
  expect(compared).toMatchObject({ models: [{ announced: 3, received: 2, short: 1 }] });

  const claim = await buyer.post<Document>('/procurement/claims', {
    ...{ shipmentId: shipment.id, against: 'SUPPLIER', amountMinor: 78_900, currency: 'USD', answerBy: '2026-12-31' },
    lines: [{ catalogueItemId: catalogueItems['laptop'], reason: 'SHORT', quantity: 1 }],
  });
  await buyer.post(`/procurement/claims/${claim.id}/sending`, { sentOn: '2026-09-10' });
  const later = await receiveGoods(cast, order.id, { ...goods, lines: [lineOf(serials[2]!, 1)] });
  const settled = await cast
    .as('programmeManager')
    .post(`/procurement/claims/${claim.id}/settlement`, { outcome: 'REPLACED', receiptIds: [later.id] });
  expect(settled).toMatchObject({ status: 'SETTLED', replacementReceiptIds: [later.id] });

  const papers = {
    ...{ regime: 'EXEMPT', exemptionNumber: 'DGDA/EX/88', exemptedOn: '2026-08-12' },
    exemptionSha256: sha256('Exemption decision'),
  };
  await buyer.post(`${path}/customs-files`, papers);
  await expect(buyer.post(`${path}/closure`, {})).rejects.toMatchObject({
    ...{ status: 409, problem: { code: 'customs-missing' } },
  });
  const declared = { declarationNumber: `E ${run}`, declaredOn: '2026-08-23', office: '101K Kinshasa-Ndjili' };
  await buyer.post(`${path}/customs-files`, { ...papers, ...declared });
  expect(await buyer.post(`${path}/closure`, {})).toMatchObject({ status: 'CLOSED', customsMissing: [] });
  await play.mark();
}, 90_000);
