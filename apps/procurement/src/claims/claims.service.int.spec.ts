import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { aShipment, meetCompany } from '../../test/inbound.ts';
import { startProcurement, type Order, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
let supplierId: string;
let carrierId: string;
let holder: TestPerson;
beforeAll(async () => {
  p = await startProcurement();
  [supplierId, carrierId] = [await meetCompany(p), await meetCompany(p, uuidv7(), 'CARRIER')];
  holder = await p.app.as({ roles: ['BUDGET_HOLDER'] });
});
afterAll(() => p.close());

let run = 0;
const serials = (count: number): string[] => {
  run += 1;
  return Array.from({ length: count }, (_, n) => `CLM${String(run).padStart(3, '0')}${n}`);
};
const hp = (serial: string) => ({ maker: 'HP', model: 'ProBook 450 G10', serial });
const laptop = (): string => p.items['ProBook 450 G10']!;
const receive = async (order: Order, lines: unknown[], more: object = {}): Promise<string> =>
  (await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(lines, more)).expect(201)).body
    .id as string;

/** A shipment whose manifest says five laptops, of which this many came. */
async function shortBy(
  missing: number,
  more: object = {},
): Promise<{ order: Order; shipmentId: string; own: string[] }> {
  const order = await p.order([{ model: 'ProBook 450 G10', quantity: 9 }]);
  const body = aShipment(p, supplierId, { purchaseOrderId: order.id, carrierId, ...more });
  const shipmentId = (await p.buyer.post('/shipments', body).expect(201)).body.id as string;
  const own = serials(5);
  const rows = own.map((serial, n) => `${n + 1};CTN-${n};HP;ProBook 450 G10;${serial}`);
  const file = Buffer.from(['N°;Colis;Marque;Modèle;N° de série', ...rows, ''].join('\n'));
  await p.storekeeper.post(`/shipments/${shipmentId}/manifests`).type('text/csv').send(file).expect(201);
  await receive(order, own.slice(missing).map(hp), { shipmentId });
  return { order, shipmentId, own };
}

const aClaim = (about: object, quantity = 1, more: object = {}): object => ({
  ...about,
  ...{ against: 'SUPPLIER', amountMinor: 78_900, currency: 'USD', answerBy: '2099-01-31' },
  lines: [{ catalogueItemId: laptop(), reason: 'SHORT', quantity }],
  ...more,
});
const draft = (about: object, quantity = 1, more: object = {}) =>
  p.buyer.post('/claims', aClaim(about, quantity, more));
const send = (id: string, more: object = {}) =>
  p.buyer.post(`/claims/${id}/sending`, { sentOn: '2026-10-05', ...more });
const settle = (id: string, body: object, by = p.buyer) => by.post(`/claims/${id}/settlement`, body);
const facts = async (id: string): Promise<string[]> =>
  (await p.query(`SELECT type FROM outbox WHERE subject = $1 ORDER BY id`, [id])).map(({ type }) => String(type));
const codes = ({ body }: { body: { rows: { row: number; code: string }[] } }): string[] =>
  body.rows.map(({ row, code }) => `${row} ${code}`);

describe('a claim for goods that did not come', () => {
  it('is drafted from the difference, sent, answered and credited', async () => {
    const { shipmentId } = await shortBy(2);
    const { body } = await draft({ shipmentId }, 2, { fileSha256s: ['b'.repeat(64)] }).expect(201);
    expect(body).toMatchObject({
      ...{
        number: expect.stringMatching(/^CL-\d{4}-\d{6}$/),
        status: 'DRAFT',
        partyId: supplierId,
        notedAtReceipt: false,
      },
      lines: [{ model: 'ProBook 450 G10', reason: 'SHORT', quantity: 2 }],
    });
    const { id } = body;
    expect(await facts(id)).toEqual([]);
    expect(
      (await p.buyer.post(`/claims/${id}/answer`, { answeredOn: '2026-10-06', answer: 'Non' }).expect(409)).body.code,
    ).toBe('claim-step-out-of-turn');
    await send(id).expect(200);
    const early = await p.buyer
      .post(`/claims/${id}/answer`, { answeredOn: '2026-10-04', answer: 'Crédit promis' })
      .expect(422);
    expect(codes(early)).toEqual(['0 claim-day-wrong']);
    await p.buyer.post(`/claims/${id}/answer`, { answeredOn: '2026-10-12', answer: 'Crédit promis' }).expect(200);
    const done = await settle(
      id,
      { outcome: 'CREDITED', creditMinor: 70_000, creditReference: 'AV-2026-044' },
      holder,
    ).expect(200);
    expect(done.body).toMatchObject({
      status: 'SETTLED',
      outcome: 'CREDITED',
      creditMinor: 70_000,
      replacementReceiptIds: [],
    });
    expect(await facts(id)).toEqual(
      ['claim-sent', 'claim-answered', 'claim-settled'].map((name) => `fact.procurement.${name}.v1`),
    );
  });

  it('is never for more than is missing and other claims left, also when two are drafted at once', async () => {
    const { shipmentId } = await shortBy(2);
    expect(codes(await draft({ shipmentId }, 3).expect(422))).toEqual(['1 claims-too-much']);
    const both = await Promise.all([draft({ shipmentId }, 2), draft({ shipmentId }, 2)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(codes(await draft({ shipmentId }).expect(422))).toEqual(['1 nothing-to-claim']);
    // What was refused by one may be asked of another.
    const { id } = both.find(({ status }) => status === 201)!.body;
    await send(id).expect(200);
    await settle(id, { outcome: 'REFUSED', reason: 'Le fournisseur prouve l’expédition' }).expect(200);
    const other = await draft({ shipmentId }, 2, { against: 'CARRIER' }).expect(201);
    expect(other.body.partyId).toBe(carrierId);
  });

  it('is replaced by a later receipt that brought as much, and then nothing is missing', async () => {
    const { order, shipmentId, own } = await shortBy(2);
    const { id } = (await draft({ shipmentId }, 2).expect(201)).body;
    await send(id).expect(200);
    const [first] = (await p.buyer.get(`/shipments/${shipmentId}`)).body.receiptIds as string[];
    const early = await settle(id, { outcome: 'REPLACED', receiptIds: [first] }).expect(422);
    expect(early.body.code).toBe('settlement-wrong');
    const elsewhere = await receive(await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]), serials(2).map(hp));
    const unrelated = await settle(id, { outcome: 'REPLACED', receiptIds: [elsewhere] }).expect(422);
    expect(unrelated.body.rows[0].detail).toContain('another order');
    const half = await receive(order, [hp(own[0]!)], { shipmentId });
    expect((await settle(id, { outcome: 'REPLACED', receiptIds: [half] }).expect(422)).body.code).toBe(
      'replacement-incomplete',
    );
    const rest = await receive(order, [hp(own[1]!)], { shipmentId });
    const [one, two] = await Promise.all(
      [1, 2].map(() => settle(id, { outcome: 'REPLACED', receiptIds: [half, rest] })),
    );
    expect([one!.status, two!.status].sort()).toEqual([200, 409]);
    expect((await p.buyer.get(`/claims/${id}`)).body.replacementReceiptIds.sort()).toEqual([half, rest].sort());
    expect((await p.buyer.get(`/shipments/${shipmentId}/comparison`)).body.models[0]).toMatchObject({
      received: 5,
      short: 0,
    });
    expect(codes(await draft({ shipmentId }).expect(422))).toEqual(['1 nothing-to-claim']);
    await settle(id, { outcome: 'REPLACED', receiptIds: [uuidv7()] }).expect(404);
  });

  it('§3.7 is the supplier’s alone where he bears the risk until delivery', async () => {
    const { shipmentId } = await shortBy(1, { incoterm: { term: 'DAP', place: 'Kinshasa' } });
    expect(codes(await draft({ shipmentId }, 1, { against: 'CARRIER' }).expect(422))).toEqual(['0 claim-party-wrong']);
    await draft({ shipmentId }).expect(201);
  });

  it('is of a receipt where nobody announced the goods, from what was noted there', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 3 }]);
    const receiptId = await receive(order, serials(2).map(hp), { finalDelivery: true });
    const { body } = await draft({ receiptId }, 1, { partyId: supplierId }).expect(201);
    expect(body).toMatchObject({ receiptId, shipmentId: null, notedAtReceipt: true });
    const { order: other, shipmentId } = await shortBy(1);
    const [announced] = (await p.buyer.get(`/shipments/${shipmentId}`)).body.receiptIds as string[];
    expect(codes(await draft({ receiptId: announced }).expect(422))).toEqual(['0 claim-of-shipment']);
    expect((await draft({}).expect(422)).body.code).toBe('claim-of-one');
    expect((await draft({ receiptId, shipmentId }).expect(422)).body.code).toBe('claim-of-one');
    await draft({ shipmentId: uuidv7() }).expect(404);
    expect(other.lines).toHaveLength(1);
  });

  it('is of an order’s shipment without a manifest, from what the order still waits for', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const body = aShipment(p, supplierId, { purchaseOrderId: order.id });
    const shipmentId = (await p.buyer.post('/shipments', body).expect(201)).body.id as string;
    await receive(order, serials(1).map(hp), { shipmentId });
    await draft({ shipmentId }).expect(201);
    expect(codes(await draft({ shipmentId }).expect(422))).toEqual(['1 nothing-to-claim']);
  });
});

describe('claims about several shipments of one order', () => {
  it('are of no goods that may still come: on their way, and their day not over', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const expectedOn = '2099-01-15';
    const body = aShipment(p, supplierId, { purchaseOrderId: order.id, expectedOn });
    const shipmentId = (await p.buyer.post('/shipments', body).expect(201)).body.id as string;
    const early = await draft({ shipmentId }, 2).expect(422);
    expect(early.body.rows).toMatchObject([{ row: 1, field: 'reason', code: 'still-on-its-way' }]);
    await receive(order, [hp(serials(1)[0]!)], { shipmentId });
    await draft({ shipmentId }, 1).expect(201);
  });

  it('never ask for more together than the order waits for, also at once', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const another = async (): Promise<string> => {
      const body = aShipment(p, supplierId, { purchaseOrderId: order.id });
      return (await p.buyer.post('/shipments', body).expect(201)).body.id as string;
    };
    const [one, two] = [await another(), await another()];
    const both = await Promise.all([draft({ shipmentId: one }, 2), draft({ shipmentId: two }, 2)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    const { id } = both.find(({ status }) => status === 201)!.body;
    await settle(id, { outcome: 'WITHDRAWN', reason: 'La seconde expédition est en route' }).expect(200);
    await draft({ shipmentId: two }, 2).expect(201);
  });
});

describe('a claim for goods that came broken', () => {
  it('is for what the committee rejected, and names what came in its place (AM-14)', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const body = aShipment(p, supplierId, { purchaseOrderId: order.id });
    const shipmentId = (await p.buyer.post('/shipments', body).expect(201)).body.id as string;
    const [one, two, three] = serials(3);
    const receiptId = await receive(order, [hp(one!), hp(two!)], { shipmentId });
    const broken = { lines: [{ catalogueItemId: laptop(), reason: 'DEFECTIVE', quantity: 1 }] };
    expect(codes(await draft({ shipmentId }, 1, broken).expect(422))).toEqual(['1 nothing-to-claim']);
    await p.inspector
      .post(`/receipts/${receiptId}/inspections`, {
        committee: [p.inspector.principal.personId, p.otherInspector.principal.personId],
        ...{ extent: 'FULL', exceptions: [{ serial: two, reason: 'Écran brisé', condition: 'REPAIRABLE' }] },
      })
      .expect(201);
    const { id } = (await draft({ shipmentId }, 1, broken).expect(201)).body;
    await send(id).expect(200);
    const [rejected] = await p.query(`SELECT device_id FROM goods_receipt_line WHERE serial = $1`, [two]);
    const deviceId = rejected!['device_id'] as string;
    const instead = await receive(order, [{ ...hp(three!), replacesDeviceId: deviceId }]);
    const done = await settle(id, { outcome: 'REPLACED', receiptIds: [instead] }).expect(200);
    expect(done.body).toMatchObject({
      replacementReceiptIds: [instead],
      replacedDevices: [{ deviceId, receiptId: instead }],
    });
  });
});

describe('the list of claims', () => {
  it('shows what is open, and what was not answered in time', async () => {
    const { shipmentId } = await shortBy(3);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push((await draft({ shipmentId }).expect(201)).body.id as string);
    const [late, drafted, gone] = ids as [string, string, string];
    await send(late, { answerBy: '2026-10-06' }).expect(200);
    await settle(gone, { outcome: 'WITHDRAWN', reason: 'Retrouvé dans un carton' }).expect(200);
    const listed = async (filter: string): Promise<string[]> =>
      (await p.buyer.get(`/claims?shipmentId=${shipmentId}&${filter}`).expect(200)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await listed('open=true')).toEqual([late, drafted]);
    expect(await listed('overdue=true')).toEqual([late]);
    const key = uuidv7();
    const first = await p.buyer.post('/claims', aClaim({ shipmentId }), key).expect(201);
    expect((await p.buyer.post('/claims', aClaim({ shipmentId }), key).expect(201)).body).toEqual(first.body);
    const elsewhere = await p.app.as({ roles: [{ role: 'STOREKEEPER', orgUnitId: p.policeUnitId } as never] });
    await elsewhere.get(`/claims/${late}`).expect(404);
    expect((await elsewhere.get('/claims').expect(200)).body.items).toEqual([]);
  });
});
