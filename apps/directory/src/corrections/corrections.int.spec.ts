import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.js';
import { aPerson, aPlace, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let administrator: TestPerson;
let grace: TestPerson;
let paul: TestPerson;
let sql: Directory['sql'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ administrator, sql } = directory);
  [grace, paul] = [
    await directory.app.as({ roles: ['DATA_STEWARD'] }),
    await directory.app.as({ roles: ['DATA_STEWARD'] }),
  ];
}, 120_000);

afterAll(() => directory?.close());

type Noun = 'UNIT' | 'PLACE' | 'PERSON';
const propose = (noun: Noun, subjectId: string, intoId?: string) =>
  made(grace, '/corrections', {
    action: intoId ? 'MERGE' : 'VOID',
    noun,
    subjectId,
    intoId,
    reason: 'Saisi deux fois',
  });
const confirm = (id: string, who = paul) => who.post(`/corrections/${id}/confirmation`);
const at = async (path: string) => (await administrator.get(path).expect(200)).body as Record<string, unknown>;
const since = '2016-01-01T00:00:00Z';

it('merges a unit recorded twice: the old id resolves for ever, its name leads to the one that stays', async () => {
  const [kept, double] = [
    await made(administrator, '/organisation-units', aUnit({ nameFr: 'Escadron de Misisi', validFrom: since })),
    await made(administrator, '/organisation-units', aUnit({ nameFr: 'PMH Mississi', validFrom: since })),
  ];
  const id = await propose('UNIT', double, kept);
  expect((await confirm(id, grace).expect(403)).body).toMatchObject({ code: 'own-proposal' });
  expect(await at(`/organisation-units/${double}`)).toMatchObject({ mergedInto: null, validTo: null });
  await confirm(id).expect(200);

  expect(await at(`/organisation-units/${double}`)).toMatchObject({
    mergedInto: kept,
    nameFr: 'PMH Mississi',
    voided: false,
  });
  expect(await at(`/organisation-units/${double}?asOf=2020-01-01T00:00:00Z`)).toMatchObject({ validTo: null });
  const { items } = (await at('/organisation-units?search=mississi')) as { items: { id: string }[] };
  expect(items.map((unit) => unit.id)).toEqual([kept]);
  expect((await confirm(id).expect(409)).body).toMatchObject({ code: 'correction-decided' });
  expect(
    await sql(`SELECT type FROM outbox WHERE causation_id::text <> subject AND subject = $1 ORDER BY id`, [double]),
  ).toEqual([{ type: 'fact.directory.organisation-unit-recorded.v1' }, { type: 'fact.directory.entry-merged.v1' }]);

  // Merged on: both old ids lead to the last in one step.
  const last = await made(administrator, '/organisation-units', aUnit({ validFrom: since }));
  await confirm(await propose('UNIT', kept, last)).expect(200);
  expect(await at(`/organisation-units/${double}`)).toMatchObject({ mergedInto: last });
});

it('merges no unit that people, roles or units of today still stand in', async () => {
  const [kept, double] = [
    await made(administrator, '/organisation-units', aUnit()),
    await made(administrator, '/organisation-units', aUnit()),
  ];
  await made(administrator, '/people', aPerson({ orgUnitId: double }));
  const refused = await grace.post('/corrections', {
    ...{ action: 'MERGE', noun: 'UNIT', subjectId: double, intoId: kept, reason: 'Double' },
  });
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { code: 'entry-in-use', detail: 'Still named by: 1 people.' },
  ]);
});

it('merges a person: the double signs in no more and every paper that names it still finds a person', async () => {
  const [kept, double] = [
    await made(administrator, '/people', aPerson()),
    await made(administrator, '/people', aPerson()),
  ];
  await confirm(await propose('PERSON', double, kept)).expect(200);
  expect(await at(`/people/${double}?purpose=DISPLAY`)).toMatchObject({
    ...{ mergedInto: kept, active: false, displayName: 'Amina Kasongo' },
  });
  const gateway = await directory.app.as({ personId: 'gateway', roles: ['GATEWAY'] });
  expect((await gateway.get(`/internal/principals/${double}`)).body).toMatchObject({ active: false, roles: [] });
  // §13.1: the gateway knows both ids for one person.
  const last = await made(administrator, '/people', aPerson());
  await confirm(await propose('PERSON', kept, last)).expect(200);
  const others = async (id: string): Promise<string[]> =>
    ((await gateway.get(`/internal/principals/${id}`)).body as { sameAs: string[] }).sameAs;
  expect(await others(last)).toEqual([kept, double].sort());
  expect(await others(double)).toEqual([kept, last].sort());
  expect(await others(await made(administrator, '/people', aPerson()))).toEqual([]);
});

it('voids a place nothing ever named, on every day, and deletes nothing (CR-58)', async () => {
  const id = await made(administrator, '/places', aPlace({ name: 'Erreur', accessFrom: since }));
  await confirm(await propose('PLACE', id)).expect(200);
  expect(await at(`/places/${id}`)).toMatchObject({ name: 'Erreur', voided: true });
  const listed = (await at('/places?search=erreur&asOf=2020-01-01T00:00:00Z')) as { items: unknown[] };
  expect(listed.items).toEqual([]);
  expect(await sql('SELECT count(*)::int FROM place WHERE id = $1', [id])).toEqual([{ count: 1 }]);
  const again = { action: 'VOID', noun: 'PLACE', subjectId: id, reason: 'Encore' };
  expect((await grace.post('/corrections', again).expect(409)).body).toMatchObject({ code: 'entry-gone' });
});

it('voids nothing that was ever used, also when the use came after the proposal', async () => {
  const place = await made(administrator, '/places', aPlace());
  const id = await propose('PLACE', place);
  await made(administrator, '/organisation-units', aUnit({ placeId: place }));
  expect((await confirm(id).expect(409)).body).toMatchObject({ code: 'entry-in-use' });
  expect(await at(`/places/${place}`)).toMatchObject({ voided: false });
  expect(await sql('SELECT outcome FROM correction WHERE id = $1', [id])).toEqual([{ outcome: null }]);
  await paul.post(`/corrections/${id}/rejection`).expect(200);
  const { items } = (await grace.get('/corrections?outcome=REJECTED').expect(200)).body as { items: { id: string }[] };
  expect(items.map((correction) => correction.id)).toEqual([id]);
});

it('has one winner when two stewards confirm at once, and one open correction an entry', async () => {
  const place = await made(administrator, '/places', aPlace());
  const id = await propose('PLACE', place);
  const twice = { action: 'VOID', noun: 'PLACE', subjectId: place, reason: 'Encore' };
  expect((await paul.post('/corrections', twice).expect(409)).body).toMatchObject({ code: 'correction-open' });
  const marie = await directory.app.as({ roles: ['DATA_STEWARD'] });
  const answers = await Promise.all([confirm(id), confirm(id, marie)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await sql(`SELECT count(*)::int FROM outbox WHERE subject = $1 AND type LIKE '%voided%'`, [place])).toEqual([
    { count: 1 },
  ]);
});

it('is for data stewards only, and says what it does not know', async () => {
  const wanted = { action: 'VOID', noun: 'PERSON', subjectId: uuidv7(), reason: 'Erreur' };
  await administrator.post('/corrections', wanted).expect(403);
  expect((await grace.post('/corrections', wanted).expect(422)).body).toMatchObject({ code: 'unknown-reference' });
});
