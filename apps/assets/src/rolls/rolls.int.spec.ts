import { randomUUID } from 'node:crypto';
import { goodsReceived, officeId } from '../../test/documents.ts';
import { startWorld, type World } from '../../test/world.ts';
import { nextTags, numberOf, TAG_SERIES } from '../identifiers/tag.rules.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.renew());
afterAll(() => world?.close());

const received = async (count: number): Promise<ReturnType<typeof goodsReceived>> => {
  const receipt = goodsReceived(count, '2026-11-01T09:00:00.000Z');
  await world.tell(receipt);
  return receipt;
};
const roll = async (
  tags: number,
  orgUnitId: string = officeId,
): Promise<{ id: string; firstTag: string; lastTag: string }> =>
  (await world.keeper.post('/tag-rolls', { orgUnitId, tags }).expect(201)).body;
const tagsOf = ({ firstTag }: { firstTag: string }, count: number): string[] =>
  nextTags(TAG_SERIES, numberOf(firstTag) - 1, count, new Set()).tags;
const bind = (deviceId: string | undefined, tag: string | undefined) =>
  world.keeper.post('/taggings', { lines: [{ deviceId, tag }] });

describe('AM-15: tags as numbered rolls', () => {
  it('are taken from the series once, one roll behind the other, and nobody else is offered them', async () => {
    const rolls = await Promise.all([roll(20), roll(20), roll(5)]);
    const all = rolls.flatMap((one, index) => tagsOf(one, index === 2 ? 5 : 20));
    expect(new Set(all).size).toBe(45);
    expect(rolls[0]).toMatchObject({
      number: expect.stringMatching(/^RL-\d{4}-\d{6}$/),
      tags: 20,
      bound: 0,
      orgUnitId: officeId,
    });
    const { receiptId } = await received(2);
    const { body } = await world.keeper.post('/taggings', { receiptId, all: true }).expect(201);
    for (const { tag } of body.lines) expect(all).not.toContain(tag);
  });

  it('are bound by tag and serial, once', async () => {
    const issued = await roll(3);
    const [first] = tagsOf(issued, 3);
    const { deviceIds, lines } = await received(2);
    const serial = lines[0]?.identifiers[0]?.raw;
    await world.keeper.post('/taggings', { lines: [{ serial, tag: first }] }).expect(201);
    const again = await bind(deviceIds[1], first).expect(422);
    expect(again.body.rows).toEqual([expect.objectContaining({ code: 'tag-taken' })]);
    const { body } = await world.keeper.get(`/tag-rolls/${issued.id}`).expect(200);
    expect(body).toMatchObject({ bound: 1, tags: 3 });
  });

  it('of another office are refused, and which office it is stays unsaid', async () => {
    const foreign = randomUUID();
    const issued = await roll(3, foreign);
    const [tag] = tagsOf(issued, 3);
    const { deviceIds } = await received(1);
    const { body, text } = await bind(deviceIds[0], tag).expect(422);
    expect(body.rows).toEqual([expect.objectContaining({ row: 1, field: 'tag', code: 'tag-of-another-office' })]);
    expect(text).not.toContain(foreign);
  });

  it('are seen by their office, and issued to an office in scope only', async () => {
    const mine = await world.assets.as({ roles: [{ role: 'STOREKEEPER', orgUnitId: officeId }] });
    const theirs = await world.assets.as({ roles: [{ role: 'STOREKEEPER', orgUnitId: randomUUID() }] });
    const { body } = await mine.post('/tag-rolls', { orgUnitId: officeId, tags: 2 }).expect(201);
    await theirs.get(`/tag-rolls/${body.id}`).expect(404);
    expect((await theirs.get('/tag-rolls').expect(200)).body.items).toEqual([]);
    const listed = await mine.get(`/tag-rolls?orgUnitId=${officeId}&limit=200`).expect(200);
    expect(listed.body.items).toContainEqual(body);
    const refused = await theirs.post('/tag-rolls', { orgUnitId: officeId, tags: 2 }).expect(422);
    expect(refused.body).toMatchObject({ code: 'office-not-known', rows: [{ field: 'orgUnitId' }] });
    await mine.post('/tag-rolls', { orgUnitId: officeId, tags: 0 }).expect(422);
  });
});
