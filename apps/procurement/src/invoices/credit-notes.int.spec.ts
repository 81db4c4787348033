import { uuidv7 } from '@dotation/service';
import type { CostsAdjustedV1 } from '@dotation/contracts';
import { goods, startInvoiced, type Invoiced } from '../../test/invoiced.ts';
import type { Order } from '../../test/procurement.ts';

let world: Invoiced;
let p: Invoiced['p'];
beforeAll(async () => {
  world = await startInvoiced();
  ({ p } = world);
});
afterAll(() => p.close());

const laptop = 'ProBook 450 G10';
const on = (creditsInvoiceId: string) => ({ type: 'CREDIT_NOTE', creditsInvoiceId, invoicedOn: '2026-10-01' });
const noted = async (order: Order, creditsInvoiceId: string, lines: object[], totalMinor: number) =>
  (await world.finance()).post('/invoices', {
    ...{
      purchaseOrderId: order.id,
      supplierId: world.supplierId,
      number: uuidv7(),
      currency: 'USD',
      totalMinor,
      lines,
    },
    ...on(creditsInvoiceId),
  });
const read = async (id: string) => (await (await world.finance()).get(`/invoices/${id}`).expect(200)).body;
const pay = async (id: string, amountMinor: number) =>
  (await world.finance()).post(`/invoices/${id}/payments`, { paidOn: '2026-10-05', amountMinor, reference: 'VIR' });

describe('credit notes: an invoice the other way round (AM-12, CR-11)', () => {
  it('takes back what the committee rejected, and with it what is to be paid and what is paid and missing (CR-13)', async () => {
    const order = await p.order([{ model: laptop, quantity: 3 }]);
    await world.accepted(order, 3, 1);
    const invoiceId = await world.invoice(order, [goods(order, 3, 78_900)], 236_700);
    expect((await pay(invoiceId, 236_700)).status).toBe(201);
    const gaps = async () =>
      (await (await world.finance()).get(`/purchase-gaps?purchaseOrderId=${order.id}`)).body.items;
    expect(await gaps()).toMatchObject([{ gap: 'NOT_REGISTERED', units: 1 }]);
    const { body: credit, status } = await noted(order, invoiceId, [goods(order, 1, 78_900)], 78_900);
    expect([status, credit.status, credit.dueMinor, credit.creditsInvoiceId]).toEqual([
      201,
      'MATCHED',
      78_900,
      invoiceId,
    ]);
    expect(await gaps()).toEqual([]);
    expect(await read(invoiceId)).toMatchObject({ creditedMinor: 78_900, dueMinor: 0, paidMinor: 236_700 });
    const [account] = (await world.told(order, 'order-accounted')).at(-1)!.lines;
    expect(account).toMatchObject({ invoicedMinor: 157_800, invoicedUnits: 2, notRegisteredMinor: 0 });
    // What came back is recorded as a payment is; never more than was paid for nothing.
    expect((await pay(credit.id, 78_901)).body.code).toBe('payment-refused');
    expect((await pay(credit.id, 78_900)).body).toMatchObject({ paidMinor: 78_900, dueMinor: 0 });
    expect((await pay(invoiceId, 1)).body.code).toBe('payment-refused');
  });

  it('prices nothing twice: the replacement is invoiced again, and no device has a cent too much', async () => {
    const order = await p.order([{ model: laptop, quantity: 2 }]);
    await world.accepted(order, 2, 1);
    const first = await world.invoice(order, [goods(order, 2, 80_000)], 160_000);
    await world.invoice(order, [goods(order, 1, 80_000)], 80_000, on(first));
    await world.accepted(order, 1);
    await world.invoice(order, [goods(order, 1, 79_000)], 79_000);
    const told = (await world.told(order, 'costs-adjusted')) as unknown as CostsAdjustedV1[];
    const costs = new Map(told.flatMap(({ lines }) => lines.map(({ deviceId, costMinor }) => [deviceId, costMinor])));
    expect([...costs.values()]).toEqual([80_000, 79_000]);
  });

  it('is for another person to decide where it takes back accepted goods, a charge, or another price; refused, it changes nothing', async () => {
    const order = await p.order([{ model: laptop, quantity: 2 }]);
    await world.accepted(order, 2);
    const invoiceId = await world.invoice(
      order,
      [goods(order, 2, 78_900), { component: 'FREIGHT', amountMinor: 1_000 }],
      158_800,
    );
    const lines = [goods(order, 1, 78_000), { component: 'FREIGHT', amountMinor: 400 }];
    const { body } = await noted(order, invoiceId, lines, 78_400);
    expect(body.status).toBe('VARIANCE');
    expect(body.match.found.map(({ row, code }: { row: number; code: string }) => `${row} ${code}`)).toEqual([
      ...['1 below-accepted', '2 not-ordered'],
    ]);
    expect((await read(invoiceId)).creditedMinor).toBe(0);
    const before = await world.told(order, 'costs-adjusted');
    const other = await p.app.as({ roles: ['BUDGET_HOLDER'] });
    const decision = { decision: 'REFUSED', reason: 'Rien n’a été rendu' };
    await other.post(`/invoices/${body.id}/resolution`, decision).expect(200);
    expect(await world.told(order, 'costs-adjusted')).toEqual(before);
  });

  it('is refused beyond what its invoice has, also when two are written at once', async () => {
    const order = await p.order([{ model: laptop, quantity: 2 }]);
    await world.accepted(order, 1);
    const invoiceId = await world.invoice(order, [goods(order, 2, 78_900)], 157_800);
    const both = await Promise.all([1, 2].map(() => noted(order, invoiceId, [goods(order, 2, 78_900)], 157_800)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    const refused = both.find(({ status }) => status === 422)!;
    expect(refused.body).toMatchObject({
      code: 'invoice-refused',
      rows: [{ row: 1, code: 'credited-too-much' }, {}],
    });
    const odd = await (
      await world.finance()
    ).post('/invoices', {
      ...{ purchaseOrderId: order.id, supplierId: world.supplierId, number: uuidv7(), currency: 'USD', totalMinor: 1 },
      ...{ type: 'INVOICE', creditsInvoiceId: invoiceId, invoicedOn: '2026-10-01' },
      lines: [{ component: 'FREIGHT', amountMinor: 1 }],
    });
    expect([odd.status, odd.body.rows[0].code]).toEqual([422, 'not-a-credit-note']);
  });

  it('CR-11 what another person has yet to decide opens the way for no second payment, in either direction', async () => {
    const order = await p.order([{ model: laptop, quantity: 2 }]);
    await world.accepted(order, 2);
    const first = await world.invoice(order, [goods(order, 2, 78_900)], 157_800);
    const credit = await noted(order, first, [goods(order, 2, 78_900)], 157_800);
    expect([credit.status, credit.body.status]).toEqual([201, 'VARIANCE']);
    const again = {
      ...{ type: 'INVOICE', purchaseOrderId: order.id, supplierId: world.supplierId, number: uuidv7() },
      ...{ invoicedOn: '2026-10-02', currency: 'USD', totalMinor: 157_800, lines: [goods(order, 2, 78_900)] },
    };
    const second = await (await world.finance()).post('/invoices', again).expect(201);
    expect(second.body.status).toBe('VARIANCE');
    // The second one, undecided, is no reason to let goods go back that the first one has.
    const third = await noted(order, first, [goods(order, 1, 78_900)], 78_900);
    expect(third.body.status === 'MATCHED').toBe(false);
  });
});
