import { DirectoryReferenceHandler } from '../references/directory-reference.handler.js';
import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { laptops, startProcurement, type Order, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
let finance: TestPerson;
let other: TestPerson;
const supplierId = uuidv7();
beforeAll(async () => {
  p = await startProcurement();
  finance = await p.app.as({ roles: ['FINANCE'] });
  other = await p.app.as({ roles: ['BUDGET_HOLDER'] });
  await tellOfSupplier();
});
afterAll(() => p.close());

async function tellOfSupplier(): Promise<void> {
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  const data = { organisationId: supplierId, kind: 'VENDOR', legalName: 'Comptoir du Pool', country: 'CD' };
  const fact = { ...cause, id: uuidv7(), type: '', subject: supplierId, data };
  const handler = p.app.service.app.get(DirectoryReferenceHandler);
  await p.worker.transaction((tx) => handler.organisationRecorded(tx, fact as never));
}

async function tolerate(value: string): Promise<void> {
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  const data = {
    ruleValueId: uuidv7(),
    rule: 'invoice.priceTolerancePercent',
    value,
    validFrom: new Date().toISOString(),
  };
  const fact = { ...cause, id: uuidv7(), type: '', subject: '', data };
  const handler = p.app.service.app.get(DirectoryReferenceHandler);
  await p.worker.transaction((tx) => handler.ruleValueSet(tx, fact as never));
}

let prefix = 0;
const received = async (order: Order, count: number): Promise<string> => {
  const lines = laptops(count, `7M${(prefix += 1)}`).map((line, index) => ({ row: index + 1, ...line }));
  const { body } = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(lines)).expect(201);
  return body.id as string;
};
const inspected = (receiptId: string) =>
  p.inspector
    .post(`/receipts/${receiptId}/inspections`, {
      committee: [p.inspector.principal.personId, p.otherInspector.principal.personId],
      extent: 'FULL',
    })
    .expect(201);
const anOrder = (quantity = 4): Promise<Order> => p.order([{ model: 'ProBook 450 G10', quantity }]);
const invoice = (order: Order, more: object = {}): object => ({
  ...{
    type: 'INVOICE',
    purchaseOrderId: order.id,
    supplierId,
    number: uuidv7(),
    invoicedOn: '2026-09-15',
    currency: 'USD',
  },
  ...more,
});
const goods = (order: Order, quantity: number, unitPriceMinor = 78_900) => ({
  totalMinor: quantity * unitPriceMinor,
  lines: [{ orderLineId: order.lines[0]!.orderLineId, quantity, unitPriceMinor }],
});
const freight = (amountMinor = 5_000) => ({ totalMinor: amountMinor, lines: [{ component: 'FREIGHT', amountMinor }] });
const record = (body: object, by = finance) => by.post('/invoices', body);
const accepted = { decision: 'ACCEPTED', reason: 'Convenu par courriel' };
const paid = (id: string, amountMinor: number, by = finance) =>
  by.post(`/invoices/${id}/payments`, { paidOn: '2026-10-01', amountMinor, reference: 'VIR-1' });
const codes = ({ body }: { body: { match: { found: { row: number; code: string }[] } } }): string[] =>
  body.match.found.map(({ row, code }) => `${row} ${code}`);

describe('CR-11: three-way match of order, receipt and invoice', () => {
  it('blocks while the committee has not looked, matches afterwards, and is paid only then', async () => {
    const order = await anOrder();
    const receipt = await received(order, 4);
    const recorded = await record(invoice(order, goods(order, 4))).expect(201);
    expect(recorded.body).toMatchObject({
      status: 'BLOCKED',
      dueMinor: 315_600,
      match: { ruleValues: { 'invoice.priceTolerancePercent': 2 } },
    });
    expect(codes(recorded)).toEqual(['1 not-inspected']);
    const { id } = recorded.body;
    expect((await other.post(`/invoices/${id}/resolution`, accepted).expect(409)).body.code).toBe('nothing-to-resolve');
    expect((await paid(id, 1).expect(409)).body.code).toBe('invoice-not-matched');
    await inspected(receipt);
    expect((await finance.post(`/invoices/${id}/match`, {}).expect(200)).body).toMatchObject({
      status: 'MATCHED',
      match: { found: [] },
    });
    expect((await finance.post(`/invoices/${id}/match`, {}).expect(409)).body.code).toBe('nothing-to-match');
    await paid(id, 300_000).expect(201);
    expect((await paid(id, 15_601).expect(422)).body).toMatchObject({
      code: 'payment-refused',
      rows: [{ field: 'amountMinor' }],
    });
    expect((await paid(id, 15_600).expect(201)).body).toMatchObject({
      paidMinor: 315_600,
      dueMinor: 0,
      payments: [{}, {}],
    });
    const told = await p.query(`SELECT type FROM outbox WHERE subject = $1 ORDER BY id`, [id]);
    expect(told.map(({ type }) => String(type).split('.')[2])).toEqual([
      ...['invoice-recorded', 'invoice-matched', 'invoice-matched', 'invoice-paid', 'invoice-paid'],
    ]);
  });

  it('names each difference by line; another person resolves them for a reason, never who matched', async () => {
    const order = await anOrder();
    await inspected(await received(order, 3));
    const { totalMinor, lines } = goods(order, 4, 82_000);
    const both = { totalMinor: totalMinor + 5_000, lines: [...lines, ...freight().lines] };
    const recorded = await record(invoice(order, both)).expect(201);
    expect(recorded.body.status).toBe('VARIANCE');
    expect(codes(recorded)).toEqual(['1 above-accepted', '1 price-variance', '2 not-ordered']);
    const path = `/invoices/${recorded.body.id}/resolution`;
    expect((await finance.post(path, accepted).expect(403)).body.code).toBe('resolver-same-person');
    await other.post(path, { decision: 'ACCEPTED' }).expect(422);
    expect((await other.post(path, accepted).expect(200)).body).toMatchObject({
      status: 'MATCHED',
      resolution: { decision: 'ACCEPTED', reason: 'Convenu par courriel', decidedBy: other.principal.personId },
    });
    expect((await other.post(path, accepted).expect(409)).body.code).toBe('nothing-to-resolve');
  });

  it('counts what other invoices have, and no longer what was refused', async () => {
    const order = await anOrder();
    await inspected(await received(order, 4));
    expect((await record(invoice(order, goods(order, 3))).expect(201)).body.status).toBe('MATCHED');
    const second = await record(invoice(order, goods(order, 2))).expect(201);
    expect(codes(second)).toEqual(['1 above-ordered']);
    const refusal = { decision: 'REFUSED', reason: 'Facturé deux fois' };
    await other.post(`/invoices/${second.body.id}/resolution`, refusal).expect(200);
    expect((await record(invoice(order, goods(order, 1))).expect(201)).body.status).toBe('MATCHED');
  });

  it('goes by the tolerances of the day, which two persons set (AM-30)', async () => {
    const order = await anOrder();
    await inspected(await received(order, 4));
    expect((await record(invoice(order, goods(order, 1, 80_478))).expect(201)).body.status).toBe('MATCHED');
    await tolerate('0');
    const strict = await record(invoice(order, goods(order, 1, 80_478))).expect(201);
    expect(strict.body).toMatchObject({
      status: 'VARIANCE',
      match: { ruleValues: { 'invoice.priceTolerancePercent': 0 } },
    });
    await tolerate('2');
  });

  it('of two at the same moment for the same goods only one matches', async () => {
    const order = await anOrder();
    await inspected(await received(order, 4));
    const answers = await Promise.all([1, 2, 3].map(() => record(invoice(order, goods(order, 4)))));
    expect(answers.map(({ body }) => body.status).toSorted()).toEqual(['MATCHED', 'VARIANCE', 'VARIANCE']);
  });
});

describe('an invoice (domain §9.6)', () => {
  it('is recorded once per supplier and number, however that is typed', async () => {
    const order = await anOrder();
    const body = invoice(order, { ...freight(), number: 'F/2026-118' });
    const key = uuidv7();
    const first = await finance.post('/invoices', body, key).expect(201);
    expect((await finance.post('/invoices', body, key).expect(201)).body).toEqual(first.body);
    expect((await record({ ...body, number: 'f 2026 118' }).expect(409)).body.code).toBe('invoice-number-taken');
  });

  it('that cannot be right is refused by line and field, and nothing is written', async () => {
    const order = await anOrder();
    const before = await p.count('invoice');
    const wrong = {
      totalMinor: 9,
      lines: [{ orderLineId: uuidv7(), quantity: 1, unitPriceMinor: 10 }, { component: 'DUTY' }],
    };
    const { body } = await record(invoice(order, wrong)).expect(422);
    expect(body.code).toBe('invoice-refused');
    expect(body.rows.map(({ row, field, code }: Record<string, unknown>) => [row, field, code])).toEqual([
      [1, 'orderLineId', 'order-line-unknown'],
      [2, 'amountMinor', 'value-missing'],
      [0, 'totalMinor', 'total-differs'],
    ]);
    expect((await record(invoice(order, { ...freight(), supplierId: uuidv7() })).expect(422)).body.code).toBe(
      'unknown-reference',
    );
    expect((await record(invoice({ id: uuidv7(), lines: [] }, freight())).expect(404)).body.code).toBe(
      'purchase-order-not-found',
    );
    expect(await p.count('invoice')).toBe(before);
  });

  it('in another currency is put into that of the order by the rate of its day, and names it', async () => {
    const order = await anOrder();
    await inspected(await received(order, 4));
    const said = { ...goods(order, 4, 71_727), currency: 'EUR' };
    expect((await record(invoice(order, said)).expect(422)).body.code).toBe('rate-missing');
    const rate = { base: 'EUR', quote: 'USD', on: '2026-09-14', rate: '1.1', source: 'ONU' };
    await finance.post('/exchange-rates', rate).expect(201);
    const { body } = await record(invoice(order, said)).expect(201);
    expect(body).toMatchObject({ status: 'MATCHED', currency: 'EUR', rate: { on: '2026-09-14', rate: '1.1' } });
    // 286,908 × 1.1 = 315,598.8 cents; by the order they cost 315,600.
    expect(body.lines).toEqual([expect.objectContaining({ amountMinor: 286_908, costMinor: 315_599 })]);
  });
});

describe('§13.1: who pays had none of the goods in hand, before and after', () => {
  it('refuses who bought, received, inspected, requested or approved, also under another id', async () => {
    const order = await anOrder();
    await inspected(await received(order, 1));
    for (const personId of [p.buyer, p.storekeeper, p.inspector].map(({ principal }) => principal.personId)) {
      const both = await p.app.as({ roles: ['FINANCE'], personId });
      expect((await record(invoice(order, freight()), both).expect(403)).body.code).toBe('payer-not-independent');
    }
    const twice = await p.app.as({ roles: ['FINANCE'] });
    await p.query(`INSERT INTO merged_person (id, into_id) VALUES ($1, $2)`, [twice.principal.personId, p.approverId]);
    expect((await record(invoice(order, freight()), twice).expect(403)).body.code).toBe('payer-not-independent');
  });

  it('refuses who only lifted the reserves of an inspection', async () => {
    const order = await anOrder();
    const late = await p.app.as({ roles: ['FINANCE', 'RECEPTION_COMMITTEE'] });
    await p.meet(late.principal.personId);
    const committee = [p.inspector.principal.personId, p.otherInspector.principal.personId];
    const reserves = [
      { detail: 'Chargeur à livrer', dueOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) },
    ];
    const receiptId = await received(order, 1);
    const { body } = await p.inspector
      .post(`/receipts/${receiptId}/inspections`, { committee, extent: 'FULL', reserves })
      .expect(201);
    const final = { committee: [committee[0], late.principal.personId], lifted: [{ row: 1, note: 'Livré' }] };
    await p.inspector.post(`/inspections/${body.id}/final-reception`, final).expect(201);
    const refused = await record(invoice(order, freight()), late).expect(403);
    expect(refused.body.code).toBe('payer-not-independent');
  });

  it('CR-11 who was recorded twice is no other person either', async () => {
    const order = await anOrder();
    const { body } = await record(invoice(order, freight())).expect(201);
    const twice = await p.app.as({ roles: ['BUDGET_HOLDER'] });
    await p.query(`INSERT INTO merged_person (id, into_id) VALUES ($1, $2)`, [
      ...[twice.principal.personId, finance.principal.personId],
    ]);
    const answer = await twice.post(`/invoices/${body.id}/resolution`, accepted).expect(403);
    expect(answer.body.code).toBe('resolver-same-person');
  });

  it('lets who paid neither receive nor inspect afterwards', async () => {
    const order = await anOrder();
    const payer = await p.app.as({ roles: ['FINANCE', 'STOREKEEPER', 'RECEPTION_COMMITTEE'] });
    await p.meet(payer.principal.personId);
    await record(invoice(order, freight()), payer).expect(201);
    const lines = laptops(1, '7PAY').map((line) => ({ row: 1, ...line }));
    const late = await payer.post(`/purchase-orders/${order.id}/receipts`, p.delivery(lines)).expect(403);
    expect(late.body.code).toBe('receiver-not-independent');
    const receipt = await received(order, 1);
    const committee = [payer.principal.personId, p.inspector.principal.personId];
    const inspection = await p.inspector
      .post(`/receipts/${receipt}/inspections`, { committee, extent: 'FULL' })
      .expect(403);
    expect(inspection.body.code).toBe('inspector-not-independent');
  });
});

describe('AM-12: advances', () => {
  const advanceOf = async (order: Order, totalMinor: number, paidMinor: number): Promise<string> => {
    const recorded = await record(invoice(order, { type: 'ADVANCE', totalMinor })).expect(201);
    expect(codes(recorded)).toEqual(['0 before-receipt']);
    await other.post(`/invoices/${recorded.body.id}/resolution`, accepted).expect(200);
    if (paidMinor > 0) await paid(recorded.body.id, paidMinor).expect(201);
    return recorded.body.id as string;
  };

  it('are let through by another person, paid, and cleared by the final invoice, which asks for the rest', async () => {
    const order = await anOrder();
    const advanceId = await advanceOf(order, 100_000, 100_000);
    expect((await finance.get(`/invoices/${advanceId}`)).body).toMatchObject({ openMinor: 100_000 });
    await inspected(await received(order, 4));
    const clears = [{ advanceId, amountMinor: 100_000 }];
    const { body } = await record(invoice(order, { ...goods(order, 4), clears })).expect(201);
    expect(body).toMatchObject({ status: 'MATCHED', clearsMinor: 100_000, dueMinor: 215_600, clears });
    expect((await paid(body.id, 215_601).expect(422)).body.code).toBe('payment-refused');
    await paid(body.id, 215_600).expect(201);
    expect((await finance.get(`/invoices/${advanceId}`)).body).toMatchObject({ openMinor: 0, dueMinor: 0 });
  });

  it('are never cleared for more than was paid, or of another order, or twice at the same moment', async () => {
    const order = await anOrder();
    const advanceId = await advanceOf(order, 100_000, 60_000);
    const clearing = (amountMinor: number, on = order) =>
      record(invoice(on, { ...goods(on, 1), clears: [{ advanceId, amountMinor }] }));
    const refused = await clearing(60_001).expect(422);
    expect(refused.body).toMatchObject({
      code: 'invoice-refused',
      rows: [{ row: 1, field: 'clears', code: 'advance-overcleared' }],
    });
    expect((await clearing(1, await anOrder()).expect(422)).body.rows[0].code).toBe('advance-unknown');
    const answers = await Promise.all(Array.from({ length: 5 }, () => clearing(25_000)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    const [cleared] = await p.query(
      `SELECT sum(amount_minor)::int AS sum FROM invoice_clearing WHERE advance_id = $1`,
      [advanceId],
    );
    expect(cleared).toEqual({ sum: 50_000 });
    // Whatever the code forgets, the database does not.
    const [invoiced] = await p.query(
      `SELECT id FROM invoice WHERE purchase_order_id = $1 AND type = 'INVOICE' LIMIT 1`,
      [order.id],
    );
    await expect(
      p.query(`INSERT INTO invoice_clearing VALUES ($1, $2, 1000000)`, [advanceId, advanceId]),
    ).rejects.toThrow('more of an advance');
    await expect(
      p.query(`INSERT INTO payment VALUES ($1, $2, '2026-10-01', 1, 'x', NULL, $1, now())`, [
        uuidv7(),
        invoiced!['id'],
      ]),
    ).rejects.toThrow('not paid');
  });

  it('are open again when the invoice that cleared them is refused', async () => {
    const order = await anOrder();
    const advanceId = await advanceOf(order, 50_000, 50_000);
    const clears = [{ advanceId, amountMinor: 50_000 }];
    const { body } = await record(invoice(order, { ...goods(order, 1), clears })).expect(201);
    expect(body.status).toBe('VARIANCE');
    await other
      .post(`/invoices/${body.id}/resolution`, { decision: 'REFUSED', reason: 'Rien n’est livré' })
      .expect(200);
    expect((await finance.get(`/invoices/${advanceId}`)).body.openMinor).toBe(50_000);
  });

  it('paid at the same moment are paid once', async () => {
    const order = await anOrder();
    const advanceId = await advanceOf(order, 50_000, 0);
    const answers = await Promise.all(Array.from({ length: 4 }, () => paid(advanceId, 30_000)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422, 422]);
  });
});
