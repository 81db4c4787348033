import { writeTable } from '@dotation/documents';
import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { form, startProcurement, type Procurement } from '../../test/procurement.ts';
import { RegisterEffectsHandler } from '../receipts/register-effects.handler.js';

let p: Procurement;
let steward: TestPerson;
let other: TestPerson;
beforeAll(async () => {
  p = await startProcurement();
  steward = await p.app.as({ roles: ['DATA_STEWARD'] });
  other = await p.app.as({ roles: ['DATA_STEWARD'] });
});
afterAll(() => p.close());

const why = 'La liste de 2014 ne le dit pas';
const reasons = Object.fromEntries(
  ['DESCRIPTION', 'IDENTIFICATION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'LOCATION', 'USE', 'CONDITION'].map(
    (element) => [element, why],
  ),
);
const head = (more: object = {}) => ({
  ...{ origin: 'MIGRATED', orgUnitId: p.policeUnitId, placeId: p.placeId, title: 'STATE_DRC', reasons },
  ...more,
});
const send = (file: Buffer, more: object = {}, dryRun = false, by = steward) => {
  const { body, contentType } = form(file, head(more), 'legacyList');
  return by
    .post(`/legacy-lists${dryRun ? '?dryRun=true' : ''}`)
    .type(contentType)
    .send(body);
};
const csv = (text: string): Buffer => Buffer.from(text);
const written = (): Promise<number[]> =>
  Promise.all(['outbox', 'legacy_list', 'legacy_row', 'legacy_device', 'received_serial'].map(p.count));
const approve = (id: string, by = other) => by.post(`/legacy-lists/${id}/approval`, {});

describe('a list of 2014 (G8, AM-13)', () => {
  const list = csv('Recensement 2014\n\nProvince;Désignation;Nombre\nKatanga;Ordinateurs;10\n');

  it('is refused row by row until it says which article it means and why the rest is blank', async () => {
    const before = await written();
    const dry = (await send(list, { reasons: {} }, true).expect(200)).body;
    expect(dry.rows).toMatchObject([{ row: 1, line: 4, problems: [{ code: 'item-missing' }] }]);
    const corrections = [{ row: 1, catalogueItemId: p.items['ProBook 450 G10'] }];
    const refused = await send(list, { reasons: {}, corrections }).expect(422);
    expect(refused.body.code).toBe('legacy-rows-refused');
    expect(refused.body.rows.map(({ field, code }: Record<string, string>) => `${field} ${code}`)).toEqual(
      ['DESCRIPTION', 'IDENTIFICATION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'USE', 'CONDITION'].map(
        (element) => `reasons.${element} element-without-reason`,
      ),
    );
    expect(refused.body.rows[0].text.fr).toBe('La liste ne le dit pas : dites pourquoi.');
    expect(await written()).toEqual(before);
  });

  it('is kept row by row, and its ten devices are born when another person approves it, once', async () => {
    const corrections = [{ row: 1, catalogueItemId: p.items['ProBook 450 G10'] }];
    const { body: kept } = await send(list, { corrections }).expect(201);
    expect(kept).toMatchObject({ status: 'PENDING', rows: 1, devices: 10, number: expect.stringMatching(/^LL-/) });
    expect(await p.count('legacy_device')).toBe(0);
    expect((await approve(kept.id, steward).expect(403)).body.code).toBe('legacy-same-person');
    const key = uuidv7();
    const send2 = () => other.post(`/legacy-lists/${kept.id}/approval`, {}, key);
    const { body: approved } = await send2().expect(200);
    expect(approved).toMatchObject({
      status: 'APPROVED',
      decidedBy: other.principal.personId,
      register: { waiting: 10 },
    });
    expect((await send2().expect(200)).body).toEqual(approved);
    expect((await approve(kept.id).expect(409)).body.code).toBe('legacy-list-decided');
    const { body: rows } = await other.get(`/legacy-lists/${kept.id}/rows`).expect(200);
    expect(rows.items).toMatchObject([
      { row: 1, line: 4, cells: { Province: 'Katanga', Désignation: 'Ordinateurs', Nombre: '10' } },
    ]);
    expect(rows.items[0].devices).toHaveLength(10);
    const [fact] = await p.query(
      `SELECT convert_from(body, 'UTF8')::json -> 'data' AS data FROM outbox WHERE type LIKE '%legacy-list-approved%'`,
    );
    const data = fact!['data'] as { lines: Record<string, unknown>[] };
    expect(data.lines).toHaveLength(10);
    expect(data.lines[0]).toMatchObject({
      ...{ lifecycle: 'A09_IN_SERVICE', title: 'STATE_DRC', condition: 'UNKNOWN', use: 'UNKNOWN', costMinor: null },
      ...{ orgUnitId: p.policeUnitId, placeId: p.placeId, description: 'Ordinateurs', acquisitionDate: null },
      source: { row: 1, line: 4, cells: { Province: 'Katanga', Désignation: 'Ordinateurs', Nombre: '10' } },
    });
    expect((data.lines[0]!['blanks'] as { element: string; reason: string }[]).map(({ element }) => element)).toEqual(
      Object.keys(reasons),
    );
  });

  it('can be refused by another person, with a reason, and then is decided', async () => {
    const corrections = [{ row: 1, catalogueItemId: p.items['ProBook 450 G10'] }];
    const { body: kept } = await send(list, { corrections }).expect(201);
    // Who decides reads that the same list came in before: approved again, it would bring every device again.
    const { items } = (await other.get('/legacy-lists?status=APPROVED').expect(200)).body;
    expect(kept.sameAs).toBe(items[0].number);
    expect(items[0].sameAs).toBe(kept.number);
    const refusal = { reason: 'Remplacée' };
    expect((await steward.post(`/legacy-lists/${kept.id}/refusal`, refusal).expect(403)).body.code).toBe(
      'legacy-same-person',
    );
    const { body } = await other.post(`/legacy-lists/${kept.id}/refusal`, refusal).expect(200);
    expect(body).toMatchObject({ status: 'REFUSED', reason: 'Remplacée', register: { waiting: 0 } });
    expect((await other.get(`/legacy-lists/${items[0].id}`).expect(200)).body.sameAs).toBeNull();
    expect((await approve(kept.id).expect(409)).body.code).toBe('legacy-list-decided');
  });
});

it('keeps no column that names people, nor one that a person leaves out', async () => {
  const list = csv(
    'Marque;Modèle;N° de série;Détenteur;Téléphone;Observations\nHP;ProBook 450 G10;PEOPLE1;Lt Mbayo;0990000000;chez Mbayo\n',
  );
  const more = { leaveOut: ['observations'] };
  const { body: dry } = await send(list, more, true).expect(200);
  expect(dry.leftOut).toEqual(['Détenteur', 'Téléphone', 'Observations']);
  const { id } = (await send(list, more).expect(201)).body;
  await approve(id).expect(200);
  const { body } = await other.get(`/legacy-lists/${id}/rows`).expect(200);
  expect(body.items[0].cells).toEqual({ Marque: 'HP', Modèle: 'ProBook 450 G10', 'N° de série': 'PEOPLE1' });
  const [found] = await p.query(
    `SELECT count(*)::int AS n FROM (SELECT convert_from(body, 'UTF8') AS text FROM outbox
       UNION ALL SELECT read::text || cells::text FROM legacy_row) AS kept WHERE text LIKE '%Mbayo%' OR text LIKE '%0990000000%'`,
  );
  expect(found!['n']).toBe(0);
});

describe('CR-08 of an old list', () => {
  const one = (serial: string) => csv(`Marque;Modèle;N° de série\nHP;ProBook 450 G10;${serial}\n`);

  it('refuses what is active and shows the device; warns of what looks like it; only one of two lists comes in', async () => {
    const first = (await send(one('OLD1234S')).expect(201)).body;
    const second = (await send(one('OLD1234S')).expect(201)).body;
    await approve(first.id).expect(200);
    const { body: rows } = await other.get(`/legacy-lists/${first.id}/rows`).expect(200);
    const existingDeviceId = rows.items[0].devices[0].deviceId as string;
    const before = await written();
    const late = await approve(second.id).expect(422);
    expect(late.body.rows).toMatchObject([
      { row: 1, field: 'serial', code: 'serial-already-active', existingDeviceId },
    ]);
    expect(await written()).toEqual(before);
    const dry = (await send(one('OLD12345'), {}, true).expect(200)).body;
    expect(dry.rows[0]).toMatchObject({ problems: [], warnings: [{ code: 'near-duplicate', existingDeviceId }] });

    // A receipt of today meets it as well.
    const line = { row: 1, maker: 'HP', model: 'ProBook 450 G10', serial: 'OLD1234S' };
    const receipt = await p.storekeeper.post('/receipts', p.delivery([line])).expect(422);
    expect(receipt.body.rows).toMatchObject([{ code: 'serial-already-active', existingDeviceId }]);
  });

  it('lets a serial go when the register refuses the device, and shows why', async () => {
    const { id } = (await send(one('OLDFREE1')).expect(201)).body;
    await approve(id).expect(200);
    const [device] = await p.query(`SELECT line_id, device_id FROM legacy_device WHERE list_id = $1`, [id]);
    const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
    const existing = uuidv7();
    const line = {
      ...{ lineId: String(device!['line_id']), deviceId: String(device!['device_id']) },
      ...{ code: 'serial-already-active', detail: 'It is there.', existingDeviceId: existing },
    };
    const data = { documentId: id as string, part: 1, parts: 1, lines: [line] };
    await p.worker.transaction((tx) =>
      p.app.service.app
        .get(RegisterEffectsHandler)
        .registrationRefused(tx, { ...cause, id: uuidv7(), type: '', subject: id as string, data }),
    );
    const { body } = await other.get(`/legacy-lists/${id}/rows`).expect(200);
    expect(body.items[0].devices).toMatchObject([{ register: 'REFUSED', existingDeviceId: existing }]);
    await send(one('OLDFREE1'), {}, true).expect(200, /"refused":0/);
  });
});

it('words, days, money, units and awards of old lists are read, from CSV and XLSX alike', async () => {
  const heading = [
    'Marque',
    'Modèle',
    'N° de série',
    'Date acquisition',
    'Prix',
    'FAIN',
    'Statut',
    'État',
    'Code unité',
  ];
  const rows = [
    ['HP', 'ProBook 450 G10', 'W1', '31/05/2014', '650,00', 'SINLEC26CA0042', 'en service', 'bon état', 'U-PNC'],
    ['HP', 'ProBook 450 G10', 'W2', '41790', '', '', 'introuvable', 'en panne', ''],
    ['HP', 'ProBook 450 G10', 'W3', '2014', 'gratuit', 'NONE-1', 'volant', 'retrouvé', 'U-XYZ'],
  ];
  for (const format of ['csv', 'xlsx'] as const) {
    const { body } = await send(await writeTable(format, heading, rows), { currency: 'USD' }, true).expect(200);
    expect(
      body.rows.map((row: { problems: { column?: string; code: string }[] }) => row.problems.map(({ code }) => code)),
    ).toEqual([
      [],
      [],
      [
        ...['price-unreadable', 'day-unreadable', 'state-not-of-origin', 'state-unknown'],
        ...['unit-unknown', 'award-unknown'],
      ],
    ]);
    expect(body.rows[2].problems[1]).toMatchObject({ line: 4, column: 'Date acquisition' });
  }
  const right = (await send(await writeTable('xlsx', heading, rows.slice(0, 2)), { currency: 'USD' }).expect(201)).body;
  await approve(right.id).expect(200);
  const [fact] = await p.query(
    `SELECT convert_from(body, 'UTF8')::json -> 'data' -> 'lines' AS lines FROM outbox
     WHERE type LIKE '%legacy-list-approved%' AND subject = $1::text`,
    [right.id],
  );
  expect(fact!['lines']).toMatchObject([
    {
      ...{
        acquisitionDate: '2014-05-31',
        costMinor: 65_000,
        currency: 'USD',
        condition: 'USABLE',
        lifecycle: 'A09_IN_SERVICE',
      },
      funding: [{ awardId: p.awardId, percent: 100 }],
      ...{ orgUnitId: p.policeUnitId, blanks: [{ element: 'USE', reason: why }] },
    },
    {
      acquisitionDate: '2014-05-31',
      costMinor: null,
      condition: 'REPAIRABLE',
      lifecycle: 'A13_MISSING',
      funding: null,
    },
  ]);
});

it('the refused rows alone come as the list lays them out, with what is wrong, and are read again', async () => {
  const heading = ['Bureau', 'Marque', 'Modèle', 'N° de série', 'Date acquisition'];
  const rows = [
    ['Goma', 'HP', 'ProBook 450 G10', 'FAIL1', '31/05/2014'],
    ['Bukavu', 'HP', 'ProBook 450 G10', 'FAIL2', '2014'],
  ];
  const file = await writeTable('csv', heading, rows);
  const download = (body: Buffer) =>
    steward.post('/legacy-lists/failed-rows?origin=MIGRATED&language=en').type('text/csv').send(body);
  const answer = await download(file).expect(200);
  expect(answer.text.split('\r\n')).toEqual([
    '\uFEFFBureau;Marque;Modèle;N° de série;Date acquisition;To correct',
    'Bukavu;HP;ProBook 450 G10;FAIL2;2014;"Date acquisition: ""2014"" is no day: write 2014-05-31, or nothing."',
    '',
  ]);
  const corrected = Buffer.from(answer.text.replace(';2014;', ';31/12/2014;'));
  expect((await send(corrected, {}, true).expect(200)).body).toMatchObject({ refused: 0, devices: 1 });
  expect((await download(corrected).expect(409)).body.code).toBe('no-row-refused');
});

it('CR-04 a camera of 2016 of a listed maker is legacy in the report and no violation (G5)', async () => {
  const { id: makerId } = (await p.buyer.post('/makers', { name: 'Hikvision', aliases: [] }).expect(201)).body;
  const item = { makerId, category: 'CCTV_CAMERA', model: 'DS-2CD', description: 'Caméra', serialRule: 'REQUIRED' };
  const recorded = await p.buyer.post('/catalogue-items', item);
  expect([recorded.status, recorded.body.detail]).toEqual([201, undefined]);
  const list = csv('Marque;Modèle;N° de série;Date acquisition\nHikvision;DS-2CD;CAM2016;01/06/2016\n');
  const { id } = (await send(list).expect(201)).body;
  await approve(id).expect(200);
  const { body } = await p.buyer.get('/screening-report?class=LEGACY_PRE_889').expect(200);
  expect(body.items).toMatchObject([{ maker: 'Hikvision', serial: 'CAM2016', boughtOn: '2016-06-01' }]);
});
