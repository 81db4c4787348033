import { HandoverCountersignedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { withClient } from '../../../../tools/stack/databases.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import { countersigned, delivered, parties, received, signed, taggedAndInspected } from '../../test/delivery.ts';
import type { Producers } from '../../test/producers.ts';
import { startProducers, until } from '../../test/producers.ts';
import { projectNext } from './projection.queries.js';

let told: Producers;
let audit: AuditApp;
let auditor: TestPerson;
let known: Awaited<ReturnType<typeof parties>>;

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 9));
const tables = [
  'projected',
  'fact_document',
  'device_fact',
  'device',
  'device_code',
  'custody',
  'document',
  'document_mark',
  'document_signature',
  'document_file',
  'reference_name',
  'award',
  'device_award',
];

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats);
  auditor = await audit.as({ roles: ['AUDITOR'] });
  known = await parties(told);
  const delivery = await received(told, known, 30, day(1));
  await taggedAndInspected(told, delivery, day(2));
  const { waybillId } = await delivered(told, delivery, day(3));
  const { handoverId } = await signed(told, delivery, waybillId, day(4), day(9));
  await countersigned(told, handoverId, day(10));
  await audit.caughtUp(told);
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

/** Every row of every projection, as one text per table. */
async function rows(): Promise<Record<string, string>> {
  const source = await audit.worker();
  const content: Record<string, string> = {};
  for (const table of tables) {
    const [found] = await source.query<{ text: string; count: number }[]>(
      `SELECT count(*)::int AS count, md5(string_agg(row::text, '|' ORDER BY row::text)) AS text FROM ${table} AS row`,
    );
    content[table] = `${found?.count} ${found?.text}`;
  }
  return content;
}

async function projectionState(): Promise<Record<string, unknown>> {
  const [row] = await (await audit.worker()).query<Record<string, unknown>[]>('SELECT * FROM projection');
  return row ?? {};
}

async function logEnd(): Promise<number> {
  const [row] = await (await audit.worker()).query<{ position: string }[]>('SELECT position FROM log_head');
  return Number(row?.position);
}

it('the log is dense, in the order of each producer, and holds the exact bytes of the outbox', async () => {
  const log = await (
    await audit.worker()
  ).query<{ position: string; producer: string; seq: string; body: Buffer }[]>(
    'SELECT position, producer, seq, body FROM fact_log ORDER BY position',
  );
  expect(log.map(({ position }) => Number(position))).toEqual(log.map((_, index) => index + 1));
  for (const producer of ['directory', 'procurement', 'assets', 'handover'] as const) {
    const own = log.filter((fact) => fact.producer === producer);
    const outbox = await (
      await told.source(producer)
    ).query<{ body: Buffer }[]>('SELECT body FROM outbox ORDER BY publish_seq');
    expect(own.map(({ seq }) => Number(seq))).toEqual(own.map((_, index) => index + 1));
    expect(own.map(({ body }) => body.toString('hex'))).toEqual(outbox.map(({ body }) => body.toString('hex')));
  }
});

it('the log refuses to be changed, also by the roles that may UPDATE everything else (CR-58)', async () => {
  const source = await audit.worker();
  await expect(source.query(`UPDATE fact_log SET actor = 'somebody else'`)).rejects.toThrow('append-only');
  await expect(source.query('DELETE FROM fact_log')).rejects.toThrow(/permission denied/);
  await withClient(audit.database.ownerUrl, async (owner) => {
    await expect(owner.query('TRUNCATE fact_log')).rejects.toThrow('append-only');
  });
});

it('only the owner can begin the projections again, and then they are what they were', async () => {
  const live = await rows();
  await expect((await audit.worker()).query('SELECT begin_projections_again()')).rejects.toThrow(/permission denied/);
  await withClient(audit.database.ownerUrl, (owner) => owner.query('SELECT begin_projections_again()'));
  await until(async () => Number((await projectionState())['position']) === (await logEnd()));
  expect(await rows()).toEqual(live);
  expect(Number(live['device_fact']?.split(' ')[0])).toBeGreaterThan(400);
});

it('projecting the same facts again changes nothing', async () => {
  const live = await rows();
  await (await audit.worker()).query('UPDATE projection SET position = 0');
  await until(async () => Number((await projectionState())['position']) === (await logEnd()));
  expect(await rows()).toEqual(live);
});

it('of two processes one projects a batch, the other does nothing', async () => {
  const source = await audit.worker();
  const outcomes = await source.transaction(async (tx) => {
    const mine = await projectNext(tx, 10);
    return [mine, await source.transaction((other) => projectNext(other, 10))];
  });
  expect(outcomes).toEqual([0, 'busy']);
});

it('text that no table can keep does not stop the projections: it is shown with U+FFFD in its place', async () => {
  const description = 'Half \ud800 and \0';
  const { deviceIds } = await received(told, known, 1, day(11), { serial: () => 'ODD-TEXT-1', description });
  await audit.caughtUp(told);
  const { body } = await auditor.get(`/devices/${deviceIds[0]}/trace`).expect(200);
  expect(body.device.description).toBe('Half \ufffd and \ufffd');
  expect(await projectionState()).toMatchObject({ stopped_reason: null });
});

describe('a projection that fails', () => {
  /** A fact of a known kind that no build could ever have written: its signature has no capacity. */
  async function tellPoison(): Promise<string> {
    const signature = { personId: 'nobody', capacity: 'OFFICER', signedAt: day(12).toISOString() };
    const source = await told.source('handover');
    const id = uuidv7();
    const body = JSON.stringify({
      specversion: '1.0',
      id,
      source: '/dotation/handover',
      type: HandoverCountersignedV1.type,
      subject: id,
      time: day(12).toISOString(),
      datacontenttype: 'application/json',
      recordedat: day(12).toISOString(),
      causationid: uuidv7(),
      actorid: uuidv7(),
      data: { documentId: uuidv7(), part: 1, parts: 1, number: 'PV-2026-000099', signature, lines: [] },
    });
    await source.query(
      `INSERT INTO outbox (fact_id, body, type, subject, causation_id, recorded_at) VALUES ($1, $2, $3, $4, $4, now())`,
      [id, Buffer.from(body), HandoverCountersignedV1.type, id],
    );
    return id;
  }

  it('stands before that fact and names it, while the record goes on; when it can be read, it resumes', async () => {
    const poison = await tellPoison();
    await until(async () => (await projectionState())['stopped_fact_id'] === poison);
    const stopped = await projectionState();
    expect(stopped['stopped_reason']).toMatch(/uuid/);
    const at = Number(stopped['position']);
    const [fact] = await (
      await audit.worker()
    ).query<{ position: string }[]>('SELECT position FROM fact_log WHERE fact_id = $1', [poison]);
    expect(Number(fact?.position)).toBe(at + 1);

    const before = await logEnd();
    const delivery = await received(told, known, 1, day(12), { serial: () => 'AFTER-THE-POISON' });
    await until(async () => (await logEnd()) === before + 3);
    const unread = await auditor.get('/devices/AFTER-THE-POISON/trace').expect(503);
    expect(unread.body).toMatchObject({ code: 'not-yet-projected', detail: expect.stringContaining(`position ${at}`) });
    expect(unread.headers['retry-after']).toBe('1');
    const earlier = `knownAt=${new Date(Date.now() - 3_600_000).toISOString()}`;
    await auditor.get(`/devices/AFTER-THE-POISON/trace?${earlier}`).expect(404);
    const stale = await auditor.get(`/facts?limit=1`).expect(200);
    expect(stale.body.position).toBe(before + 3);
    const nowAsked = new Date().toISOString();
    const held = await auditor
      .get(`/organisation-units/${known.unit.partyId}/holdings?knownAt=${nowAsked}`)
      .expect(200);
    expect(held.headers['dotation-stale']).toBe('true');
    expect(held.body.position).toBe(at);

    // What a new build would do: be able to read it.
    await withClient(audit.database.ownerUrl, (owner) =>
      owner.query('ALTER TABLE document_signature ALTER COLUMN person_id TYPE text'),
    );
    await until(async () => Number((await projectionState())['position']) === (await logEnd()));
    expect(await projectionState()).toMatchObject({ stopped_reason: null, stopped_fact_id: null, stopped_at: null });
    const trace = await auditor.get('/devices/AFTER-THE-POISON/trace').expect(200);
    expect(trace.body.device.deviceId).toBe(delivery.deviceIds[0]);
  });
});
