import { DeviceTaggedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { aShipment, meetCompany } from '../../test/inbound.ts';
import { oddLists } from '../../test/odd-lists.ts';
import { form, laptops, startProcurement, type Order, type Procurement } from '../../test/procurement.ts';
import { RegisterEffectsHandler } from '../receipts/register-effects.handler.js';

let p: Procurement;
let supplierId: string;
beforeAll(async () => {
  p = await startProcurement();
  supplierId = await meetCompany(p);
});
afterAll(() => p.close());

const heading = 'N°;Colis;Marque;Modèle;N° de série;Adresse MAC;Qté';
const file = (...rows: string[]): Buffer => Buffer.from([heading, ...rows, ''].join('\n'));
const announced = async (order?: Order): Promise<string> => {
  const of = order === undefined ? {} : { purchaseOrderId: order.id };
  return (await p.buyer.post('/shipments', aShipment(p, supplierId, of)).expect(201)).body.id as string;
};
const load = (shipmentId: string, bytes: Buffer, key = uuidv7()) =>
  p.storekeeper.post(`/shipments/${shipmentId}/manifests`, undefined, key).type('text/csv').send(bytes);
const scan = async (shipmentId: string, code: string, more: Record<string, string> = {}) =>
  (
    await p.storekeeper
      .get(`/shipments/${shipmentId}/scan?${new URLSearchParams({ code, ...more }).toString()}`)
      .expect(200)
  ).body as { answer: string; of: string | null; deviceId: string | null; found: number; received: number } & Record<
    'lines' | 'alike',
    { row: number; problems: { code: string; text: { fr: string } }[] }[]
  >;
const receive = (order: Order | null, shipmentId: string, lines: unknown[], more: object = {}) =>
  p.storekeeper.post(
    order === null ? '/receipts' : `/purchase-orders/${order.id}/receipts`,
    p.delivery(lines, { shipmentId, ...more }),
  );
const hp = (serial: string) => ({ maker: 'HP', model: 'ProBook 450 G10', serial });

describe('AM-7: a manifest is the supplier’s claim', () => {
  it('loads with its mistakes flagged cell by cell, where a receipt of the same file is refused', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 9 }]);
    const shipmentId = await announced(order);
    const bytes = file(
      '1;CTN-001;HP;ProBook 450 G10;MFA0001;;1',
      '2;CTN-001;HP;ProBook 450 G10;6.37E+15;;1',
      '3;CTN-002;HP;ProBook 999;MFA0003;;1',
      '4;CTN-002;HP;ProBook 450 G10;MFA0001;;1',
      '5;CTN-002;HP;ProBook 450 G10;=A1;;1',
      '6;CTN-003;Barrett;4050 HF;MFA0006;;1',
      '7;CTN-003;HP;ProBook 450 G10;;;1',
    );
    const { body } = await load(shipmentId, bytes).expect(201);
    expect(body).toMatchObject({ version: 1, rows: 7, quantity: 7, flagged: 6, mappingFrom: 'HEADINGS' });
    const { body: page } = await p.buyer.get(`/shipments/${shipmentId}/manifest/lines?flagged=true`).expect(200);
    const found = (page.items as { row: number; problems: { column?: string; code: string }[] }[]).flatMap(
      ({ row, problems }) => problems.map(({ column, code }) => `${row} ${column} ${code}`),
    );
    expect(found).toEqual([
      '2 N° de série serial-mangled',
      '3 Modèle model-unknown',
      '4 N° de série serial-repeated',
      '5 N° de série formula',
      '6 Modèle not-ordered',
      '7 N° de série serial-missing',
    ]);
    for (const { problems } of page.items)
      for (const { text } of problems as { text: { fr: string; en: string } }[]) expect(text.fr).not.toBe(text.en);
    const { body: sent, contentType } = form(bytes, p.delivery([], { shipmentId, lines: undefined }));
    const strict = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`).type(contentType).send(sent);
    expect([strict.status, strict.body.code]).toEqual([422, 'receipt-rows-refused']);
    expect((await p.buyer.get(`/shipments/${shipmentId}`)).body).toMatchObject({ status: 'ANNOUNCED', receiptIds: [] });
  });

  it('answers each scan: expected, over, wrong model, already received, unknown', async () => {
    const order = await p.order([
      { model: 'ProBook 450 G10', quantity: 2 },
      { model: '4050 HF', quantity: 1 },
    ]);
    const shipmentId = await announced(order);
    await load(
      shipmentId,
      file(
        '1;CTN-101;HP;ProBook 450 G10;MFB0001;E0:73:E7:32:51:AA;1',
        '2;CTN-101;HP;ProBook 450 G10;MFB0002;;1',
        '3;CTN-102;HP;ProBook 450 G10;MFB0003;;1',
        '4;CTN-102;Victron;Phoenix 12/800;MFB0004;;1',
        '5;CTN-102;Barrett;4050 HF;;;1',
      ),
    ).expect(201);
    expect(await scan(shipmentId, ' mfb 0001')).toMatchObject({
      answer: 'EXPECTED',
      of: 'DEVICE',
      lines: [{ row: 1 }],
    });
    expect(await scan(shipmentId, 'e0-73-e7-32-51-aa')).toMatchObject({ answer: 'EXPECTED', lines: [{ row: 1 }] });
    expect(await scan(shipmentId, 'CTN-101')).toMatchObject({
      answer: 'EXPECTED',
      of: 'CARTON',
      found: 2,
      received: 0,
    });
    expect(await scan(shipmentId, 'MFB0001', { catalogueItemId: p.items['4050 HF']! })).toMatchObject({
      answer: 'WRONG_MODEL',
    });
    const notOrdered = await scan(shipmentId, 'MFB0004');
    expect(notOrdered).toMatchObject({ answer: 'WRONG_MODEL', lines: [{ row: 4 }] });
    expect(notOrdered.lines[0]!.problems.map(({ code }) => code)).toEqual(['not-ordered']);
    expect(await scan(shipmentId, 'NOBODYS-1')).toMatchObject({ answer: 'UNKNOWN', of: null, lines: [] });
    // O for 0: it is not the one, and looks like it.
    expect(await scan(shipmentId, 'MFBOOO2')).toMatchObject({ answer: 'UNKNOWN', alike: [{ row: 2 }] });
    // The radio was announced without its serial; a laptop with another serial was not.
    expect(await scan(shipmentId, 'RADIO-7', { catalogueItemId: p.items['4050 HF']! })).toMatchObject({
      answer: 'EXPECTED',
    });
    expect(await scan(shipmentId, 'LAP-7', { catalogueItemId: p.items['ProBook 450 G10']! })).toMatchObject({
      answer: 'OVER',
    });
    const came = await receive(order, shipmentId, [hp('MFB0001'), hp('MFB0002')]).expect(201);
    const { deviceId } = came.body.lines[0];
    expect(await scan(shipmentId, 'MFB0001')).toMatchObject({
      answer: 'ALREADY_RECEIVED',
      deviceId,
      lines: [{ row: 1 }],
    });
    expect(await scan(shipmentId, 'CTN-101')).toMatchObject({ answer: 'ALREADY_RECEIVED', found: 2, received: 2 });
    // It was announced, but the order takes no third (CR-06).
    expect(await scan(shipmentId, 'MFB0003')).toMatchObject({ answer: 'OVER', lines: [{ row: 3 }] });
    await tag(deviceId, 'INLCD-004217-S');
    const label = await scan(shipmentId, 'https://dotation.example.org/a/INLCD-004217-S');
    expect(label).toMatchObject({ answer: 'ALREADY_RECEIVED', deviceId });
  });

  it('is not needed: order and register answer scans without one, and the receipt is the same', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 1 }]);
    const shipmentId = await announced(order);
    const catalogueItemId = p.items['ProBook 450 G10']!;
    expect(await scan(shipmentId, 'MFC0001')).toMatchObject({ answer: 'UNKNOWN' });
    expect(await scan(shipmentId, 'MFC0001', { catalogueItemId })).toMatchObject({ answer: 'EXPECTED' });
    await receive(order, shipmentId, [hp('MFC0001')]).expect(201);
    expect(await scan(shipmentId, 'MFC0001')).toMatchObject({ answer: 'ALREADY_RECEIVED' });
    expect(await scan(shipmentId, 'MFC0002', { catalogueItemId })).toMatchObject({ answer: 'OVER' });
    expect((await p.buyer.get(`/shipments/${shipmentId}/manifest`).expect(404)).body.code).toBe('manifest-not-found');
    expect((await p.buyer.get(`/shipments/${shipmentId}/comparison`).expect(200)).body).toMatchObject({
      ...{ manifestId: null, models: [{ announced: null, ordered: 1, received: 1, short: 0, over: 0 }] },
    });
  });

  it('is compared with what came, model by model and serial by serial', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    const shipmentId = await announced(order);
    const rows = [1, 2, 3, 4].map((n) => `${n};CTN-${n};HP;ProBook 450 G10;MFD000${n};;1`);
    await load(shipmentId, file(...rows)).expect(201);
    const { body } = await receive(order, shipmentId, [hp('MFD0001'), hp('MFD0002'), hp('MFD0009')]).expect(201);
    expect(body.shipmentId).toBe(shipmentId);
    const compared = (await p.buyer.get(`/shipments/${shipmentId}/comparison`).expect(200)).body;
    expect(compared).toMatchObject({
      ...{ receiptIds: [body.id], notCome: 2, notAnnounced: 1 },
      models: [{ model: 'ProBook 450 G10', announced: 4, ordered: 5, received: 3, short: 1, over: 0 }],
      ...{ notComeLines: [{ row: 3 }, { row: 4 }], notAnnouncedSerials: [{ serial: 'MFD0009', row: 3 }] },
    });
    const shipment = (await p.buyer.get(`/shipments/${shipmentId}`)).body;
    expect(shipment).toMatchObject({ status: 'DELIVERED', receiptIds: [body.id] });
    expect(shipment.steps).toMatchObject([{ step: 'DELIVERED', toldBy: 'STORE', receiptId: body.id }]);
  });

  it('belongs to a shipment that is open, of the same order, in the reader’s scope', async () => {
    const [order, other] = [
      await p.order([{ model: 'ProBook 450 G10', quantity: 1 }]),
      await p.order([{ model: 'ProBook 450 G10', quantity: 1 }]),
    ];
    const shipmentId = await announced(order);
    const wrong = await receive(other, shipmentId, [hp('MFE0001')]).expect(422);
    expect(wrong.body.rows).toMatchObject([{ field: 'shipmentId', code: 'shipment-of-another-order' }]);
    expect((await receive(null, shipmentId, [hp('MFE0001')]).expect(422)).body.code).toBe('shipment-of-another-order');
    await receive(order, uuidv7(), [hp('MFE0001')]).expect(404);
    await p.buyer.post(`/shipments/${shipmentId}/withdrawal`, { reason: 'Annoncée deux fois' }).expect(200);
    expect((await receive(order, shipmentId, [hp('MFE0001')]).expect(409)).body.code).toBe('shipment-ended');
    expect((await load(shipmentId, file('1;C;HP;ProBook 450 G10;MFE0002;;1')).expect(409)).body.code).toBe(
      'shipment-ended',
    );
    await load(uuidv7(), file('1;C;HP;ProBook 450 G10;MFE0002;;1')).expect(404);
    // AM-6: of no order; whatever order comes later.
    await receive(null, await announced(), [hp('MFE0003')]).expect(201);
    const elsewhere = await p.app.as({ roles: [{ role: 'STOREKEEPER', orgUnitId: p.policeUnitId } as never] });
    await elsewhere.get(`/shipments/${shipmentId}/scan?code=x`).expect(404);
  });
});

describe('loaded again', () => {
  it('by two at once is two versions, of which the last counts; with the same key it is one', async () => {
    const shipmentId = await announced();
    const [one, two] = [file('1;C;HP;ProBook 450 G10;MFF0001;;1'), file('1;C;HP;ProBook 450 G10;MFF0002;;1')];
    const both = await Promise.all([load(shipmentId, one), load(shipmentId, two)]);
    expect(both.map(({ status, body }) => [status, body.version]).sort()).toEqual([
      [201, 1],
      [201, 2],
    ]);
    const key = uuidv7();
    const [first, again] = [await load(shipmentId, one, key), await load(shipmentId, one, key)];
    expect(again.body).toEqual(first.body);
    const asForm = form(one, {});
    const { status } = await p.storekeeper
      .post(`/shipments/${shipmentId}/manifests`, undefined, key)
      .type(asForm.contentType)
      .send(asForm.body);
    expect(status).toBe(201);
    expect((await load(shipmentId, two, key).expect(422)).body.code).toBe('idempotency-key-reused');
    expect((await p.buyer.get(`/shipments/${shipmentId}/manifest`)).body).toMatchObject({ version: 3, rows: 1 });
    expect(await scan(shipmentId, 'MFF0002')).toMatchObject({ answer: 'UNKNOWN' });
  });

  it('ten thousand rows are loaded, and a scan is answered from an index', async () => {
    const shipmentId = await announced();
    const rows = laptops(10_000, 'MFG').map(
      ({ maker, model, serial }, n) => `${n + 1};C${n % 500};${maker};${model};${serial};;1`,
    );
    const began = performance.now();
    expect((await load(shipmentId, file(...rows)).expect(201)).body).toMatchObject({ rows: 10_000, flagged: 0 });
    expect(performance.now() - began).toBeLessThan(30_000);
    const from = performance.now();
    for (let n = 0; n < 50; n++)
      expect((await scan(shipmentId, `MFG${String(n * 199).padStart(7, '0')}`)).answer).toBe('EXPECTED');
    expect((performance.now() - from) / 50).toBeLessThan(150);
    const plan = await p.query(
      `EXPLAIN SELECT row FROM manifest_code WHERE manifest_id = $1 AND value = 'MFG0000199'`,
      [((await p.query(`SELECT id FROM manifest WHERE shipment_id = $1`, [shipmentId]))[0] as { id: string }).id],
    );
    expect(JSON.stringify(plan)).toContain('manifest_code_value');
  }, 60_000);
});

describe.each(oddLists())('a hostile manifest: $what', ({ file: bytes, status, code, rows }) => {
  it('is loaded row by row with its mistakes, or refused as a whole', async () => {
    const shipmentId = await announced();
    const tables = ['manifest', 'manifest_line', 'manifest_code', 'outbox'];
    const before = await Promise.all(tables.map(p.count));
    const answer = await p.storekeeper
      .post(`/shipments/${shipmentId}/manifests`)
      .type('application/octet-stream')
      .send(bytes);
    const after = await Promise.all(tables.map(p.count));
    expect([answer.status, answer.body.code]).toEqual(status === 200 ? [201, undefined] : [status, code]);
    if (status === 200) expect([after[0]! - before[0]!, after[1]! - before[1]!]).toEqual([1, rows]);
    else expect(after).toEqual(before);
  }, 30_000);
});

async function tag(deviceId: string, value: string): Promise<void> {
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  const data = {
    documentId: uuidv7(),
    part: 1,
    parts: 1,
    lines: [{ deviceId, tag: value }],
  } as unknown as DeviceTaggedV1;
  const handler = p.app.service.app.get(RegisterEffectsHandler);
  const fact = { ...cause, id: uuidv7(), type: '', subject: '', data };
  await p.worker.transaction((tx) => handler.deviceTagged(tx, fact));
}
