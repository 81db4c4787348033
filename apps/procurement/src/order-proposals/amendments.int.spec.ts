import type { TestPerson } from '../../../../test/support/app.ts';
import { startOrdering, type Ordering } from '../../test/ordering.ts';
import { laptops, type Order } from '../../test/procurement.ts';

let o: Ordering;
let otherModel: string;
beforeAll(async () => {
  o = await startOrdering();
  await o.limits({ role: 'APPROVER', upToMinor: 50_000_000 });
  const model = { makerId: o.p.makers['HP'], category: 'LAPTOP', model: 'ProBook 460 G11', description: '16"' };
  otherModel = (await o.p.buyer.post('/catalogue-items', { ...model, serialRule: 'REQUIRED' }).expect(201)).body.id;
}, 120_000);
afterAll(() => o?.close());

interface Full extends Order {
  status: string;
  revision: number;
  lines: (Order['lines'][number] & { lineNumber: number; quantity: number; substitutesLine: number | null })[];
}
const ordered = (quantity: number): Promise<Order> => o.p.order([{ model: 'ProBook 450 G10', quantity }]);
const orderNow = async (id: string): Promise<Full> =>
  (await o.p.buyer.get(`/purchase-orders/${id}`).expect(200)).body as Full;
const amend = (id: string, body: object, who: TestPerson = o.p.buyer) =>
  who.post(`/purchase-orders/${id}/amendments`, { reason: 'Le besoin a changé', ...body });
const proposed = async (id: string, body: object): Promise<string> =>
  (await amend(id, body).expect(201)).body.id as string;
const approval = (id: string): string => `/order-proposals/${id}/approval`;
const receive = (id: string, count: number, prefix: string, more: object = {}) =>
  o.p.storekeeper.post(`/purchase-orders/${id}/receipts`, o.p.delivery(laptops(count, prefix), more));
const quantity = (to: number): object => ({ changes: [{ lineNumber: 1, quantity: to }] });

it('makes revision 2 when it is approved, tells it once, and keeps what the order was', async () => {
  const { id } = await ordered(10);
  const body = {
    changes: [{ lineNumber: 1, quantity: 8, unitPriceMinor: 80_000 }],
    additions: [
      {
        ...{ lineNumber: 2, catalogueItemId: o.p.items['4050 HF'], quantity: 1, unitPriceMinor: 400_000 },
        funding: [{ awardId: o.p.awardId, percent: 100 }],
      },
    ],
  };
  const proposal = await proposed(id, body);
  expect(await orderNow(id)).toMatchObject({ revision: 1, lines: [{ quantity: 10 }] });
  expect((await amend(id, quantity(9)).expect(409)).body.code).toBe('amendment-pending');
  await o.approver.post(approval(proposal), {}).expect(200);
  expect(await orderNow(id)).toMatchObject({
    revision: 2,
    lines: [
      { quantity: 8, open: 8 },
      { quantity: 1, open: 1 },
    ],
  });
  const { items } = (await o.holder.get(`/purchase-orders/${id}/revisions`).expect(200)).body;
  expect(items).toMatchObject([
    { revision: 1, reason: null, proposalId: null, lines: [{ quantity: 10, unitPriceMinor: 78_900 }] },
    {
      revision: 2,
      reason: 'Le besoin a changé',
      proposalId: proposal,
      lines: [{ quantity: 8, unitPriceMinor: 80_000 }, {}],
    },
  ]);
  const facts = await o.p.query(
    `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox WHERE subject = $1 AND type LIKE '%order-amended%'`,
    [id],
  );
  expect(facts).toEqual([{ data: expect.objectContaining({ revision: 2, proposalId: proposal }) }]);
});

it('AM-12 what gets a price is free for no reason any more', async () => {
  const free = { unitPriceMinor: 0, zeroCostReason: 'FREE' };
  const { id } = await o.p.order([{ model: 'ProBook 450 G10', quantity: 2, ...free }]);
  expect((await orderNow(id)).lines).toMatchObject([free]);
  const proposal = await proposed(id, { changes: [{ lineNumber: 1, unitPriceMinor: 500 }] });
  await o.approver.post(approval(proposal), {}).expect(200);
  expect((await orderNow(id)).lines).toMatchObject([{ unitPriceMinor: 500, zeroCostReason: null }]);
});

it('CR-06 never falls below what came, also what came since it was proposed', async () => {
  const { id } = await ordered(10);
  await receive(id, 4, 'BELOW').expect(201);
  const below = await amend(id, quantity(3)).expect(422);
  expect(below.body.rows).toEqual([
    expect.objectContaining({ row: 1, field: 'quantity', code: 'quantity-below-received' }),
  ]);
  const priced = await amend(id, { changes: [{ lineNumber: 1, unitPriceMinor: 70_000 }] }).expect(422);
  expect(priced.body.rows[0]).toMatchObject({ code: 'price-of-received' });
  const proposal = await proposed(id, quantity(4));
  await receive(id, 1, 'SINCE').expect(201);
  const late = await o.approver.post(approval(proposal), {}).expect(422);
  expect(late.body.rows[0]).toMatchObject({ code: 'quantity-below-received' });
  await o.approver.post(`/order-proposals/${proposal}/refusal`, { reason: 'Une de plus est venue' }).expect(200);
  await o.approver.post(approval(await proposed(id, quantity(5))), {}).expect(200);
  expect(await orderNow(id)).toMatchObject({ status: 'RECEIVED', lines: [{ quantity: 5, received: 5, open: 0 }] });
});

it('CR-06 an amendment and receipts at the same moment leave no more received than ordered', async () => {
  for (const round of [1, 2, 3]) {
    const { id } = await ordered(4);
    const proposal = await proposed(id, quantity(2));
    const answers = await Promise.all([
      o.approver.post(approval(proposal), {}),
      receive(id, 2, `RACE${round}A`),
      receive(id, 2, `RACE${round}B`),
    ]);
    const { lines, revision } = await orderNow(id);
    const [line] = lines;
    expect(line!.received).toBeLessThanOrEqual(line!.quantity);
    expect(line!.quantity).toBe(revision === 2 ? 2 : 4);
    expect(answers.every(({ status }) => [200, 201, 422].includes(status))).toBe(true);
    expect(line!.received).toBe(2 * answers.slice(1).filter(({ status }) => status === 201).length);
  }
});

it('CR-06 the database itself keeps a line from falling below what came', async () => {
  const { id, lines } = await ordered(3);
  await receive(id, 2, 'DB').expect(201);
  const update = o.p.query(`UPDATE purchase_order_line SET quantity = 1 WHERE id = $1`, [lines[0]!.orderLineId]);
  await expect(update).rejects.toThrow('CR-06');
});

it('AM-7 another model is accepted by the requester and nobody else, and received from then on', async () => {
  const { body } = await o.p.buyer
    .post('/purchase-orders', {
      ...{ number: `PO-S-${Date.now()}`, orderedOn: '2026-08-17', currency: 'USD', approverId: o.p.approverId },
      ...{ requesterId: o.requester.principal.personId, buyerId: o.p.buyer.principal.personId },
      lines: [
        {
          ...{ lineNumber: 1, catalogueItemId: o.p.items['ProBook 450 G10'], quantity: 5, unitPriceMinor: 78_900 },
          funding: [{ awardId: o.p.awardId, percent: 100 }],
        },
      ],
    })
    .expect(201);
  const id = body.id as string;
  const other = [{ row: 1, maker: 'HP', model: 'ProBook 460 G11', serial: 'SUBST0001' }];
  const early = await o.p.storekeeper.post(`/purchase-orders/${id}/receipts`, o.p.delivery(other)).expect(422);
  expect(early.body.code).toBe('receipt-rows-refused');
  await receive(id, 2, 'FIRST').expect(201);
  const instead = {
    lineNumber: 2,
    catalogueItemId: otherModel,
    quantity: 3,
    unitPriceMinor: 78_900,
    substitutesLine: 1,
  };
  const proposal = await proposed(id, { changes: [{ lineNumber: 1, quantity: 2 }], additions: [instead] });
  expect((await o.approver.post(approval(proposal), {}).expect(409)).body.code).toBe('substitute-not-accepted');
  const stranger = await o.p.app.as({ roles: ['REQUESTER'] });
  const acceptance = `/order-proposals/${proposal}/acceptance`;
  expect((await stranger.post(acceptance, {}).expect(403)).body.code).toBe('not-the-requester');
  const accepted = await o.requester.post(acceptance, {}).expect(200);
  expect(accepted.body).toMatchObject({ acceptedBy: o.requester.principal.personId, status: 'PENDING' });
  expect((await o.requester.post(acceptance, {}).expect(409)).body.code).toBe('nothing-to-accept');
  await o.approver.post(approval(proposal), {}).expect(200);
  await o.p.storekeeper.post(`/purchase-orders/${id}/receipts`, o.p.delivery(other)).expect(201);
  expect(await orderNow(id)).toMatchObject({
    lines: [
      { quantity: 2, received: 2, open: 0 },
      { quantity: 3, received: 1, open: 2, substitutesLine: 1, funding: [{ percent: 100 }] },
    ],
  });
});

it('CR-01, CR-09 buyer and receiver never approve an amendment, and who approved one receives nothing afterwards', async () => {
  const { id } = await ordered(5);
  const proposal = await proposed(id, quantity(4));
  const both = await o.p.app.as({ roles: ['APPROVER', 'STOREKEEPER', 'PROCUREMENT'] });
  await o.p.meet(both.principal.personId);
  await both.post(`/purchase-orders/${id}/receipts`, o.p.delivery(laptops(1, 'BOTH'))).expect(201);
  expect((await both.post(approval(proposal), {}).expect(422)).body.code).toBe('duties-not-separate');
  await o.approver.post(`/order-proposals/${proposal}/refusal`, { reason: 'Non' }).expect(200);
  const second = await ordered(5);
  const keeper = await o.p.app.as({ roles: ['APPROVER', 'STOREKEEPER'] });
  await keeper.post(approval(await proposed(second.id, quantity(4))), {}).expect(200);
  const late = await keeper
    .post(`/purchase-orders/${second.id}/receipts`, o.p.delivery(laptops(1, 'LATE')))
    .expect(403);
  expect(late.body.code).toBe('receiver-not-independent');
  const buys = await o.p.app.as({ roles: ['PROCUREMENT', 'APPROVER'] });
  const own = (await amend(second.id, quantity(3), buys).expect(201)).body.id as string;
  expect((await buys.post(approval(own), {}).expect(422)).body.code).toBe('duties-not-separate');
});

it('grows within the budget of its lines only, and shrinks whatever it holds', async () => {
  const made = await o.approver.post(approval(await o.propose(await o.awarded(10))), {}).expect(200);
  const id = made.body.purchaseOrderId as string;
  const most = Math.floor(10_000_000 / 78_900);
  const over = await proposed(id, quantity(most + 1));
  const refused = await o.approver.post(approval(over), {}).expect(409);
  expect(refused.body).toMatchObject({ code: 'budget-exceeded', rows: [{ row: 1, field: 'budgetLineId' }] });
  expect(await orderNow(id)).toMatchObject({ revision: 1, lines: [{ quantity: 10 }] });
  await o.p.buyer.post(`/order-proposals/${over}/withdrawal`, { reason: 'Trop' }).expect(200);
  await o.approver.post(approval(await proposed(id, quantity(most))), {}).expect(200);
  expect(await o.budget()).toMatchObject({ orderedMinor: most * 78_900 });
  await o.p.query(`UPDATE budget_line SET amount_minor = 1 WHERE id = $1`, [o.budgetLineId]);
  await o.approver.post(approval(await proposed(id, quantity(0))), {}).expect(200);
  expect(await orderNow(id)).toMatchObject({ revision: 3, status: 'CANCELLED' });
  await o.p.query(`UPDATE budget_line SET amount_minor = 10000000 WHERE id = $1`, [o.budgetLineId]);
});

it('domain §9.6 a purchase order leaves as CSV, XLSX and JSON, with an access record and no formula', async () => {
  const { id } = await o.p.order([{ model: 'ProBook 450 G10', quantity: 2 }], '=1+1');
  const before = await o.p.count('access_record');
  const csv = await o.holder.get(`/purchase-orders/${id}/file?format=csv&language=en`).expect(200);
  expect(csv.headers['content-disposition']).toContain('.csv');
  expect(csv.text.split('\r\n')[0]).toContain('Order;Revision;Date;Supplier');
  expect(csv.text).toContain(`'=1+1;1;2026-08-17;;;USD;1;;HP;ProBook 450 G10;2;789;1578;0;2;SINLEC26CA0042 100 %`);
  const xlsx = await o.holder.get(`/purchase-orders/${id}/file?format=xlsx`).expect(200);
  expect(xlsx.headers['content-type']).toContain('spreadsheetml');
  const json = await o.holder.get(`/purchase-orders/${id}/file?format=json`).expect(200);
  expect(json.body).toEqual(await orderNow(id));
  expect(await o.p.count('access_record')).toBe(before + 3);
  await o.holder.get(`/purchase-orders/${id}/file?format=pdf`).expect(422);
});
