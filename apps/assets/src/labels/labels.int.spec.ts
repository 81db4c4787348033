import { randomUUID } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import { goodsReceived, officeId } from '../../test/documents.ts';
import { startWorld, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.renew());
afterAll(() => world?.close());

const bytesOf = async (path: string): Promise<Buffer> =>
  (await world.keeper.get(path).responseType('blob').expect(200)).body as Buffer;
const pagesOf = async (pdf: Buffer): Promise<string[]> =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)))).text;

it('AM-15 the labels of a roll are sheets of 21, the same each time, from the first free place on', async () => {
  const { body: roll } = await world.keeper.post('/tag-rolls', { orgUnitId: officeId, tags: 25 }).expect(201);
  const path = `/tag-rolls/${roll.id}/labels`;
  const sheets = await bytesOf(path);
  const [first, second] = await pagesOf(sheets);
  expect(first).toContain(roll.firstTag);
  expect(second).toContain(roll.lastTag);
  expect((await bytesOf(path)).equals(sheets)).toBe(true);
  expect(await pagesOf(await bytesOf(`${path}?from=2&count=3&place=21`))).toHaveLength(2);
  await world.keeper.get(`${path}?from=26`).expect(422);
  await world.keeper.get(`${path}?place=22`).expect(422);
  const foreign = await world.assets.as({ roles: [{ role: 'STOREKEEPER', orgUnitId: randomUUID() }] });
  await foreign.get(path).expect(404);
});

it('AM-15 the labels of a tagging name make and serial, also as ZPL, where no serial is a command', async () => {
  const receipt = goodsReceived(2, '2026-11-01T09:00:00.000Z');
  await world.tell(receipt);
  const { body } = await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
  const path = `/taggings/${body.id}/labels`;
  const [sheet] = await pagesOf(await bytesOf(path));
  const zpl = (await bytesOf(`${path}?format=zpl`)).toString('utf8');
  for (const { tag } of body.lines as { tag: string }[]) {
    expect(sheet).toContain(tag);
    expect(zpl).toContain(`https://dotation.example/a/${tag}^FS`);
  }
  expect(zpl.match(/\^XA/g)).toHaveLength(2);
});
