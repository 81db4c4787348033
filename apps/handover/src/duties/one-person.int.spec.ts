import { EntryMergedV1, PersonRecordedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import {
  accepted,
  acknowledge,
  allocate,
  aUnit,
  departure,
  onceArrived,
  onTheRoad,
  paperTo,
  sheet,
  signed,
  type Answer,
} from '../../test/steps.ts';
import { awardId, driver, reset, startWorld, type Person, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

/** Another id under which this person was recorded, merged since. */
async function doubleOf(intoId: string): Promise<string> {
  const id = uuidv7();
  await world.learn(
    [PersonRecordedV1, { personId: id }],
    [EntryMergedV1, { correctionId: uuidv7(), of: 'PERSON', id, intoId, proposedBy: uuidv7() }],
  );
  return id;
}
/** The account he had under the other id, before it was closed. */
const accountOf = async (id: string, role: 'APPROVER' | 'BUDGET_HOLDER' | 'DISPATCHER'): Promise<Person> => ({
  ...(await world.app.as({ personId: id, roles: [role] })),
  id,
});
const paper = { channel: 'PAPER_TRANSCRIBED', sheetSha256: 'ab'.repeat(32) };

describe('§13.1, AM-1: a person recorded twice is no second person', () => {
  it.each([
    ['CR-19, AM-3 who dispatched', () => world.people.dispatcher.id, 'receiver-sent-the-goods'],
    ['CR-19 who let the goods go', () => world.people.storekeeper.id, 'receiver-sent-the-goods'],
    ['CR-19 who approved the release', () => world.people.manager.id, 'receiver-sent-the-goods'],
    ['AM-1 who drove', () => driver, 'driver-signs-as-receiver'],
    ['AM-1 the officer', () => world.people.officer.id, 'giver-signs-as-receiver'],
  ])('%s never signs for the receiver under his other id', async (_, who, code) => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 1, unit);
    const signature = signed(await doubleOf(who()), 'DELEGATE');
    const body = sheet(world, unit, devices.map(accepted), { ...paper, witnessId: uuidv7(), signature });
    const { body: refused } = await world.people.deputy.post('/handovers', body).expect(409);
    expect(refused).toMatchObject({ code });
  });

  it.each([
    ['records', () => world.people.deputy.id],
    ['signs', () => world.people.head.id],
    ['gives', () => world.people.officer.id],
  ])('AM-1 the witness is not the double of who %s', async (_, who) => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 1, unit);
    const witnessId = await doubleOf(who());
    const body = sheet(world, unit, devices.map(accepted), { ...paper, witnessId });
    const { body: refused } = await world.people.deputy.post('/handovers', body).expect(409);
    expect(refused).toMatchObject({ code: 'witness-is-a-party' });
  });

  it('AM-1 nobody compares a sheet that he wrote down, signed or witnessed under another id', async () => {
    const { manager } = world.people;
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const witnessId = await doubleOf(manager.id);
    const pv = await acknowledge(world, unit, devices.map(accepted), { ...paper, witnessId }, 'deputy');
    const matches = { result: 'MATCHES', sheetSha256: paper.sheetSha256 };
    const { body } = await manager.post(`/handovers/${pv.id}/transcription-check`, matches).expect(409);
    expect(body).toMatchObject({ code: 'checker-is-a-party' });
  });

  it('AM-2 nobody counter-signs or ratifies under another id what he signed', async () => {
    const { officer, head } = world.people;
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const pv = await acknowledge(world, unit, devices.map(accepted));
    const signature = signed(await doubleOf(head.id), 'OFFICER');
    const { body } = await officer.post(`/handovers/${pv.id}/countersignature`, { signature }).expect(409);
    expect(body).toMatchObject({ code: 'countersigner-is-receiver' });
  });

  it('CR-23 one person under two ids is not both parties of a rectifying PV', async () => {
    const { officer, head } = world.people;
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const pv = await acknowledge(
      world,
      unit,
      devices.map(accepted),
      { giverId: await doubleOf(head.id) },
      'head',
    ).catch(() => null);
    expect(pv).toBeNull();
    const plain = await acknowledge(world, unit, devices.map(accepted));
    const strike = [{ deviceId: devices[0]?.deviceId }];
    const twice = [signed(officer.id, 'OFFICER'), signed(await doubleOf(officer.id), 'OFFICER')];
    const body = { reason: 'Erreur', strike, signatures: twice };
    const { body: one } = await officer.post(`/handovers/${plain.id}/rectifications`, body).expect(422);
    expect(one).toMatchObject({ code: 'parties-must-sign' });
    const both = [signed(await doubleOf(head.id), 'HEAD'), signed(officer.id, 'OFFICER')];
    await officer.post(`/handovers/${plain.id}/rectifications`, { ...body, signatures: both }).expect(201);
  });

  it('T06, CR-19 nobody approves under another id what he proposed, nor lets go what he released', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    const { manager, approver, dispatcher } = world.people;
    const before = await accountOf(await doubleOf(approver.id), 'BUDGET_HOLDER');
    const deviceIds = devices.map(({ deviceId }) => deviceId);
    const proposal = { orgUnitId: unit.orgUnitId, awardIds: [awardId], purpose: 'Bureau', deviceIds };
    const proposed = (await before.post('/allocations', proposal).expect(201)).body as Answer;
    const { body } = await approver.post(`/allocations/${proposed.id}/approval`, {}).expect(409);
    expect(body).toMatchObject({ code: 'approver-is-proposer' });
    await before.post(`/allocations/${proposed.id}/cancellation`, { reason: 'Erreur' }).expect(200);

    await allocate(world, devices, unit);
    const lines = devices.map(({ deviceId }) => ({ deviceId }));
    const draft = (await dispatcher.post('/waybills', paperTo(world, unit, { lines })).expect(201)).body as Answer;
    await manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
    const gone = departure(world, { releasedBy: await doubleOf(manager.id) });
    const { body: refused } = await dispatcher.post(`/waybills/${draft.id}/dispatch`, gone).expect(409);
    expect(refused).toMatchObject({ code: 'storekeeper-approves-release' });
    const forDriver = departure(world, { driverSignature: signed(await doubleOf(world.people.officer.id), 'DRIVER') });
    const { body: own } = await dispatcher.post(`/waybills/${draft.id}/dispatch`, forDriver).expect(409);
    expect(own).toMatchObject({ code: 'signs-for-the-driver' });
  });
});
