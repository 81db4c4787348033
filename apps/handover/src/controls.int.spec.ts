import type { ReservedDevice } from '@dotation/contracts';
import { OrganisationRecordedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { Response, Test } from 'supertest';
import {
  accepted,
  acknowledge,
  allocate,
  aUnit,
  arrive,
  departure,
  driver2,
  onceArrived,
  onTheRoad,
  paperHome,
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
  unitRecorded,
  reset,
  startWorld,
  type World,
} from '../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

const parties = (): object[] => [signed(world.people.head.id, 'HEAD'), signed(world.people.officer.id, 'OFFICER')];

/** One device of two is signed for; the other one waits at the unit. */
async function halfSigned(): Promise<{ unit: Unit; pv: Answer; signedFor: ReservedDevice; waiting: ReservedDevice }> {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 2, unit);
  const [signedFor, waiting] = devices as [ReservedDevice, ReservedDevice];
  const pv = await acknowledge(world, unit, [accepted(signedFor)]);
  await world.told();
  world.script.asked.gate = [];
  return { unit, pv, signedFor, waiting };
}

describe('CR-23, AM-23 who signs a rectifying PV', () => {
  it('the head of the unit above may, a stranger who calls himself SUPERIOR may not', async () => {
    const { pv, signedFor } = await halfSigned();
    const { officer, otherHead } = world.people;
    const correction = (personId: string): object => ({
      reason: 'Lu par erreur',
      strike: [{ deviceId: signedFor.deviceId }],
      signatures: [signed(personId, 'SUPERIOR'), signed(officer.id, 'OFFICER')],
    });
    const path = `/handovers/${pv.id}/rectifications`;
    const { body } = await officer.post(path, correction(otherHead.id)).expect(422);
    expect(body).toMatchObject({ code: 'parties-must-sign' });
    await officer.post(path, correction(commissioner)).expect(201);
  });
});

describe('CR-15, CR-66 a rectifying PV gives like a PV', () => {
  const shut = openGate(null, {
    open: false,
    failures: [{ gate: 'VETTING', at: '2026-11-02T08:00:00.000Z', detail: 'The vetting was suspended.' }],
  });

  it('CR-15 adds no line while the gate is closed, and writes nothing', async () => {
    const { unit, pv, waiting } = await halfSigned();
    world.script.gate = () => shut;
    const correction = {
      reason: 'Oublié sur la feuille',
      rectifiedAt: '2026-11-02T10:00:00+02:00',
      add: [{ code: waiting.tag, condition: 'EXCELLENT', confirmedBy: 'READ' }],
      signatures: parties(),
    };
    const { body } = await world.people.officer.post(`/handovers/${pv.id}/rectifications`, correction).expect(409);
    expect(body).toMatchObject({ code: 'gate-closed', detail: 'VETTING: The vetting was suspended.' });
    expect(await world.told()).toEqual([]);
    expect(world.script.asked.gate).toMatchObject([
      { orgUnitId: unit.orgUnitId, awardIds: [awardId], at: ['2026-11-02T08:00:00.000Z', expect.any(String)] },
    ]);
  });

  it('CR-23 strikes without asking: what comes back needs no gate', async () => {
    const { pv, signedFor } = await halfSigned();
    world.script.gate = () => shut;
    const correction = { reason: 'Lu par erreur', strike: [{ deviceId: signedFor.deviceId }], signatures: parties() };
    await world.people.officer.post(`/handovers/${pv.id}/rectifications`, correction).expect(201);
    expect(types(await world.told())).toEqual(['handover-rectified']);
    expect(world.script.asked.gate).toEqual([]);
  });
});

describe('CR-66 places out of reach', () => {
  it('a place in a province an armed group controls closes the road, at the clock of the server too', async () => {
    const territory = uuidv7();
    const unit = aUnit();
    const { dispatcher, manager } = world.people;
    await world.learn(
      placeRecorded(territory, { name: 'Rutshuru', parentId: province }),
      placeRecorded(unit.placeId, { name: 'Rubaya', parentId: territory }),
    );
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const paper = paperTo(world, unit, { lines: [{ deviceId: devices[0]?.deviceId }] });
    const draft = (await dispatcher.post('/waybills', paper).expect(201)).body as Answer;
    await manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
    const taken = new Date(Date.now() - 60_000).toISOString();
    await world.learn(
      placeRecorded(territory, {
        name: 'Rutshuru',
        parentId: province,
        access: 'CONTROLLED_BY_ARMED_GROUP',
        accessFrom: taken,
      }),
    );
    const early = departure(world, { departedAt: new Date(Date.now() - 3_600_000).toISOString() });
    const { body } = await dispatcher.post(`/waybills/${draft.id}/dispatch`, early).expect(409);
    expect(body).toMatchObject({ code: 'place-out-of-reach', detail: 'CR-66: Rutshuru.' });
  });
});

describe('whom a waybill may name', () => {
  async function draft(change: object, unit = aUnit()): Promise<Test> {
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const lines = [{ deviceId: devices[0]?.deviceId }];
    return world.people.dispatcher.post('/waybills', paperTo(world, unit, { lines, ...change }));
  }
  const refusedFields = (answer: Response): unknown => ({
    status: answer.status,
    fields: (answer.body as { rows?: { field: string }[] }).rows?.map(({ field }) => field),
  });

  it('CR-21 no police unit answers for goods before its PV: not as the office of the officer', async () => {
    const unit = aUnit();
    const officer = { orgUnitId: unit.orgUnitId, personId: world.people.head.id };
    const answer = await draft({ officer }, unit);
    expect(refusedFields(answer)).toEqual({ status: 422, fields: ['officer.orgUnitId'] });
    expect(await world.told()).toMatchObject([{}, {}]);
  });

  it('only a carrier carries', async () => {
    const organisationId = uuidv7();
    await world.learn([OrganisationRecordedV1, { organisationId, kind: 'VENDOR', legalName: 'Comptoir du Pool' }]);
    expect(refusedFields(await draft({ carrierId: organisationId }))).toEqual({ status: 422, fields: ['carrierId'] });
  });

  it('goods go to the consignee’s place, to a place in it, or elsewhere with a reason that stays', async () => {
    const unit = aUnit();
    const [yard, elsewhere] = [uuidv7(), aUnit().placeId];
    await world.learn(placeRecorded(yard, { name: 'Cour de l’escadron', parentId: unit.placeId }));
    expect((await draft({ toPlaceId: yard }, unit)).body).toMatchObject({ exceptions: [] });
    const refused = await draft({ toPlaceId: elsewhere }, unit);
    expect(refusedFields(refused)).toEqual({ status: 422, fields: ['toPlaceId'] });
    const toPlaceReason = 'Remise au chef-lieu, route coupée';
    const { body } = await draft({ toPlaceId: elsewhere, toPlaceReason }, unit);
    expect(body).toMatchObject({ exceptions: [{ code: 'OTHER_PLACE', detail: toPlaceReason }] });
  });

  it('goods are not released to arrive yesterday', async () => {
    const past = new Date(Date.now() - 86_400_000).toISOString();
    expect(refusedFields(await draft({ eta: past }))).toEqual({ status: 422, fields: ['eta'] });
    const soon = await draft({ eta: new Date(Date.now() + 86_400_000).toISOString() });
    const { id } = soon.body as Answer;
    await world.worker.query(`UPDATE waybill SET eta = $2 WHERE id = $1`, [id, past]);
    const late = await world.people.manager.post(`/waybills/${id}/release`, {});
    expect(refusedFields(late)).toEqual({ status: 422, fields: ['eta'] });
    // A paper that was signed in time and comes late is no mistake.
    const intime = new Date(Date.now() - 2 * 86_400_000).toISOString();
    await world.people.manager.post(`/waybills/${id}/release`, {}).set('dotation-occurred-at', intime).expect(200);
  });
});

describe('ids nobody knows', () => {
  it('in a draft are named by their fields; an unknown driver is an exception, never a refusal', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const lines = [{ deviceId: devices[0]?.deviceId }];
    const wrong = { fromPlaceId: uuidv7(), carrierId: uuidv7(), lines };
    const { dispatcher } = world.people;
    const { body } = await dispatcher.post('/waybills', paperTo(world, unit, wrong)).expect(422);
    expect(body).toMatchObject({
      code: 'reference-not-known',
      rows: [
        { field: 'fromPlaceId', code: 'not-known' },
        { field: 'carrierId', code: 'not-known' },
      ],
    });
    const draft = await dispatcher.post('/waybills', paperTo(world, unit, { driverId: uuidv7(), lines })).expect(201);
    expect((draft.body as Answer).exceptions.map(({ code }) => code)).toEqual(['SIGNER_UNKNOWN']);
  });

  it('CR-15 an allocation names a unit that exists and a day that is not past', async () => {
    const proposal = (change: object): object => ({
      orgUnitId: aUnit().orgUnitId,
      awardIds: [awardId],
      purpose: 'Bureau',
      deviceIds: world.inStock(1).map(({ deviceId }) => deviceId),
      ...change,
    });
    const { manager } = world.people;
    const unknown = await manager.post('/allocations', proposal({ orgUnitId: uuidv7() })).expect(422);
    expect(unknown.body).toMatchObject({ code: 'reference-not-known', rows: [{ field: 'orgUnitId' }] });
    const past = new Date(Date.now() - 2 * 86_400_000).toISOString();
    const { body } = await manager.post('/allocations', proposal({ plannedFor: past })).expect(422);
    expect(body).toMatchObject({ code: 'planned-in-the-past', rows: [{ field: 'plannedFor' }] });
  });
});

it('T37 a return goes to an own store, never to another unit of the police', async () => {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 1, unit);
  const foreign = uuidv7();
  await world.learn(unitRecorded(foreign));
  const paper = { ...paperHome(world, unit, devices), toOrgUnitId: foreign };
  const { body } = await world.people.officer.post('/waybills', paper).expect(409);
  expect(body).toMatchObject({ code: 'return-to-foreign-unit' });
});

describe('CR-20, AM-1 who signs for whom', () => {
  it('CR-20 another driver than the named one is told, the officer in his place is refused', async () => {
    const unit = aUnit();
    const { waybill } = await onTheRoad(world, 1, unit);
    const { officer } = world.people;
    const own = { sealsIntact: true, driverSignature: signed(officer.id, 'DRIVER') };
    const { body } = await officer.post(`/waybills/${waybill.id}/arrivals`, own).expect(409);
    expect(body).toMatchObject({ code: 'signs-for-the-driver' });
    const arrival = await arrive(world, waybill.id, { driverSignature: signed(driver2, 'DRIVER') });
    expect(arrival.exceptions.map(({ code }) => code)).toEqual(['DRIVER_DIFFERS']);
  });

  it('AM-2 nobody puts another person’s name under a counter-signature', async () => {
    const { pv } = await halfSigned();
    const { officer, otherHead } = world.people;
    const forged = { signature: signed(otherHead.id, 'OFFICER') };
    const { body } = await officer.post(`/handovers/${pv.id}/countersignature`, forged).expect(409);
    expect(body).toMatchObject({ code: 'countersigner-not-the-officer' });
  });

  it('CR-31 a departure still to come is CLOCK_SUSPECT, not refused', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const { dispatcher, manager } = world.people;
    const paper = paperTo(world, unit, { lines: [{ deviceId: devices[0]?.deviceId }] });
    const draft = (await dispatcher.post('/waybills', paper).expect(201)).body as Answer;
    await manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
    const future = departure(world, { departedAt: new Date(Date.now() + 86_400_000).toISOString() });
    const { body } = await dispatcher.post(`/waybills/${draft.id}/dispatch`, future).expect(200);
    expect((body as Answer).exceptions.map(({ code }) => code)).toEqual(['CLOCK_SUSPECT']);
  });
});
