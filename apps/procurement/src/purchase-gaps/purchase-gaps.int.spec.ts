import { uuidv7 } from '@dotation/service';
import { goods, startInvoiced, type Invoiced } from '../../test/invoiced.ts';
import { laptops, type Order } from '../../test/procurement.ts';

let world: Invoiced;
let p: Invoiced['p'];
beforeAll(async () => {
  world = await startInvoiced();
  ({ p } = world);
});
afterAll(() => p.close());

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const pay = async (invoiceId: string, amountMinor: number, paidOn: string): Promise<void> => {
  const body = { paidOn, amountMinor, reference: 'VIR-1' };
  await (await world.finance()).post(`/invoices/${invoiceId}/payments`, body).expect(201);
};
const list = async (query: string) => (await (await world.finance()).get(`/purchase-gaps?${query}`).expect(200)).body;
const gapsOf = async (order: Order, query = '') => (await list(`purchaseOrderId=${order.id}${query}`)).items;
const one = async (order: Order) =>
  (await (await world.finance()).get(`/purchase-orders/${order.id}/gaps`).expect(200)).body.lines[0];

describe('CR-13, Q4: between what was bought and what is in the register', () => {
  it('names what was paid and is in no register, an exception from the thirtieth day on', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 4 }]);
    const devices = await world.accepted(order, 2);
    const invoiceId = await world.invoice(order, [goods(order, 3, 78_900)], 3 * 78_900);
    // Nothing is paid yet: an invoice alone is no purchase that is missing.
    expect(await gapsOf(order)).toEqual([]);
    await pay(invoiceId, 78_900, daysAgo(29));
    const [gap] = await gapsOf(order);
    expect(gap).toMatchObject({
      ...{ gap: 'NOT_REGISTERED', orderNumber: expect.any(String), lineNumber: 1, model: 'ProBook 450 G10' },
      ...{ units: 1, overdueUnits: 0 },
    });
    expect(await gapsOf(order, '&overdue=true')).toEqual([]);
    await pay(invoiceId, 1, daysAgo(30));
    expect(await gapsOf(order, '&overdue=true')).toMatchObject([{ units: 1, overdueUnits: 1 }]);
    expect(await one(order)).toMatchObject({
      ...{ ordered: 4, invoiced: 3, paid: 3, registered: 2, notInvoiced: [] },
      notRegistered: [{ invoiceId, paidOn: daysAgo(30), quantity: 1, overdue: true }],
    });
    // T34: what was voided was never there.
    await world.voided(devices[0]!);
    expect(await gapsOf(order)).toMatchObject([{ units: 2 }]);
    await world.accepted(order, 2);
    expect(await gapsOf(order)).toEqual([]);
  });

  it('names device by device what is registered and on no invoice, an exception from the ninetieth day on', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 3 }]);
    const [first, second] = [await world.accepted(order, 1), await world.accepted(order, 2)];
    expect(await gapsOf(order)).toMatchObject([{ gap: 'NOT_INVOICED', units: 3, overdueUnits: 0 }]);
    await p.query(
      `UPDATE inspection SET accepted_on = $2 FROM goods_receipt_line l
       WHERE l.goods_receipt_id = inspection.goods_receipt_id AND l.device_id = $1`,
      [first[0], daysAgo(90)],
    );
    expect(await gapsOf(order, '&gap=NOT_INVOICED&overdue=true')).toMatchObject([{ units: 3, overdueUnits: 1 }]);
    await world.invoice(order, [goods(order, 1, 78_900)], 78_900);
    expect(await gapsOf(order)).toMatchObject([{ units: 2, overdueUnits: 0 }]);
    const { notInvoiced } = await one(order);
    expect(notInvoiced.map(({ deviceId }: { deviceId: string }) => deviceId)).toEqual(second);
    // The unit of a voided record that an invoice prices goes to goods that have none.
    await world.voided(first[0]!);
    expect((await one(order)).notInvoiced).toMatchObject([{ deviceId: second[1], quantity: 1, overdue: false }]);
  });

  it('AM-12 waits for no invoice of what costs nothing', async () => {
    const free = { unitPriceMinor: 0, zeroCostReason: 'FREE' };
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 1, ...free }]);
    await world.accepted(order, 1);
    expect(await gapsOf(order)).toEqual([]);
    expect(await one(order)).toMatchObject({ invoiced: 0, registered: 1, notInvoiced: [] });
  });

  it('AM-6 names what was accepted and is of no order, counts every kind over all pages, and pages without a gap', async () => {
    const keeper = await world.again(p.storekeeper, 'STOREKEEPER');
    const lines = laptops(2, '8N').map((line, index) => ({ row: index + 1, ...line }));
    const { body: receipt } = await keeper.post('/receipts', p.delivery(lines)).expect(201);
    await p.query(`UPDATE goods_receipt_line SET register = 'REGISTERED' WHERE goods_receipt_id = $1`, [receipt.id]);
    const inspector = await world.again(p.inspector, 'RECEPTION_COMMITTEE');
    const committee = [p.inspector.principal.personId, p.otherInspector.principal.personId];
    await inspector.post(`/receipts/${receipt.id}/inspections`, { committee, extent: 'FULL' }).expect(201);
    const all = await list('limit=500');
    expect(all.items.find(({ receiptId }: { receiptId: string }) => receiptId === receipt.id)).toMatchObject({
      ...{ gap: 'NO_ORDER', receiptNumber: receipt.number, purchaseOrderId: null, units: 2, overdueUnits: 0 },
    });
    const paged: { gap: string }[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: { items: { gap: string }[]; next: string | null; totals: object } = await list(
        `limit=1${next && `&after=${next}`}`,
      );
      expect(page.totals).toEqual(all.totals);
      paged.push(...page.items);
      ({ next } = page);
    }
    expect(paged).toEqual(all.items);
    for (const { gap, rows, units } of all.totals as { gap: string; rows: number; units: number }[]) {
      const own = all.items.filter((item: { gap: string }) => item.gap === gap) as { units: number }[];
      expect([own.length, own.reduce((sum, item) => sum + item.units, 0)]).toEqual([rows, units]);
    }
  });

  it('domain §8.6 tells who answers for awards only of orders that these alone pay, and nobody of an order that is none', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 1 }]);
    await world.accepted(order, 1);
    const donor = (awardId: string) => p.app.as({ roles: [{ role: 'DONOR', awardId }] });
    const own = await (await donor(p.awardId)).get(`/purchase-gaps?purchaseOrderId=${order.id}`).expect(200);
    expect(own.body.items).toMatchObject([{ gap: 'NOT_INVOICED', units: 1 }]);
    const foreign = await donor(uuidv7());
    expect((await foreign.get('/purchase-gaps').expect(200)).body).toEqual({ items: [], next: null, totals: [] });
    const refused = await foreign.get(`/purchase-orders/${order.id}/gaps`).expect(404);
    expect(refused.body.code).toBe('purchase-order-not-found');
  });
});
