import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { uuidv7 } from '@dotation/service';
import { referencePlaces } from '../../../../tools/seed/provinces.ts';
import { startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

const sample = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'test', 'samples', name));
const units = sample('unites.csv');
const people = sample('personnes.csv');

let directory: Directory;
let steward: Directory['administrator'];
let sql: Directory['sql'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ sql } = directory);
  steward = await directory.app.as({ roles: ['DATA_STEWARD'] });
  await steward.post('/places/batches', { places: referencePlaces() }).expect(201);
}, 120_000);

afterAll(() => directory?.close());

const send = (path: string, file: Buffer, key = uuidv7()) => steward.post(path, file, key);
const counted = async () =>
  (
    await sql(`SELECT (SELECT count(*) FROM organisation_unit)::int AS units, (SELECT count(*) FROM person)::int AS people,
                     (SELECT count(*) FROM outbox)::int AS facts`)
  )[0];

it('reads a file without writing anything, and says which columns it understands', async () => {
  const before = await counted();
  const { body } = await send('/organisation-units/loads/readings', units).expect(200);
  expect(body).toMatchObject({ encoding: 'utf-8', delimiter: ';', rows: 12, loadable: true, problems: [] });
  expect((body as { columns: { field: string | null }[] }).columns.every(({ field }) => field !== null)).toBe(true);
  expect(await counted()).toEqual(before);
});

it('tells every wrong cell by row, line and column, and loads nothing of such a file', async () => {
  const wrong = Buffer.concat([
    units,
    Buffer.from('PNC-CG;Encore;;;PNC;;L0;;;Katanga;Actif;\nX 1!;;;;PNC;;bad level;NIX;;;;hier\n'),
  ]);
  const before = await counted();
  const { body } = await send('/organisation-units/loads/readings', wrong).expect(200);
  const { problems } = body as { problems: { row: number; line: number; column: string; code: string }[] };
  expect(problems.map(({ row, line, column, code }) => [row, line, column, code])).toEqual([
    [13, 14, 'Code', 'code-repeated'],
    [14, 15, 'Depuis', 'day-not-readable'],
    [14, 15, 'Supérieur', 'superior-unknown'],
    [14, 15, 'Code', 'value-not-valid'],
    [14, 15, 'Nom', 'value-not-valid'],
    [14, 15, 'Niveau', 'value-not-valid'],
  ]);
  const refused = await send('/organisation-units/loads', wrong).expect(422);
  expect(refused.body).toMatchObject({ code: 'rows-refused', rows: [{ row: 13, column: 'Code' }, {}, {}, {}, {}, {}] });
  expect(await counted()).toEqual(before);
});

it('loads a unit tree in any order of rows, once, and then the people of its units', async () => {
  const key = uuidv7();
  const first = await send('/organisation-units/loads', units, key).expect(201);
  expect(first.body).toMatchObject({ loaded: 12 });
  expect((await send('/organisation-units/loads', units, key).expect(201)).body).toEqual(first.body);
  const { body } = await steward.get('/organisation-units?search=police des mines de rubaya').expect(200);
  const [rubaya] = (body as { items: { id: string; status: string }[] }).items;
  expect(rubaya).toMatchObject({ status: 'DISPLACED', validFrom: '2021-07-06T00:00:00.000Z' });
  const found = await steward.get(`/organisation-units/${rubaya?.id}`).expect(200);
  expect((found.body as { superiors: string[] }).superiors).toHaveLength(2);
  const again = await send('/organisation-units/loads/readings', units).expect(200);
  expect(again.body).toMatchObject({ loadable: false, problemCount: 12 });

  const loaded = await send('/people/loads', people).expect(201);
  expect(loaded.body).toMatchObject({ loaded: 4 });
  const [id] = (loaded.body as { ids: string[] }).ids;
  const person = await steward.get(`/people/${id}?purpose=INVESTIGATION`).expect(200);
  expect(person.body).toMatchObject({
    ...{ displayName: 'Évariste Mbokani-Lisasi', rankCode: 'CP', phone: '+243810000101', matricule: '1-482-03' },
    orgUnitId: rubaya?.id,
  });
  const found2 = await steward.post('/people/matricule-searches', { matricule: '148203' }).expect(200);
  expect(found2.body).toEqual({ personId: id });
  const repeated = await send('/people/loads', people).expect(422);
  expect((repeated.body as { rows: { code: string }[] }).rows.map(({ code }) => code)).toEqual([
    ...['matricule-taken', 'matricule-taken', 'matricule-taken'],
  ]);
  expect(JSON.stringify(await sql(`SELECT answer FROM idempotency`))).not.toContain('Mbokani');
});

it('reads a spreadsheet and other encodings alike, and refuses what is no table', async () => {
  const rows = [
    ['Code', 'Name', 'Level', 'Since'],
    ['XL-1', 'Élila post', 'L5', new Date(2020, 4, 2)],
    ['XL-2', { t: 's', v: 'Goma', f: 'CONCAT("Go","ma")' }, 'L5'],
  ];
  const sheet = utils.aoa_to_sheet(rows);
  const book = write(
    { SheetNames: ['Units'], Sheets: { Units: sheet } },
    { type: 'buffer', bookType: 'xlsx' },
  ) as Buffer;
  const { body } = await send('/organisation-units/loads/readings', book).expect(200);
  expect(body).toMatchObject({
    encoding: 'xlsx',
    rows: 2,
    problems: [{ row: 2, line: 3, column: 'Name', code: 'formula' }, {}],
  });

  const utf16 = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from('Code\tNom\tNiveau\nÉ-1\tÉlila\tL5\n', 'utf16le'),
  ]);
  expect((await send('/organisation-units/loads/readings', utf16).expect(200)).body).toMatchObject({
    encoding: 'utf-16le',
  });
  const latin = Buffer.from('Code,Nom,Niveau\nE-1,Élila,L5\n', 'latin1');
  expect((await send('/organisation-units/loads/readings', latin).expect(200)).body).toMatchObject({
    ...{ encoding: 'windows-1252', delimiter: ',', loadable: true },
  });

  expect((await send('/organisation-units/loads', Buffer.from('%PDF-1.7')).expect(415)).body).toMatchObject({
    code: 'file-not-text',
  });
  expect((await send('/organisation-units/loads', book.subarray(0, 500)).expect(422)).body).toMatchObject({
    code: 'file-malformed',
  });
  const json = await steward.post('/organisation-units/loads', { code: 'A' }).expect(400);
  expect(json.body).toMatchObject({ code: 'file-missing' });
});

it('loads 5,000 rows in one transaction, and refuses one more', async () => {
  const line = (number: number): string => `BIG-${number};Poste ${number};L5;${number === 0 ? '' : 'BIG-0'}\n`;
  const file = (rows: number): Buffer =>
    Buffer.from(`Code;Nom;Niveau;Supérieur\n${Array.from({ length: rows }, (_, number) => line(number)).join('')}`);
  expect((await send('/organisation-units/loads', file(5_001)).expect(413)).body).toMatchObject({
    code: 'too-many-rows',
  });
  expect((await send('/organisation-units/loads', file(5_000)).expect(201)).body).toMatchObject({ loaded: 5_000 });
  expect(await sql(`SELECT count(*)::int FROM organisation_unit WHERE code LIKE 'BIG-%'`)).toEqual([{ count: 5_000 }]);
}, 60_000);
