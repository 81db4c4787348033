import { randomBytes } from 'node:crypto';
import { PlaceRecordedV1, RoleGrantedV1, RoleRevokedV1 } from '@dotation/contracts';
import type { Role } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { withClient } from '../../../../tools/stack/databases.js';
import { received as genuine } from '../../../../docs/examples/receive-webhook.mjs';
import type { TestPerson } from '../../../../test/support/app.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import { delivered, parties, received, signed } from '../../test/delivery.ts';
import type { Producers } from '../../test/producers.ts';
import { startProducers, until } from '../../test/producers.ts';
import type { Came, Target } from '../../test/target.ts';
import { startTarget } from '../../test/target.ts';
import type { DeliveryPage, WebhookDto, WebhookWithSecretDto } from './webhooks.dto.js';

let told: Producers;
let audit: AuditApp;
let target: Target;

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 9));
const idOf = ({ headers }: Came): string => String(headers['webhook-id']);
const factOf = ({ body }: Came) => JSON.parse(body) as { type: string; data: { factId: string; deviceIds: string[] } };

interface Owner extends TestPerson {
  roleAssignmentId: string;
}

/** Somebody with a role, as the gateway says now and as directory told it. */
async function owner(role: Role = 'DATA_STEWARD', orgUnitId?: string): Promise<Owner> {
  const person = await audit.as({ roles: [{ role, ...(orgUnitId && { orgUnitId }) }] });
  const { personId } = person.principal;
  const roleAssignmentId = uuidv7();
  const grant = { roleAssignmentId, personId, role, orgUnitId, validFrom: day(1).toISOString(), grantedBy: uuidv7() };
  await told.tell(RoleGrantedV1, personId, grant);
  await audit.caughtUp(told);
  return { ...person, roleAssignmentId };
}

async function subscribed(who: TestPerson, more: object = {}): Promise<WebhookWithSecretDto> {
  const body = { url: target.url, description: 'ERP', types: [PlaceRecordedV1.type], ...more };
  return (await who.post('/webhooks', body).expect(201)).body as WebhookWithSecretDto;
}

async function tellPlaces(count: number): Promise<string[]> {
  const facts: string[] = [];
  for (let n = 0; n < count; n++) {
    const place = { kind: 'SITE', name: `Site ${n}`, access: 'NORMAL' as const, accessFrom: day(1).toISOString() };
    const placeId = uuidv7();
    facts.push((await told.tell(PlaceRecordedV1, placeId, { placeId, ...place })).factId);
  }
  return facts;
}

const stateOf = async (who: TestPerson, { id }: WebhookDto): Promise<WebhookDto> =>
  (await who.get(`/webhooks/${id}`).expect(200)).body as WebhookDto;
const deliveriesOf = async (who: TestPerson, { id }: WebhookDto): Promise<DeliveryPage['items']> =>
  ((await who.get(`/webhooks/${id}/deliveries?limit=100`).expect(200)).body as DeliveryPage).items;

/** As if so much time had passed for a subscription. */
async function later({ id }: WebhookDto, interval: string): Promise<void> {
  await withClient(audit.database.ownerUrl, (owner) =>
    owner.query(
      `UPDATE webhook SET next_attempt_at = next_attempt_at - $2::interval, failing_since = failing_since - $2::interval
       WHERE id = $1`,
      [id, interval],
    ),
  );
}

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats, { WEBHOOK_TIMEOUT_MS: '400' });
});
beforeEach(async () => {
  target = await startTarget();
});
afterEach(async () => {
  await withClient(audit.database.ownerUrl, (client) =>
    client.query(
      `UPDATE webhook SET active = false, disabled_at = now(), disabled_reason = 'end of test' WHERE active`,
    ),
  );
  await target.stop();
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

it('sends each fact once, in order, signed so that the example of the documentation accepts it', async () => {
  const who = await owner();
  const { secret } = await subscribed(who);
  const facts = await tellPlaces(3);
  await until(async () => target.came.length === 3);
  expect(target.came.map(idOf)).toEqual(facts);
  for (const came of target.came) {
    const event = genuine(came.headers as Record<string, string>, came.body, secret as string);
    expect(event).toMatchObject({ type: PlaceRecordedV1.type, data: { factId: idOf(came), producer: 'directory' } });
    expect(came.headers['content-type']).toBe('application/json');
    // Thin: ids, and nothing to read.
    expect(came.body).not.toContain('Site');
    expect(genuine(came.headers as Record<string, string>, `${came.body} `, secret as string)).toBeUndefined();
    const other = `whsec_${randomBytes(32).toString('base64')}`;
    expect(genuine(came.headers as Record<string, string>, came.body, other)).toBeUndefined();
    const late = Date.now() + 301_000;
    expect(genuine(came.headers as Record<string, string>, came.body, secret as string, late)).toBeUndefined();
  }
});

it('keeps no secret, shows it to its owner when the request is repeated, and to nobody else', async () => {
  const who = await owner();
  const key = uuidv7();
  const body = { url: target.url, description: 'ERP' };
  const first = (await who.post('/webhooks', body, key).expect(201)).body as WebhookWithSecretDto;
  const again = (await who.post('/webhooks', body, key).expect(201)).body as WebhookWithSecretDto;
  expect(again).toEqual(first);
  expect((await who.get('/webhooks').expect(200)).text).not.toContain('whsec_');
  const stored = await withClient(audit.database.ownerUrl, async (client) => {
    const { rows } = await client.query<{ row: string }>(
      'SELECT webhook::text AS row FROM webhook UNION ALL SELECT idempotency::text FROM idempotency',
    );
    return JSON.stringify(rows);
  });
  const bare = (first.secret as string).slice('whsec_'.length);
  expect(stored).not.toContain(bare);
  expect(stored).not.toContain(Buffer.from(bare, 'base64').toString('hex'));

  const other = await owner();
  await other.get(`/webhooks/${first.id}`).expect(404);
  await other.post(`/webhooks/${first.id}/replay`, { after: 0 }).expect(404);
  const administrator = await audit.as({ roles: ['SYS_ADMIN'] });
  await administrator.get(`/webhooks/${first.id}`).expect(200);
  await administrator.post(`/webhooks/${first.id}/replay`, { after: 0 }).expect(403);
  await (await audit.as({ roles: ['AUDITOR'] })).post('/webhooks', body).expect(403);
});

it('signs with both secrets after a rotation, until the old one ends', async () => {
  const who = await owner();
  const webhook = await subscribed(who);
  const rotated = (await who.post(`/webhooks/${webhook.id}/secret`, { overlapHours: 1 }).expect(201))
    .body as WebhookWithSecretDto;
  expect(rotated.secret).not.toBe(webhook.secret);
  await tellPlaces(1);
  await until(async () => target.came.length === 1);
  await withClient(audit.database.ownerUrl, (client) =>
    client.query('UPDATE webhook SET previous_until = now() WHERE id = $1', [webhook.id]),
  );
  await tellPlaces(1);
  await until(async () => target.came.length === 2);
  const accepted = target.came.map(({ headers, body }) =>
    [webhook.secret, rotated.secret].map(
      (secret) => genuine(headers as Record<string, string>, body, secret as string) !== undefined,
    ),
  );
  expect(accepted).toEqual([
    [true, true],
    [false, true],
  ]);
});

it('tells the owner’s unit only, and nothing more once the role is withdrawn', async () => {
  const known = [await parties(told), await parties(told)] as const;
  const head = await owner('UNIT_HEAD', known[0].unit.partyId);
  const webhook = await subscribed(head, { types: undefined });
  const [mine, others] = [
    await received(told, known[0], 2, day(2), { serial: (n) => `W1-${n}` }),
    await received(told, known[1], 2, day(2), { serial: (n) => `W2-${n}` }),
  ];
  for (const delivery of [mine, others]) {
    const { waybillId } = await delivered(told, delivery, day(3));
    await signed(told, delivery, waybillId, day(4));
  }
  await until(async () => target.came.some((came) => factOf(came).type === 'fact.handover.handover-signed.v1'));
  await audit.caughtUp(told);
  expect(new Set(target.came.flatMap((came) => factOf(came).data.deviceIds))).toEqual(new Set(mine.deviceIds));
  const end = (await audit.as({ roles: ['AUDITOR'] }))
    .get('/facts?limit=1')
    .expect(200)
    .then(({ body }) => body.position);
  await until(async () => (await stateOf(head, webhook)).position >= (await end));

  const { roleAssignmentId, principal } = head;
  const { personId } = principal;
  await told.tell(RoleRevokedV1, personId, { roleAssignmentId, personId, revokedAt: day(5).toISOString() });
  await until(async () => !(await stateOf(head, webhook)).active);
  expect((await stateOf(head, webhook)).disabledReason).toBe('Its owner has no role that sees facts.');
});

it('waits for a target that is away, however long, and loses nothing', async () => {
  const who = await owner();
  const webhook = await subscribed(who);
  await target.stop();
  const facts = await tellPlaces(3);
  await until(async () => (await stateOf(who, webhook)).failures === 1);
  await later(webhook, '1 day');
  await until(async () => (await stateOf(who, webhook)).failures === 2);
  await later(webhook, '3 days');
  await until(async () => (await stateOf(who, webhook)).failures === 3);
  expect(await stateOf(who, webhook)).toMatchObject({ active: true });
  await target.open();
  await who.post(`/webhooks/${webhook.id}/activation`).expect(200);
  await until(async () => target.came.length === 3);
  expect(target.came.map(idOf)).toEqual(facts);
  await until(async () => (await deliveriesOf(who, webhook)).length === 6);
  const log = (await deliveriesOf(who, webhook)).reverse();
  expect(log.map(({ taken, attempt }) => [taken, attempt])).toEqual([
    ...[1, 2, 3].map((attempt) => [false, attempt]),
    ...[1, 1, 1].map((attempt) => [true, attempt]),
  ]);
  expect(log[0]).toMatchObject({ responseCode: null, error: expect.stringContaining('ECONNREFUSED') });
  expect(log[5]).toMatchObject({ responseCode: 200, error: null, responseStart: 'thanks' });
});

it('gives up after days, says why, and goes on where it stood when it is switched on again', async () => {
  const who = await owner();
  const webhook = await subscribed(who);
  target.answer = (response) => void response.writeHead(500).end('x'.repeat(100_000));
  const facts = await tellPlaces(1);
  await until(async () => (await stateOf(who, webhook)).failures === 1);
  await later(webhook, '5 days');
  await until(async () => !(await stateOf(who, webhook)).active);
  expect((await stateOf(who, webhook)).disabledReason).toMatch(
    /^Nothing was taken since .*, 2 attempts; .*answered 500/,
  );
  expect((await deliveriesOf(who, webhook))[0]?.responseStart).toBe('x'.repeat(1_024));
  target.answer = (response) => void response.end();
  await who.post(`/webhooks/${webhook.id}/activation`).expect(200);
  await until(async () => target.came.length === 3);
  expect(target.came.map(idOf)).toEqual([facts[0], facts[0], facts[0]]);
});

it('follows no redirect, and stops at once for a target that is gone', async () => {
  const who = await owner();
  const elsewhere = await startTarget();
  target.answer = (response) => void response.writeHead(302, { location: elsewhere.url }).end();
  const webhook = await subscribed(who);
  await tellPlaces(1);
  await until(async () => (await stateOf(who, webhook)).failures === 1);
  target.answer = (response) => void response.writeHead(410).end();
  await later(webhook, '1 hour');
  await until(async () => !(await stateOf(who, webhook)).active);
  expect(elsewhere.came).toEqual([]);
  await elsewhere.stop();
});

it('does not let a slow target hold up another', async () => {
  const [slow, quick] = [await owner(), await owner()];
  const tarpit = await startTarget();
  tarpit.answer = () => new Promise(() => undefined);
  const slowOne = await subscribed(slow, { url: tarpit.url });
  await subscribed(quick);
  await tellPlaces(5);
  await until(async () => target.came.length === 5);
  // The quick one had all five before the first attempt of the slow one was over.
  await until(async () => (await deliveriesOf(slow, slowOne)).length === 1);
  const [attempt] = await deliveriesOf(slow, slowOne);
  expect(attempt).toMatchObject({ taken: false, error: 'no answer in 400 ms' });
  await tarpit.stop();
});

it('sends again from a position on, with the same ids, and refuses a position that is not there yet', async () => {
  const who = await owner();
  const webhook = await subscribed(who);
  const facts = await tellPlaces(3);
  await until(async () => target.came.length === 3);
  await who.post(`/webhooks/${webhook.id}/replay`, { after: webhook.position }).expect(200);
  await until(async () => target.came.length === 6);
  expect(target.came.map(idOf)).toEqual([...facts, ...facts]);
  const ahead = await who.post(`/webhooks/${webhook.id}/replay`, { after: 1_000_000 }).expect(422);
  expect(ahead.body).toMatchObject({ code: 'position-ahead', rows: [{ field: 'after' }] });
});

it('sends again what was taken when the database is lost before that is written down', async () => {
  const who = await owner();
  const webhook = await subscribed(who);
  let lost = 0;
  target.answer = async (response) => {
    // Every connection of the service is cut between the sending and the marking.
    if (lost++ === 0)
      await withClient(audit.database.ownerUrl, (client) =>
        client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
             AND usename IN (SELECT rolname FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER'))`,
        ),
      ).catch(() => undefined);
    response.end();
  };
  const facts = await tellPlaces(2);
  await until(async () => new Set(target.came.map(idOf)).size === 2);
  await until(async () => (await stateOf(who, webhook)).failures === 0 && target.came.length >= 2);
  expect([...new Set(target.came.map(idOf))]).toEqual(facts);
});

it('is taken over by another process when the elected one ends in the middle of a message', async () => {
  const who = await owner();
  await subscribed(who);
  const held: Came[] = [];
  const ordinary = target.answer;
  target.answer = (_response, came) => void held.push(came);
  const facts = await tellPlaces(2);
  await until(async () => held.length === 1);
  const other = await audit.another();
  await audit.service.close();
  target.answer = ordinary;
  await until(async () => new Set(target.came.map(idOf)).size === 2);
  expect([...new Set(target.came.map(idOf))]).toEqual(facts);
  expect(idOf(held[0] as Came)).toBe(facts[0]);
  await other.service.close();
}, 60_000);
