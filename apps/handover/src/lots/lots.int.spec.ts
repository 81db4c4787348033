import { uuidv7 } from '@dotation/service';
import { allocateLot, sendLots, stocked, type Lots } from '../../test/counted.ts';
import {
  accepted,
  acknowledge,
  allocate,
  arrive,
  aUnit,
  departure,
  driver2,
  fact,
  paperHome,
  paperTo,
  sheet,
  signed,
  statusOf,
  types,
} from '../../test/steps.ts';
import { openGate, reset, startWorld, storePlace, storeUnit, type World } from '../../test/world.ts';

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

const inStockOf = (quantity: number): string => {
  const lotId = uuidv7();
  inStock.set(lotId, quantity);
  return lotId;
};
const waybill = async (id: string): Promise<Lots> =>
  (await world.people.auditor.get(`/waybills/${id}`).expect(200)).body;
const home = (unit: ReturnType<typeof aUnit>, lots: object[]): object => ({ ...paperHome(world, unit, []), lots });
/** Allocated and on the road to a new unit. */
const onTheRoad = async (quantity: number) => {
  const unit = aUnit();
  const { lotId, id } = await allocateLot(world, unit, quantity, inStockOf(quantity));
  const sent = await sendLots(world, unit, [{ lotId, quantity }]);
  await world.told();
  return { unit, lotId, allocationId: id, sent };
};

describe('AM-9: quantities on the papers', () => {
  it('T06 are reserved by the register, all or none, and go on waybills in parts', async () => {
    const unit = aUnit();
    const lotId = inStockOf(50);
    const asked = {
      ...{ orgUnitId: unit.orgUnitId, awardIds: [uuidv7()], purpose: 'Postes' },
      lots: [{ lotId, quantity: 51 }],
    };
    const proposed = await world.people.manager.post('/allocations', asked).expect(201);
    const refusal = await world.people.approver.post(`/allocations/${proposed.body.id}/approval`, {}).expect(409);
    expect(refusal.body).toMatchObject({
      code: 'lots-not-reservable',
      rows: [{ row: 1, lotId, code: 'lot-not-in-stock' }],
    });
    const allocation = await allocateLot(world, unit, 50, lotId);
    expect(allocation.lots).toMatchObject([{ lotId, quantity: 50, reserved: true, number: 'LT-2026-000001' }]);
    await sendLots(world, unit, [{ lotId, quantity: 20, carton: 'C-1' }]);
    const rest = await sendLots(world, unit, [], { allocationIds: [allocation.id], lots: [] });
    expect(rest.lots).toMatchObject([{ lotId, quantity: 30, state: 'OPEN' }]);
    const more = await world.people.dispatcher.post(
      '/waybills',
      paperTo(world, unit, { lots: [{ lotId, quantity: 1 }] }),
    );
    expect(more.body).toMatchObject({ code: 'lines-not-loadable', rows: [{ code: 'lot-not-loadable' }] });
    const told = (await world.told()).filter(({ type }) => type === 'waybill-dispatched');
    expect(told.map(({ data }) => data['lots'])).toMatchObject([
      [{ lotId, quantity: 20, carton: 'C-1', allocationId: allocation.id }],
      [{ lotId, quantity: 30, allocationId: allocation.id }],
    ]);
  });

  it('T07 what no waybill has taken goes back to stock', async () => {
    const unit = aUnit();
    const { lotId, id } = await allocateLot(world, unit, 50, inStockOf(50));
    await sendLots(world, unit, [{ lotId, quantity: 20 }]);
    await world.told();
    const { body } = await world.people.manager
      .post(`/allocations/${id}/cancellation`, { reason: 'Dissoute' })
      .expect(200);
    expect(body).toMatchObject({ status: 'APPROVED', lots: [{ cancelled: 30, onWaybills: 20 }] });
    expect(fact(await world.told(), 'allocation-cancelled').data['lots']).toMatchObject([{ lotId, quantity: 30 }]);
    await world.people.manager.post(`/allocations/${id}/cancellation`, { reason: 'Encore' }).expect(409);
  });

  it('T09, T12, T13, T37 arrive short, are accepted and refused in part, come home, and close their waybill', async () => {
    const { unit, lotId, sent } = await onTheRoad(50);
    const arrival = (await arrive(world, sent.id, { lots: [{ lotId, present: 48 }] })) as Lots;
    expect(arrival).toMatchObject({ lots: [{ expected: 50, present: 48 }] });
    expect(arrival.exceptions.map(({ code }) => code)).toEqual(['SHORT']);
    const said = {
      waybillId: sent.id,
      lotId,
      accepted: 40,
      withReserve: 1,
      refused: 5,
      notArrived: 2,
      remark: 'Décousu',
    };
    const pv = (await acknowledge(world, unit, [], { lots: [said] })) as Lots;
    expect(pv).toMatchObject({ status: 'PROVISIONAL', lines: [], lots: [{ ...said, effect: 'MOVES' }] });
    const facts = await world.told();
    expect(types(facts)).toEqual(['arrival-recorded', 'handover-signed']);
    expect(facts[0]?.data['lots']).toMatchObject([{ lotId, quantity: 48 }]);
    expect(facts[1]?.data['lots']).toMatchObject([said]);
    expect(pv.progress).toMatchObject({ lines: 1, settled: false });
    // Four are still open: two that arrived and two that did not.
    expect(await statusOf(world, sent.id)).toBe('DISPATCHED');
    await acknowledge(world, unit, [], { lots: [{ waybillId: sent.id, lotId, accepted: 2 }] });
    const short = await world.people.dispatcher
      .post(`/waybills/${sent.id}/short-closure`, { reason: 'Perdu' })
      .expect(200);
    expect(short.body).toMatchObject({
      status: 'CLOSED_SHORT',
      lots: [{ quantity: 50, arrived: 48, short: 2, signed: 48 }],
    });
    const back = await sendLots(world, unit, [], home(unit, [{ lotId, quantity: 5 }]));
    const taken = { kind: 'RETURN', orgUnitId: storeUnit, placeId: storePlace, giverId: null };
    const keeper = { signature: signed(world.people.storekeeper.id, 'STOREKEEPER') };
    const lots = [{ waybillId: back.id, lotId, accepted: 5 }];
    await acknowledge(world, unit, [], { ...taken, ...keeper, lots }, 'storekeeper');
    expect(await statusOf(world, back.id)).toBe('CLOSED');
  });

  it('AM-18 what is counted at the unit had arrived there, though nobody recorded it', async () => {
    const { unit, lotId, sent } = await onTheRoad(10);
    await acknowledge(world, unit, [], { lots: [{ waybillId: sent.id, lotId, accepted: 10 }] });
    const facts = await world.told();
    expect(types(facts)).toEqual(['arrival-recorded', 'handover-signed', 'waybill-closed']);
    expect(facts[0]?.data).toMatchObject({ implied: true, lots: [{ lotId, quantity: 10 }] });
  });

  it('travel and are signed for beside devices, with one signature', async () => {
    const unit = aUnit();
    const devices = world.inStock(2);
    await allocate(world, devices, unit);
    const { lotId } = await allocateLot(world, unit, 6, inStockOf(6));
    const lines = devices.map(({ deviceId }) => ({ deviceId }));
    const sent = await sendLots(world, unit, [{ lotId, quantity: 6 }], { lines });
    await acknowledge(world, unit, devices.map(accepted));
    expect(await statusOf(world, sent.id)).toBe('DISPATCHED');
    await acknowledge(world, unit, [], { lots: [{ waybillId: sent.id, lotId, accepted: 6 }] });
    expect(await statusOf(world, sent.id)).toBe('CLOSED');
  });

  it('CR-16 wait where a gate is closed, and are handed over when it opens', async () => {
    const { unit, lotId, sent } = await onTheRoad(10);
    const closed = { gate: 'VETTING' as const, detail: 'Suspended.', at: new Date().toISOString() };
    world.script.gate = () => openGate(world.people.head.id, { open: false, failures: [closed] });
    const lots = [{ waybillId: sent.id, lotId, accepted: 8, refused: 2, remark: 'Décousu' }];
    const pv = (await acknowledge(world, unit, [], { lots })) as Lots;
    expect(pv).toMatchObject({
      status: 'PENDING',
      pending: 'VETTING',
      lots: [{ effect: 'PENDING', completedAt: null }],
    });
    expect(pv.exceptions.map(({ code }) => code)).toContain('GATE_CLOSED');
    reset(world);
    await world.told();
    const done = await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(200);
    expect(done.body).toMatchObject({ status: 'FINAL', lots: [{ completedAt: expect.any(String) }] });
    expect(fact(await world.told(), 'handover-completed').data['lots']).toMatchObject([{ lotId, quantity: 8 }]);
  });

  it('T36 go on with another carrier, both drivers signing', async () => {
    const { unit, lotId, sent } = await onTheRoad(10);
    const paper = paperTo(world, unit, { purpose: 'ONWARD', originWaybillId: sent.id, driverId: driver2 });
    const draft = (await world.people.dispatcher.post('/waybills', paper).expect(201)).body as Lots;
    expect(draft.lots).toMatchObject([{ lotId, quantity: 10, state: 'PLANNED' }]);
    const drivers = {
      driverSignature: signed(driver2, 'DRIVER'),
      previousDriverSignature: signed(departureDriver(), 'DRIVER'),
    };
    await world.people.dispatcher.post(`/waybills/${draft.id}/dispatch`, departure(world, drivers)).expect(200);
    expect(await waybill(sent.id)).toMatchObject({ status: 'CLOSED', lots: [{ onward: 10 }] });
    expect(fact(await world.told(), 'waybill-dispatched').data['lots']).toMatchObject([{ fromWaybillId: sent.id }]);
    await acknowledge(world, unit, [], { lots: [{ waybillId: draft.id, lotId, accepted: 10 }] });
    expect(await statusOf(world, draft.id)).toBe('CLOSED');
  });

  it('CR-18 of two waybills at once one takes the last of a lot', async () => {
    const unit = aUnit();
    const { lotId } = await allocateLot(world, unit, 10, inStockOf(10));
    const paper = paperTo(world, unit, { lots: [{ lotId, quantity: 4 }] });
    const answers = await Promise.all([1, 2, 3, 4].map(() => world.people.dispatcher.post('/waybills', paper)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
  });

  it('CR-30 of two sheets at once both count, or one is refused: never more is signed for than was sent', async () => {
    const { unit, lotId, sent } = await onTheRoad(10);
    const lots = [{ waybillId: sent.id, lotId, accepted: 6 }];
    const both = await Promise.all(
      [1, 2].map(() => world.people.head.post('/handovers', sheet(world, unit, [], { lots }))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(await waybill(sent.id)).toMatchObject({ lots: [{ signed: 6 }] });
  });

  it('CR-23 what was signed of them stays as it was signed', async () => {
    const { unit, lotId, sent } = await onTheRoad(3);
    await acknowledge(world, unit, [], { lots: [{ waybillId: sent.id, lotId, accepted: 3 }] });
    await expect(world.worker.query(`UPDATE handover_lot SET accepted = 2`)).rejects.toThrow('CR-23');
  });

  it('CR-19, §13.1 who received a lot does not approve its release', async () => {
    const unit = aUnit();
    const { lotId } = await allocateLot(world, unit, 3, inStockOf(3));
    await world.worker.query(`INSERT INTO duty_device (document_id, device_id) VALUES ($1, $2)`, [
      unit.orgUnitId,
      lotId,
    ]);
    await world.worker.query(
      `INSERT INTO duty_done (document_id, person_id, duty, done_at) VALUES ($1, $2, 'RECEIVE', now())`,
      [unit.orgUnitId, world.people.manager.id],
    );
    const draft = (
      await world.people.dispatcher
        .post('/waybills', paperTo(world, unit, { lots: [{ lotId, quantity: 3 }] }))
        .expect(201)
    ).body;
    const { body } = await world.people.manager.post(`/waybills/${draft.id}/release`, {});
    expect(body.code).toBe('duties-not-separate');
  });
});

function departureDriver(): string {
  return (departure(world) as { driverSignature: { personId: string } }).driverSignature.personId;
}
