import { uuidv7 } from '@dotation/service';
import { referencePlaces, oldProvinceId, provinceId } from '../../../../tools/seed/provinces.ts';
import { aPlace, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let steward: Directory['administrator'];
let everyone: Directory['everyone'];
let sql: Directory['sql'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ everyone, sql } = directory);
  steward = await directory.app.as({ roles: ['DATA_STEWARD'] });
}, 120_000);

afterAll(() => directory?.close());

const since = '2016-01-01T00:00:00Z';
const unit = (change = {}) => made(steward, '/organisation-units', aUnit({ validFrom: since, ...change }));
const unitOn = async (id: string, asOf: string) =>
  (await everyone.get(`/organisation-units/${id}?asOf=${asOf}`).expect(200)).body as Record<string, unknown>;
const factsOf = (id: string) =>
  sql(`SELECT convert_from(body, 'UTF8')::json -> 'data' AS data FROM outbox WHERE subject = $1 ORDER BY id`, [id]);

describe('a unit', () => {
  it('keeps what it was on every day: renamed, moved, displaced', async () => {
    const [nk, beni] = [await unit(), await unit()];
    const id = await unit({ nameFr: 'Escadron PMH de Rubaya', parentId: nk });
    const moved = { from: '2025-02-01T00:00:00Z', parentId: beni, status: 'DISPLACED', reason: 'Repli' };
    const { body } = await steward.post(`/organisation-units/${id}/versions`, moved).expect(200);
    expect(body).toMatchObject({ parentId: beni, status: 'DISPLACED', superiors: [beni] });
    expect(await unitOn(id, '2024-06-01T00:00:00Z')).toMatchObject({ parentId: nk, status: 'ACTIVE', superiors: [nk] });
    await everyone.get(`/organisation-units/${id}?asOf=2015-01-01T00:00:00Z`).expect(404);
    const under = async (asOf: string) =>
      ((await everyone.get(`/organisation-units?under=${nk}&asOf=${asOf}`).expect(200)).body as { items: unknown[] })
        .items;
    expect([(await under('2024-06-01T00:00:00Z')).length, (await under('2026-01-01T00:00:00Z')).length]).toEqual([
      2, 1,
    ]);
    expect(await factsOf(id)).toMatchObject([{ data: { parentId: nk } }, { data: { parentId: beni, validTo: null } }]);
  });

  it('told of late is corrected where it stood, and the last word stays today’s', async () => {
    const id = await unit({ nameFr: 'Poste de 2016' });
    await steward.post(`/organisation-units/${id}/versions`, { from: '2024-01-01T00:00:00Z', nameFr: 'Poste de 2024' });
    const late = { from: '2020-01-01T00:00:00Z', nameFr: 'Poste de 2020' };
    const { body } = await steward.post(`/organisation-units/${id}/versions`, late).expect(200);
    expect(body).toMatchObject({
      nameFr: 'Poste de 2024',
      versions: [
        { nameFr: 'Poste de 2016', validTo: '2020-01-01T00:00:00.000Z' },
        { nameFr: 'Poste de 2020', validTo: '2024-01-01T00:00:00.000Z' },
        { nameFr: 'Poste de 2024', validTo: null },
      ],
    });
    const told = (await factsOf(id)).map(({ data }) => (data as { nameFr: string }).nameFr);
    expect(told).toEqual(['Poste de 2016', 'Poste de 2024', 'Poste de 2020', 'Poste de 2024']);
  });

  it('never stands under itself, whoever asks first', async () => {
    const [a, b] = [await unit(), await unit()];
    const move = (id: string, parentId: string) =>
      steward.post(`/organisation-units/${id}/versions`, { from: '2026-01-01T00:00:00Z', parentId });
    const answers = await Promise.all([move(a, b), move(b, a)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'tree-circle' });
  });

  it('ends only when nothing stands under it, and is then listed no more', async () => {
    const parentId = await unit();
    const child = await unit({ parentId });
    const end = { from: '2026-01-01T00:00:00Z', reason: 'Dissoute' };
    const refused = await steward.post(`/organisation-units/${parentId}/closure`, end).expect(409);
    expect(refused.body).toMatchObject({ code: 'still-has-children' });
    await steward.post(`/organisation-units/${child}/closure`, end).expect(200);
    const { body } = await steward.post(`/organisation-units/${parentId}/closure`, end).expect(200);
    expect(body).toMatchObject({ status: 'DISSOLVED', validTo: '2026-01-01T00:00:00.000Z' });
    const listed = await everyone.get(`/organisation-units?under=${parentId}`).expect(200);
    expect(listed.body).toMatchObject({ items: [] });
    const late = aUnit({ parentId, validFrom: '2026-02-01T00:00:00Z' });
    expect((await steward.post('/organisation-units', late).expect(409)).body).toMatchObject({
      code: 'parent-not-valid',
    });
  });

  it('is found by a word of its name or an alias, accents and capitals aside', async () => {
    const id = await unit({ nameFr: 'Brigade fluviale d’Élila', aliases: ['Police des voies navigables de l’Élila'] });
    await steward.post(`/organisation-units/${id}/aliases`, { name: 'Riverine Élila' }).expect(200);
    for (const search of ['elila', 'ÉLILA', 'navigables', 'riverine elila']) {
      const { body } = await everyone.get(`/organisation-units?search=${encodeURIComponent(search)}`).expect(200);
      expect([search, (body as { items: { id: string }[] }).items.map((one) => one.id)]).toEqual([search, [id]]);
    }
    expect(await sql(`SELECT type FROM outbox WHERE subject = $1 ORDER BY id`, [id])).toEqual([
      { type: 'fact.directory.organisation-unit-recorded.v1' },
      { type: 'fact.directory.alias-recorded.v1' },
      { type: 'fact.directory.alias-recorded.v1' },
    ]);
  });

  it('AM-4 with a second superior is listed under both and in scope of the first only', async () => {
    const [first, second] = [await unit(), await unit()];
    const id = await unit({ parentId: first, secondParentId: second });
    const listed = async (query: string) =>
      ((await everyone.get(`/organisation-units?${query}`).expect(200)).body as { items: { id: string }[] }).items.map(
        (one) => one.id,
      );
    expect(await listed(`parentId=${second}`)).toEqual([id]);
    expect(await listed(`under=${second}`)).toEqual([second]);
    expect((await listed(`under=${first}`)).sort()).toEqual([first, id].sort());
  });

  it('is not planned ahead', async () => {
    const id = await unit();
    const ahead = { from: '2999-01-01T00:00:00Z', nameFr: 'Plus tard' };
    expect((await steward.post(`/organisation-units/${id}/versions`, ahead).expect(422)).body).toMatchObject({
      code: 'not-yet',
    });
  });

  it('among many is recorded with all of them or not at all, whatever the order', async () => {
    const [parent, child] = [uuidv7(), uuidv7()];
    const units = [aUnit({ id: child, parentId: parent, validFrom: since }), aUnit({ id: parent, validFrom: since })];
    await steward.post('/organisation-units/batches', { units }).expect(201);
    expect(await unitOn(child, since)).toMatchObject({ superiors: [parent] });
    const wrong = [aUnit({ validFrom: since }), aUnit({ parentId: uuidv7(), validFrom: since })];
    const before = await sql('SELECT count(*) FROM organisation_unit');
    const refused = await steward.post('/organisation-units/batches', { units: wrong }).expect(422);
    expect(refused.body).toMatchObject({ rows: [{ row: 2, field: 'parentId' }] });
    expect(await sql('SELECT count(*) FROM organisation_unit')).toEqual(before);
  });
});

describe('a place', () => {
  beforeAll(async () => {
    await steward.post('/places/batches', { places: referencePlaces() }).expect(201);
    const places = [
      aPlace({ name: 'Kalehe', parentId: provinceId('CD-SK'), accessFrom: since }),
      aPlace({ name: 'Kamituga', parentId: provinceId('CD-SK'), accessFrom: since, aliases: ['Mobale'] }),
    ];
    await steward.post('/places/batches', { places }).expect(201);
  });

  it('of before July 2015 is there on its days: 11 provinces then, 26 now', async () => {
    const provincesOn = async (asOf: string) =>
      (
        (await everyone.get(`/places?kind=PROVINCE&limit=100&asOf=${asOf}`).expect(200)).body as {
          items: { name: string; isoCode: string }[];
        }
      ).items;
    expect(await provincesOn('2014-05-01T00:00:00Z')).toHaveLength(11);
    const now = await provincesOn('2026-05-01T00:00:00Z');
    expect(now).toHaveLength(26);
    expect(new Set(now.map(({ isoCode }) => isoCode)).size).toBe(26);
    const old = await everyone.get(`/places/${oldProvinceId('katanga')}`).expect(200);
    expect(old.body).toMatchObject({ name: 'Katanga', validTo: '2015-07-01T00:00:00.000Z' });
    const part = await everyone.get(`/places/${provinceId('CD-HL')}`).expect(200);
    expect(part.body).toMatchObject({ predecessorIds: [oldProvinceId('katanga')], pcode: 'CD73', capital: 'Kamina' });
  });

  it.each([
    ['Goma, Nord-Kivu', '2020-01-01', 'Goma'],
    ['Kamina (Katanga)', '2014-01-01', 'Kamina'],
    ['Bas-Congo', '2014-01-01', 'Kongo Central'],
    ['north kivu', '2020-01-01', 'Nord-Kivu'],
    ['Lake Albert', '2020-01-01', 'Lac Albert'],
    ['Mobale, Sud-Kivu', '2020-01-01', 'Kamituga'],
  ])('is recognised in “%s”', async (text, on, name) => {
    const { body } = await steward.post('/places/resolutions', { texts: [text], on }).expect(200);
    const [{ placeId = '' } = {}] = (body as { items: { placeId?: string }[] }).items;
    expect((await everyone.get(`/places/${placeId}`).expect(200)).body).toMatchObject({ name });
  });

  it('is never guessed: “Katanga” alone needs geocoding', async () => {
    const texts = ['Katanga', 'Province Orientale', 'Kasai Oriental', 'Tanganyika', 'Pweto (Katanga)', 'Nulle part'];
    const { body } = await steward.post('/places/resolutions', { texts }).expect(200);
    const { items } = body as {
      items: { status: string; why: string; legacyProvince: string | null; candidates: { name: string }[] }[];
    };
    expect(items.map(({ status }) => status)).toEqual(texts.map(() => 'NEEDS_GEOCODING'));
    expect(items.map(({ legacyProvince }) => legacyProvince)).toEqual([
      ...['Katanga', 'Province Orientale', 'Kasaï-Oriental', null, 'Katanga', null],
    ]);
    expect(items[0]?.candidates.map(({ name }) => name).sort()).toEqual([
      ...['Haut-Katanga', 'Haut-Lomami', 'Lualaba', 'Tanganyika'],
    ]);
    expect(items[3]?.candidates.map(({ name }) => name).sort()).toEqual(['Lac Tanganyika', 'Tanganyika']);
  });

  it('of water lies in several provinces, and is listed in each', async () => {
    for (const iso of ['CD-NK', 'CD-SK']) {
      const { body } = await everyone.get(`/places?kind=WATER_BODY&parentId=${provinceId(iso)}`).expect(200);
      expect((body as { items: { name: string }[] }).items.map(({ name }) => name)).toContain('Lac Kivu');
    }
    const dry = aPlace({ provinceIds: [provinceId('CD-NK')] });
    expect((await steward.post('/places', dry).expect(422)).body).toMatchObject({ code: 'provinces-of-water-only' });
  });

  it('keeps the history of its power, network and security; what is not named stays', async () => {
    const id = await made(steward, '/places', aPlace());
    const say = (body: object) => steward.post(`/places/${id}/equipment`, body).expect(200);
    await say({ from: '2024-01-31T00:00:00Z', powerSource: 'SOLAR', connectivity: 'NONE', locked: true });
    const { body } = await say({ from: '2025-06-01T00:00:00Z', connectivity: 'VSAT', reason: 'Antenne posée' });
    expect(body).toMatchObject({
      equipmentHistory: [
        { powerSource: 'SOLAR', connectivity: 'NONE', locked: true, from: '2024-01-31T00:00:00.000Z' },
        { powerSource: 'SOLAR', connectivity: 'VSAT', locked: true, guarded: null, reason: 'Antenne posée' },
      ],
    });
    expect(await sql(`SELECT count(*)::int FROM outbox WHERE subject = $1 AND type LIKE '%equipment%'`, [id])).toEqual([
      { count: 2 },
    ]);
  });

  it('is renamed from a day on and found under both names', async () => {
    const id = await made(steward, '/places', aPlace({ name: 'Quai Ancien', accessFrom: since }));
    await steward.post(`/places/${id}/versions`, { from: '2025-01-01T00:00:00Z', name: 'Quai Nouveau' }).expect(200);
    const { body } = await steward.post('/places/resolutions', { texts: ['Quai Ancien', 'Quai Nouveau'] }).expect(200);
    expect(body).toMatchObject({
      items: [
        { placeId: id, by: 'FORMER_NAME' },
        { placeId: id, by: 'NAME' },
      ],
    });
    expect((await everyone.get(`/places/${id}?asOf=2024-01-01T00:00:00Z`)).body).toMatchObject({ name: 'Quai Ancien' });
    await steward.post(`/places/${id}/closure`, { from: '2026-01-01T00:00:00Z', reason: 'Démoli' }).expect(200);
    const listed = await everyone.get('/places?search=quai').expect(200);
    expect((listed.body as { items: { id: string }[] }).items.map((one) => one.id)).not.toContain(id);
  });
});
