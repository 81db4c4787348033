import { uuidv7 } from '@dotation/service';
import {
  aCarrier,
  aPost,
  arrived,
  closedShort,
  dispatched,
  goodsReceived,
  inspectionClosed,
  signed,
  type Post,
} from '../../test/documents.ts';
import { startWorld, type World } from '../../test/world.ts';

// CR-67: the reservation of goods on the road moves from one allocation to another, in one transaction of the register.
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => world.renew());
afterAll(async () => world.close());

const day = (n: number): string => `2026-11-0${n}T09:00:00.000Z`;

async function onTheRoad(count: number, post: Post): Promise<{ ids: string[]; allocationId: string }> {
  const receipt = goodsReceived(count, day(1));
  await world.tell(receipt, { recordedAt: day(1) });
  await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
  const ids = receipt.deviceIds;
  await world.tell(inspectionClosed(receipt.receiptId, ids), { recordedAt: day(2) });
  const allocationId = uuidv7();
  expect(await world.reserve(ids, allocationId)).toMatchObject({ reserved: true });
  const carrier = aCarrier(post.placeId);
  await world.tell(dispatched(ids, { post, at: day(3), waybillId: uuidv7(), carrier }), { recordedAt: day(3) });
  return { ids, allocationId };
}

const reservations = async (deviceId: string): Promise<{ allocationId: string; endReason: string | null }[]> =>
  world.worker.query(
    `SELECT allocation_id AS "allocationId", end_reason AS "endReason" FROM reservation WHERE device_id = $1
     ORDER BY reserved_at`,
    [deviceId],
  );
const shown = async (deviceId: string): Promise<object> =>
  (await world.keeper.get(`/devices/${deviceId}`).expect(200)).body as object;
const transitions = async (deviceId: string): Promise<(string | undefined)[]> =>
  (await world.told(deviceId)).map(({ line }) => line.transition);

describe('CR-67 a reservation on the road', () => {
  it('moves to the new allocation, once; life cycle and custody stay, one numbered fact (T06) says so', async () => {
    const { ids, allocationId: before } = await onTheRoad(2, aPost());
    const [deviceId] = ids as [string];
    const standing = await shown(deviceId);
    const after = uuidv7();
    const first = await world.reserve(ids, after, true);
    expect(first).toMatchObject({ reserved: true, problems: [] });
    expect(first.devices.map((device) => device.deviceId).sort()).toEqual([...ids].sort());
    expect(await world.reserve(ids, after, true)).toEqual(first);
    expect(await reservations(deviceId)).toEqual([
      { allocationId: before, endReason: 'REALLOCATED' },
      { allocationId: after, endReason: null },
    ]);
    const told = await world.told(deviceId);
    const [last, previous] = [told.at(-1), told.at(-2)];
    expect(last?.line).toMatchObject({ transition: 'T06', changed: {} });
    expect(last?.line.deviceSeq).toBe((previous?.line.deviceSeq ?? 0) + 1);
    expect(last?.line.previous).toBe(previous?.leafHash);
    expect(told.filter(({ line }) => line.transition === 'T06')).toHaveLength(2);
    expect(await shown(deviceId)).toEqual({
      ...standing,
      allocationId: after,
      deviceSeq: last?.line.deviceSeq,
    });
  });

  it('is refused whole when one device is not on the road, and the old reservations stay', async () => {
    const { ids, allocationId } = await onTheRoad(1, aPost());
    const stored = await onTheRoad(1, aPost());
    const post = aPost();
    await world.tell(arrived(stored.ids, { post, at: day(4) }), { recordedAt: day(4) });
    await world.tell(signed({ post, at: day(5), accepted: stored.ids }), { recordedAt: day(5) });
    const mixed = [...ids, ...stored.ids];
    expect(await world.reserve(mixed, uuidv7(), true)).toMatchObject({
      reserved: false,
      problems: [{ deviceId: stored.ids[0], code: 'device-not-under-way' }],
    });
    expect(await reservations(ids[0] as string)).toEqual([{ allocationId, endReason: null }]);
    expect(await world.reserve(ids)).toMatchObject({ reserved: false, problems: [{ code: 'device-not-in-stock' }] });
  });

  it('of two at once ends with one holder, and each answer is true', async () => {
    const { ids, allocationId } = await onTheRoad(3, aPost());
    const [a, b] = [uuidv7(), uuidv7()];
    const replies = await Promise.all([world.reserve(ids, a, true), world.reserve([...ids].reverse(), b, true)]);
    expect(replies.map(({ reserved }) => reserved)).toEqual([true, true]);
    for (const deviceId of ids) {
      const rows = await reservations(deviceId);
      expect(rows.filter(({ endReason }) => endReason === null)).toHaveLength(1);
      expect(rows.filter(({ endReason }) => endReason === 'REALLOCATED')).toHaveLength(2);
      expect(rows.map((row) => row.allocationId).sort()).toEqual([allocationId, a, b].sort());
    }
  });

  it('goods that had arrived go on to the new unit (T36), who signs; the reservation ends with the new allocation', async () => {
    const [u1, u2] = [aPost(), aPost()];
    const { ids } = await onTheRoad(1, u2);
    const [deviceId] = ids as [string];
    await world.tell(arrived(ids, { post: u2, at: day(4) }), { recordedAt: day(4) });
    const allocationId = uuidv7();
    await world.reserve(ids, allocationId, true);
    const carrier = aCarrier(u1.placeId);
    const onward = dispatched(ids, { post: u1, at: day(6), purpose: 'ONWARD', carrier });
    await world.tell(onward, { recordedAt: day(6) });
    expect(await shown(deviceId)).toMatchObject({ lifecycle: 'A06_IN_TRANSIT_OUT', custody: carrier });
    await world.tell(arrived(ids, { post: u1, at: day(7) }), { recordedAt: day(7) });
    await world.tell(signed({ post: u1, at: day(8), accepted: ids }), { recordedAt: day(8) });
    expect((await transitions(deviceId)).slice(5)).toEqual(['T09', 'T06', 'T36', 'T09', 'T12']);
    expect(await shown(deviceId)).toMatchObject({ lifecycle: 'A08_HANDED_OVER', custody: u1.unit });
    expect((await reservations(deviceId)).at(-1)).toEqual({ allocationId, endReason: 'ACCEPTED' });
    // A question repeated after all that answers the same and takes nothing back.
    expect(await world.reserve(ids, allocationId, true)).toMatchObject({ reserved: true });
    expect(await shown(deviceId)).toMatchObject({ lifecycle: 'A08_HANDED_OVER' });
  });

  it('of goods that are given up ends LOST with the allocation that held them last', async () => {
    const { ids } = await onTheRoad(1, aPost());
    const allocationId = uuidv7();
    await world.reserve(ids, allocationId, true);
    await world.tell(closedShort(uuidv7(), ids), { recordedAt: day(5) });
    expect((await reservations(ids[0] as string)).at(-1)).toEqual({ allocationId, endReason: 'LOST' });
    expect(await world.reserve(ids, uuidv7(), true)).toMatchObject({ problems: [{ code: 'device-not-under-way' }] });
  });
});
