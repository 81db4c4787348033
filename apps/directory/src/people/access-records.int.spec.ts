import { setTimeout as pause } from 'node:timers/promises';
import { DirectoryAccessRecordedV1 } from '@dotation/contracts';
import type { AccessRecordedLine } from '@dotation/contracts';
import { tellAccess, WorkerDatabase } from '@dotation/service';
import { withClient } from '../../../../tools/stack/databases.js';
import { aPerson, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let app: Directory['app'];
let people: string[];

const minute = 60_000;
const records = (kind: string) =>
  directory.sql(
    'SELECT reader_id, token_id, operation, filter, purpose, rows, scope FROM access_record WHERE kind = $1',
    [kind],
  );

/** What the service does every few seconds. */
async function tell(gather: number, now = new Date()): Promise<number> {
  const source = await app.service.app.get(WorkerDatabase).ready();
  return source.transaction((tx) => tellAccess(tx, DirectoryAccessRecordedV1, gather, now));
}

/** All that is recorded. A transaction under way anywhere on the server holds it back, and other specs share the server. */
async function tellAll(gather = 0): Promise<void> {
  for (;;) {
    const [untold] = await directory.sql(
      'SELECT count(*)::int AS count FROM access_record r, access_told t WHERE (r.tx, r.id) > (t.tx, t.id)',
    );
    if (untold?.['count'] === 0) return;
    if ((await tell(gather, new Date(Date.now() + gather))) === 0) await pause(20);
  }
}

async function told(): Promise<AccessRecordedLine[]> {
  const facts = await directory.sql(
    `SELECT convert_from(body, 'UTF8')::jsonb->'data'->'lines' AS lines FROM outbox WHERE type = $1 ORDER BY id`,
    [DirectoryAccessRecordedV1.type],
  );
  return facts.flatMap(({ lines }) => lines as AccessRecordedLine[]);
}

beforeAll(async () => {
  directory = await startDirectory();
  ({ app } = directory);
  people = [];
  for (let n = 0; n < 3; n++) people.push(await made(directory.administrator, '/people', aPerson()));
}, 120_000);
afterAll(() => directory?.close());

it('CR-62 a name read with a purpose leaves a record, a person without the name none', async () => {
  const reader = await app.as({ roles: ['DISPATCHER'] });
  await reader.get(`/people/${people[0]}`).expect(200);
  await reader.get(`/people/${people[0]}?purpose=DOCUMENT`).expect(200);
  await reader.get(`/people?ids=${people.join(',')}&purpose=DISPLAY`).expect(200);
  const common = { reader_id: reader.principal.personId, token_id: 'test', scope: '*' };
  expect(await records('PERSONAL_DATA')).toEqual([
    {
      ...common,
      operation: 'GET /people/:id',
      filter: JSON.stringify({ id: people[0] }),
      purpose: 'DOCUMENT',
      rows: 1,
    },
    {
      ...common,
      operation: 'GET /people',
      filter: expect.stringContaining(people[1] as string),
      purpose: 'DISPLAY',
      rows: 3,
    },
  ]);
});

it('CR-61 everything an auditor reads leaves a record; a list of others only in bulk', async () => {
  const auditor = await app.as({ roles: ['AUDITOR'] });
  await auditor.get('/places?limit=1').expect(200);
  await auditor.get(`/people/${people[0]}`).expect(200);
  expect((await records('AUDITOR_READ')).map(({ operation }) => operation)).toEqual(['GET /places', 'GET /people/:id']);
  const clerk = await app.as({ roles: ['STOREKEEPER'] });
  await clerk.get('/places?limit=199').expect(200);
  await clerk.get('/places?limit=200').expect(200);
  expect(await records('LIST')).toMatchObject([{ operation: 'GET /places', filter: '{"limit":"200"}' }]);
});

it('refuses a read that cannot be recorded', async () => {
  const rename = (from: string, to: string) =>
    withClient(app.database.ownerUrl, (owner) => owner.query(`ALTER TABLE ${from} RENAME TO ${to}`));
  const reader = await app.as({ roles: ['DISPATCHER'] });
  await rename('access_record', 'access_record_away');
  try {
    const refused = await reader.get(`/people/${people[0]}?purpose=DISPLAY`);
    expect(refused.status).toBe(500);
    expect(refused.text).not.toContain('Amina');
    await reader.get(`/people/${people[0]}`).expect(200);
  } finally {
    await rename('access_record_away', 'access_record');
  }
});

it.each(['url', 'workerUrl'] as const)('no running role (%s) can change or remove a record', async (role) => {
  for (const sql of [
    'UPDATE access_record SET reader_id = $$x$$',
    'DELETE FROM access_record',
    'TRUNCATE access_record',
  ])
    await expect(withClient(app.database[role], (client) => client.query(sql))).rejects.toThrow(
      /append-only|permission denied/,
    );
});

it('G-37 a thousand sensitive reads are a thousand records, told once each, in a fact or two', async () => {
  const reader = await app.as({ roles: ['FIELD_OFFICER'] });
  const before = (await told()).length;
  await tellAll();
  const each = Array.from({ length: 1_000 }, (_, n) => n);
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let n = each.pop(); n !== undefined; n = each.pop())
        await reader.get(`/people/${people[n % 3]}?purpose=DISPLAY`).expect(200);
    }),
  );
  expect(before).toBe(0);
  const first = (await told()).length;
  await tellAll(minute);
  const lines = (await told()).slice(first);
  const facts = await directory.sql('SELECT 1 FROM outbox WHERE type = $1', [DirectoryAccessRecordedV1.type]);
  expect(lines).toHaveLength(1_000);
  expect(new Set(lines.map(({ accessId }) => accessId)).size).toBe(1_000);
  expect(lines.reduce((sum, { rows }) => sum + (rows ?? 0), 0)).toBe(1_000);
  expect(facts.length).toBeLessThan(20);
  for (const id of people) expect(JSON.stringify(lines)).toContain(id);
  expect(JSON.stringify(lines)).not.toContain('Amina');
}, 60_000);

it('waits a minute for more, so that a read does not cost a fact', async () => {
  await tellAll();
  await (await app.as({ roles: ['DISPATCHER'] })).get(`/people/${people[0]}?purpose=DISPLAY`).expect(200);
  expect(await tell(minute)).toBe(0);
  let later = 0;
  while (later === 0) later = await tell(minute, new Date(Date.now() + minute));
  expect(later).toBe(1);
});

it('tells also a record that was committed after one with a higher number', async () => {
  await tellAll();
  const columns = `(reader_id, token_id, kind, operation, filter, scope, read_at)`;
  const values = (reader: string): string => `('${reader}', 't', 'LIST', 'GET /x', '{}', '*', now())`;
  await withClient(app.database.url, async (slow) => {
    await slow.query('BEGIN');
    await slow.query(`INSERT INTO access_record ${columns} VALUES ${values('slow')}`);
    await withClient(app.database.url, (quick) =>
      quick.query(`INSERT INTO access_record ${columns} VALUES ${values('quick')}`),
    );
    // The quick one may have to wait for the slow one; it must never overtake it for good.
    await tell(0);
    await slow.query('COMMIT');
  });
  await tellAll();
  const readers = (await told()).map(({ readerId }) => readerId);
  expect(readers.filter((reader) => reader === 'slow')).toHaveLength(1);
  expect(readers.filter((reader) => reader === 'quick')).toHaveLength(1);
});
