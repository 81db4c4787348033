import type { ReservedDevice } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import {
  accepted,
  acknowledge,
  allocate,
  arrive,
  aUnit,
  departure,
  driver2,
  effects,
  exceptionCodes,
  fact,
  onTheRoad,
  paperTo,
  signed,
  states,
  statusOf,
  types,
  type Answer,
  type Unit,
} from '../../test/steps.ts';
import { awardId, openGate, reset, startWorld, type World } from '../../test/world.ts';
import { ApprovalsService } from './approvals.service.js';

// CR-67: goods on the road to U2 are given to U1. Which facts, which lines, and who may still sign for what.
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(() => reset(world));

const idsOf = (devices: readonly ReservedDevice[]): string[] => devices.map(({ deviceId }) => deviceId);

async function propose(devices: readonly ReservedDevice[], { orgUnitId }: Unit): Promise<Answer> {
  const proposal = { orgUnitId, awardIds: [awardId], purpose: 'Vu à U1', deviceIds: idsOf(devices), inTransit: true };
  return (await world.people.manager.post('/allocations', proposal).expect(201)).body as Answer;
}

const approve = (id: string, key = uuidv7()): ReturnType<World['people']['approver']['post']> =>
  world.people.approver.post(`/allocations/${id}/approval`, {}, key);

/** Reallocated and approved; the facts so far are behind us. */
async function reallocate(devices: readonly ReservedDevice[], unit: Unit): Promise<Answer> {
  const { id } = await propose(devices, unit);
  const { body } = await approve(id).expect(200);
  await world.told();
  return body as Answer;
}

async function draftOn(devices: readonly ReservedDevice[], from: Unit, to: Unit): Promise<Answer> {
  const paper = paperTo(world, to, {
    purpose: 'ONWARD',
    reason: 'REALLOCATION',
    fromPlaceId: from.placeId,
    driverId: driver2,
    lines: devices.map(({ deviceId }) => ({ deviceId })),
  });
  return (await world.people.dispatcher.post('/waybills', paper).expect(201)).body as Answer;
}

async function sendOn(devices: readonly ReservedDevice[], from: Unit, to: Unit): Promise<Answer> {
  const { id } = await draftOn(devices, from, to);
  const left = departure(world, { driverSignature: signed(driver2, 'DRIVER') });
  return (await world.people.dispatcher.post(`/waybills/${id}/dispatch`, left).expect(200)).body as Answer;
}

const allocationOf = async (id: string): Promise<Answer> =>
  (await world.people.manager.get(`/allocations/${id}`).expect(200)).body as Answer;

describe('CR-67 a reallocation in transit', () => {
  it('passes the gate of the new unit, moves the reservation and closes the old waybill; the new unit signs', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices, waybill, allocation: before } = await onTheRoad(world, 2, u2);
    await acknowledge(world, u1, devices.map(accepted));
    await world.told();

    reset(world);
    const proposal = await propose(devices, u1);
    expect(proposal).toMatchObject({ status: 'PROPOSED', inTransit: true });
    await world.people.manager.post(`/allocations/${proposal.id}/approval`, {}).expect(403);
    const approved = (await approve(proposal.id).expect(200)).body as Answer;
    expect(world.script.asked.gate).toMatchObject([{ orgUnitId: u1.orgUnitId, awardIds: [awardId] }]);
    expect(world.script.asked.reserve).toMatchObject([{ allocationId: proposal.id, inTransit: true }]);
    expect(approved).toMatchObject({ status: 'APPROVED', lines: [{ state: 'RESERVED' }, { state: 'RESERVED' }] });
    expect((await allocationOf(before.id)).lines).toMatchObject([
      { state: 'ENDED', endReason: 'REALLOCATED' },
      { state: 'ENDED', endReason: 'REALLOCATED' },
    ]);
    const told = await world.told();
    expect(types(told)).toEqual(['allocation-proposed', 'allocation-approved']);
    expect(told[0]?.data).toMatchObject({ orgUnitId: u1.orgUnitId, inTransit: true });
    expect(told[1]?.data.lines).toMatchObject([{ fromAllocationId: before.id }, { fromAllocationId: before.id }]);
    expect(await states(world, waybill.id)).toEqual({ OPEN: 2 });

    const onward = await sendOn(devices, u1, u1);
    const sent = await world.told();
    expect(types(sent)).toEqual(['waybill-lines-transferred', 'waybill-dispatched', 'waybill-closed']);
    expect(sent[0]?.data).toMatchObject({ documentId: waybill.id, toWaybillId: onward.id, reason: 'REALLOCATION' });
    expect(sent[1]?.data).toMatchObject({ purpose: 'ONWARD', toOrgUnitId: u1.orgUnitId });
    expect(sent.slice(0, 2).map(effects)).toEqual([{ MOVES: 2 }, { MOVES: 2 }]);
    expect(await states(world, waybill.id)).toEqual({ TRANSFERRED: 2 });
    expect(await statusOf(world, waybill.id)).toBe('CLOSED');

    await acknowledge(world, u1, devices.map(accepted));
    const signing = await world.told();
    expect(types(signing)).toEqual(['arrival-recorded', 'handover-signed', 'waybill-closed']);
    expect(signing[1]?.data).toMatchObject({ waybillIds: [onward.id], receiver: { partyId: u1.orgUnitId } });
    expect((await allocationOf(proposal.id)).lines).toMatchObject([
      { state: 'ENDED', endReason: 'ACCEPTED' },
      { state: 'ENDED', endReason: 'ACCEPTED' },
    ]);
  });

  it('takes what has arrived, too, and an ordinary allocation never takes what travels', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices, waybill } = await onTheRoad(world, 1, u2);
    await arrive(world, waybill.id);
    await reallocate(devices, u1);
    await sendOn(devices, u2, u1);
    expect(effects(fact(await world.told(), 'waybill-dispatched'))).toEqual({ MOVES: 1 });
    expect(await states(world, waybill.id)).toEqual({ TRANSFERRED: 1 });

    const stored = world.inStock(1);
    await allocate(world, stored, u2);
    const proposal = { orgUnitId: u1.orgUnitId, awardIds: [awardId], purpose: 'x', deviceIds: idsOf(stored) };
    const { body } = await world.people.manager.post('/allocations', { ...proposal, inTransit: true }).expect(409);
    expect(body).toMatchObject({ code: 'lines-not-reallocatable', rows: [{ row: 1, code: 'not-on-the-way' }] });
    await world.told();
  });

  it('a closed gate of the new unit, or a refusal of the register, keeps the old reservation', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices, allocation } = await onTheRoad(world, 1, u2);
    const { id } = await propose(devices, u1);
    world.script.asked.reserve = [];
    world.script.gate = () =>
      openGate(null, {
        open: false,
        failures: [{ gate: 'VETTING', detail: 'No result.', at: new Date().toISOString() }],
      });
    await approve(id).expect(409);
    expect(world.script.asked.reserve).toEqual([]);
    reset(world);
    const problem = { deviceId: devices[0]?.deviceId ?? '', code: 'device-not-usable', detail: 'It is broken.' };
    world.script.reserve = () => ({ reserved: false, devices: [], problems: [problem] });
    await approve(id).expect(409);
    expect(await allocationOf(id)).toMatchObject({ status: 'PROPOSED', problems: [{ code: 'device-not-usable' }] });
    expect((await allocationOf(allocation.id)).lines).toMatchObject([{ state: 'RESERVED' }]);
    expect(types(await world.told())).toEqual(['allocation-proposed']);
    // The goods are still U2's to sign for.
    await acknowledge(world, u2, devices.map(accepted));
    expect(effects(fact(await world.told(), 'handover-signed'))).toEqual({ MOVES: 1 });
  });

  it('cut short while RESERVING it is finished by the sweeper, and the same request again answers the same', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices } = await onTheRoad(world, 1, u2);
    const { id } = await propose(devices, u1);
    world.script.asked.reserve = [];
    const answer = world.script.reserve;
    world.script.reserve = () => {
      throw new Error('the register is away');
    };
    const key = uuidv7();
    await approve(id, key).expect(503);
    await world.people.manager.post(`/allocations/${id}/cancellation`, { reason: 'Erreur' }).expect(409);
    world.script.reserve = answer;
    expect(await world.app.service.app.get(ApprovalsService).resume(new Date(Date.now() + 1_000))).toBe(1);
    expect((await approve(id, key)).body).toMatchObject({ id, status: 'APPROVED' });
    expect(types(await world.told())).toEqual(['allocation-proposed', 'allocation-approved']);
    expect(world.script.asked.reserve.every(({ inTransit }) => inTransit)).toBe(true);
  });

  it('T07 cannot cancel what travels, and a draft for the old unit cannot leave any more', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices, waybill } = await onTheRoad(world, 1, u2);
    const proposal = await propose(devices, u1);
    const redirect = paperTo(world, u2, {
      purpose: 'ONWARD',
      reason: 'REDIRECT',
      driverId: driver2,
      lines: [{ deviceId: devices[0]?.deviceId }],
    });
    const draft = (await world.people.dispatcher.post('/waybills', redirect).expect(201)).body as Answer;
    const blocked = await approve(proposal.id).expect(409);
    expect(blocked.body).toMatchObject({ code: 'lines-not-reallocatable', rows: [{ code: 'on-open-waybill' }] });
    await world.people.dispatcher.post(`/waybills/${draft.id}/withdrawal`, { reason: 'Réaffecté' }).expect(200);
    await approve(proposal.id).expect(200);
    const { body } = await world.people.manager
      .post(`/allocations/${proposal.id}/cancellation`, { reason: 'Erreur' })
      .expect(409);
    expect(body).toMatchObject({ rows: [{ code: 'on-open-waybill' }] });
    const again = await world.people.dispatcher.post('/waybills', redirect).expect(409);
    expect(again.body).toMatchObject({ rows: [{ code: 'reallocated' }] });
    expect(await states(world, waybill.id)).toEqual({ OPEN: 1 });
    await world.told();
  });
});

describe('AM-24 two units and the same goods', () => {
  it('the old unit’s sheet, synced after the reallocation, is a CONFLICT; custody is the new unit’s', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices, waybill } = await onTheRoad(world, 2, u2);
    await reallocate(devices, u1);
    const [first, second] = devices as [ReservedDevice, ReservedDevice];
    // Before the onward leg leaves, …
    const early = await acknowledge(world, u2, [accepted(first)]);
    expect(early.exceptions).toMatchObject([{ code: 'CONFLICT', deviceId: first.deviceId }]);
    expect(effects(fact(await world.told(), 'handover-signed'))).toEqual({ CONFLICT: 1 });
    const onward = await sendOn(devices, u2, u1);
    await acknowledge(world, u1, devices.map(accepted));
    await world.told();
    // … and after the new unit has signed.
    await acknowledge(world, u2, [accepted(second)]);
    const late = await world.told();
    expect(types(late)).toEqual(['handover-signed']);
    expect(effects(late[0])).toEqual({ CONFLICT: 1 });
    expect(await exceptionCodes(world, `documentId=${waybill.id}`)).toEqual(['CONFLICT', 'CONFLICT']);
    expect(await states(world, onward.id)).toEqual({ ACCEPTED: 2 });
  });

  it('a sheet of the old unit accepted while the reservation moves wins; the rest is reallocated', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices, allocation } = await onTheRoad(world, 2, u2);
    const { id } = await propose(devices, u1);
    const answer = world.script.reserve;
    world.script.reserve = async (request) => {
      await acknowledge(world, u2, devices.slice(0, 1).map(accepted));
      return answer(request);
    };
    const { body } = await approve(id).expect(200);
    expect(body).toMatchObject({
      status: 'APPROVED',
      lines: [{ state: 'ENDED', endReason: 'ACCEPTED' }, { state: 'RESERVED' }],
      exceptions: [{ code: 'CONFLICT', deviceId: devices[0]?.deviceId }],
    });
    expect((await allocationOf(allocation.id)).lines).toMatchObject([
      { endReason: 'ACCEPTED' },
      { endReason: 'REALLOCATED' },
    ]);
    const told = await world.told();
    expect(fact(told, 'allocation-approved').data.lines).toMatchObject([{ deviceId: devices[1]?.deviceId }]);
    expect(effects(fact(told, 'handover-signed'))).toEqual({ MOVES: 1 });
  });

  it('of two reallocations at once one waits for the other', async () => {
    const [u1, u2, u3] = [aUnit(), aUnit(), aUnit()];
    const { devices } = await onTheRoad(world, 1, u2);
    const [first, second] = [await propose(devices, u1), await propose(devices, u3)];
    const answer = world.script.reserve;
    world.script.reserve = async (request) => {
      const { body } = await approve(second.id).expect(409);
      expect(body).toMatchObject({ rows: [{ row: 1, code: 'reallocation-under-way' }] });
      return answer(request);
    };
    await approve(first.id).expect(200);
    world.script.reserve = answer;
    await approve(second.id).expect(200);
    expect((await allocationOf(first.id)).lines).toMatchObject([{ endReason: 'REALLOCATED' }]);
    expect((await allocationOf(second.id)).lines).toMatchObject([{ state: 'RESERVED' }]);
    await world.told();
  });

  it('CR-16 a sheet the old unit’s gate held back while the reservation moved has ended when the goods go on', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices, waybill } = await onTheRoad(world, 1, u2);
    const { id } = await propose(devices, u1);
    const failures = [{ gate: 'VETTING' as const, detail: 'Suspended.', at: new Date().toISOString() }];
    const answer = world.script.reserve;
    let held: Answer | undefined;
    world.script.reserve = async (request) => {
      world.script.gate = () => openGate(world.people.head.id, { open: false, failures });
      held = await acknowledge(world, u2, devices.map(accepted));
      return answer(request);
    };
    await approve(id).expect(200);
    reset(world);
    expect(held).toMatchObject({ status: 'PENDING', pending: 'VETTING' });
    await sendOn(devices, u2, u1);
    expect(await states(world, waybill.id)).toEqual({ TRANSFERRED: 1 });
    const { body } = await world.people.auditor.get(`/handovers/${held?.id}`).expect(200);
    expect(body).toMatchObject({ status: 'RETURNED', pending: null });
    await world.told();
  });

  it('the new unit’s sheet may come before the onward leg is known; it is completed when that has left', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices } = await onTheRoad(world, 1, u2);
    await reallocate(devices, u1);
    const pv = await acknowledge(world, u1, devices.map(accepted));
    expect(pv).toMatchObject({ status: 'PENDING', pending: 'DISPATCH' });
    const onward = await sendOn(devices, u1, u1);
    await world.told();
    await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(200);
    const told = await world.told();
    expect(types(told)).toEqual(['arrival-recorded', 'handover-completed', 'waybill-closed']);
    expect(effects(told[1])).toEqual({ MOVES: 1 });
    expect(await states(world, onward.id)).toEqual({ ACCEPTED: 1 });
  });
});
