import { LotMovedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { RegisterHandler } from '../effects/register.handler.js';
import { allocateLot, sendLots, stocked, type Lots } from '../../test/counted.ts';
import {
  accepted,
  acknowledge,
  allocate,
  aUnit,
  departure,
  fact,
  paperHome,
  signed,
  types,
  type Answer,
  type Unit,
} from '../../test/steps.ts';
import { openGate, reset, startWorld, storePlace, storeUnit, unitRecorded, type World } from '../../test/world.ts';

let world: World;
let inStock: Map<string, number>;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  reset(world);
  inStock = new Map();
  stocked(world, inStock);
});
afterAll(() => world?.close());

interface Given {
  unit: Unit;
  lotId: string;
  waybillId: string;
  pv: Lots;
}

/** `quantity` sent to a new unit, of which the head, or who signs for him, accepts and refuses so many. */
async function given(
  quantity: number,
  said: object,
  change: object = {},
  by: 'head' | 'deputy' = 'head',
  onceSent = (): void => {},
): Promise<Given> {
  const unit = aUnit();
  const lotId = uuidv7();
  inStock.set(lotId, quantity);
  await allocateLot(world, unit, quantity, lotId);
  const { id: waybillId } = await sendLots(world, unit, [{ lotId, quantity }]);
  onceSent();
  const pv = (await acknowledge(world, unit, [], { lots: [{ waybillId, lotId, ...said }], ...change }, by)) as Lots;
  await world.told();
  return { unit, lotId, waybillId, pv };
}
const parties = () => [signed(world.people.head.id, 'HEAD'), signed(world.people.officer.id, 'OFFICER')];
const correct = ({ pv, lotId, waybillId }: Given, change: object, key?: string) =>
  world.people.officer.post(
    `/handovers/${pv.id}/rectifications`,
    {
      reason: 'Mal compté',
      signatures: parties(),
      lots: [{ waybillId, lotId, remark: 'Recompté à deux', ...change }],
    },
    key,
  );
const carried = async ({ waybillId }: Given): Promise<Record<string, unknown>> =>
  ((await world.people.auditor.get(`/waybills/${waybillId}`).expect(200)).body as Lots).lots[0] as Record<
    string,
    unknown
  >;
const draftHome = ({ unit, lotId }: Given, quantity: number) =>
  world.people.dispatcher.post('/waybills', { ...paperHome(world, unit, []), lots: [{ lotId, quantity }] });
const codes = ({ body }: { body: { rows: { field: string; code: string }[] } }): unknown =>
  body.rows.map(({ field, code }) => [field, code]);

describe('CR-23, AM-23 a rectifying PV of quantities', () => {
  it('strikes what was not received and adds what was; the sheet stays as it was signed, the register is told once', async () => {
    const one = await given(30, { accepted: 20, refused: 4, remark: 'Décousu' });
    const key = uuidv7();
    const { body } = await correct(one, { strike: 5 }, key).expect(201);
    expect(body).toMatchObject({ lines: [], lots: [{ lotId: one.lotId, struck: 5, added: 0 }] });
    await correct(one, { strike: 5 }, key).expect(201);
    const told = await world.told();
    expect(types(told)).toEqual(['handover-rectified']);
    expect(told[0]?.data).toMatchObject({ handoverId: one.pv.id, lots: [{ struck: 5, added: 0, lotId: one.lotId }] });
    expect(await carried(one)).toMatchObject({ signed: 24, refused: 9 });
    // Eight are added: the six nobody had signed for, which had not been said to arrive, and two that wait with the giver.
    await correct(one, { add: 8 }).expect(201);
    const added = await world.told();
    expect(types(added)).toEqual(['arrival-recorded', 'handover-rectified', 'waybill-closed']);
    expect(fact(added, 'arrival-recorded').data['lots']).toMatchObject([{ quantity: 6 }]);
    expect(fact(added, 'handover-rectified').data['lots']).toMatchObject([{ added: 8, addedRefused: 2 }]);
    expect(await carried(one)).toMatchObject({ signed: 30, refused: 7, arrived: 30 });
    const { body: pv } = await world.people.auditor.get(`/handovers/${one.pv.id}`).expect(200);
    expect((pv as Lots).lots).toMatchObject([{ accepted: 20, refused: 4, struck: 5, added: 8 }]);
    await expect(world.worker.query(`UPDATE rectification_lot SET struck = 1`)).rejects.toThrow('CR-23');
  });

  it('never more than this PV gave, or than could be added, and each lot with a reason', async () => {
    const one = await given(10, { accepted: 6, refused: 1, remark: 'Décousu' });
    expect(codes(await correct(one, { strike: 7 }).expect(409))).toEqual([['lots[0].strike', 'more-than-given']]);
    expect(codes(await correct(one, { add: 5 }).expect(409))).toEqual([['lots[0].add', 'more-than-open']]);
    expect(codes(await correct(one, { add: 1, strike: 1 }).expect(409))).toEqual([['lots[0].add', 'strike-or-add']]);
    expect(codes(await correct(one, {}).expect(409))).toEqual([['lots[0].strike', 'quantity-required']]);
    expect(codes(await correct(one, { add: 1, remark: '' }).expect(409))).toEqual([
      ['lots[0].remark', 'reason-required'],
    ]);
    const other = { waybillId: uuidv7(), add: 1 };
    expect(codes(await correct(one, other).expect(409))).toEqual([['lots[0].lotId', 'not-on-this-handover']]);
    const shut = { gate: 'VETTING' as const, detail: 'Suspended.', at: new Date().toISOString() };
    world.script.gate = () => openGate(null, { open: false, failures: [shut] });
    expect((await correct(one, { add: 1 }).expect(409)).body.code).toBe('gate-closed');
    await correct(one, { strike: 1 }).expect(201);
  });

  it('of corrections and a return at once so many go as the unit has', async () => {
    const one = await given(10, { accepted: 10 });
    const answers = await Promise.all([
      ...[1, 2].map(() => correct(one, { strike: 4 })),
      ...[1, 2].map(() => draftHome(one, 4)),
    ]);
    const done = answers.filter(({ status }) => status === 201).length;
    expect(done).toBeGreaterThanOrEqual(2);
    const [{ least }] = await world.worker.query(
      `SELECT s.accepted - coalesce((SELECT sum(held) FROM waybill_lot r WHERE r.previous_id = l.id), 0)::int AS least
       FROM waybill_lot l JOIN waybill_lot_signed s ON s.waybill_lot_id = l.id WHERE l.waybill_id = $1`,
      [one.waybillId],
    );
    expect(least).toBeGreaterThanOrEqual(0);
  });
});

describe('AM-2 quantities signed for without a mandate', () => {
  it('CR-22 are confirmed by the head, as far as this PV gave them', async () => {
    world.script.gate = () => openGate(world.people.head.id, { authority: 'NONE' });
    const change = { signature: signed(world.people.deputy.id, 'DELEGATE') };
    const one = await given(12, { accepted: 9, refused: 3, remark: 'Décousu' }, change, 'deputy');
    expect(one.pv).toMatchObject({ hold: 'TO_CONFIRM' });
    reset(world);
    await correct(one, { strike: 2 }).expect(201);
    await world.told();
    const { head } = world.people;
    await head.post(`/handovers/${one.pv.id}/ratification`, { signature: signed(head.id, 'HEAD') }).expect(200);
    const told = await world.told();
    expect(types(told)).toEqual(['handover-ratified']);
    expect(told[0]?.data['lots']).toMatchObject([{ lotId: one.lotId, quantity: 7 }]);
  });
});

describe('T17, CR-28 two heads count what the unit has', () => {
  const list = ({ unit }: Given, lots: object[]): object => ({
    ...{ orgUnitId: unit.orgUnitId, outgoingId: world.people.head.id, incomingId: world.people.otherHead.id },
    signatures: [signed(world.people.head.id, 'HEAD'), signed(world.people.otherHead.id, 'HEAD')],
    ...{ documentSha256: 'c4'.repeat(32), lines: [], lots },
  });

  it('every lot stands on the list; what is not there is missing, and can neither be struck nor given back', async () => {
    const one = await given(20, { accepted: 15, refused: 5, remark: 'Décousu' });
    const { officer, otherHead } = world.people;
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    const changed = { ...one.unit, headPersonId: otherHead.id, validFrom: yesterday };
    await world.learn(unitRecorded(one.unit.orgUnitId, changed));
    await world.told();
    const post = (lots: object[]) => officer.post('/command-handovers', list(one, lots));
    expect(codes(await post([]).expect(422))).toEqual([['lots', 'list-incomplete']]);
    const present = (n: number) => [{ lotId: one.lotId, present: n, reserve: 'Usés' }];
    expect(codes(await post(present(16)).expect(422))).toEqual([['lots[0].present', 'more-than-held']]);
    expect(codes(await post([...present(13), { lotId: uuidv7(), present: 1 }]).expect(422))).toEqual([
      ['lots[1].lotId', 'not-held-here'],
    ]);
    const { body } = await post(present(13)).expect(201);
    expect((body as Lots).lots).toMatchObject([{ lotId: one.lotId, present: 13, absent: 2, reserve: 'Usés' }]);
    const [told] = await world.told();
    expect(told?.data['lots']).toMatchObject([{ present: 13, absent: 2 }]);
    expect(body).toMatchObject({ progress: { lines: 1, settled: false } });
    // Had he signed for the lot himself, nothing would move, and the register would say just that.
    const cause = { actorId: officer.id, occurredAt: new Date(), recordedAt: new Date(), causationId: told?.id ?? '' };
    const data = { documentId: body.id, part: 1, parts: 1, lines: [], unmoved: [(body as Lots).lots[0]?.['lineId']] };
    const still = { ...cause, id: uuidv7(), type: LotMovedV1.type, subject: body.id, data: data as LotMovedV1 };
    await world.worker.transaction((tx) => world.app.service.app.get(RegisterHandler).lotMoved(tx, still));
    const { body: after } = await world.people.auditor.get(`/command-handovers/${body.id}`).expect(200);
    expect(after).toMatchObject({ progress: { applied: 1, settled: true } });
    expect(await carried(one)).toMatchObject({ absent: 2 });
    // Thirteen that are there and five that were refused.
    await draftHome(one, 19).expect(409);
    expect(codes(await correct(one, { strike: 14 }).expect(409))).toEqual([['lots[0].strike', 'more-than-given']]);
    await draftHome(one, 18).expect(201);
  });
});

describe('T37 a unit gives back what it had accepted', () => {
  it('what it refused goes first; the store signs for all of it', async () => {
    const one = await given(20, { accepted: 15, refused: 5, remark: 'Décousu' });
    const draft = (await draftHome(one, 8).expect(201)).body as Lots;
    expect(draft.lots).toMatchObject([{ quantity: 8, held: 3 }]);
    await draftHome(one, 13).expect(409);
    await world.people.manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
    await world.people.dispatcher.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(200);
    const told = fact(await world.told(), 'waybill-dispatched');
    expect(told.data['lots']).toMatchObject([{ quantity: 8, held: 3, fromOrgUnitId: one.unit.orgUnitId }]);
    const home = { kind: 'RETURN', orgUnitId: storeUnit, placeId: storePlace, giverId: null };
    const keeper = { signature: signed(world.people.storekeeper.id, 'STOREKEEPER') };
    const lots = [{ waybillId: draft.id, lotId: one.lotId, accepted: 8 }];
    const back: Answer = await acknowledge(world, one.unit, [], { ...home, ...keeper, lots }, 'storekeeper');
    expect(back).toMatchObject({ lots: [{ accepted: 8 }] });
    expect(await carried(one)).toMatchObject({ signed: 20, refused: 5 });
    expect((await draftHome(one, 12).expect(201)).body).toMatchObject({ lots: [{ held: 12 }] });
  });

  it('AM-9, CR-18 from its own place, and never what another unit has of the same lot', async () => {
    const one = await given(10, { accepted: 10 });
    const other = aUnit();
    await allocateLot(world, other, 4, one.lotId);
    const { id: waybillId } = await sendLots(world, other, [{ lotId: one.lotId, quantity: 4 }]);
    await acknowledge(world, other, [], { lots: [{ waybillId, lotId: one.lotId, accepted: 4 }] });
    expect(codes(await draftHome({ ...one, unit: other }, 5).expect(409))).toEqual([
      ['lots[0].quantity', 'lot-not-loadable'],
    ]);
    const { body } = await draftHome({ ...one, unit: other }, 4).expect(201);
    const [{ brought }] = await world.worker.query(
      `SELECT p.waybill_id AS brought FROM waybill_lot l JOIN waybill_lot p ON p.id = l.previous_id WHERE l.waybill_id = $1`,
      [body.id],
    );
    expect(brought).toBe(waybillId);
  });
});

describe('CR-16, AM-19 what a gate holds back of a lot', () => {
  const shut = () => {
    const failure = { gate: 'VETTING' as const, detail: 'Suspended.', at: new Date().toISOString() };
    world.script.gate = () => openGate(world.people.head.id, { open: false, failures: [failure] });
  };
  const read = async ({ pv }: Given): Promise<Lots> =>
    (await world.people.auditor.get(`/handovers/${pv.id}`).expect(200)).body as Lots;
  const leave = async (id: string) => {
    await world.people.manager.post(`/waybills/${id}/release`, {}).expect(200);
    return world.people.dispatcher.post(`/waybills/${id}/dispatch`, departure(world));
  };

  it('T37 goes home with a RETURN; its PV is over when nothing of it waits any more, and not before', async () => {
    const one = await given(10, { accepted: 8, refused: 2, remark: 'Décousu' }, {}, 'head', shut);
    reset(world);
    expect(one.pv).toMatchObject({ status: 'PENDING' });
    await draftHome(one, 11).expect(409);
    const first = (await draftHome(one, 5).expect(201)).body as Lots;
    expect(first.lots).toMatchObject([{ quantity: 5, pending: 3, held: 0 }]);
    // What is planned to go home cannot be planned twice.
    await draftHome(one, 6).expect(409);
    expect((await leave(first.id)).status).toBe(200);
    expect(fact(await world.told(), 'waybill-dispatched').data['lots']).toMatchObject([{ quantity: 5, pending: 3 }]);
    expect(await read(one)).toMatchObject({ status: 'PENDING', lots: [{ accepted: 8, returned: 3 }] });
    const rest = (await draftHome(one, 5).expect(201)).body as Lots;
    expect((await leave(rest.id)).status).toBe(200);
    expect(await read(one)).toMatchObject({ status: 'RETURNED', pending: null, lots: [{ returned: 8 }] });
    await world.people.officer.post(`/handovers/${one.pv.id}/completion`, {}).expect(409);
    await expect(world.worker.query(`UPDATE handover_lot SET accepted = 2`)).rejects.toThrow('CR-23');
  });

  it('its devices going home end no PV whose lots still wait', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const lotId = uuidv7();
    inStock.set(lotId, 6);
    await allocateLot(world, unit, 6, lotId);
    const lines = devices.map(({ deviceId }) => ({ deviceId }));
    const { id: waybillId } = await sendLots(world, unit, [{ lotId, quantity: 6 }], { lines });
    shut();
    const lots = [{ waybillId, lotId, accepted: 6 }];
    const pv = (await acknowledge(world, unit, devices.map(accepted), { lots })) as Lots;
    reset(world);
    const back = await world.people.dispatcher.post('/waybills', paperHome(world, unit, devices)).expect(201);
    expect((await leave(back.body.id)).status).toBe(200);
    expect(await read({ unit, lotId, waybillId, pv })).toMatchObject({ status: 'PENDING' });
    await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(200);
  });

  it('CR-18 given after all, it does not leave with the RETURN that was planned; of a part gone, the rest is given', async () => {
    const one = await given(10, { accepted: 10 }, {}, 'head', shut);
    reset(world);
    const gone = (await draftHome(one, 4).expect(201)).body as Lots;
    expect((await leave(gone.id)).status).toBe(200);
    const planned = (await draftHome(one, 6).expect(201)).body as Lots;
    await world.told();
    await world.people.officer.post(`/handovers/${one.pv.id}/completion`, {}).expect(200);
    expect(fact(await world.told(), 'handover-completed').data['lots']).toMatchObject([{ quantity: 6 }]);
    const { status, body } = await leave(planned.id);
    expect([status, body.rows[0].code]).toEqual([409, 'no-longer-possible']);
    await world.people.dispatcher.post(`/waybills/${planned.id}/withdrawal`, { reason: 'Remis' }).expect(200);
    await draftHome(one, 7).expect(409);
    expect((await draftHome(one, 6).expect(201)).body).toMatchObject({ lots: [{ held: 6, pending: 0 }] });
  });
});

describe('T14 a deed gives the title of some of a lot', () => {
  const deed = ({ unit, lotId }: Given, quantity: number, change: object = {}): object => ({
    beneficiaryUnitId: unit.orgUnitId,
    signatures: [signed(world.people.manager.id, 'CHIEF_OF_MISSION'), signed(uuidv7(), 'GOVERNOR')],
    lines: [],
    lots: [{ lotId, quantity }],
    ...change,
  });

  it('CR-26 at its cost, whole list hashed; never for more than the unit was given and keeps', async () => {
    const one = await given(20, { accepted: 15, refused: 5, remark: 'Décousu' });
    const draft = (await draftHome(one, 5).expect(201)).body as Lots;
    await world.people.manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
    await world.people.dispatcher.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(200);
    await world.told();
    const record = (body: object) => world.people.approver.post('/deeds', body);
    expect(codes(await record(deed(one, 16)).expect(409))).toEqual([['lots[0].quantity', 'more-than-donable']]);
    expect(codes(await record({ ...deed(one, 1), lots: [{ lotId: uuidv7(), quantity: 1 }] }).expect(409))).toEqual([
      ['lots[0].lotId', 'lot-not-allocated'],
    ]);
    const { body } = await record(deed(one, 10)).expect(201);
    expect((body as Lots).lots).toMatchObject([{ quantity: 10, valueMinor: 42_000, currency: 'USD' }]);
    const [told] = await world.told();
    expect(told).toMatchObject({ type: 'deed-effective', data: { lots: [{ lotId: one.lotId, quantity: 10 }] } });
    const answers = await Promise.all([1, 2, 3].map(() => record(deed(one, 4))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});
