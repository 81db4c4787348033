import { aPerson, aPlace, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let app: Directory['app'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ app } = directory);
}, 120_000);

afterAll(() => directory?.close());

const named = (body: { items: { displayName?: string }[] }) => body.items.map(({ displayName }) => displayName).sort();

describe('people of a unit', () => {
  it('AM-1, CR-62 a store-keeper names colleagues of every office, and nobody of a police unit that is not his', async () => {
    const { administrator: admin } = directory;
    const placeId = await made(admin, '/places', aPlace());
    const mission = await made(admin, '/organisation-units', aUnit({ agency: 'IOM', level: 'MISSION' }));
    const store = await made(
      admin,
      '/organisation-units',
      aUnit({ agency: 'IOM', level: 'STORE', parentId: mission, placeId }),
    );
    const office = await made(
      admin,
      '/organisation-units',
      aUnit({ agency: 'IOM', level: 'OFFICE', parentId: mission }),
    );
    const squadron = await made(admin, '/organisation-units', aUnit());
    const people = { 'Mireille Store': store, 'Hugo Mission': mission, 'Paul Office': office, 'Alain Unit': squadron };
    for (const [displayName, orgUnitId] of Object.entries(people))
      await made(admin, '/people', aPerson({ displayName, orgUnitId, phone: '+243990001122' }));
    const gone = await made(admin, '/people', aPerson({ displayName: 'Parti Loin', orgUnitId: office }));
    const steward = await app.as({ roles: ['DATA_STEWARD'] });
    await steward.post(`/people/${gone}/deactivation`, { reason: 'Fin de contrat' }).expect(200);

    const keeper = await app.as({ roles: [{ role: 'STOREKEEPER', placeId }] });
    const seen = await keeper.get(`/organisation-units/${mission}/people?purpose=DISPLAY`).expect(200);
    expect(named(seen.body)).toEqual(['Hugo Mission', 'Mireille Store', 'Paul Office']);
    expect(JSON.stringify(seen.body)).not.toContain('990001122');
    const first = await keeper.get(`/organisation-units/${mission}/people?purpose=DISPLAY&limit=2`).expect(200);
    const rest = await keeper
      .get(`/organisation-units/${mission}/people?purpose=DISPLAY&limit=2&after=${first.body.next}`)
      .expect(200);
    expect([...named(first.body), ...named(rest.body)].sort()).toEqual(named(seen.body));
    expect(rest.body.next).toBeNull();
    const other = await keeper.get(`/organisation-units/${squadron}/people?purpose=DISPLAY`).expect(404);
    expect(other.body).toMatchObject({ code: 'organisation-unit-not-found' });

    // Where a paper names one of them the store-keeper reads the name; the number of his phone stays his.
    const paul = (seen.body as { items: { id: string; displayName: string }[] }).items.find(
      ({ displayName }) => displayName === 'Paul Office',
    )!.id;
    const shown = await keeper.get(`/people?ids=${paul}&purpose=DISPLAY`).expect(200);
    expect(named(shown.body)).toEqual(['Paul Office']);
    expect((await keeper.get(`/people?ids=${paul}&purpose=AUDIT`).expect(200)).body.items).toEqual([]);

    const head = await app.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: squadron }] });
    expect(named((await head.get(`/organisation-units/${squadron}/people?purpose=DOCUMENT`).expect(200)).body)).toEqual(
      ['Alain Unit'],
    );
    await head.get(`/organisation-units/${mission}/people?purpose=DISPLAY`).expect(404);
    expect((await head.get(`/people?ids=${paul}&purpose=DISPLAY`).expect(200)).body.items).toEqual([]);
    await keeper.get(`/organisation-units/${mission}/people`).expect(422);
    await keeper.get(`/organisation-units/${mission}/people?purpose=CONTACT`).expect(422);
    await (
      await app.as({ roles: ['AUDITOR'] })
    )
      .get(`/organisation-units/${mission}/people?purpose=DISPLAY`)
      .expect(403);
  });
});
