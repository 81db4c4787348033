import { extractText, getDocumentProxy } from 'unpdf';
import { accepted, acknowledge, aUnit, onceArrived } from '../../test/steps.ts';
import { reset, startWorld, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(() => reset(world));

const textOf = async (pdf: Buffer): Promise<string> =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })).text;

it('D13 a PV is printed with every line, and is the same, byte by byte, for every reader', async () => {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 3, unit);
  const [first, second, third] = devices as [(typeof devices)[0], (typeof devices)[0], (typeof devices)[0]];
  const pv = await acknowledge(world, unit, [
    accepted(first),
    { ...accepted(second), outcome: 'ACCEPTED_WITH_RESERVE', reserve: 'Écran fêlé' },
    { code: third.tag, outcome: 'NOT_ARRIVED' },
  ]);
  const print = (who: 'head' | 'officer' | 'dispatcher') =>
    world.people[who].get(`/handovers/${pv.id}/paper`).responseType('blob').expect(200);

  const printed = await print('head');
  expect(printed.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${String(pv.number)}.pdf"`,
    'cache-control': 'no-store',
  });
  const text = await textOf(printed.body as Buffer);
  for (const { tag, serial } of devices) {
    expect(text).toContain(tag);
    expect(text).toContain(serial);
  }
  for (const said of [
    pv.number,
    pv['contentHash'],
    'Procès-verbal',
    'Écran fêlé',
    'Non arrivé',
    'Accepted with reserve',
  ]) {
    expect(text).toContain(said);
  }
  expect(text).toContain('Provisoire');
  expect(((await print('officer')).body as Buffer).equals(printed.body as Buffer)).toBe(true);

  await world.people.head.get(`/handovers/${unit.orgUnitId}/paper`).expect(404);
});
