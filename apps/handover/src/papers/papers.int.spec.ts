import { gatewayRole } from '@dotation/service';
import { extractText, getDocumentProxy } from 'unpdf';
import { accepted, acknowledge, allocate, aUnit, onceArrived, paperTo, signed, type Answer } from '../../test/steps.ts';
import { chiefOfMission, commissioner, reset, startWorld, type World } from '../../test/world.ts';

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
  expect((printed.body as Buffer).toString('latin1')).toContain(`/URI (${address})`);
  expect(((await print('officer')).body as Buffer).equals(printed.body as Buffer)).toBe(true);

  await world.people.head.get(`/handovers/${unit.orgUnitId}/paper`).expect(404);
});

const verdictOn = async (path: string) =>
  (await (await world.app.as({ roles: [gatewayRole] })).get(`/internal/certificates/${path}`).expect(200))
    .body as object;
const hashIn = (text: string): string => text.match(/[0-9a-f]{64}/g)?.at(-1) ?? 'no hash';

it('D11 D10 a waybill and its release order are printed, to who reads them, and known again until it is withdrawn (AM-29)', async () => {
  const unit = aUnit();
  const devices = world.inStock(2);
  await allocate(world, devices, unit);
  const { dispatcher, manager, head } = world.people;
  const { body } = await dispatcher
    .post('/waybills', paperTo(world, unit, { lines: devices.map(({ deviceId }) => ({ deviceId })) }))
    .expect(201);
  const { id, number } = body as Answer;
  const print = async (path: string, who = dispatcher) =>
    textOf((await who.get(`/waybills/${id}${path}`).responseType('blob').expect(200)).body as Buffer);
  expect(await print('/release/paper')).toContain('Non approuvé');
  // CR-67: what has not left is read by those who plan it.
  await head.get(`/waybills/${id}/paper`).expect(404);
  await manager.post(`/waybills/${id}/release`, {}).expect(200);
  const [waybill, release] = [await print('/paper'), await print('/release/paper')];
  for (const said of [
    'Bordereau d’expédition',
    number,
    ...devices.flatMap(({ tag, serial }) => [tag, String(serial)]),
  ]) {
    expect(waybill).toContain(said);
  }
  expect(release).not.toContain('Non approuvé');
  expect(release).toContain(manager.id);
  expect(await print('/paper')).toBe(waybill);
  const [ofWaybill, ofRelease] = [hashIn(waybill), hashIn(release)];
  for (const hash of [ofWaybill, ofRelease]) {
    expect(await verdictOn(`${number}?hash=${hash}`)).toMatchObject({ verdict: 'VALID', number });
  }
  expect(await verdictOn(`${number}?hash=${'0'.repeat(64)}`)).toMatchObject({ verdict: 'CHANGED', date: null });
  await dispatcher.post(`/waybills/${id}/withdrawal`, { reason: 'Le véhicule n’est pas venu' }).expect(200);
  expect(await verdictOn(`${number}?hash=${ofWaybill}`)).toMatchObject({ verdict: 'REVOKED' });
});

it('D12 a deed is printed with its annexed list, and known again (AM-29)', async () => {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 2, unit);
  const { approver, head } = world.people;
  const { body } = await approver
    .post('/deeds', {
      beneficiaryUnitId: unit.orgUnitId,
      signatures: [signed(chiefOfMission, 'CHIEF_OF_MISSION'), signed(commissioner, 'STATE_SIGNATORY')],
      conditions: ['Ni vente ni cession'],
      lines: devices.map(({ deviceId }) => ({ deviceId, valueMinor: 78_900, currency: 'USD' })),
    })
    .expect(201);
  const deed = body as Answer;
  const text = await textOf(
    (await head.get(`/deeds/${deed.id}/paper`).responseType('blob').expect(200)).body as Buffer,
  );
  for (const said of ['Acte de donation', 'Ni vente ni cession', deed['annexHash'], ...devices.map(({ tag }) => tag)]) {
    expect(text).toContain(said);
  }
  expect(text.replaceAll('\u00a0', ' ')).toContain('1 578,00 USD');
  expect(await verdictOn(`${deed.number}?hash=${hashIn(text)}`)).toMatchObject({ verdict: 'VALID' });
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
  const rectifying = (await officer.get(`/handovers/${pv.id}`).expect(200)).body as { rectifications: string[] };
  const paper = `/rectifications/${rectifying.rectifications[0]}/paper`;
  const text = await textOf((await head.get(paper).responseType('blob').expect(200)).body as Buffer);
  expect(text).toContain('Deux séries échangées');
  const [number] = /RPV-\d{4}-\d{6}/.exec(text) ?? [];
  expect(await verdictOf(address(hashIn(text), number))).toMatchObject({ verdict: 'VALID', number });
});
