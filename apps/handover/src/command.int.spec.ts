import type { ReservedDevice } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import {
  accepted,
  acknowledge,
  allocate,
  aUnit,
  departure,
  exceptionCodes,
  fact,
  onceArrived,
  paperTo,
  signed,
  types,
  type Answer,
  type Unit,
} from '../test/steps.ts';
import {
  awardId,
  commissioner,
  openGate,
  placeRecorded,
  province,
  reset,
  startWorld,
  unitRecorded,
} from '../test/world.ts';
import type { World } from '../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

describe('CR-28 a new commander', () => {
  const takesOver = (unit: Unit, headPersonId: string, days: number): Promise<void> =>
    world.learn(unitRecorded(unit.orgUnitId, { ...unit, headPersonId, validFrom: daysAgo(days) }));
  const proposal = async (unit: Unit): Promise<Answer> => {
    const deviceIds = world.inStock(1).map(({ deviceId }) => deviceId);
    const body = { orgUnitId: unit.orgUnitId, awardIds: [awardId], purpose: 'Bureau', deviceIds };
    return (await world.people.manager.post('/allocations', body).expect(201)).body as Answer;
  };
  const list = (unit: Unit, lines: object[], change: object = {}): object => ({
    ...{ orgUnitId: unit.orgUnitId, outgoingId: world.people.head.id, incomingId: world.people.otherHead.id },
    signatures: [signed(world.people.head.id, 'HEAD'), signed(world.people.otherHead.id, 'HEAD')],
    documentSha256: 'c4'.repeat(32),
    lines,
    ...change,
  });

  it('CR-28 gets nothing new until the remise et reprise is recorded, on the full list, by somebody else', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 2, unit);
    await acknowledge(world, unit, devices.map(accepted));
    const waiting = await proposal(unit);
    const { approver, officer, otherHead } = world.people;
    await takesOver(unit, otherHead.id, 1);
    await world.told();
    const { body } = await approver.post(`/allocations/${waiting.id}/approval`, {}).expect(409);
    expect(body).toMatchObject({ code: 'command-not-handed-over' });
    expect(await world.told()).toEqual([]);

    const [there, gone] = devices as [ReservedDevice, ReservedDevice];
    const one = { code: there.tag, present: true, condition: 'USABLE' };
    const other = { code: gone.serial, present: false };
    expect((await officer.post('/command-handovers', list(unit, [one])).expect(422)).body).toMatchObject({
      code: 'list-not-complete',
      rows: [{ code: 'list-incomplete', deviceId: gone.deviceId }],
    });
    await otherHead.post('/command-handovers', list(unit, [one, other])).expect(409);
    expect(await world.told()).toEqual([]);

    const key = uuidv7();
    await officer.post('/command-handovers', list(unit, [one, other]), key).expect(201);
    await officer.post('/command-handovers', list(unit, [one, other]), key).expect(201);
    const told = await world.told();
    expect(types(told)).toEqual(['command-handed-over']);
    expect(fact(told, 'command-handed-over').data.lines).toMatchObject([
      { deviceId: there.deviceId, effect: 'MOVES', present: true, condition: 'USABLE' },
      { deviceId: gone.deviceId, effect: 'MOVES', present: false },
    ]);
    const { body: pages } = await officer.get(`/command-handovers?orgUnitId=${unit.orgUnitId}`).expect(200);
    expect(pages).toMatchObject({ items: [{ id: key, number: expect.stringMatching(/^RR-/) as string }] });
    await approver.post(`/allocations/${waiting.id}/approval`, {}).expect(200);
  });

  it('CR-28 is listed after 15 days; a superior may sign for a head who is gone', async () => {
    const unit = aUnit();
    const { officer, otherHead } = world.people;
    await takesOver(unit, otherHead.id, 14);
    expect(await exceptionCodes(world, `documentId=${unit.orgUnitId}`)).toEqual([]);
    const late = aUnit();
    await takesOver(late, otherHead.id, 16);
    expect(await exceptionCodes(world, `documentId=${late.orgUnitId}`)).toEqual(['COMMAND_NOT_HANDED_OVER']);
    const signatures = [signed(commissioner, 'SUPERIOR'), signed(otherHead.id, 'HEAD')];
    await officer.post('/command-handovers', list(late, [], { signatures })).expect(201);
    expect(await exceptionCodes(world, `documentId=${late.orgUnitId}`)).toEqual([]);
  });

  it('CR-28 counts the last change only, from whoever had the unit before; a vacancy in between changes nothing', async () => {
    const unit = aUnit();
    const { head, otherHead, officer } = world.people;
    await world.learn(unitRecorded(unit.orgUnitId, { ...unit, headPersonId: null, validFrom: daysAgo(9) }));
    await takesOver(unit, head.id, 8);
    await allocate(world, world.inStock(1), unit);
    await takesOver(unit, otherHead.id, 4);
    await officer.post('/command-handovers', list(unit, [])).expect(201);
    await takesOver(unit, head.id, 2);
    const back = await proposal(unit);
    const { body } = await world.people.approver.post(`/allocations/${back.id}/approval`, {}).expect(409);
    expect(body).toMatchObject({ code: 'command-not-handed-over' });
  });
});

describe('CR-66 overridden by two persons', () => {
  /** A unit in a place that an armed group has taken, with devices of an approved allocation. */
  async function takenUnit(): Promise<{ unit: Unit; allocation: Answer; devices: ReservedDevice[] }> {
    const unit = aUnit();
    const devices = world.inStock(1);
    const allocation = await allocate(world, devices, unit);
    const access = { access: 'CONTROLLED_BY_ARMED_GROUP', accessFrom: daysAgo(0.01) } as const;
    await world.learn(placeRecorded(unit.placeId, { name: 'Rubaya', parentId: province, ...access }));
    return { unit, allocation, devices };
  }
  const override = async (of: object): Promise<Answer> => {
    const reason = 'Escorte confirmée jusqu’au poste';
    const asked = await world.people.manager.post('/access-overrides', { reason, ...of }).expect(201);
    return asked.body as Answer;
  };
  const grant = (id: string) => world.people.approver.post(`/access-overrides/${id}/grant`, {});
  const closedAt = (...times: string[]): void => {
    world.script.gate = ({ at }) => {
      const detail = 'Rubaya is controlled by an armed group.';
      const failures = [...new Set([...at, ...times])].map((moment) => ({
        gate: 'ACCESS' as const,
        at: moment,
        detail,
      }));
      return openGate(world.people.head.id, { open: false, failures, access: 'CONTROLLED_BY_ARMED_GROUP' });
    };
  };

  it('CR-66 refuses the release until both have said so, and lets only this waybill through', async () => {
    const { unit, devices } = await takenUnit();
    const { dispatcher, manager } = world.people;
    const paper = paperTo(world, unit, { lines: [{ deviceId: devices[0]?.deviceId }] });
    const draft = (await dispatcher.post('/waybills', paper).expect(201)).body as Answer;
    await world.told();
    const release = () => manager.post(`/waybills/${draft.id}/release`, {});
    expect((await release().expect(409)).body).toMatchObject({ code: 'place-out-of-reach' });
    const asked = await override({ waybillId: draft.id });
    // CR-62: of what has not left the unit learns nothing, not even that it is to be let through.
    const read = () => world.people.head.get(`/access-overrides?documentId=${draft.id}`).expect(200);
    expect((await read()).body.items).toEqual([]);
    await world.people.head.get(`/access-overrides/${asked.id}`).expect(404);
    await release().expect(409);
    expect(await world.told()).toEqual([]);
    await grant(asked.id).expect(200);
    const [granted] = await world.told();
    expect(granted).toMatchObject({
      type: 'access-override-granted',
      data: { waybillId: draft.id, requestedBy: manager.id, grantedBy: world.people.approver.id },
    });
    expect(granted?.data.lines).toMatchObject([{ deviceId: devices[0]?.deviceId }]);
    expect((await grant(asked.id).expect(409)).body).toMatchObject({ code: 'override-granted' });
    await release().expect(200);
    await dispatcher.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(200);
    expect((await read()).body.items).toMatchObject([{ id: asked.id }]);

    // An acknowledgement on the spot is covered; one signed before the grant waits.
    closedAt();
    const [device] = devices as [ReservedDevice];
    const pv = await acknowledge(world, unit, [accepted(device)]);
    expect(pv).toMatchObject({ status: 'PROVISIONAL', pending: null });
  });

  it('CR-66 an offline PV is kept PENDING_ACCESS; an override completes it', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 1, unit);
    closedAt();
    const pv = await acknowledge(world, unit, devices.map(accepted), { signedAt: daysAgo(1) });
    expect(pv).toMatchObject({ status: 'PENDING', pending: 'ACCESS' });
    const complete = () => world.people.officer.post(`/handovers/${pv.id}/completion`, {});
    expect((await complete().expect(409)).body).toMatchObject({ code: 'gate-closed' });
    await grant((await override({ waybillId: waybill.id })).id).expect(200);
    expect((await complete().expect(200)).body).toMatchObject({ status: 'FINAL', pending: null });
  });

  it('CR-66 an override of an allocation lets its approval through, and no other gate', async () => {
    const unit = aUnit();
    const deviceIds = world.inStock(1).map(({ deviceId }) => deviceId);
    const body = { orgUnitId: unit.orgUnitId, awardIds: [awardId], purpose: 'Bureau', deviceIds };
    const proposed = (await world.people.manager.post('/allocations', body).expect(201)).body as Answer;
    const approve = () => world.people.approver.post(`/allocations/${proposed.id}/approval`, {});
    closedAt();
    await approve().expect(409);
    await grant((await override({ allocationId: proposed.id })).id).expect(200);
    const failures = [{ gate: 'VETTING' as const, at: new Date().toISOString(), detail: 'Expired.' }];
    world.script.gate = () => openGate(null, { open: false, failures, access: 'CONTROLLED_BY_ARMED_GROUP' });
    await approve().expect(409);
    closedAt();
    await approve().expect(200);
  });

  it('CR-66 is asked for one document that there is', async () => {
    const { manager } = world.people;
    const reason = 'Escorte';
    await manager.post('/access-overrides', { reason, waybillId: uuidv7() }).expect(404);
    const { body } = await manager.post('/access-overrides', { reason }).expect(422);
    expect(body).toMatchObject({ code: 'override-of-one-document' });
  });
});
