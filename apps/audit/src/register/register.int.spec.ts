import { randomUUID } from 'node:crypto';
import { readTable } from '@dotation/documents';
import { AccessKeeper } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { withClient } from '../../../../tools/stack/databases.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import type { Delivery } from '../../test/delivery.ts';
import { delivered, parties, received, signed, taggedAndInspected } from '../../test/delivery.ts';
import type { Producers } from '../../test/producers.ts';
import { startProducers } from '../../test/producers.ts';
import { RegisterFileService } from './register-file.service.js';
import type { CompletenessDto, CountsDto, RegisterDto, RegisterRowDto } from './register.dto.js';
import { RegisterService } from './register.service.js';

let told: Producers;
let audit: AuditApp;
let auditor: TestPerson;
let old: Delivery;
let young: Delivery;

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 9));

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats);
  auditor = await audit.as({ roles: ['AUDITOR'] });
  old = await received(told, await parties(told), 12, day(1));
  await taggedAndInspected(told, old, day(2));
  const { waybillId } = await delivered(told, old, day(10));
  await signed(told, old, waybillId, day(12));
  // Another award's laptops, still waiting for their inspection.
  young = await received(told, await parties(told), 3, day(20), { serial: (n) => `YNG${n}` });
  await audit.caughtUp(told);
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

async function register(query = ''): Promise<RegisterDto> {
  return (await auditor.get(`/register${query}`).expect(200)).body as RegisterDto;
}
async function all(query: string): Promise<RegisterRowDto[]> {
  const rows: RegisterRowDto[] = [];
  for (let after = ''; ;) {
    const page = await register(`?limit=5${query}${after}`);
    rows.push(...page.items);
    if (page.next === null) return rows;
    after = `&after=${page.next}`;
  }
}

it('Q1 says the eleven elements of every item bought with an award', async () => {
  const rows = await all(`&awardId=${old.awardId}`);
  expect(rows.map(({ deviceId }) => deviceId)).toEqual([...old.deviceIds].sort());
  expect(rows[0]).toMatchObject({
    ...{ maker: 'HP', model: 'ProBook 450 G10', category: 'LAPTOP', serial: expect.stringMatching(/^5CD/) },
    ...{ tag: expect.stringMatching(/^INLCD-/), noSerialReason: null },
    funding: [{ awardId: old.awardId, percent: 100, fain: 'SINLEC26CA0001', donor: 'INL', federal: true }],
    ...{ title: 'STATE_DRC', costMinor: 84_500, currency: 'USD', federalPercent: 100 },
    acquisitionDate: expect.stringMatching(/^2026-03-/),
    custodian: { partyId: old.unit.partyId, place: { name: 'Bureau de Mbuji-Mayi' } },
    ...{ since: day(12).toISOString(), use: expect.any(String), condition: 'EXCELLENT', disposition: null, blanks: [] },
  });
});

it('flags blanks with their reasons, and lists those alone when asked', async () => {
  const blanks = [{ element: 'ACQUISITION_DATE', reason: 'NOT_YET_ACCEPTED' }];
  const rows = await all('&blanks=true');
  expect(rows.map((row) => [row.deviceId, row.blanks])).toEqual([...young.deviceIds].sort().map((id) => [id, blanks]));
});

it('is as it was on a date: what came later is not in it, what was signed later not either', async () => {
  const then = await all(`&asOf=${day(11).toISOString()}`);
  expect(then.map(({ deviceId }) => deviceId)).toEqual([...old.deviceIds].sort());
  expect(then[0]).toMatchObject({ custodian: { partyId: old.officer.partyId }, title: 'IOM_CONDITIONAL' });
  expect(await all(`&asOf=${new Date(day(1).getTime() - 60_000).toISOString()}`)).toEqual([]);
});

it('counts how much of it is whole, for all of it and for one award', async () => {
  const completeness = async (query = ''): Promise<CompletenessDto> =>
    (await auditor.get(`/register/completeness${query}`).expect(200)).body as CompletenessDto;
  const waiting = [{ element: 'ACQUISITION_DATE', reason: 'NOT_YET_ACCEPTED', devices: 3 }];
  expect(await completeness()).toMatchObject({ devices: 15, complete: 12, blanks: waiting });
  expect(await completeness(`?awardId=${young.awardId}`)).toMatchObject({ devices: 3, complete: 0, blanks: waiting });
  expect(await completeness(`?awardId=${randomUUID()}&category=LAPTOP`)).toMatchObject({ devices: 0, complete: 0 });
});

it('counts its devices by stage, category, place, award and age, each in the scope of who asks (CR-67)', async () => {
  const counts = async (reader: typeof auditor, query = ''): Promise<CountsDto> =>
    (await reader.get(`/register/counts${query}`).expect(200)).body as CountsDto;
  const all = await counts(auditor);
  const sum = (list: { devices: number }[]): number => list.reduce((total, { devices }) => total + devices, 0);
  for (const list of [all.lifecycles, all.categories, all.places, all.awards, all.ages]) expect(sum(list)).toBe(15);
  expect(all.devices).toBe(15);
  expect(all.awards).toEqual([
    { key: old.awardId, devices: 12 },
    { key: young.awardId, devices: 3 },
  ]);
  expect(all.ages.find(({ key }) => key === null)).toEqual({ key: null, devices: 3 });
  expect(await counts(auditor, `?awardId=${young.awardId}`)).toMatchObject({ devices: 3 });
  const head = await audit.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: old.unit.partyId }] });
  expect(await counts(head)).toMatchObject({ devices: 12, awards: [{ key: old.awardId, devices: 12 }] });
});

it('refuses a question it does not understand, naming the field', async () => {
  for (const [query, field] of [
    ['?awardId=inl', 'awardId'],
    ['?blanks=perhaps', 'blanks'],
    ['?category=appelez%20le%20%2B243', 'category'],
    ['?asOf=2026-03-01', 'asOf'],
  ] as const) {
    const { body } = await auditor.get(`/register${query}`).expect(422);
    expect(JSON.stringify(body)).toContain(field);
  }
});

it('shows a unit its own devices and no others (CR-67)', async () => {
  const head = await audit.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: old.unit.partyId }] });
  const { body } = await head.get('/register?limit=100').expect(200);
  const { position, knownAt } = await register();
  expect(body).toMatchObject({ position, knownAt });
  expect((body as RegisterDto).items.map(({ deviceId }) => deviceId)).toEqual([...old.deviceIds].sort());
  expect((await head.get('/register/completeness').expect(200)).body).toMatchObject({ devices: 12 });
  const other = await audit.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: young.unit.partyId }] });
  expect((await other.get(`/register?awardId=${old.awardId}`).expect(200)).body).toMatchObject({
    items: [],
    next: null,
  });
});

it('is a file too: every device with the time and position it is as of, and leaves an access record (CR-61)', async () => {
  const { headers, text } = await auditor.get('/register/file?language=en').expect(200);
  expect(headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': expect.stringMatching(/^attachment; filename="register-\d{4}-\d\d-\d\d\.csv"$/),
  });
  const table = await readTable(Buffer.from(text), reading);
  const cell = (line: number, heading: string): string | undefined =>
    table.lines[line]?.cells[table.heading.indexOf(heading)];
  const ids = table.lines.map((_, line) => cell(line, 'Device id'));
  expect(ids).toEqual([...old.deviceIds, ...young.deviceIds].sort());
  const [handedOver, waiting] = [ids.indexOf(old.deviceIds[0]), ids.indexOf(young.deviceIds[0])];
  expect([cell(handedOver, '3 FAIN'), cell(handedOver, '6 Cost')]).toEqual(['SINLEC26CA0001', '845']);
  expect(cell(waiting, 'Blank elements')).toBe('acquisition date: not yet accepted');

  const spreadsheet = await auditor
    .get(`/register/file?format=xlsx&awardId=${young.awardId}`)
    .buffer(true)
    .parse(bytes);
  expect((await readTable(spreadsheet.body as Buffer, reading)).lines).toHaveLength(3);
  const { rows } = await withClient(audit.database.ownerUrl, (client) =>
    client.query(`SELECT kind, operation FROM access_record WHERE operation LIKE '%register/file'`),
  );
  expect(rows).toEqual(Array(2).fill({ kind: 'EXPORT', operation: 'GET /register/file' }));
});

it('Q1: reads all of it twice at a time for one caller and no more; another caller has his own', async () => {
  const mine = await audit.as({ roles: ['AUDITOR'] });
  const app = audit.service.app;
  const running = [1, 2].map(() => app.get(RegisterService).begin(mine.principal));
  for (const path of ['/register/completeness', '/register/file', '/register/file?format=xlsx']) {
    const { body } = await mine.get(path).expect(429);
    expect(body).toMatchObject({ detail: expect.stringContaining('wait for one of them') });
  }
  await mine.get('/register').expect(200);
  await auditor.get('/register/completeness').expect(200);
  running.forEach((release) => release());
});

it('Q1: gives the turn back when a count or file is done, and when nobody takes the file any more', async () => {
  const mine = await audit.as({ roles: ['AUDITOR'] });
  const files = audit.service.app.get(RegisterFileService);
  for (const path of ['/register/completeness', '/register/file', '/register/file?format=xlsx'])
    for (let run = 0; run < 3; run++) await mine.get(path).expect(200);
  for (let run = 0; run < 3; run++) {
    const { content } = await files.write(mine.principal, {});
    await new Promise((closed) => content.once('close', closed).destroy());
  }
  await mine.get('/register/completeness').expect(200);
});

it('Q1: gives the turn back when the access record of a file cannot be kept, and no file is sent (CR-61)', async () => {
  const mine = await audit.as({ roles: ['AUDITOR'] });
  const keeper = audit.service.app.get(AccessKeeper, { strict: false });
  const keep = keeper.keep;
  keeper.keep = () => Promise.reject(new Error('no table'));
  try {
    for (let run = 0; run < 3; run++) await mine.get('/register/file').expect(500);
  } finally {
    keeper.keep = keep;
  }
  await mine.get('/register/file').expect(200);
});

const reading = {
  mostRows: 100,
  headingScore: ([first]: readonly string[]) => Number(first?.startsWith('1 ')),
  headingExample: '',
};
function bytes(
  response: { on(event: string, listener: (chunk: Buffer) => void): unknown },
  done: (error: null, body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}
