import { PersonRecordedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { Response } from 'supertest';
import {
  accepted,
  acknowledge,
  allocate,
  arrive,
  aUnit,
  departure,
  driver,
  driver2,
  onceArrived,
  onTheRoad,
  paperTo,
  sheet,
  signed,
  type Answer,
} from '../test/steps.ts';
import { reset, startWorld, type World } from '../test/world.ts';
import { personKnown, unknownPeople } from './directory/references.queries.js';
import { openExceptions } from './exceptions/exceptions.queries.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

const day = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * day).toISOString();
const codes = ({ exceptions }: Pick<Answer, 'exceptions'>): string[] => exceptions.map(({ code }) => code).sort();
const fields = (answer: Response): unknown => ({
  status: answer.status,
  fields: (answer.body as { rows?: { field: string }[] }).rows?.map(({ field }) => field),
});
const open = async (documentId: string): Promise<number> => {
  const { body } = await world.people.auditor.get(`/exceptions?documentId=${documentId}&open=true`).expect(200);
  return (body as { items: unknown[] }).items.length;
};
const onPaper = (change: object = {}): object => ({
  channel: 'PAPER_TRANSCRIBED',
  witnessId: world.people.otherHead.id,
  sheetSha256: 'ab'.repeat(32),
  ...change,
});

describe('CR-31 one source of time', () => {
  it('the time of the signature alone is the time of the PV: for its gate, its custody and its clocks', async () => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 1, unit);
    const at = daysAgo(9);
    const signature = { ...signed(world.people.head.id, 'HEAD'), signedAt: at };
    const pv = await acknowledge(world, unit, devices.map(accepted), onPaper({ signature }));
    expect(pv).toMatchObject({ signedAt: at, signature: { signedAt: at }, late: true });
    expect(codes(pv)).toEqual(['CLOCK_SUSPECT', 'LATE']);
    expect(world.script.asked.gate.at(-1)?.at[0]).toBe(at);
    const facts = await world.told();
    expect(facts.find(({ type }) => type === 'handover-signed')).toMatchObject({ occurredAt: at });
  });

  it('a PV with two times is refused, and the field named', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const signature = { ...signed(world.people.head.id, 'HEAD'), signedAt: daysAgo(1) };
    const two = sheet(world, unit, devices.map(accepted), { signature, signedAt: daysAgo(2) });
    const answer = await world.people.head.post('/handovers', two);
    expect(fields(answer)).toEqual({ status: 422, fields: ['signature.signedAt'] });
    expect(await world.told()).toEqual([]);
  });

  it('the driver’s signature says when goods left and arrived', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const { dispatcher, manager, officer } = world.people;
    const paper = paperTo(world, unit, { lines: devices.map(({ deviceId }) => ({ deviceId })) });
    const { id } = (await dispatcher.post('/waybills', paper).expect(201)).body as Answer;
    await manager.post(`/waybills/${id}/release`, {}).expect(200);
    const at = { driverSignature: { ...signed(driver, 'DRIVER'), signedAt: daysAgo(9) } };
    const two = departure(world, { ...at, departedAt: daysAgo(10) });
    const refused = await dispatcher.post(`/waybills/${id}/dispatch`, two);
    expect(fields(refused)).toEqual({ status: 422, fields: ['driverSignature.signedAt'] });
    const left = (await dispatcher.post(`/waybills/${id}/dispatch`, departure(world, at)).expect(200)).body as Answer;
    expect(left).toMatchObject({ departedAt: at.driverSignature.signedAt });
    expect(codes(left)).toEqual(['CLOCK_SUSPECT']);
    const arrival = { sealsIntact: true, ...at, arrivedAt: daysAgo(8) };
    const early = await officer.post(`/waybills/${id}/arrivals`, arrival);
    expect(fields(early)).toEqual({ status: 422, fields: ['driverSignature.signedAt'] });
    const arrived = await arrive(world, id, { driverSignature: { ...signed(driver, 'DRIVER'), signedAt: daysAgo(8) } });
    expect(codes(arrived)).toEqual(['CLOCK_SUSPECT']);
  });

  it('a rectifying PV is signed when its last party has', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const pv = await acknowledge(world, unit, devices.map(accepted));
    const { head, officer } = world.people;
    const soon = new Date(Date.now() + 1000).toISOString();
    const correction = (rectifiedAt?: string): object => ({
      reason: 'Lu par erreur',
      strike: devices.map(({ deviceId }) => ({ deviceId })),
      signatures: [signed(head.id, 'HEAD'), { ...signed(officer.id, 'OFFICER'), signedAt: soon }],
      ...(rectifiedAt ? { rectifiedAt } : {}),
    });
    const early = await officer.post(`/handovers/${pv.id}/rectifications`, correction(daysAgo(1)));
    expect(fields(early)).toEqual({ status: 422, fields: ['signatures[1].signedAt'] });
    const { body } = await officer.post(`/handovers/${pv.id}/rectifications`, correction()).expect(201);
    expect(body).toMatchObject({ rectifiedAt: soon });
  });

  it.each(['2026-02-30T10:00:00Z', '0001-01-01T00:00:00Z', '2099-01-01T00:00:00Z'])(
    '%s is no time to sign at',
    async (signedAt) => {
      const answer = await world.people.head.post('/handovers', sheet(world, aUnit(), [{}], { signedAt }));
      expect(fields(answer)).toEqual({ status: 422, fields: ['signedAt'] });
    },
  );
});

describe('AM-2 the time of a counter-signature', () => {
  const countersign = (id: string, signedAt?: string): Promise<Response> => {
    const { officer } = world.people;
    const signature = { ...signed(officer.id, 'OFFICER'), ...(signedAt ? { signedAt } : {}) };
    return Promise.resolve(officer.post(`/handovers/${id}/countersignature`, { signature }));
  };

  it('is not before what it counter-signs', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const pv = await acknowledge(world, unit, devices.map(accepted));
    const early = await countersign(pv.id, daysAgo(1));
    expect(early.body).toMatchObject({ code: 'countersigned-before-signature' });
    expect(fields(early)).toEqual({ status: 422, fields: ['signature.signedAt'] });
    expect((await countersign(pv.id)).body).toMatchObject({ status: 'FINAL', exceptions: [] });
  });

  it('CR-31 a typed date of weeks ago does not keep the seven days', async () => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 1, unit);
    const signature = { ...signed(world.people.head.id, 'HEAD'), signedAt: daysAgo(20) };
    const pv = await acknowledge(world, unit, devices.map(accepted), onPaper({ signature }));
    const { status, body } = await countersign(pv.id, daysAgo(19));
    expect(status).toBe(200);
    expect(codes(body as Answer)).toEqual(['CLOCK_SUSPECT', 'CLOCK_SUSPECT', 'COUNTERSIGNED_LATE', 'LATE', 'LATE']);
  });
});

describe('§13.1, AM-1 who had the goods on the road', () => {
  const onGiversPhone = (personId: string): object => ({
    ...onPaper({ giverId: world.people.officer.id, witnessId: uuidv7(), channel: 'GIVERS_PHONE' }),
    signature: signed(personId, 'DELEGATE'),
  });

  it('never signs for the receiver, before a change of carrier or after it', async () => {
    const unit = aUnit();
    const { officer } = world.people;
    const { devices, waybill } = await onTheRoad(world, 2, unit);
    const refusedTo = async (personId: string, change: object = {}): Promise<void> => {
      const pv = sheet(world, unit, devices.map(accepted), { ...onGiversPhone(personId), ...change });
      const { body } = await officer.post('/handovers', pv).expect(409);
      expect(body).toMatchObject({
        code: 'driver-signs-as-receiver',
        rows: [{ row: 0, field: 'signature.personId', code: 'driver-signs-as-receiver' }],
      });
    };
    await refusedTo(driver);
    await refusedTo(driver.toUpperCase());
    const onward = paperTo(world, unit, { purpose: 'ONWARD', driverId: driver2, originWaybillId: waybill.id });
    const next = (await officer.post('/waybills', onward).expect(201)).body as Answer;
    // Another one than the paper names came for the goods.
    const stranger = uuidv7();
    const both = { driverSignature: signed(stranger, 'DRIVER'), previousDriverSignature: signed(driver, 'DRIVER') };
    await officer.post(`/waybills/${next.id}/dispatch`, departure(world, both)).expect(200);
    for (const personId of [driver, driver2, stranger]) await refusedTo(personId, { waybillIds: [next.id] });
    await arrive(world, next.id, { driverSignature: signed(stranger, 'DRIVER') });
    for (const personId of [driver, driver2, stranger]) await refusedTo(personId);
    expect((await acknowledge(world, unit, devices.map(accepted))).lines).toHaveLength(2);
  });
});

it('CR-19 after a change of carrier, who let the goods out of the store still never signs for them', async () => {
  const unit = aUnit();
  const { devices, waybill } = await onTheRoad(world, 1, unit);
  const { head, officer, storekeeper } = world.people;
  const onward = paperTo(world, unit, { purpose: 'ONWARD', driverId: driver2, originWaybillId: waybill.id });
  const { id } = (await officer.post('/waybills', onward).expect(201)).body as Answer;
  const both = { driverSignature: signed(driver2, 'DRIVER'), previousDriverSignature: signed(driver, 'DRIVER') };
  await officer.post(`/waybills/${id}/dispatch`, departure(world, { ...both, releasedBy: officer.id })).expect(200);
  await arrive(world, id, { driverSignature: signed(driver2, 'DRIVER') });
  for (const waybillIds of [[id], []]) {
    const pv = sheet(world, unit, devices.map(accepted), { signature: signed(storekeeper.id, 'HEAD'), waybillIds });
    expect((await head.post('/handovers', pv).expect(409)).body).toMatchObject({ code: 'receiver-sent-the-goods' });
  }
  await acknowledge(world, unit, devices.map(accepted));
});

describe('AM-1 whoever is named is a person in directory', () => {
  it('giver and witness of a PV who are not are told, until they are', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const [giverId, witnessId] = [uuidv7(), uuidv7()];
    const pv = await acknowledge(world, unit, devices.map(accepted), onPaper({ giverId, witnessId }));
    expect(codes(pv)).toEqual(['SIGNER_UNKNOWN', 'SIGNER_UNKNOWN']);
    await world.learn([PersonRecordedV1, { personId: giverId }]);
    expect(await open(pv.id)).toBe(1);
    await world.learn([PersonRecordedV1, { personId: witnessId }]);
    expect(await open(pv.id)).toBe(0);
  });

  it('so are the drivers, the store-keeper who lets go, and who saw that a driver was absent', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const { dispatcher, manager, officer } = world.people;
    const stranger = uuidv7();
    const paper = { lines: devices.map(({ deviceId }) => ({ deviceId })), driverId: stranger };
    const { id } = (await dispatcher.post('/waybills', paperTo(world, unit, paper)).expect(201)).body as Answer;
    await manager.post(`/waybills/${id}/release`, {}).expect(200);
    const leaving = departure(world, { driverSignature: signed(stranger, 'DRIVER'), releasedBy: uuidv7() });
    const left = (await dispatcher.post(`/waybills/${id}/dispatch`, leaving).expect(200)).body as Answer;
    // The driver was a stranger on the draft already: one exception, not two.
    expect(codes(left)).toEqual(['SIGNER_UNKNOWN', 'SIGNER_UNKNOWN']);
    const onward = paperTo(world, unit, { purpose: 'ONWARD', driverId: driver2, originWaybillId: id });
    const next = (await officer.post('/waybills', onward).expect(201)).body as Answer;
    const change = {
      driverSignature: signed(driver2, 'DRIVER'),
      previousDriverAbsent: { reason: 'Reparti', witnessId: uuidv7() },
    };
    const gone = (await officer.post(`/waybills/${next.id}/dispatch`, departure(world, change)).expect(200)).body;
    expect(codes(gone as Answer)).toEqual(['SIGNER_UNKNOWN']);
    const absent = { driverSignature: null, driverAbsent: { reason: 'Reparti', witnessId: uuidv7() } };
    expect(codes(await arrive(world, next.id, absent))).toEqual(['SIGNER_UNKNOWN']);
  });

  it('who becomes known at the very moment leaves no exception open', async () => {
    const [personId, documentId] = [uuidv7(), uuidv7()];
    let met: Promise<void> | undefined;
    await world.worker.transaction(async (tx) => {
      const findings = await unknownPeople(tx, [{ personId, as: 'witness' }]);
      let over = false;
      met = world.worker
        .transaction((other) => personKnown(other, personId, new Date()))
        .finally(() => {
          over = true;
        });
      const isWaiting = async (): Promise<boolean> => {
        const rows = await world.worker.query<unknown[]>(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
        );
        return rows.length > 0;
      };
      while (!over && !(await isWaiting()));
      await openExceptions(tx, documentId, findings, new Date());
    });
    await met;
    expect(await open(documentId)).toBe(0);
  });
});
