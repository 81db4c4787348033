import { gatewayRole } from '@dotation/service';
import { extractText, getDocumentProxy } from 'unpdf';
import { accepted, acknowledge, aUnit, onceArrived, signed } from '../../test/steps.ts';
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
  const address = `https://dotation.example/v/${String(pv.number)}?h=${String(pv['contentHash'])}`;
  expect(text.replaceAll(/[\u200b\s]/g, '')).toContain(address);
  expect(((await print('officer')).body as Buffer).equals(printed.body as Buffer)).toBe(true);

  await world.people.head.get(`/handovers/${unit.orgUnitId}/paper`).expect(404);
});

it('AM-29 the gateway asks what a paper is worth, and nobody else does', async () => {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 2, unit);
  const [wrong, right] = devices as [(typeof devices)[0], (typeof devices)[0]];
  const pv = await acknowledge(world, unit, [accepted(wrong)]);
  await world.told();
  const { head, officer } = world.people;
  const gateway = await world.app.as({ roles: [gatewayRole] });
  const address = (hash: string, number = String(pv.number)) => `/internal/certificates/${number}?hash=${hash}`;
  const hash = String(pv['contentHash']);
  const verdictOf = async (path: string) => (await gateway.get(path).expect(200)).body as object;

  expect(await verdictOf(address(hash))).toEqual({
    verdict: 'VALID',
    number: pv.number,
    date: new Date(String(pv['signedAt'])).toISOString().slice(0, 10),
  });
  expect(await verdictOf(address('0'.repeat(64)))).toEqual({ verdict: 'CHANGED', number: pv.number, date: null });
  expect(await verdictOf(address(hash, 'PV-1999-000001'))).toMatchObject({ verdict: 'UNKNOWN', date: null });
  await gateway.get(address('zz')).expect(422);
  await officer.get(address(hash)).expect(403);

  const correction = {
    reason: 'Deux séries échangées',
    strike: [{ deviceId: wrong.deviceId }],
    add: [{ code: right.serial, condition: 'EXCELLENT', confirmedBy: 'READ' }],
    signatures: [signed(head.id, 'HEAD'), signed(officer.id, 'OFFICER')],
  };
  await officer.post(`/handovers/${pv.id}/rectifications`, correction).expect(201);
  expect(await verdictOf(address(hash))).toMatchObject({ verdict: 'REVOKED' });
});
