import { randomUUID } from 'node:crypto';
import { WorkerDatabase } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { TestPerson } from '../../../../test/support/app.ts';
import { goodsReceived, inspectionClosed, keeperId, warehouseId } from '../../test/documents.ts';
import { startWorld, type World } from '../../test/world.ts';
import { MergedPeopleHandler } from '../directory/merged-people.handler.js';
import { WaiversHandler } from '../waivers/waivers.handler.js';

let world: World;
let second: TestPerson;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  await world.renew();
  second = await world.assets.as({ roles: [{ role: 'RECEPTION_COMMITTEE', placeId: warehouseId }] });
});
afterAll(() => world?.close());

const seen = { photoSha256: 'a'.repeat(64), reason: 'Deux machines côte à côte, deux plaques' };
/** Accepted and tagged; only the dispute keeps it in A01. */
const disputed = async (): Promise<string> => {
  const receipt = goodsReceived(1, '2026-11-01T09:00:00.000Z', () => ({ disputed: true }));
  await world.tell(receipt);
  await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
  await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds));
  return receipt.deviceIds[0] as string;
};
/** As when directory tells: this world has no directory, and what it tells is the same as for handover and procurement. */
async function learn(work: (handler: WaiversHandler, tx: EntityManager) => Promise<void>): Promise<void> {
  const { app } = world.assets.service;
  const source = await app.get(WorkerDatabase).ready();
  await source.transaction((tx) => work(app.get(WaiversHandler), tx));
}
const device = async (id: string): Promise<Record<string, unknown>> =>
  (await world.keeper.get(`/devices/${id}`).expect(200)).body;

describe('AM-8: a disputed plate', () => {
  it('keeps an accepted device in A01 until a second person has decided, once', async () => {
    const id = await disputed();
    expect(await device(id)).toMatchObject({ lifecycle: 'A01_RECEIVED_PENDING_INSPECTION', waitingFor: ['DISPUTE'] });
    const { body } = await second.post(`/devices/${id}/plate-decision`, seen).expect(201);
    expect(body).toMatchObject({ ...seen, deviceId: id, decidedBy: second.principal.personId, waitingFor: [] });
    expect(body.number).toMatch(/^DP-\d{4}-\d{6}$/);
    expect(await device(id)).toMatchObject({ lifecycle: 'A04_IN_STOCK', disputed: false, waitingFor: [] });
    const [last] = (await world.told(id)).slice(-1);
    expect(last?.line).toMatchObject({ transition: 'T02', changed: { disputed: false, lifecycle: 'A04_IN_STOCK' } });
    const again = await second.post(`/devices/${id}/plate-decision`, seen).expect(409);
    expect(again.body.code).toBe('plate-not-disputed');
  });

  it('is not decided by who received or tagged the device', async () => {
    const id = await disputed();
    const receiver = await world.assets.as({ personId: keeperId, roles: ['STOREKEEPER'] });
    for (const who of [receiver, world.keeper]) {
      const { body } = await who.post(`/devices/${id}/plate-decision`, seen).expect(409);
      expect(body.code).toBe('plate-decided-by-receiver');
    }
  });

  it('AM-8 nor by who received it under another id', async () => {
    const id = await disputed();
    const now = await world.assets.as({ roles: [{ role: 'RECEPTION_COMMITTEE', placeId: warehouseId }] });
    const data = { of: 'PERSON', id: keeperId, intoId: now.principal.personId };
    const { app } = world.assets.service;
    const source = await app.get(WorkerDatabase).ready();
    await source.transaction((tx) => app.get(MergedPeopleHandler).entryMerged(tx, { data } as never));
    const { body } = await now.post(`/devices/${id}/plate-decision`, seen).expect(409);
    expect(body.code).toBe('plate-decided-by-receiver');
  });

  it('CR-08, AM-3 is decided by its receiver where a waiver of CR-08 lets him, at that place and in its time', async () => {
    const id = await disputed();
    const receiver = await world.assets.as({ personId: keeperId, roles: ['STOREKEEPER'] });
    const grant = async (change: object): Promise<string> => {
      const waiverId = randomUUID();
      const from = new Date(Date.now() - 60_000).toISOString();
      const to = new Date(Date.now() + 3_600_000).toISOString();
      const why = { grantedBy: randomUUID(), reason: 'Un seul agent', compensatingControl: 'Témoin par vidéo' };
      const waiver = {
        waiverId,
        rule: 'CR-08',
        placeId: warehouseId,
        personIds: [keeperId],
        validFrom: from,
        validTo: to,
      };
      await learn((handler, tx) => handler.waiverGranted(tx, { data: { ...waiver, ...why, ...change } } as never));
      return waiverId;
    };
    for (const other of [{ rule: 'CR-07' }, { placeId: randomUUID() }, { personIds: [randomUUID()] }]) {
      await grant(other);
      await receiver.post(`/devices/${id}/plate-decision`, seen).expect(409);
    }
    const revoked = await grant({});
    const end = { waiverId: revoked, revokedAt: new Date().toISOString() };
    await learn((handler, tx) => handler.waiverRevoked(tx, { data: end } as never));
    await receiver.post(`/devices/${id}/plate-decision`, seen).expect(409);
    const waiverId = await grant({});
    const { body } = await receiver.post(`/devices/${id}/plate-decision`, seen).expect(201);
    expect(body).toMatchObject({ decidedBy: keeperId, waiverId });
    // AM-3, Q31: that he decided alone is told with the waiver, so that it is listed and asks for its control.
    const [told] = await world.worker.query<{ data: object }[]>(
      `SELECT convert_from(body, 'UTF8')::jsonb->'data' AS data FROM outbox
       WHERE convert_from(body, 'UTF8')::jsonb->>'type' = 'fact.assets.plate-decided.v1' ORDER BY id DESC LIMIT 1`,
    );
    expect(told?.data).toMatchObject({
      ...seen,
      documentId: body.id,
      deviceId: id,
      decidedBy: keeperId,
      waiverIds: [waiverId],
    });
  });

  it('decided before the inspection, it leaves the device waiting for the committee only', async () => {
    const receipt = goodsReceived(1, '2026-11-01T09:00:00.000Z', () => ({ disputed: true }));
    await world.tell(receipt);
    const id = receipt.deviceIds[0] as string;
    await second.post(`/devices/${id}/plate-decision`, seen).expect(201);
    expect(await device(id)).toMatchObject({ lifecycle: 'A01_RECEIVED_PENDING_INSPECTION', disputed: false });
  });

  it('CR-67 is unknown to whoever does not see the device', async () => {
    const id = await disputed();
    const stranger = await world.assets.as({ roles: [{ role: 'STOREKEEPER', placeId: randomUUID() }] });
    await stranger.post(`/devices/${id}/plate-decision`, seen).expect(404);
    await second.post(`/devices/${randomUUID()}/plate-decision`, seen).expect(404);
    await second.post(`/devices/${id}/plate-decision`, { ...seen, photoSha256: 'x' }).expect(422);
  });
});
