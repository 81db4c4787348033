import { randomUUID } from 'node:crypto';
import type { TestPerson } from '../../../../test/support/app.ts';
import { officeId, quarantineId, warehouseId } from '../../test/documents.ts';
import { lotsInspected, lotsLinked, lotsReceived, type ReceivedLot } from '../../test/lots.ts';
import { startWorld, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.renew());
afterAll(() => world?.close());

/** [state, place, quantity] of what stands somewhere. */
const standing = async ({ lotId }: ReceivedLot, who: TestPerson = world.keeper): Promise<unknown[]> => {
  const { body } = await who.get(`/lots/${lotId}`).expect(200);
  return body.holdings.map(({ lifecycle, placeId, quantity }: Record<string, unknown>) => [
    String(lifecycle).slice(0, 3),
    placeId,
    quantity,
  ]);
};
const received = async (quantity: number, withOrder = true): Promise<ReceivedLot & { receiptId: string }> => {
  const receipt = lotsReceived([quantity], '2026-11-01T09:00:00.000Z', withOrder);
  await world.tell(receipt);
  return { ...(receipt.lots[0] as ReceivedLot), receiptId: receipt.receiptId };
};

describe('AM-9: goods that are counted', () => {
  it('T01, T02, T03 enter as a lot, of which what was rejected goes to quarantine and the rest to stock', async () => {
    const lot = await received(60);
    expect(await standing(lot)).toEqual([['A01', warehouseId, 60]]);
    await world.tell(lotsInspected(lot.receiptId, [lot], 2));
    expect(await standing(lot)).toEqual([
      ['A02', quarantineId, 2],
      ['A04', warehouseId, 58],
    ]);
    const { body } = await world.keeper.get(`/lots/${lot.lotId}`).expect(200);
    expect(body).toMatchObject({ received: 60, held: 60, acquisitionDate: '2026-11-02', costMinor: 4_200 });
    expect(body.number).toMatch(/^LT-\d{4}-\d{6}$/);
    expect(
      body.movements.map((one: Record<string, unknown>) => [one['lotSeq'], one['transition'], one['quantity']]),
    ).toEqual([
      [1, 'T01', 60],
      [2, 'T03', 2],
      [3, 'T02', 58],
    ]);
  });

  it('AM-6, CR-12 wait in A01, accepted, until they have their order line', async () => {
    const lot = await received(20, false);
    await world.tell(lotsInspected(lot.receiptId, [lot], 5));
    expect((await standing(lot)).map((one) => (one as unknown[])[0])).toEqual(['A01', 'A02']);
    await world.tell(lotsLinked(lot.receiptId, [{ lotId: lot.lotId, lineId: lot.lineId, quantity: 15 }]));
    expect(await standing(lot)).toEqual([
      ['A02', quarantineId, 5],
      ['A04', warehouseId, 15],
    ]);
  });

  it('a document that asks for more than there is moves nothing and tells of it', async () => {
    const lot = await received(10);
    await world.tell(lotsInspected(lot.receiptId, [{ ...lot, quantity: 11 }], 0));
    expect(await standing(lot)).toEqual([['A01', warehouseId, 10]]);
    const [{ n }] = await world.worker.query(
      `SELECT count(*)::int AS n FROM outbox WHERE convert_from(body, 'UTF8')::jsonb ->> 'type' = 'fact.assets.lot-conflicted.v1'`,
    );
    expect(n).toBe(1);
  });

  it('Q36 are listed by lot, holder and place, page by page', async () => {
    const lot = await received(30);
    await world.tell(lotsInspected(lot.receiptId, [lot], 10));
    const all = await world.keeper.get(`/lots?receiptId=${lot.receiptId}`).expect(200);
    expect(all.body.items.map(({ quantity }: { quantity: number }) => quantity).sort()).toEqual([10, 20]);
    const first = await world.keeper.get(`/lots?lotId=${lot.lotId}&limit=1`).expect(200);
    const next = await world.keeper.get(`/lots?lotId=${lot.lotId}&limit=1&after=${first.body.next}`).expect(200);
    expect(new Set([...first.body.items, ...next.body.items].map((one) => one.holdingId)).size).toBe(2);
    expect(next.body.next).toBeNull();
    const stocked = await world.keeper
      .get(`/lots?lotId=${lot.lotId}&lifecycle=A04_IN_STOCK&placeId=${warehouseId}&orgUnitId=${officeId}`)
      .expect(200);
    expect(stocked.body.items).toEqual([expect.objectContaining({ lotId: lot.lotId, quantity: 20 })]);
  });

  it('CR-67 are seen where they stand, and of the lot and its ledger only that', async () => {
    const lot = await received(12);
    await world.tell(lotsInspected(lot.receiptId, [lot], 4));
    const keeper = await world.assets.as({ roles: [{ role: 'STOREKEEPER', placeId: quarantineId }] });
    expect(await standing(lot, keeper)).toEqual([['A02', quarantineId, 4]]);
    const { body } = await keeper.get(`/lots/${lot.lotId}`).expect(200);
    expect(body).toMatchObject({ received: null, held: 4, movements: [{ transition: 'T03', fromPartyId: null }] });
    const stranger = await world.assets.as({ roles: [{ role: 'STOREKEEPER', placeId: randomUUID() }] });
    await stranger.get(`/lots/${lot.lotId}`).expect(404);
    expect((await stranger.get('/lots').expect(200)).body.items).toEqual([]);
    await stranger.get(`/lots/${randomUUID()}`).expect(404);
  });

  it('only the ledger changes what stands where, and the ledger is only added to', async () => {
    const lot = await received(5);
    const of = [lot.lotId];
    for (const sql of [
      `UPDATE lot_holding SET quantity = 6 WHERE lot_id = $1`,
      `DELETE FROM lot_holding WHERE lot_id = $1`,
      `UPDATE lot_movement SET quantity = 6 WHERE lot_id = $1`,
      `DELETE FROM lot_movement WHERE lot_id = $1`,
      `INSERT INTO lot_movement SELECT lot_id, 2, to_id, to_id, 1, 'T02', document_id, line_id, fact_id, claimed_at, recorded_at
       FROM lot_movement WHERE lot_id = $1`,
    ])
      await expect(world.worker.query(sql, of)).rejects.toThrow();
    expect(await standing(lot)).toEqual([['A01', warehouseId, 5]]);
  });
});
