import { randomUUID } from 'node:crypto';
import { uuidv7 } from '@dotation/service';
import { goodsReceived, makerId } from '../../test/documents.ts';
import { startWorld, type World } from '../../test/world.ts';
import { tagOf } from '../identifiers/tag.rules.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => world.renew());
afterAll(async () => world.close());

const received = async (count: number): Promise<ReturnType<typeof goodsReceived>> => {
  const receipt = goodsReceived(count, '2026-11-01T09:00:00.000Z');
  await world.tell(receipt);
  return receipt;
};
const facts = async (): Promise<number> =>
  (await world.worker.query<[{ count: number }]>(`SELECT count(*)::int AS count FROM outbox`))[0].count;
const rowsOf = (body: { rows: { row: number; field: string; code: string }[] }): string[] =>
  body.rows.map(({ row, field, code }) => `${row} ${field} ${code}`);
/** A label printed ahead, far from where the series is now. */
let printed = 500_000;
const label = (): string => {
  for (;;) {
    const tag = tagOf('INLCD', (printed += 1));
    if (tag !== null) return tag;
  }
};

describe('tagging', () => {
  it('takes the next tags of the series for a receipt, and answers like its GET', async () => {
    const { receiptId, deviceIds } = await received(3);
    const key = uuidv7();
    const { body } = await world.keeper.post('/taggings', { receiptId, all: true }, key).expect(201);
    expect(body).toMatchObject({ id: key, receiptId, taggedBy: world.keeper.principal.personId });
    expect(body.number).toMatch(/^TG-\d{4}-\d{6}$/);
    expect(body.lines.map((line: { deviceId: string }) => line.deviceId)).toEqual(deviceIds);
    for (const { tag } of body.lines) expect(tag).toMatch(/^INLCD-\d{6}-[0-9A-Z]$/);
    expect((await world.keeper.get(`/taggings/${key}`).expect(200)).body).toEqual(body);
    // A repeat gives the same answer and binds nothing more.
    const before = await facts();
    expect((await world.keeper.post('/taggings', { receiptId, all: true }, key).expect(201)).body).toEqual(body);
    expect(await facts()).toBe(before);
    const again = await world.keeper.post('/taggings', { receiptId, all: true }).expect(409);
    expect(again.body.code).toBe('nothing-to-tag');
  });

  it('binds labels in hand by id or by serial, whatever way they were read, and the series goes around them', async () => {
    const { deviceIds, lines } = await received(4);
    const serial = lines[1]?.identifiers[0]?.raw as string;
    const [first, second] = [label(), label()];
    const { body } = await world.keeper
      .post('/taggings', {
        lines: [
          { deviceId: deviceIds[0], tag: `https://labels.example/a/${first}` },
          { serial: ` ${serial} `, makerId, tag: second.replaceAll('-', '').toLowerCase() },
        ],
      })
      .expect(201);
    expect(body.lines).toEqual([
      { row: 1, deviceId: deviceIds[0], tag: first, replaces: null },
      { row: 2, deviceId: deviceIds[1], tag: second, replaces: null },
    ]);
    const [{ last_number: last }] = await world.worker.query<[{ last_number: number }]>(
      `SELECT last_number FROM tag_series`,
    );
    const next = [1, 2, 3].map((step) => tagOf('INLCD', last + step)).find((tag) => tag !== null) as string;
    await world.keeper.post('/taggings', { lines: [{ deviceId: deviceIds[2], tag: next }] }).expect(201);
    const following = await world.keeper.post('/taggings', { lines: [{ deviceId: deviceIds[3] }] }).expect(201);
    expect(following.body.lines[0].tag > next).toBe(true);
  });

  it('replaces a tag with a reason; the old one stays on record and is never bound again', async () => {
    const { deviceIds } = await received(2);
    const [old, fresh] = [label(), label()];
    const line = { deviceId: deviceIds[0] };
    await world.keeper.post('/taggings', { lines: [{ ...line, tag: old }] }).expect(201);
    const refused = await world.keeper.post('/taggings', { lines: [{ ...line, tag: fresh }] }).expect(422);
    expect(rowsOf(refused.body)).toEqual(['1 deviceId device-already-tagged']);
    const { body } = await world.keeper
      .post('/taggings', { lines: [{ ...line, tag: fresh, replacedReason: 'worn by rain' }] })
      .expect(201);
    expect(body.lines).toMatchObject([{ tag: fresh, replaces: old }]);
    const { body: device } = await world.keeper.get(`/devices/${deviceIds[0]}`).expect(200);
    expect(device.tag).toBe(fresh);
    expect(device.identifiers).toContainEqual(expect.objectContaining({ raw: old, replacedReason: 'worn by rain' }));
    expect((await world.told(deviceIds[0] as string)).at(-1)?.line).toMatchObject({ tag: fresh, replaces: old });
    const reused = await world.keeper.post('/taggings', { lines: [{ deviceId: deviceIds[1], tag: old }] }).expect(422);
    expect(rowsOf(reused.body)).toEqual(['1 tag tag-taken']);
  });

  it('refuses all lines for one that is wrong, names row and field, and writes nothing', async () => {
    const { deviceIds } = await received(2);
    const before = await facts();
    const { body } = await world.keeper
      .post('/taggings', {
        lines: [
          { deviceId: deviceIds[0], tag: 'INLCD-004217-T' },
          { deviceId: deviceIds[1] },
          { deviceId: deviceIds[1] },
          { deviceId: uuidv7() },
        ],
      })
      .expect(422);
    expect(body.code).toBe('tagging-refused');
    expect(rowsOf(body)).toEqual(['1 tag tag-not-valid', '3 deviceId device-repeated', '4 deviceId device-not-found']);
    const serial = await world.keeper.post('/taggings', { lines: [{ serial: 'nobody has this' }] }).expect(422);
    expect(rowsOf(serial.body)).toEqual(['1 serial device-not-found']);
    const malformed = await world.keeper.post('/taggings', { lines: [{ device: 1 }] }).expect(422);
    expect(rowsOf(malformed.body)).toEqual(['1 device unknown-field', '1 deviceId device-unnamed']);
    expect(await facts()).toBe(before);
    expect((await world.keeper.get(`/devices/${deviceIds[1]}`).expect(200)).body.tag).toBeNull();
  });

  it('of one receipt by two people at once tags every device once', async () => {
    const { receiptId, deviceIds } = await received(30);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => world.keeper.post('/taggings', { receiptId, all: true })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const { body } = await world.keeper.get(`/devices?receiptId=${receiptId}&limit=500`).expect(200);
    expect(new Set(body.items.map(({ tag }: { tag: string }) => tag)).size).toBe(deviceIds.length);
  });

  it('is the store-keeper’s, needs a key, and says what it does not know', async () => {
    const head = await world.assets.as({ roles: ['UNIT_HEAD'] });
    await head.post('/taggings', { receiptId: randomUUID(), all: true }).expect(403);
    expect((await world.keeper.post('/taggings', {}).expect(422)).body.code).toBe('tagging-empty');
    const unknown = await world.keeper.post('/taggings', { receiptId: randomUUID(), all: true }).expect(404);
    expect(unknown.body.code).toBe('receipt-not-known');
    expect((await world.keeper.get(`/taggings/${uuidv7()}`).expect(404)).body.code).toBe('tagging-not-found');
  });
});
