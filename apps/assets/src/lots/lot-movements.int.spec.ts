import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from '@dotation/service';
import fc from 'fast-check';
import { aPost, commandHandedOver, deed, officeId, quarantineId, warehouseId } from '../../test/documents.ts';
import {
  lotsCancelled,
  lotsInspected,
  lotsReceived,
  papersOf,
  type Consignment,
  type ReceivedLot,
} from '../../test/lots.ts';
import { startWorld, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.renew());
afterAll(() => world?.close());

const at = '2026-11-03T09:00:00.000Z';
const line = ({ lotId }: ReceivedLot, quantity: number) => ({ lineId: uuidv7(), lotId, quantity });

/** In stock but for two that were rejected. */
const inStock = async (quantity: number): Promise<ReceivedLot> => {
  const receipt = lotsReceived([quantity + 2], '2026-11-01T09:00:00.000Z');
  await world.tell(receipt);
  await world.tell(lotsInspected(receipt.receiptId, receipt.lots, 2));
  return receipt.lots[0] as ReceivedLot;
};
/** `A04 warehouse` and how many, for every holding. */
const standing = async ({ lotId }: ReceivedLot): Promise<Record<string, number>> => {
  const rows = await world.worker.query<{ lifecycle: string; hold: string; sum: number }[]>(
    `SELECT lifecycle, hold, sum(quantity)::int AS sum FROM lot_holding WHERE lot_id = $1 AND quantity > 0 GROUP BY 1, 2`,
    [lotId],
  );
  return Object.fromEntries(rows.map(({ lifecycle, hold, sum }) => [`${lifecycle.slice(0, 3)} ${hold}`, sum]));
};

describe('AM-9: quantities that are given out', () => {
  it('T06, T07 are reserved whole or not at all, once however often it is asked, and never after the cancellation', async () => {
    const lot = await inStock(50);
    const allocationId = uuidv7();
    const tooMany = await world.reserve([], uuidv7(), false, [line(lot, 51)]);
    expect(tooMany).toMatchObject({ reserved: false, lotProblems: [{ lotId: lot.lotId, code: 'lot-not-in-stock' }] });
    const lots = [line(lot, 30)];
    const reply = await world.reserve([], allocationId, false, lots);
    expect(reply).toMatchObject({ reserved: true, lots: [{ lotId: lot.lotId, quantity: 30, placeId: warehouseId }] });
    expect(await world.reserve([], allocationId, false, lots)).toEqual(reply);
    expect(await standing(lot)).toEqual({ 'A02 FIRM': 2, 'A04 FIRM': 20, 'A05 FIRM': 30 });
    await world.tell(lotsCancelled(allocationId, [{ ...(lots[0] as ReceivedLot), quantity: 10 }]));
    expect(await standing(lot)).toEqual({ 'A02 FIRM': 2, 'A04 FIRM': 30, 'A05 FIRM': 20 });
    const never = uuidv7();
    await world.tell(lotsCancelled(never, [line(lot, 5)]));
    const late = await world.reserve([], never, false, [line(lot, 5)]);
    expect(late.lotProblems).toMatchObject([{ code: 'allocation-cancelled' }]);
    expect(await standing(lot)).toEqual({ 'A02 FIRM': 2, 'A04 FIRM': 30, 'A05 FIRM': 20 });
  });

  it('T08 to T13, T11, T37 go to their unit, are refused in part, are lost in part, and come home', async () => {
    const lot = await inStock(50);
    const allocationId = uuidv7();
    await world.reserve([], allocationId, false, [line(lot, 40)]);
    const post = aPost();
    const said = { quantity: 40, shown: 37, accepted: 30, refused: 5, closed: true, home: true };
    const states: Record<string, number>[] = [];
    for (const paper of papersOf(said, lot, allocationId, post, at)) {
      await world.tell(paper);
      states.push(await standing(lot));
    }
    const rest = { 'A02 FIRM': 2, 'A04 FIRM': 10 };
    expect(states).toEqual([
      { ...rest, 'A06 FIRM': 40 },
      { ...rest, 'A06 FIRM': 3, 'A07 FIRM': 37 },
      { ...rest, 'A06 FIRM': 3, 'A07 FIRM': 2, 'A07 IN_DEPOSIT': 5, 'A08 FIRM': 30 },
      { ...rest, 'A07 FIRM': 2, 'A07 IN_DEPOSIT': 5, 'A08 FIRM': 30, 'A13 FIRM': 3 },
      { ...rest, 'A06 FIRM': 5, 'A07 FIRM': 2, 'A08 FIRM': 30, 'A13 FIRM': 3 },
      { ...rest, 'A04 FIRM': 15, 'A07 FIRM': 2, 'A08 FIRM': 30, 'A13 FIRM': 3 },
    ]);
    const head = await world.assets.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: post.unitId }] });
    const { body } = await head.get(`/lots?lotId=${lot.lotId}`).expect(200);
    const seen = body.items.map(({ lifecycle, quantity }: Record<string, unknown>) => [
      String(lifecycle).slice(0, 3),
      quantity,
    ]);
    // What it has, and what stands before it; nothing of the store, nor of what the carrier lost on the way to it once given up.
    expect(seen.sort()).toEqual([
      ['A07', 2],
      ['A08', 30],
      ['A13', 3],
    ]);
    expect(
      body.items.every(
        ({ placeId }: { placeId: string }) => !([warehouseId, quarantineId] as string[]).includes(placeId),
      ),
    ).toBe(true);
    const keeper = await world.assets.as({ roles: [{ role: 'STOREKEEPER', orgUnitId: officeId }] });
    expect((await keeper.get(`/lots?lotId=${lot.lotId}&lifecycle=A08_HANDED_OVER`).expect(200)).body.items).toEqual([]);
  });

  it('CR-23, AM-2, T17, T37 are struck and added, confirmed, counted by two heads, and given back', async () => {
    const lot = await inStock(50);
    const allocationId = uuidv7();
    await world.reserve([], allocationId, false, [line(lot, 40)]);
    const post = aPost();
    const corrected = { reserve: true, struck: 6, added: 4, absent: 3, back: 7 };
    const said = { quantity: 40, shown: 40, accepted: 30, refused: 10, closed: true, home: true, ...corrected };
    const states: Record<string, number>[] = [];
    for (const paper of papersOf(said, lot, allocationId, post, at)) {
      await world.tell(paper);
      states.push(await standing(lot));
    }
    const rest = { 'A02 FIRM': 2, 'A04 FIRM': 10 };
    expect(states.slice(2)).toEqual([
      { ...rest, 'A07 IN_DEPOSIT': 10, 'A08 TO_CONFIRM': 30 },
      { ...rest, 'A07 IN_DEPOSIT': 16, 'A08 TO_CONFIRM': 24 },
      { ...rest, 'A07 IN_DEPOSIT': 12, 'A08 TO_CONFIRM': 28 },
      { ...rest, 'A07 IN_DEPOSIT': 12, 'A08 FIRM': 28 },
      { ...rest, 'A07 IN_DEPOSIT': 12, 'A08 FIRM': 25, 'A13 FIRM': 3 },
      { ...rest, 'A06 FIRM': 19, 'A08 FIRM': 18, 'A13 FIRM': 3 },
      { ...rest, 'A04 FIRM': 29, 'A08 FIRM': 18, 'A13 FIRM': 3 },
    ]);
    const people = await world.worker.query<{ state: string; outgoing: boolean }[]>(
      `SELECT left(lifecycle, 3) AS state, person_id = $2 AS outgoing FROM lot_holding
       WHERE lot_id = $1 AND quantity > 0 AND party_id = $3 ORDER BY 1`,
      [lot.lotId, post.unit.personId, post.unitId],
    );
    // Who leaves answers for what was not there; his successor for the rest.
    expect(people).toEqual([
      { state: 'A08', outgoing: false },
      { state: 'A13', outgoing: true },
    ]);
  });

  it('T17, CR-28 a change of command tells of a lot the new head had signed for himself, though nothing moves', async () => {
    const lot = await inStock(10);
    const allocationId = uuidv7();
    await world.reserve([], allocationId, false, [line(lot, 10)]);
    const post = aPost();
    const given = { quantity: 10, shown: 10, accepted: 10, refused: 0, closed: true, home: false };
    for (const paper of papersOf(given, lot, allocationId, post, at)) await world.tell(paper);
    const before = await standing(lot);
    const counted = { lineId: uuidv7(), lotId: lot.lotId, present: 10, absent: 0 };
    const paper = commandHandedOver(post, post.unit.personId as string, at, {});
    Object.assign(paper.header, { lots: [counted] });
    await world.tell(paper);
    expect(await standing(lot)).toEqual(before);
    const [{ told }] = await world.worker.query(
      `SELECT (convert_from(body, 'UTF8')::jsonb)->'data' AS told FROM outbox
       WHERE convert_from(body, 'UTF8')::jsonb->'data'->>'documentId' = $1`,
      [paper.header.documentId],
    );
    expect(told).toMatchObject({ lines: [], unmoved: [counted.lineId] });
  });

  it('AM-2 a ratification confirms what its own PV gave, and nothing that another one gave', async () => {
    const lot = await inStock(20);
    const post = aPost();
    const given = { quantity: 10, shown: 10, accepted: 10, refused: 0, closed: true, home: false, reserve: true };
    for (const times of [1, 2]) {
      const allocationId = uuidv7();
      await world.reserve([], allocationId, false, [line(lot, 10)]);
      const papers = papersOf(given, lot, allocationId, post, at);
      for (const paper of times === 1 ? papers.slice(0, -1) : papers) await world.tell(paper);
    }
    expect(await standing(lot)).toEqual({ 'A02 FIRM': 2, 'A08 FIRM': 10, 'A08 TO_CONFIRM': 10 });
  });

  it('always come to what was received, with splits, refusals, corrections, returns and redelivery, all at once', async () => {
    const number = fc.integer({ min: 0, max: 30 });
    const consignment: fc.Arbitrary<Consignment> = fc.record({
      ...{ quantity: fc.integer({ min: 1, max: 30 }), shown: number, accepted: number, refused: number },
      ...{ closed: fc.boolean(), home: fc.boolean(), reserve: fc.boolean() },
      ...{ struck: number, added: number, back: number, absent: fc.option(number) },
    });
    // Each chain gives out again what it can: what one takes back, another may send.
    const chains = fc.array(fc.array(consignment, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(chains, async (all) => {
        const lot = await inStock(40);
        let busy = true;
        const watching = watch(lot, () => busy);
        await Promise.all(
          all.map(async (chain) => {
            for (const one of chain) {
              const allocationId = uuidv7();
              const { reserved } = await world.reserve([], allocationId, false, [line(lot, one.quantity)]);
              if (!reserved) continue;
              for (const paper of papersOf(one, lot, allocationId, aPost(), at)) await world.tell(paper);
            }
          }),
        );
        busy = false;
        expect(await watching).toBeGreaterThan(0);
        const [{ conflicts }] = await world.worker.query(
          `SELECT count(*)::int AS conflicts FROM outbox WHERE convert_from(body, 'UTF8')::jsonb ->> 'type' LIKE '%lot-conflicted%'`,
        );
        expect(conflicts).toBe(0);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 60_000);

  it('T14 title passes by deed for so many, never for more than there are; nothing moves', async () => {
    const lot = await inStock(10);
    const post = aPost();
    const before = await standing(lot);
    const paper = deed([], post, at);
    const given = (quantity: number) => ({ ...line(lot, quantity), valueMinor: 100, currency: 'USD' });
    const deeds = [7, 6, 5].map((quantity) => ({
      ...paper,
      header: { ...paper.header, documentId: uuidv7(), lots: [given(quantity)] },
    }));
    for (const one of deeds) await world.tell(one);
    expect(await standing(lot)).toEqual(before);
    const { body } = await world.keeper.get(`/lots/${lot.lotId}`).expect(200);
    // Twelve were received, two of them rejected: seven and five have passed.
    expect(body.titles.map(({ quantity }: { quantity: number }) => quantity)).toEqual([7, 5]);
    await expect(world.worker.query(`UPDATE lot_title SET quantity = 1`)).rejects.toThrow();
  });

  it('of many reservations at once so many are taken as there are', async () => {
    const lot = await inStock(20);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => world.reserve([], uuidv7(), false, [line(lot, 3)])),
    );
    expect(replies.filter(({ reserved }) => reserved)).toHaveLength(6);
    expect(await standing(lot)).toEqual({ 'A02 FIRM': 2, 'A04 FIRM': 2, 'A05 FIRM': 18 });
  });
});

/** Looks again and again, as any reader could, and answers how often; never less or more than was received, nothing below zero. */
async function watch({ lotId }: ReceivedLot, busy: () => boolean): Promise<number> {
  let looked = 0;
  while (busy() || looked === 0) {
    const [{ sum, least }] = await world.worker.query(
      `SELECT sum(quantity)::int AS sum, min(quantity)::int AS least FROM lot_holding WHERE lot_id = $1`,
      [lotId],
    );
    if (sum !== 42 || least < 0) throw new Error(`${sum} of 42 stand somewhere, the least is ${least}`);
    looked += 1;
    await pause(1);
  }
  return looked;
}
