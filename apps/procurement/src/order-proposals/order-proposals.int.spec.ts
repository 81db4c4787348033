import { laptops } from '../../test/procurement.ts';
import { startOrdering, type Ordering } from '../../test/ordering.ts';
import { DirectoryReferenceHandler } from '../references/directory-reference.handler.js';

let o: Ordering;
beforeAll(async () => {
  o = await startOrdering();
}, 120_000);
afterAll(() => o?.close());

const approval = (id: string): string => `/order-proposals/${id}/approval`;
const facts = async (type: string): Promise<Record<string, unknown>[]> =>
  (
    await o.p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox WHERE type LIKE '%' || $1 || '.v1' ORDER BY id`,
      [type],
    )
  ).map(({ data }) => data as Record<string, unknown>);
const status = async (id: string): Promise<string> =>
  (await o.requester.get(`/requisitions/${id}`).expect(200)).body.status as string;

it('CR-01 without a matrix nobody approves an order, and with one only whose limit reaches the amount', async () => {
  const requisition = await o.awarded(10);
  expect(await status(requisition)).toBe('AWARDED');
  const id = await o.propose(requisition);
  expect((await o.approver.post(approval(id), {}).expect(403)).body.code).toBe('beyond-authority');
  await o.limits({ role: 'APPROVER', upToMinor: 788_999 }, { role: 'BUDGET_HOLDER', upToMinor: 100 });
  expect((await o.approver.post(approval(id), {}).expect(403)).body.code).toBe('beyond-authority');
  await o.limits({ role: 'APPROVER', upToMinor: 789_000 }, { role: 'BUDGET_HOLDER', upToMinor: 100 });
  expect((await o.holder.post(approval(id), {}).expect(403)).body.code).toBe('beyond-authority');
  const { body } = await o.approver.post(approval(id), {}).expect(200);
  expect(body).toMatchObject({ status: 'APPROVED', amountMinor: 789_000, approvals: [{ asked: 1 }] });
  expect(await status(requisition)).toBe('ORDERED');
  const order = (await o.p.buyer.get(`/purchase-orders/${body.purchaseOrderId}`).expect(200)).body;
  expect(order).toMatchObject({
    ...{
      status: 'ORDERED',
      revision: 1,
      requisitionId: requisition,
      supplierId: o.suppliers[0],
      incoterm: 'DAP Kinshasa',
    },
    ...{ requesterId: o.requester.principal.personId, buyerId: o.p.buyer.principal.personId },
    ...{ approverId: o.approver.principal.personId, currency: 'USD' },
    lines: [{ quantity: 10, unitPriceMinor: 78_900, budgetLineId: o.budgetLineId, open: 10 }],
  });
  expect(order.number).toMatch(/^BC-\d{4}-\d{6}$/);
  expect((await facts('order-recorded')).at(-1)).toMatchObject({
    purchaseOrderId: order.id,
    requisitionId: requisition,
  });
  expect(await o.budget()).toMatchObject({ orderedMinor: 789_000, requestedMinor: 0 });
  expect((await o.p.buyer.post(`/requisitions/${requisition}/orders`, {}).expect(409)).body.code).toBe(
    'requisition-step-wrong',
  );
  const received = await o.p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, o.p.delivery(laptops(2, 'ORD')));
  expect(received.status).toBe(201);
});

it('CR-01 requester and buyer never approve, whatever the matrix says and under whatever id', async () => {
  const everybody = { upToMinor: 50_000_000 };
  await o.limits({ ...everybody, role: 'APPROVER' });
  const id = await o.propose(await o.awarded(2));
  const again = await o.p.app.as({ roles: ['APPROVER'] });
  const handler = o.p.app.service.app.get(DirectoryReferenceHandler);
  const intoId = o.p.buyer.principal.personId;
  await o.p.worker.transaction((tx) =>
    handler.entryMerged(tx, { data: { of: 'PERSON', id: again.principal.personId, intoId } } as never),
  );
  for (const step of ['approval', 'refusal'])
    expect((await again.post(`/order-proposals/${id}/${step}`, { reason: 'x' }).expect(422)).body.code).toBe(
      'duties-not-separate',
    );
  const refused = await o.approver.post(`/order-proposals/${id}/refusal`, { reason: 'Le prix a baissé' }).expect(200);
  expect(refused.body).toMatchObject({ status: 'REFUSED', refusedBy: o.approver.principal.personId });
  expect((await facts('order-refused')).at(-1)).toMatchObject({ proposalId: id, reason: 'Le prix a baissé' });
  expect((await o.approver.post(approval(id), {}).expect(409)).body.code).toBe('order-proposal-decided');
  // The committee may choose again, and another order be proposed.
  await o.propose(
    (await o.p.query(`SELECT requisition_id AS id FROM order_proposal WHERE id = $1`, [id]))[0]!['id'] as string,
  );
});

it('CR-01, CR-09 where two are asked for, both are named and neither receives the goods', async () => {
  await o.limits({ role: 'APPROVER', upToMinor: 50_000_000, approvers: 2 });
  const id = await o.propose(await o.awarded(3));
  const second = await o.p.app.as({ roles: ['APPROVER', 'STOREKEEPER'] });
  expect((await second.post(approval(id), {}).expect(200)).body.status).toBe('PENDING');
  expect((await second.post(approval(id), {}).expect(409)).body.code).toBe('approved-already');
  const { body } = await o.approver.post(approval(id), {}).expect(200);
  expect(body).toMatchObject({ status: 'APPROVED', approvals: [{ asked: 2 }, { asked: 2 }] });
  expect((await facts('order-recorded')).at(-1)).toMatchObject({
    ...{ approverId: o.approver.principal.personId, otherApproverIds: [second.principal.personId] },
  });
  const path = `/purchase-orders/${body.purchaseOrderId}/receipts`;
  expect((await second.post(path, o.p.delivery(laptops(1, 'TWO'))).expect(403)).body.code).toBe(
    'receiver-not-independent',
  );
  await o.p.storekeeper.post(path, o.p.delivery(laptops(1, 'TWO'))).expect(201);
});

it('becomes one order when two persons approve at the same moment, and one proposal when two are made', async () => {
  await o.limits({ role: 'APPROVER', upToMinor: 50_000_000 });
  const requisition = await o.awarded(1);
  const otherBuyer = await o.p.app.as({ roles: ['PROCUREMENT'] });
  const made = await Promise.all(
    [o.p.buyer, otherBuyer].map((who) => who.post(`/requisitions/${requisition}/orders`, {})),
  );
  expect(made.map((answer) => answer.status).sort()).toEqual([201, 409]);
  const id = made.find((answer) => answer.status === 201)!.body.id as string;
  const before = await o.p.count('purchase_order');
  const both = await Promise.all([o.approver, o.otherApprover].map((who) => who.post(approval(id), {})));
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  expect(await o.p.count('purchase_order')).toBe(before + 1);
});

it('orders nothing above the budget, counted when it is approved and under its lock', async () => {
  await o.limits({ role: 'APPROVER', upToMinor: 50_000_000 });
  const { orderedMinor, requestedMinor } = await o.budget();
  const left = 10_000_000 - orderedMinor - requestedMinor;
  const quantity = Math.floor(left / 79_000 / 2) + 1;
  // Estimated low, offered high: each fits alone, both together do not.
  const cheap = { estimatedUnitMinor: 100 };
  const ids = [
    await o.propose(await o.awarded(quantity, 79_000, cheap)),
    await o.propose(await o.awarded(quantity, 79_000, cheap)),
  ];
  const answers = await Promise.all(ids.map((id, nth) => [o.approver, o.otherApprover][nth]!.post(approval(id), {})));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({
    ...{ code: 'budget-exceeded', rows: [{ row: 1, field: 'budgetLineId' }] },
  });
  const after = await o.budget();
  expect(after.orderedMinor + after.requestedMinor).toBeLessThanOrEqual(10_000_000);
});

it('CR-02 an order is screened on the day it is approved, as one of the ERP is', async () => {
  await o.limits({ role: 'APPROVER', upToMinor: 50_000_000 });
  const id = await o.propose(await o.awarded(1, 78_900, { budgetLineId: null }));
  const steward = await o.p.app.as({ roles: ['DATA_STEWARD'] });
  const entity = {
    ...{ name: 'HP', relation: 'LISTED', effectiveFrom: '2026-01-01' },
    ...{ reason: 'Essai', source: 'Essai' },
  };
  const { body } = await steward.post('/prohibited-entities', entity).expect(201);
  const refused = await o.approver.post(approval(id), {}).expect(422);
  expect(refused.body).toMatchObject({ code: 'order-prohibited', rows: [{ row: 1 }] });
  await o.p.query(`UPDATE prohibited_entity SET effective_to = '2026-01-02' WHERE id = $1`, [body.id]);
  await o.approver.post(approval(id), {}).expect(200);
});

describe('quotations and bid analysis (D02)', () => {
  it('are of an approved requisition, recorded by who did not ask for it, and name row and field', async () => {
    const id = await o.approved(1, { budgetLineId: null });
    const both = await o.p.app.as({ roles: ['REQUESTER', 'PROCUREMENT'] });
    const line = { lineNumber: 1, catalogueItemId: o.p.items['4050 HF'], unitPriceMinor: 1 };
    const quotation = { supplierId: o.suppliers[0], reference: 'A', quotedOn: '2026-08-10', section889Declared: true };
    const wrong = await both.post(`/requisitions/${id}/quotations`, { ...quotation, lines: [line] }).expect(422);
    expect(wrong.body.rows).toEqual([expect.objectContaining({ row: 1, code: 'category-differs' })]);
    await o.p.query(`UPDATE requisition SET requester_id = $2 WHERE id = $1`, [id, both.principal.personId]);
    const own = await both.post(`/requisitions/${id}/quotations`, { ...quotation, lines: [line] }).expect(403);
    expect(own.body.code).toBe('buyer-requested');
    const first = await o.quote(id, 0, 70_000, { reference: 'A' });
    const twice = o.quote(id, 0, 70_000, { reference: 'A' });
    await expect(twice).rejects.toThrow('quotation-taken');
    const few = await o.p.buyer.post(`/requisitions/${id}/bid-analyses`, o.analysis(first)).expect(422);
    expect(few.body.rows).toEqual([expect.objectContaining({ field: 'fewQuotationsReason' })]);
    const more = o.analysis(first, { fewQuotationsReason: 'Seul agréé' });
    const { body } = await o.p.buyer.post(`/requisitions/${id}/bid-analyses`, more).expect(201);
    expect(body).toMatchObject({ minimumQuotations: 3, awardedQuotationId: first });
    expect((await facts('bids-analysed')).at(-1)).toMatchObject({ bidAnalysisId: body.id, number: body.number });
    expect((await o.holder.get(`/requisitions/${id}/quotations`).expect(200)).body.items).toEqual([
      expect.objectContaining({ id: first, totalMinor: 70_000 }),
    ]);
    expect((await o.holder.get(`/requisitions/${id}/bid-analyses`).expect(200)).body.items).toEqual([body]);
  });

  it('the minimum is a dated value (AM-30)', async () => {
    const id = await o.approved(1, { budgetLineId: null });
    const first = await o.quote(id, 0, 70_000);
    await o.p.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, seen_at) VALUES (gen_random_uuid(), 'requisition.minimumQuotations', '1', now(), now())`,
    );
    await o.p.buyer.post(`/requisitions/${id}/bid-analyses`, o.analysis(first)).expect(201);
    await o.p.query(`UPDATE rule_value SET value = '3' WHERE rule = 'requisition.minimumQuotations'`);
  });

  it('a later offer reopens the choice, and a proposal is taken back by who buys before anybody decides it', async () => {
    const id = await o.awarded(1, 78_900, { budgetLineId: null });
    const proposal = await o.propose(id);
    await expect(o.quote(id, 0, 60_000)).rejects.toThrow('order-proposed');
    const withdrawal = `/order-proposals/${proposal}/withdrawal`;
    const { body } = await o.p.buyer.post(withdrawal, { reason: 'Un autre délai' }).expect(200);
    expect(body).toMatchObject({ status: 'WITHDRAWN', withdrawnBy: o.p.buyer.principal.personId, refusedBy: null });
    expect((await o.p.buyer.post(withdrawal, { reason: 'Encore' }).expect(409)).body.code).toBe(
      'order-proposal-decided',
    );
    expect((await o.approver.post(approval(proposal), {}).expect(409)).body.code).toBe('order-proposal-decided');
    const cheaper = await o.quote(id, 0, 60_000);
    expect(await status(id)).toBe('SOLICITED');
    await o.p.buyer.post(`/requisitions/${id}/bid-analyses`, o.analysis(cheaper)).expect(201);
    const again = await o.approver.post(approval(await o.propose(id)), {}).expect(200);
    expect(again.body).toMatchObject({ status: 'APPROVED', amountMinor: 60_000 });
    const found = (await o.requester.get(`/requisitions/${id}`).expect(200)).body;
    expect(found).toMatchObject({ status: 'ORDERED', purchaseOrderId: again.body.purchaseOrderId });
    const of = `/order-proposals?purchaseOrderId=${again.body.purchaseOrderId}`;
    expect((await o.p.buyer.get(of).expect(200)).body.items).toEqual([expect.objectContaining({ id: again.body.id })]);
  });

  it('what somebody was asked to approve does not change under his hands', async () => {
    const id = await o.awarded(1, 78_900, { budgetLineId: null });
    await o.propose(id);
    const quotations = (await o.p.buyer.get(`/requisitions/${id}/quotations`).expect(200)).body.items;
    const again = o.analysis(quotations[2].id, { notCheapestReason: 'Délai' });
    expect((await o.p.buyer.post(`/requisitions/${id}/bid-analyses`, again).expect(409)).body.code).toBe(
      'order-proposed',
    );
    const cancelled = await o.requester.post(`/requisitions/${id}/cancellation`, { reason: 'Plus tard' }).expect(409);
    expect(cancelled.body.code).toBe('order-proposed');
  });
});
