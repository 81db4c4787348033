import { randomUUID } from 'node:crypto';
import { uuidv7 } from '@dotation/service';
import {
  aCarrier,
  allocationCancelled,
  aPost,
  arrived,
  closedShort,
  commandHandedOver,
  completed,
  deed,
  dispatched,
  goodsLinked,
  goodsReceived,
  inspectionClosed,
  quarantineId,
  ratified,
  rectified,
  seenElsewhere,
  signed,
  store,
  warehouseId,
  type Post,
} from '../../test/documents.ts';
import { startWorld, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => world.renew());
afterAll(async () => world.close());

const day = (n: number, time = '09:00:00'): string => `2026-11-0${n}T${time}.000Z`;

interface Shown {
  lifecycle: string;
  title: string;
  custody: Record<string, unknown>;
  [field: string]: unknown;
}
const device = async (id: string): Promise<Shown> =>
  (await world.keeper.get(`/devices/${id}`).expect(200)).body as Shown;
const lifecycles = async (ids: readonly string[]): Promise<string[]> =>
  [...new Set(await Promise.all(ids.map(async (id) => (await device(id)).lifecycle.slice(0, 3))))].sort();
const transitions = async (id: string): Promise<string[]> =>
  (await world.told(id)).map(({ type, line }) => line.transition ?? (type.split('.')[2] as string));
const intervals = async (id: string): Promise<Record<string, unknown>[]> =>
  (await world.keeper.get(`/devices/${id}/custody`).expect(200)).body.intervals as Record<string, unknown>[];

async function inStock(count: number, change?: Parameters<typeof goodsReceived>[2]): Promise<string[]> {
  const receipt = goodsReceived(count, day(1), change);
  await world.tell(receipt, { recordedAt: day(1) });
  await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
  await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds), { recordedAt: day(2) });
  return receipt.deviceIds;
}
async function onTheRoad(
  count: number,
  post: Post,
): Promise<{ ids: string[]; waybillId: string; carrier: ReturnType<typeof aCarrier> }> {
  const ids = await inStock(count);
  expect(await world.reserve(ids)).toMatchObject({ reserved: true });
  const [waybillId, carrier] = [uuidv7(), aCarrier(post.placeId)];
  await world.tell(dispatched(ids, { post, at: day(3), waybillId, carrier }), { recordedAt: day(3) });
  return { ids, waybillId, carrier };
}

describe('CR-67, AM-17: what is consigned', () => {
  const seenBy = async (unitId: string, id: string): Promise<[number, number, number]> => {
    const head = await world.assets.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: unitId }] });
    const { status, body } = await head.get(`/devices/${id}`);
    const found = await head
      .get(`/devices/lookup?code=${(body as { serial?: string }).serial ?? 'NOTHING'}`)
      .expect(200);
    const { items } = (await head.get('/devices').expect(200)).body as { items: { id: string }[] };
    return [status, (found.body as { matches: unknown[] }).matches.length, items.filter((one) => one.id === id).length];
  };
  const seen = [200, 1, 1];
  const unseen = [404, 0, 0];

  it('is seen by the unit from the departure on, by id, code and list, and by no other', async () => {
    const [post, other] = [aPost(), aPost()];
    const [id] = (await inStock(1)) as [string];
    expect(await world.reserve([id])).toMatchObject({ reserved: true });
    expect(await seenBy(post.unitId, id)).toEqual(unseen);
    const waybillId = uuidv7();
    await world.tell(dispatched([id], { post, at: day(3), waybillId }), { recordedAt: day(3) });
    expect(await seenBy(post.unitId, id)).toEqual(seen);
    expect(await seenBy(other.unitId, id)).toEqual(unseen);
    await world.tell(arrived([id], { post, at: day(4), waybillId }), { recordedAt: day(4) });
    expect(await seenBy(post.unitId, id)).toEqual(seen);
    await world.tell(signed({ accepted: [id], post, at: day(5) }), { recordedAt: day(5) });
    expect(await seenBy(post.unitId, id)).toEqual(seen);
    expect(await seenBy(other.unitId, id)).toEqual(unseen);
  });

  it('is not seen any more where it was read at another unit: the consignee does not learn where', async () => {
    const [post, elsewhere] = [aPost(), aPost()];
    const { ids } = await onTheRoad(1, post);
    await world.tell(seenElsewhere(ids, elsewhere, day(4)), { recordedAt: day(4) });
    for (const { unitId } of [post, elsewhere]) expect(await seenBy(unitId, ids[0] as string)).toEqual(unseen);
    await world.tell(dispatched(ids, { post, at: day(5), purpose: 'ONWARD' }), { recordedAt: day(5) });
    expect(await seenBy(post.unitId, ids[0] as string)).toEqual(seen);
  });

  it('is not seen any more when it was given up, nor when it went back', async () => {
    const post = aPost();
    const [lost, back] = [await onTheRoad(1, post), await onTheRoad(1, post)];
    await world.tell(closedShort(lost.waybillId, lost.ids), { recordedAt: day(9) });
    expect(await seenBy(post.unitId, lost.ids[0] as string)).toEqual(unseen);
    const [id] = back.ids as [string];
    await world.tell(arrived([id], { post, at: day(4), waybillId: back.waybillId }), { recordedAt: day(4) });
    await world.tell(signed({ refused: [id], post, at: day(5) }), { recordedAt: day(5) });
    expect(await seenBy(post.unitId, id)).toEqual(seen);
    await world.tell(dispatched([id], { post: { ...post, unitId: store.partyId }, at: day(6), purpose: 'RETURN' }), {
      recordedAt: day(6),
    });
    expect(await seenBy(post.unitId, id)).toEqual(unseen);
  });
});

describe('g1: from the delivery to the signed PV and the deed', () => {
  it('ends with the unit as holder, the State as owner, and eight numbers on a laptop', async () => {
    const post = aPost();
    const receipt = goodsReceived(40, day(1));
    const [rejected, ...accepted] = receipt.deviceIds as [string, ...string[]];
    await world.tell(receipt, { recordedAt: day(1) });
    expect(await device(rejected)).toMatchObject({
      lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
      title: 'SUPPLIER',
      custody: { ...store, from: day(1) },
    });

    const tagging = await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
    expect(tagging.body.lines).toHaveLength(40);

    const [inspection] = await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds, [rejected]), {
      recordedAt: day(2),
    });
    expect(await lifecycles(accepted)).toEqual(['A04']);
    expect(await device(accepted[0] as string)).toMatchObject({
      title: 'IOM_CONDITIONAL',
      acquisitionDate: '2026-11-02',
      custody: store,
    });
    expect(await device(rejected)).toMatchObject({
      lifecycle: 'A02_REJECTED',
      title: 'SUPPLIER',
      custody: { ...store, placeId: quarantineId },
    });
    // T02×39 and T03×1 are one fact.
    const effects = await world.worker.query(`SELECT DISTINCT fact_id FROM outbox WHERE causation_id = $1`, [
      inspection,
    ]);
    expect(effects).toHaveLength(1);

    const allocationId = uuidv7();
    const reply = await world.reserve(accepted, allocationId);
    expect(reply).toMatchObject({ reserved: true, problems: [] });
    expect(reply.devices).toHaveLength(39);
    expect(reply.devices[0]).toMatchObject({
      maker: 'HP',
      model: 'ProBook 450 G10',
      placeId: warehouseId,
      costMinor: 78_900,
    });
    expect(await lifecycles(accepted)).toEqual(['A05']);

    const carrier = aCarrier(post.placeId);
    await world.tell(dispatched(accepted, { post, at: day(3), carrier }), { recordedAt: day(3) });
    expect(await device(accepted[5] as string)).toMatchObject({ lifecycle: 'A06_IN_TRANSIT_OUT', custody: carrier });
    await world.tell(arrived(accepted, { post, at: day(4) }), { recordedAt: day(4) });
    expect(await device(accepted[5] as string)).toMatchObject({
      lifecycle: 'A07_DELIVERED_PENDING_ACK',
      custody: post.officer,
    });
    await world.tell(deed(accepted, post, day(5)), { recordedAt: day(5) });
    expect(await device(accepted[5] as string)).toMatchObject({
      lifecycle: 'A07_DELIVERED_PENDING_ACK',
      title: 'STATE_DRC',
      custody: post.officer,
    });
    await world.tell(signed({ post, at: day(6), accepted }), { recordedAt: day(6) });
    expect(await lifecycles(accepted)).toEqual(['A08']);
    expect(await device(accepted[5] as string)).toMatchObject({
      custody: { ...post.unit, from: day(6) },
      allocationId: null,
    });

    expect(await transitions(accepted[5] as string)).toEqual([
      'device-registered',
      'device-tagged',
      'T02',
      'T06',
      'T08',
      'T09',
      'T14',
      'T12',
    ]);
    expect(await transitions(rejected)).toEqual(['device-registered', 'device-tagged', 'T03']);
    const told = await world.told(accepted[5] as string);
    expect(told.map(({ line }) => line.deviceSeq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(told.map(({ line }) => line.previous)).toEqual([null, ...told.slice(0, -1).map(({ leafHash }) => leafHash)]);
  });
});

describe('g2: ten radios, nine arrive', () => {
  it('leaves the tenth missing with the carrier, and an open incident', async () => {
    const post = aPost();
    const { ids, waybillId, carrier } = await onTheRoad(10, post);
    const [missing, ...nine] = ids as [string, ...string[]];
    await world.tell(arrived(nine, { post, at: day(4), waybillId }), { recordedAt: day(4) });
    expect(await device(missing)).toMatchObject({ lifecycle: 'A06_IN_TRANSIT_OUT', custody: carrier });
    const others = [{ deviceId: missing, outcome: 'NOT_ARRIVED' as const, effect: 'CONFIRMS' as const }];
    await world.tell(signed({ post, at: day(5), accepted: nine, others }), { recordedAt: day(5) });
    expect(await lifecycles(nine)).toEqual(['A08']);
    const [closing] = await world.tell(closedShort(waybillId, [missing]), { recordedAt: day(6) });
    expect(await device(missing)).toMatchObject({ lifecycle: 'A13_MISSING', custody: carrier, allocationId: null });
    const { body } = await world.keeper.get(`/incidents?deviceId=${missing}&open=true`).expect(200);
    expect(body.items).toMatchObject([
      {
        kind: 'LOSS',
        documentId: waybillId,
        custodianPartyId: carrier.partyId,
        custodianPersonId: carrier.personId,
        openedAt: day(6),
        closedAt: null,
      },
    ]);
    expect(body.items[0].number).toMatch(/^IC-\d{4}-\d{6}$/);
    const facts = await world.worker.query<{ type: string }[]>(
      `SELECT type FROM outbox WHERE causation_id = $1 ORDER BY id`,
      [closing],
    );
    expect(facts.map(({ type }) => type)).toEqual([
      'fact.assets.device-transitioned.v1',
      'fact.assets.incident-opened.v1',
    ]);
  });

  it('AM-20 late PV on A13: the device is found (T25), the incident closed, and the unit has it', async () => {
    const post = aPost();
    const { ids, waybillId } = await onTheRoad(1, post);
    await world.tell(closedShort(waybillId, ids), { recordedAt: day(4) });
    await world.tell(arrived(ids, { post, at: day(3, '15:00:00'), implied: true }), { recordedAt: day(5) });
    await world.tell(signed({ post, at: day(3, '15:00:00'), accepted: ids }), { recordedAt: day(5) });
    expect(await transitions(ids[0] as string)).toEqual([
      'device-registered',
      'device-tagged',
      'T02',
      'T06',
      'T08',
      'T11',
      'T25',
      'T12',
    ]);
    expect(await device(ids[0] as string)).toMatchObject({
      lifecycle: 'A08_HANDED_OVER',
      custody: post.unit,
      incidentId: null,
    });
    const { body } = await world.keeper.get(`/incidents?deviceId=${ids[0]}`).expect(200);
    expect(body.items).toMatchObject([{ outcome: 'FOUND' }]);
    expect(body.items[0].closedAt).not.toBeNull();
  });
});

describe('refusal: three of forty come back', () => {
  it('leaves them with the officer in deposit, then with the carrier, then in the store', async () => {
    const post = aPost();
    const { ids } = await onTheRoad(5, post);
    const [refused, accepted] = [ids.slice(0, 3), ids.slice(3)];
    await world.tell(arrived(ids, { post, at: day(4) }), { recordedAt: day(4) });
    await world.tell(signed({ post, at: day(5), accepted, refused }), { recordedAt: day(5) });
    expect(await device(refused[0] as string)).toMatchObject({
      lifecycle: 'A07_DELIVERED_PENDING_ACK',
      custody: { ...post.officer, hold: 'IN_DEPOSIT' },
    });
    const carrier = aCarrier(warehouseId);
    await world.tell(dispatched(refused, { post, at: day(6), purpose: 'RETURN', carrier }), { recordedAt: day(6) });
    expect(await device(refused[0] as string)).toMatchObject({ lifecycle: 'A06_IN_TRANSIT_OUT', custody: carrier });
    await world.tell(signed({ post, at: day(7), kind: 'RETURN', accepted: refused, receiver: store }), {
      recordedAt: day(7),
    });
    expect(await device(refused[0] as string)).toMatchObject({
      lifecycle: 'A04_IN_STOCK',
      custody: store,
      allocationId: null,
    });
    expect(await transitions(refused[0] as string)).toEqual([
      'device-registered',
      'device-tagged',
      'T02',
      'T06',
      'T08',
      'T09',
      'T13',
      'T37',
      'T37',
    ]);
    expect((await intervals(refused[0] as string)).map(({ from, to }) => [from, to])).toEqual([
      [day(1), day(3)],
      [day(3), day(4)],
      [day(4), day(5)],
      [day(5), day(6)],
      [day(6), day(7)],
      [day(7), null],
    ]);
    expect(await lifecycles(accepted)).toEqual(['A08']);
  });
});

describe('late, repeated and contradicting papers', () => {
  it('ack first: the officer for one millisecond, then the unit; the real arrival changes nothing', async () => {
    const post = aPost();
    const { ids, waybillId } = await onTheRoad(2, post);
    await world.tell(arrived(ids, { post, at: day(5), implied: true }), { recordedAt: day(6) });
    await world.tell(signed({ post, at: day(5), accepted: ids }), { recordedAt: day(6) });
    const last = (await intervals(ids[0] as string)).slice(-2);
    expect(last).toMatchObject([
      { ...post.officer, from: day(5), to: '2026-11-05T09:00:00.001Z', clamped: false },
      { ...post.unit, from: '2026-11-05T09:00:00.001Z', to: null, clamped: true, claimedFrom: day(5) },
    ]);
    const before = await transitions(ids[0] as string);
    await world.tell(arrived(ids, { post, at: day(4), waybillId, effect: 'CONFIRMS' }), { recordedAt: day(7) });
    expect(await transitions(ids[0] as string)).toEqual(before);
  });

  it('two phones: a line acknowledged twice moves once', async () => {
    const post = aPost();
    const { ids } = await onTheRoad(4, post);
    await world.tell(arrived(ids.slice(0, 2), { post, at: day(5), implied: true }), { recordedAt: day(5) });
    await world.tell(signed({ post, at: day(5), accepted: ids.slice(0, 2) }), { recordedAt: day(5) });
    expect(await lifecycles(ids)).toEqual(['A06', 'A08']);
    await world.tell(arrived(ids.slice(2), { post, at: day(5), implied: true }), { recordedAt: day(6) });
    const others = [{ deviceId: ids[1] as string, outcome: 'ACCEPTED' as const, effect: 'DUPLICATE' as const }];
    await world.tell(signed({ post, at: day(5), accepted: ids.slice(2), others }), { recordedAt: day(6) });
    expect(await lifecycles(ids)).toEqual(['A08']);
    expect((await transitions(ids[1] as string)).filter((one) => one === 'T12')).toHaveLength(1);
  });

  it('a claim from before and a clock from the future are clamped and flagged', async () => {
    const post = aPost();
    const { ids } = await onTheRoad(1, post);
    await world.tell(arrived(ids, { post, at: day(1) }), { recordedAt: day(4) });
    await world.tell(signed({ post, at: '2030-01-01T00:00:00.000Z', accepted: ids }), { recordedAt: day(5) });
    expect((await intervals(ids[0] as string)).slice(-2)).toMatchObject([
      { from: '2026-11-03T09:00:00.001Z', claimedFrom: day(1), clamped: true, to: day(5) },
      { from: day(5), claimedFrom: '2030-01-01T00:00:00.000Z', clamped: true, to: null },
    ]);
  });

  it('what cannot follow is told as effect-conflicted, numbered, and nothing changes', async () => {
    const post = aPost();
    const { ids, waybillId } = await onTheRoad(1, post);
    const stocked = await inStock(1);
    const [arrival] = await world.tell(arrived([...ids, ...stocked], { post, at: day(5), waybillId }), {
      recordedAt: day(5),
    });
    expect(await device(stocked[0] as string)).toMatchObject({
      lifecycle: 'A04_IN_STOCK',
      custody: store,
      deviceSeq: 4,
    });
    expect((await world.told(stocked[0] as string)).at(-1)).toMatchObject({
      type: 'fact.assets.effect-conflicted.v1',
      causationId: arrival,
      line: { deviceSeq: 4, transition: 'T09', state: 'A04_IN_STOCK' },
    });
    expect(await lifecycles(ids)).toEqual(['A07']);
    // The conflict is a link of the chain like any other.
    expect(await world.reserve(stocked)).toMatchObject({ reserved: true });
    const told = await world.told(stocked[0] as string);
    expect(told.at(-1)?.line.previous).toBe(told.at(-2)?.leafHash);
  });
});

describe('on the road', () => {
  it('wrong unit, then a redirect leg: the place changes (T40), then the carrier (T36)', async () => {
    const [u1, u2] = [aPost(), aPost()];
    const { ids, carrier } = await onTheRoad(1, u2);
    await world.tell(seenElsewhere(ids, u1, day(4)), { recordedAt: day(4) });
    expect(await device(ids[0] as string)).toMatchObject({
      lifecycle: 'A06_IN_TRANSIT_OUT',
      custody: { partyId: carrier.partyId, personId: carrier.personId, placeId: u1.placeId, enRoute: false },
    });
    const second = aCarrier(u2.placeId);
    await world.tell(dispatched(ids, { post: u2, at: day(5), purpose: 'ONWARD', carrier: second }), {
      recordedAt: day(5),
    });
    expect(await device(ids[0] as string)).toMatchObject({ lifecycle: 'A06_IN_TRANSIT_OUT', custody: second });
    await world.tell(arrived(ids, { post: u2, at: day(6) }), { recordedAt: day(6) });
    await world.tell(signed({ post: u2, at: day(7), accepted: ids }), { recordedAt: day(7) });
    expect((await transitions(ids[0] as string)).slice(5)).toEqual(['T40', 'T36', 'T09', 'T12']);
    expect(await device(ids[0] as string)).toMatchObject({ custody: u2.unit });
  });

  it('a change of carrier told after the PV confirms and changes nothing', async () => {
    const post = aPost();
    const { ids } = await onTheRoad(1, post);
    await world.tell(arrived(ids, { post, at: day(5) }), { recordedAt: day(5) });
    await world.tell(signed({ post, at: day(5), accepted: ids }), { recordedAt: day(5) });
    const before = await transitions(ids[0] as string);
    await world.tell(dispatched(ids, { post, at: day(4), purpose: 'ONWARD', effect: 'CONFIRMS' }), {
      recordedAt: day(6),
    });
    expect(await transitions(ids[0] as string)).toEqual(before);
  });
});

describe('at the unit', () => {
  it('AM-10 kit with the battery refused: three of four are together', async () => {
    const post = aPost();
    const kitId = uuidv7();
    const ids = await inStock(4, () => ({ kitId }));
    expect((await world.keeper.get(`/kits/${kitId}`).expect(200)).body).toMatchObject({
      label: 'KIT 1',
      completeness: { together: 4, of: 4, complete: true },
    });
    expect((await world.reserve(ids)).devices).toMatchObject(ids.map(() => ({ kitId, kitTag: 'KIT 1' })));
    await world.tell(dispatched(ids, { post, at: day(3) }), { recordedAt: day(3) });
    await world.tell(arrived(ids, { post, at: day(4) }), { recordedAt: day(4) });
    await world.tell(signed({ post, at: day(5), accepted: ids.slice(1), refused: ids.slice(0, 1) }), {
      recordedAt: day(5),
    });
    const { body } = await world.keeper.get(`/kits/${kitId}`).expect(200);
    expect(body.completeness).toEqual({ together: 3, of: 4, complete: false });
    expect(body.components).toHaveLength(4);
  });

  it('CR-16 a gate that fails leaves the device with the officer in deposit until the completion', async () => {
    const post = aPost();
    const { ids } = await onTheRoad(1, post);
    await world.tell(arrived(ids, { post, at: day(4) }), { recordedAt: day(4) });
    const pv = signed({
      post,
      at: day(5),
      others: [{ deviceId: ids[0] as string, outcome: 'ACCEPTED', effect: 'PENDING' }],
    });
    await world.tell(pv, { recordedAt: day(5) });
    expect(await device(ids[0] as string)).toMatchObject({
      lifecycle: 'A07_DELIVERED_PENDING_ACK',
      custody: { ...post.officer, hold: 'IN_DEPOSIT' },
    });
    await world.tell(completed(pv.header.documentId, ids, post, day(7)), { recordedAt: day(7) });
    expect(await device(ids[0] as string)).toMatchObject({
      lifecycle: 'A08_HANDED_OVER',
      custody: { ...post.unit, from: day(7) },
    });
  });

  it('a delegate without mandate has it to confirm (AM-2)', async () => {
    const post = aPost();
    const { ids } = await onTheRoad(1, post);
    await world.tell(arrived(ids, { post, at: day(4) }), { recordedAt: day(4) });
    await world.tell(signed({ post, at: day(5), accepted: ids, hold: 'TO_CONFIRM' }), { recordedAt: day(5) });
    expect(await device(ids[0] as string)).toMatchObject({ custody: { ...post.unit, hold: 'TO_CONFIRM' } });
    // T42: ratified, the same people have it at the same place, from then on without reserve.
    await world.tell(ratified(uuidv7(), ids, day(9)), { recordedAt: day(9) });
    expect(await device(ids[0] as string)).toMatchObject({
      lifecycle: 'A08_HANDED_OVER',
      custody: { ...post.unit, hold: 'FIRM', from: day(9) },
    });
  });

  it('CR-28, T17 the successor has what was there; for what was not, the outgoing head answers, once', async () => {
    const post = aPost();
    const { ids } = await onTheRoad(2, post);
    const [there, missing] = ids as [string, string];
    await world.tell(arrived(ids, { post, at: day(4) }), { recordedAt: day(4) });
    await world.tell(signed({ post, at: day(5), accepted: ids }), { recordedAt: day(5) });
    const successor = randomUUID();
    const list = { present: [there], absent: [missing] };
    await world.tell(commandHandedOver(post, successor, day(7), list), { recordedAt: day(7) });
    expect(await device(there)).toMatchObject({
      lifecycle: 'A08_HANDED_OVER',
      custody: { ...post.unit, personId: successor, from: day(7) },
    });
    expect(await device(missing)).toMatchObject({ lifecycle: 'A08_HANDED_OVER', custody: { ...post.unit } });
    const open = async (): Promise<unknown> =>
      (await world.keeper.get(`/incidents?deviceId=${missing}&open=true`).expect(200)).body.items;
    const loss = [{ custodianPartyId: post.unitId, custodianPersonId: post.unit.personId, openedAt: day(7) }];
    expect(await open()).toMatchObject(loss);
    // Another list that misses it again opens no second incident.
    await world.tell(commandHandedOver(post, randomUUID(), day(8), list), { recordedAt: day(8) });
    expect(await open()).toMatchObject(loss);
    expect(await open()).toHaveLength(1);
    expect(await transitions(missing)).toEqual(expect.arrayContaining(['T12', 'T17']));
  });

  it('CR-23 a rectifying PV swaps two serials in one fact', async () => {
    const post = aPost();
    const { ids } = await onTheRoad(2, post);
    const [right, wrong] = ids as [string, string];
    await world.tell(arrived(ids, { post, at: day(4) }), { recordedAt: day(4) });
    await world.tell(signed({ post, at: day(5), accepted: [wrong] }), { recordedAt: day(5) });
    await world.tell(rectified({ struck: [wrong], added: [right], post, at: day(6) }), { recordedAt: day(6) });
    expect(await device(wrong)).toMatchObject({
      lifecycle: 'A07_DELIVERED_PENDING_ACK',
      custody: { ...post.officer, from: day(6) },
    });
    expect(await device(right)).toMatchObject({
      lifecycle: 'A08_HANDED_OVER',
      custody: { ...post.unit, from: day(6) },
    });
    const [struck, added] = [(await world.told(wrong)).at(-1), (await world.told(right)).at(-1)];
    expect(struck?.line.transition).toBe('T41');
    expect(added?.line.transition).toBe('T12');
    expect(struck?.id).toBe(added?.id);
  });
});

describe('reservations', () => {
  it('answer the same when asked again, and refuse all when one cannot be had', async () => {
    const ids = await inStock(3);
    const allocationId = uuidv7();
    const first = await world.reserve(ids.slice(0, 2), allocationId);
    expect(await world.reserve(ids.slice(0, 2), allocationId)).toEqual(first);
    expect((await world.told(ids[0] as string)).filter(({ line }) => line.transition === 'T06')).toHaveLength(1);
    const other = await world.reserve(ids.slice(1));
    expect(other).toMatchObject({ reserved: false, problems: [{ deviceId: ids[1], code: 'device-not-in-stock' }] });
    expect(await device(ids[2] as string)).toMatchObject({ lifecycle: 'A04_IN_STOCK' });
  });

  it('of two at once have one winner', async () => {
    const ids = await inStock(4);
    const replies = await Promise.all([world.reserve(ids), world.reserve([...ids].reverse())]);
    expect(replies.map(({ reserved }) => reserved).sort()).toEqual([false, true]);
    expect(await lifecycles(ids)).toEqual(['A05']);
  });

  it('T07 a cancelled allocation lets its devices go, and a late reserve does not bring it back', async () => {
    const ids = await inStock(3);
    const allocationId = uuidv7();
    await world.reserve(ids.slice(0, 2), allocationId);
    await world.tell(allocationCancelled(allocationId, ids));
    expect(await lifecycles(ids)).toEqual(['A04']);
    expect((await transitions(ids[2] as string)).at(-1)).toBe('T02');
    for (const id of ids) {
      expect(await world.reserve([id], allocationId)).toMatchObject({
        reserved: false,
        problems: [{ code: 'allocation-cancelled' }],
      });
    }
    expect(await world.reserve(ids)).toMatchObject({ reserved: true });
  });
});

describe('CR-12 acceptance waits', () => {
  it('CR-12 for the tag, and moves on when it is bound', async () => {
    const receipt = goodsReceived(2, day(1));
    await world.tell(receipt);
    await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds));
    expect(await device(receipt.deviceIds[0] as string)).toMatchObject({
      lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
      title: 'IOM_CONDITIONAL',
      waitingFor: ['TAG'],
    });
    expect(await world.reserve(receipt.deviceIds)).toMatchObject({
      reserved: false,
      problems: [{ code: 'device-not-in-stock' }, {}],
    });
    await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
    expect(await device(receipt.deviceIds[0] as string)).toMatchObject({ lifecycle: 'A04_IN_STOCK', waitingFor: [] });
    expect(await transitions(receipt.deviceIds[0] as string)).toEqual([
      'device-registered',
      'T02',
      'device-tagged',
      'T02',
    ]);
  });

  it('AM-6 for the order line, its cost and funding', async () => {
    const without = { orderLineId: null, costMinor: null, currency: null, funding: null };
    const receipt = goodsReceived(2, day(1), () => without);
    await world.tell(receipt);
    await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
    await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds));
    expect(await device(receipt.deviceIds[0] as string)).toMatchObject({ waitingFor: ['COST', 'FUNDING', 'ORDER'] });
    await world.tell(goodsLinked(receipt.receiptId, receipt.deviceIds));
    expect(await device(receipt.deviceIds[0] as string)).toMatchObject({
      lifecycle: 'A04_IN_STOCK',
      costMinor: 78_900,
      waitingFor: [],
    });
  });

  it('CR-12 not even the database lets an incomplete device out of A01', async () => {
    const receipt = goodsReceived(1, day(1), () => ({ costMinor: null }));
    await world.tell(receipt);
    await expect(
      world.worker.query(`UPDATE device SET lifecycle = 'A04_IN_STOCK' WHERE id = $1`, receipt.deviceIds),
    ).rejects.toThrow('device_complete');
  });
});

describe('CR-08 one device per identifier', () => {
  it('CR-08 refuses the second capture of a serial, shows the first, and never uses the id again', async () => {
    const first = goodsReceived(1, day(1));
    await world.tell(first);
    const identifiers = first.lines[0]?.identifiers ?? [];
    const second = goodsReceived(2, day(2), (index) => (index === 0 ? { identifiers } : {}));
    const [fact] = await world.tell(second);
    await world.keeper.get(`/devices/${second.deviceIds[0]}`).expect(404);
    await world.keeper.get(`/devices/${second.deviceIds[1]}`).expect(200);
    const [refusal] = await world.worker.query<{ fact: { data: { lines: unknown[] } } }[]>(
      `SELECT convert_from(body, 'UTF8')::json AS fact FROM outbox
       WHERE causation_id = $1 AND type = 'fact.assets.device-registration-refused.v1'`,
      [fact],
    );
    expect(refusal?.fact.data.lines).toMatchObject([
      { deviceId: second.deviceIds[0], code: 'serial-already-active', existingDeviceId: first.deviceIds[0] },
    ]);
    const again = goodsReceived(1, day(3), () => ({ deviceId: second.deviceIds[0] as string }));
    await world.tell(again);
    await world.keeper.get(`/devices/${second.deviceIds[0]}`).expect(404);
    // A document about it later is passed over: it has no number.
    await world.tell(inspectionClosed(second.receiptId, second.deviceIds));
    expect(await world.told(second.deviceIds[0] as string)).toEqual([]);
    expect((await world.told(second.deviceIds[1] as string)).at(-1)?.line.transition).toBe('T02');
  });
});

describe('CR-58 nothing is removed', () => {
  it('CR-58 DELETE is granted on no table, to neither role', async () => {
    const tables = await world.worker.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const [rights] = await world.worker.query<object[]>(
        `SELECT bool_or(has_table_privilege(role, $1, privilege)) AS any FROM unnest(ARRAY['assets', 'assets_worker']) AS role,
           unnest(ARRAY['DELETE', 'TRUNCATE']) AS privilege`,
        [name],
      );
      expect({ name, ...rights }).toEqual({ name, any: false });
    }
    await expect(world.worker.query(`DELETE FROM device`)).rejects.toThrow('permission denied');
  });
});
