import { uuidv7 } from '@dotation/service';
import { aPlace, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let app: Directory['app'];
let administrator: Directory['administrator'];
let province: string;
let site: string;

const here = { latitude: -6.136412, longitude: 23.589771, precision: 'EXACT' };
const purpose = '?purpose=DELIVERY';

beforeAll(async () => {
  directory = await startDirectory();
  ({ app, administrator } = directory);
  province = await made(administrator, '/places', aPlace({ kind: 'TERRITOIRE', name: 'Lupatapata' }));
  site = await made(administrator, '/places', aPlace({ parentId: province }));
  const officer = await app.as({ roles: ['FIELD_OFFICER'] });
  const key = uuidv7();
  for (const _ of [1, 2]) {
    const { body } = await officer.post(`/places/${site}/position`, here, key).expect(200);
    expect(body).toEqual({ placeId: site, precision: 'EXACT' });
  }
}, 120_000);
afterAll(() => directory?.close());

it('CR-62 keeps a position out of the database, of every fact and of every answer that is kept', async () => {
  const tables = await directory.sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`);
  for (const { table_name: table } of tables) {
    const found = await directory.sql(`SELECT 1 FROM ${String(table)} t WHERE t::text ~ '6\\.1364|23\\.5897'`);
    expect([table, found.length]).toEqual([table, 0]);
  }
  expect(await directory.sql('SELECT count(*)::int FROM place_position WHERE place_id = $1', [site])).toEqual([
    { count: 1 },
  ]);
});

it('CR-62, domain §9.3 shows everybody the commune, and the door to who goes there and says what for', async () => {
  const place = (await directory.everyone.get(`/places/${site}`).expect(200)).body as object;
  expect(place).toMatchObject({ position: { latitude: -6.1, longitude: 23.6, precision: 'COMMUNE' } });
  const officer = await app.as({ roles: ['FIELD_OFFICER'] });
  expect((await officer.get(`/places/${site}`)).body).toMatchObject({ position: { precision: 'COMMUNE' } });
  expect((await officer.get(`/places/${site}/position${purpose}`).expect(200)).body).toEqual(here);
  await officer.get(`/places/${site}/position`).expect(422);
  await administrator.get(`/places/${site}/position${purpose}`).expect(403);
  const [record] = await directory.sql(
    `SELECT reader_id, purpose FROM access_record WHERE operation = 'GET /places/:id/position'`,
  );
  expect(record).toEqual({ reader_id: officer.principal.personId, purpose: 'DELIVERY' });
  const list = (await directory.everyone.get('/places?limit=100').expect(200)).body as { items: object[] };
  for (const item of list.items) expect(item).not.toHaveProperty('position');
});

it('CR-67 shows the head his own post, another one like a place nobody recorded', async () => {
  const orgUnitId = await made(administrator, '/organisation-units', aUnit({ placeId: site }));
  const below = await made(administrator, '/organisation-units', aUnit({ parentId: orgUnitId }));
  const elsewhere = await made(administrator, '/organisation-units', aUnit());
  const head = await app.as({ roles: [{ role: 'FIELD_OFFICER', placeId: province }] });
  expect((await head.get(`/places/${site}/position${purpose}`).expect(200)).body).toEqual(here);
  const own = await app.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId }] });
  expect((await own.get(`/places/${site}/position${purpose}`).expect(200)).body).toEqual(here);
  // What lies above him is shown, and is not his.
  const post = await app.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: below }] });
  expect((await post.get(`/places/${site}/position${purpose}`).expect(200)).body).toMatchObject({
    precision: 'COMMUNE',
  });
  const stranger = await app.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: elsewhere }] });
  for (const id of [site, uuidv7()]) {
    const { body } = await stranger.get(`/places/${id}/position${purpose}`).expect(404);
    expect(body).toMatchObject({ code: 'place-not-found' });
    await stranger.post(`/places/${id}/position`, here).expect(403);
  }
});

it('domain §4.9 shows no more than the province where an armed group is in control, of the place or around it', async () => {
  const officer = await app.as({ roles: ['FIELD_OFFICER'] });
  const control = { access: 'CONTROLLED_BY_ARMED_GROUP', from: new Date().toISOString() };
  await directory.vettingOfficer.post(`/places/${province}/access`, control).expect(200);
  const blurred = { latitude: -6, longitude: 24, precision: 'PROVINCE' };
  expect((await officer.get(`/places/${site}/position${purpose}`).expect(200)).body).toEqual(blurred);
  expect((await directory.everyone.get(`/places/${site}`)).body).toMatchObject({ position: blurred });
  const investigator = await app.as({ roles: ['INVESTIGATOR'] });
  const exact = await investigator.get(`/places/${site}/position?purpose=INVESTIGATION`).expect(200);
  expect(exact.body).toEqual(here);
});

it('says so when nobody recorded it, and refuses what is no position', async () => {
  const bare = await made(administrator, '/places', aPlace());
  const officer = await app.as({ roles: ['FIELD_OFFICER'] });
  expect((await officer.get(`/places/${bare}/position${purpose}`).expect(404)).body).toMatchObject({
    code: 'position-not-known',
  });
  expect((await officer.get(`/places/${bare}`)).body).toMatchObject({ position: null });
  for (const wrong of [{ latitude: 91 }, { longitude: '23' }, { precision: 'STREET' }])
    await officer.post(`/places/${bare}/position`, { ...here, ...wrong }).expect(422);
});
