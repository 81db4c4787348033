import { uuidv7 } from '@dotation/service';
import { allocateLot, sendLots, stocked } from '../test/counted.ts';
import { accepted, acknowledge, aUnit, onTheRoad } from '../test/steps.ts';
import { reset, startWorld, type World } from '../test/world.ts';
import { serialHash } from './field-snapshots/field-snapshot.rules.js';
import type { FieldSnapshotDto } from './field-snapshots/field-snapshots.dto.js';

// What a phone holds to acknowledge without a network. In this world roles have no limit, so the officer is the one who finds
// what he accompanies; whose unit finds what, and nobody else's, is tested with the foreign ids and the field app.
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(() => reset(world));

const read = async (): Promise<{ snapshot: FieldSnapshotDto; tag: string }> => {
  const { body, headers } = await world.people.officer.get('/field-snapshot').expect(200);
  return { snapshot: body as FieldSnapshotDto, tag: String(headers['etag']) };
};
const consignment = async (waybillId: string): Promise<FieldSnapshotDto['consignments'][number] | undefined> =>
  (await read()).snapshot.consignments.find((one) => one.waybillId === waybillId);

describe('the snapshot of a phone', () => {
  it('AM-22 names what is under way by tag, model and salted hash, and no serial at all', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 8, unit);
    const found = await consignment(waybill.id);
    expect(found).toMatchObject({ number: waybill.number, orgUnitId: unit.orgUnitId, expected: 8, answered: 0 });
    expect(found?.lines.map(({ tag }) => tag).sort()).toEqual(devices.map(({ tag }) => tag).sort());
    const [device] = devices;
    const code = String(device?.serial)
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
    expect(found?.lines.find(({ tag }) => tag === device?.tag)?.serialHash).toBe(serialHash(found?.salt ?? '', code));
    for (const { serial } of devices) expect(JSON.stringify(found)).not.toContain(serial);
    await world.told();
  });

  it('is 304 as long as nothing changed, and leaves out what was answered', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 3, unit);
    const { tag } = await read();
    const again = await world.people.officer.get('/field-snapshot').set('if-none-match', tag).expect(304);
    expect(again.text).toBe('');
    await acknowledge(world, unit, devices.slice(0, 2).map(accepted));
    await world.people.officer.get('/field-snapshot').set('if-none-match', tag).expect(200);
    const left = await consignment(waybill.id);
    expect(left).toMatchObject({ expected: 1, answered: 2, lines: [{ tag: devices[2]?.tag }] });
    await acknowledge(world, unit, devices.slice(2).map(accepted));
    expect(await consignment(waybill.id)).toBeUndefined();
    await world.told();
  });

  it('AM-9 says how many of a lot wait for a word, also where there is nothing else, and signs for them', async () => {
    const unit = aUnit();
    const lotId = uuidv7();
    stocked(world, new Map([[lotId, 20]]));
    await allocateLot(world, unit, 20, lotId);
    const sent = await sendLots(world, unit, [{ lotId, quantity: 20 }]);
    const shown = { lotId, number: 'LT-2026-000001', maker: 'Gombe', model: 'Gilet' };
    expect(await consignment(sent.id)).toMatchObject({ expected: 0, lines: [], lots: [{ ...shown, open: 20 }] });
    await acknowledge(world, unit, [], { lots: [{ waybillId: sent.id, lotId, accepted: 15 }] });
    expect((await consignment(sent.id))?.lots).toEqual([{ ...shown, open: 5 }]);
    await acknowledge(world, unit, [], { lots: [{ waybillId: sent.id, lotId, accepted: 5 }] });
    expect(await consignment(sent.id)).toBeUndefined();
    await world.told();
  });

  it('is for who receives or accompanies, and for nobody else', async () => {
    await world.people.dispatcher.get('/field-snapshot').expect(403);
    const { body } = await world.people.otherHead.get('/field-snapshot').expect(200);
    expect(body).toMatchObject({ schemaVersion: 1, personId: world.people.otherHead.id, consignments: [] });
  });
});
