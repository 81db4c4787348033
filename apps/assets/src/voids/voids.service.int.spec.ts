import { randomUUID } from 'node:crypto';
import { uuidv7, WorkerDatabase } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { aPost, arrived, dispatched, goodsReceived, inspectionClosed, signed, store } from '../../test/documents.ts';
import { startWorld, type World } from '../../test/world.ts';
import { MergedPeopleHandler } from '../directory/merged-people.handler.js';

let world: World;
let steward: TestPerson;
let second: TestPerson;
beforeAll(async () => {
  world = await startWorld();
  steward = await world.assets.as({ roles: ['DATA_STEWARD'] });
  second = await world.assets.as({ roles: ['DATA_STEWARD'] });
});
beforeEach(async () => world.renew());
afterAll(async () => world.close());

const received = async (count: number): Promise<ReturnType<typeof goodsReceived>> => {
  const receipt = goodsReceived(count, '2026-11-01T09:00:00.000Z');
  await world.tell(receipt);
  return receipt;
};
const written = async (): Promise<object[]> =>
  world.worker.query(`SELECT (SELECT count(*) FROM outbox) AS facts, (SELECT count(*) FROM void_note) AS notes,
    (SELECT count(*) FROM device_identifier WHERE valid_to IS NULL) AS identifiers`);
const propose = (deviceId: string, more: object = {}, by = steward) =>
  by.post('/voids', { deviceId, reason: 'Saisi deux fois', ...more });

it('T34 is proposed by one data steward and confirmed by another, once; the serial is free, the tag stays used', async () => {
  const { deviceIds, lines } = await received(2);
  const [keptDeviceId, deviceId] = deviceIds as [string, string];
  await world.keeper.post('/taggings', { lines: [{ deviceId }] }).expect(201);
  const { body: note } = await propose(deviceId, { keptDeviceId }).expect(201);
  expect(note).toMatchObject({ status: 'OPEN', deviceId, keptDeviceId, number: expect.stringMatching(/^VN-/) });
  expect((await propose(deviceId, {}, second).expect(409)).body.code).toBe('void-open');
  const before = await written();
  expect((await steward.post(`/voids/${note.id}/confirmation`, {}).expect(403)).body.code).toBe('void-same-person');
  expect(await written()).toEqual(before);
  const key = uuidv7();
  const confirm = () => second.post(`/voids/${note.id}/confirmation`, {}, key);
  const { body: done } = await confirm().expect(200);
  expect(done).toMatchObject({ status: 'CONFIRMED', decidedBy: second.principal.personId });
  expect((await confirm().expect(200)).body).toEqual(done);
  expect((await second.post(`/voids/${note.id}/rejection`, {}).expect(409)).body.code).toBe('void-decided');

  const { body: device } = await world.keeper.get(`/devices/${deviceId}`).expect(200);
  expect(device).toMatchObject({ lifecycle: 'A20_VOIDED', deviceSeq: 3, serial: null });
  const of = (type: string) => device.identifiers.find((one: { type: string }) => one.type === type);
  expect(of('MFR_SERIAL')).toMatchObject({ validTo: expect.any(String), replacedReason: 'VOIDED' });
  expect(of('ASSET_TAG')).toMatchObject({ validTo: null });
  const label = { lines: [{ deviceId: keptDeviceId, tag: device.tag }] };
  expect((await world.keeper.post('/taggings', label).expect(422)).body.rows).toMatchObject([{ code: 'tag-taken' }]);
  // The device that really carries the serial may enter now (CR-08).
  const again = goodsReceived(1, '2026-11-02T09:00:00.000Z');
  const identifiers = lines[1]!.identifiers;
  await world.tell({ ...again, lines: again.lines.map((line) => ({ ...line, identifiers })) });
  await world.keeper.get(`/devices/${again.deviceIds[0]}`).expect(200);
});

it('is rejected by another data steward, and may be proposed anew', async () => {
  const { deviceIds } = await received(1);
  const deviceId = deviceIds[0] as string;
  const { body: note } = await propose(deviceId).expect(201);
  expect((await steward.post(`/voids/${note.id}/rejection`, {}).expect(403)).body.code).toBe('void-same-person');
  await second.post(`/voids/${note.id}/rejection`, {}).expect(200);
  expect((await world.keeper.get(`/devices/${deviceId}`)).body.lifecycle).toBe('A01_RECEIVED_PENDING_INSPECTION');
  await propose(deviceId).expect(201);
  const { body } = await second.get(`/voids?deviceId=${deviceId}`).expect(200);
  expect(body.items.map(({ status }: { status: string }) => status)).toEqual(['REJECTED', 'OPEN']);
});

it('is refused of an unknown device, for an unknown record, and in favour of itself; nothing is written', async () => {
  const { deviceIds } = await received(1);
  const deviceId = deviceIds[0] as string;
  const before = await written();
  expect((await propose(randomUUID()).expect(404)).body.code).toBe('device-not-found');
  expect((await propose(deviceId, { keptDeviceId: randomUUID() }).expect(404)).body.code).toBe('device-not-found');
  expect((await propose(deviceId, { keptDeviceId: deviceId }).expect(422)).body.code).toBe('kept-device-wrong');
  expect(await written()).toEqual(before);
});

it('of two who confirm and reject at once, one decides', async () => {
  const { deviceIds } = await received(1);
  const { body: note } = await propose(deviceIds[0] as string).expect(201);
  const third = await world.assets.as({ roles: ['DATA_STEWARD'] });
  const answers = await Promise.all([
    second.post(`/voids/${note.id}/confirmation`, {}),
    third.post(`/voids/${note.id}/rejection`, {}),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('T34 is refused once a unit signed for the device (T12), also after it came back to the store', async () => {
  const post = aPost();
  const receipt = await received(2);
  const [deviceId, refused] = receipt.deviceIds as [string, string];
  await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
  await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds));
  await world.reserve(receipt.deviceIds);
  const at = '2026-11-03T09:00:00.000Z';
  await world.tell(dispatched(receipt.deviceIds, { post, at }));
  await world.tell(arrived(receipt.deviceIds, { post, at }));
  await world.tell(signed({ post, at, accepted: [deviceId], refused: [refused] }));
  const home = { ...post, unitId: store.partyId };
  await world.tell(dispatched(receipt.deviceIds, { post: home, at, purpose: 'RETURN' }));
  await world.tell(signed({ post: home, at, kind: 'RETURN', accepted: receipt.deviceIds, receiver: store }));
  expect((await world.keeper.get(`/devices/${deviceId}`)).body.lifecycle).toBe('A04_IN_STOCK');
  const { body } = await propose(deviceId).expect(409);
  expect(body).toMatchObject({ code: 'device-not-voidable', detail: expect.stringContaining('T12') });
  await propose(refused).expect(201);
});

it('T34 of two records that two notes strike for each other, one stays', async () => {
  const { deviceIds } = await received(2);
  const [one, other] = deviceIds as [string, string];
  const notes = [
    (await propose(one, { keptDeviceId: other }).expect(201)).body.id,
    (await propose(other, { keptDeviceId: one }).expect(201)).body.id,
  ];
  const answers = await Promise.all(notes.map((id) => second.post(`/voids/${id}/confirmation`, {})));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  expect(answers.find(({ status }) => status === 422)?.body.code).toBe('kept-device-wrong');
  const states = await Promise.all(
    deviceIds.map(async (id) => (await world.keeper.get(`/devices/${id}`)).body.lifecycle),
  );
  expect(states.sort()).toEqual(['A01_RECEIVED_PENDING_INSPECTION', 'A20_VOIDED']);
  const gone = answers[0]?.status === 200 ? one : other;
  const [third] = (await received(1)).deviceIds as [string];
  expect((await propose(third, { keptDeviceId: gone }).expect(422)).body.code).toBe('kept-device-wrong');
});

it('T34 two ids of one person are no two data stewards', async () => {
  const { app } = world.assets.service;
  const source = await app.get(WorkerDatabase).ready();
  const formerly = await world.assets.as({ roles: ['DATA_STEWARD'] });
  const data = { of: 'PERSON', id: formerly.principal.personId, intoId: steward.principal.personId };
  await source.transaction((tx) => app.get(MergedPeopleHandler).entryMerged(tx, { data } as never));
  const { deviceIds } = await received(1);
  const { body: note } = await propose(deviceIds[0] as string, {}, formerly).expect(201);
  for (const decision of ['confirmation', 'rejection']) {
    const { body } = await steward.post(`/voids/${note.id}/${decision}`, {}).expect(403);
    expect(body.code).toBe('void-same-person');
  }
  await second.post(`/voids/${note.id}/confirmation`, {}).expect(200);
});
