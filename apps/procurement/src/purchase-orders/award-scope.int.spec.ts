import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { startProcurement, type Procurement } from '../../test/procurement.ts';

interface Line {
  orderLineId: string;
  received: number;
  funding: { awardId: string; amountMinor: number }[];
}

let p: Procurement;
let otherAward: string;
let donor: TestPerson;
let stranger: TestPerson;
/** Of three lines: paid by the donor's award, by another, and by both. */
let order: { id: string; lines: { orderLineId: string }[] };
let receipt: { id: string; lines: { orderLineId: string | null }[] };

beforeAll(async () => {
  p = await startProcurement();
  const award = { fain: 'JPN-2026-03', donor: 'Japan', instrument: 'GRANT', obligatedOn: '2026-02-02' };
  otherAward = ((await p.buyer.post('/awards', award).expect(201)).body as { id: string }).id;
  donor = await p.app.as({ roles: [{ role: 'DONOR', awardId: p.awardId }] });
  stranger = await p.app.as({ roles: [{ role: 'DONOR', awardId: uuidv7() }] });
  const shares = [[p.awardId], [otherAward], [p.awardId, otherAward]];
  const body = {
    ...{ number: 'PO-TWO-DONORS', orderedOn: '2026-08-17', currency: 'USD' },
    ...{ requesterId: p.requesterId, buyerId: p.buyer.principal.personId, approverId: p.approverId },
    lines: shares.map((awards, index) => ({
      ...{ lineNumber: index + 1, catalogueItemId: p.items['ProBook 450 G10'], quantity: 5, unitPriceMinor: 78_901 },
      funding: awards.map((awardId) => ({ awardId, percent: 100 / awards.length })),
    })),
  };
  order = (await p.buyer.post('/purchase-orders', body).expect(201)).body as typeof order;
  const rows = order.lines.map(({ orderLineId }, index) => ({
    ...{ row: index + 1, orderLineId, serial: `TWO0000${index}`, condition: 'EXCELLENT' },
  }));
  const answer = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(rows));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  receipt = answer.body as typeof receipt;
}, 120_000);
afterAll(() => p?.close());

const own = (): string[] => [0, 2].map((index) => order.lines[index]?.orderLineId ?? '');
const items = async (who: TestPerson, path: string): Promise<{ id: string }[]> =>
  ((await who.get(path).expect(200)).body as { items: { id: string }[] }).items;

it('domain §8.6 a donor sees the own award, and another like one that nobody has', async () => {
  expect((await items(donor, '/awards')).map(({ id }) => id)).toEqual([p.awardId]);
  await donor.get(`/awards/${p.awardId}`).expect(200);
  const [foreign, unknown] = [await donor.get(`/awards/${otherAward}`), await donor.get(`/awards/${uuidv7()}`)];
  expect([foreign.status, foreign.body.code]).toEqual([404, unknown.body.code]);
});

it('domain §8.6 a donor sees the order lines the award pays, with its own share, and what was received of them', async () => {
  const { body } = await donor.get(`/purchase-orders/${order.id}`).expect(200);
  const { lines } = body as { lines: Line[] };
  expect(lines.map(({ orderLineId }) => orderLineId)).toEqual(own());
  expect(lines.map(({ received }) => received)).toEqual([1, 1]);
  expect(lines.flatMap(({ funding }) => funding.map(({ awardId }) => awardId))).toEqual([p.awardId, p.awardId]);
  // The odd cent of a line that two pay is with one of them, whoever asks.
  const whole = ((await p.buyer.get(`/purchase-orders/${order.id}`).expect(200)).body as { lines: Line[] }).lines[2];
  const amountOf = (line?: Line): number | undefined =>
    line?.funding.find(({ awardId }) => awardId === p.awardId)?.amountMinor;
  expect(amountOf(lines[1])).toBe(amountOf(whole));
  expect(whole?.funding.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(5 * 78_901);
});

it('domain §8.6 a donor sees of a receipt the lines the award pays, also in what is counted', async () => {
  const { body } = await donor.get(`/receipts/${receipt.id}`).expect(200);
  expect((body as typeof receipt).lines.map(({ orderLineId }) => orderLineId)).toEqual(own());
  expect(await items(donor, '/receipts')).toMatchObject([{ id: receipt.id, lines: 2 }]);
  expect(JSON.stringify(body)).not.toContain('TWO00001');
});

it('domain §8.6 whoever answers for another award sees neither order nor receipt', async () => {
  for (const path of ['/awards', '/purchase-orders', '/receipts']) expect(await items(stranger, path)).toEqual([]);
  for (const path of [`/purchase-orders/${order.id}`, `/receipts/${receipt.id}`]) await stranger.get(path).expect(404);
});

it('leaves orders and awards the mission’s for whoever keeps a store', async () => {
  const keeper = await p.app.as({ roles: [{ role: 'STOREKEEPER', orgUnitId: p.storeUnitId }] });
  const { body } = await keeper.get(`/purchase-orders/${order.id}`).expect(200);
  expect((body as typeof order).lines).toHaveLength(3);
  expect((await items(keeper, '/awards')).map(({ id }) => id)).toEqual([p.awardId, otherAward]);
});
