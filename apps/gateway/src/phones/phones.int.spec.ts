import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { uuidv7 } from '@dotation/service';
import type { Principal } from '@dotation/service';
import supertest from 'supertest';
import type { Response } from 'supertest';
import { setTimeout as pause } from 'node:timers/promises';
import { principalKeys, testApp } from '../../../../test/support/app.ts';
import type { TestApp } from '../../../../test/support/app.ts';
import { withClient } from '../../../../tools/stack/databases.ts';
import { gateway } from '../gateway.module.js';
import { csrfToken, sessionCookie } from '../sessions/session.rules.js';
import { Sessions } from '../sessions/sessions.service.js';
import { signedText } from './phone.rules.js';
import type { PhoneWord } from './phone.rules.js';

// why: directory is played by what it answers about a person and a loss; services never import each other. What it makes of a
// loss: apps/handover/src/phones; all of it together: the journeys.
const roles = new Map<string, Principal['roles']>();
const sameAs = new Map<string, string[]>();
const told: { key: string; body: Record<string, unknown> }[] = [];
let directoryIsDown = false;
let directory: Server;
let app: TestApp;

beforeAll(async () => {
  directory = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/internal/access-records') {
        response.statusCode = 201;
        response.end('{}');
      } else if (request.url === '/internal/phone-losses') {
        response.statusCode = directoryIsDown ? 503 : 201;
        if (!directoryIsDown)
          told.push({
            key: String(request.headers['idempotency-key']),
            body: JSON.parse(text) as (typeof told)[0]['body'],
          });
        response.end('{}');
      } else {
        const personId = request.url?.split('/').at(-1) ?? '';
        const said = { roles: roles.get(personId) ?? [], sameAs: sameAs.get(personId) ?? [] };
        response.end(JSON.stringify({ personId, active: true, ...said }));
      }
    });
  }).listen(0, '127.0.0.1');
  await once(directory, 'listening');
  const { port } = directory.address() as AddressInfo;
  app = await testApp({
    ...gateway,
    environment: {
      PRINCIPAL_PRIVATE_KEY: (await principalKeys()).privateKey,
      SERVICE_URLS: JSON.stringify({ directory: `http://127.0.0.1:${port}` }),
      PUBLIC_URL: 'https://dotation.example',
    },
  });
});
afterAll(async () => {
  await app?.close();
  directory?.close();
});

interface Person {
  id: string;
  sessionId: string;
  secret: Buffer;
  get(path: string): Promise<Response>;
  post(path: string, body?: object, key?: string): Promise<Response>;
}

/** Somebody who signed in, as a page of ours speaks for him. */
async function person(...of: Principal['roles']): Promise<Person> {
  const id = uuidv7();
  roles.set(id, of);
  return signIn(id);
}

async function signIn(id: string, secondFactorAt: Date | null = new Date(), before?: Buffer): Promise<Person> {
  const now = new Date();
  const begun = { personId: id, login: 'x', browser: 'x', address: null, idToken: 'y' };
  const { secret, session } = await app.service.app
    .get(Sessions)
    .begin({ ...begun, authenticatedAt: now, secondFactorAt }, before, now);
  const cookie = `${sessionCookie}=${secret.toString('base64url')}`;
  const http = supertest(app.url);
  return {
    id,
    sessionId: session.id,
    secret,
    get: (path) => http.get(`/api/gateway${path}`).set('cookie', cookie),
    post: (path, body = {}, key = uuidv7()) =>
      http
        .post(`/api/gateway${path}`)
        .set({ cookie, origin: 'https://dotation.example', 'sec-fetch-site': 'same-origin' })
        .set({ 'x-csrf-token': csrfToken(secret), 'idempotency-key': key })
        .send(body),
  };
}

interface Phone {
  id: string;
  signed(word: PhoneWord, payload: string): string;
  says(word: 'contacts' | 'quarantine' | 'wiping', body: object): Promise<Response>;
  asks(): Promise<Response>;
  sends(batch: string): Promise<Response>;
}

async function phoneOf(owner: Person): Promise<Phone> {
  const { phone, registered } = await registration(owner);
  expect([registered.status, registered.body]).toEqual([
    201,
    expect.objectContaining({ id: phone.id, state: 'KNOWN' }),
  ]);
  return phone;
}

const bind = (by: Person, phone: Phone): Promise<Response> =>
  by.post(`/own-phones/${phone.id}/sessions`, { signature: phone.signed('session', by.sessionId) });

async function registration(owner: Person): Promise<{ phone: Phone; registered: Response }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = uuidv7();
  const registered = await owner.post(
    '/own-phones',
    { label: 'Tecno', publicKey: publicKey.export({ format: 'jwk' }) },
    id,
  );
  const signed = (word: PhoneWord, payload: string): string =>
    sign('sha256', Buffer.from(signedText(id, word, payload)), {
      ...{ key: privateKey, dsaEncoding: 'ieee-p1363' },
    }).toString('base64url');
  const says = (word: string, body: object): Promise<Response> =>
    supertest(app.url).post(`/api/gateway/phones/${id}/${word}`).send(body);
  const sentAt = '2026-03-01T09:00:00.000Z';
  const phone = {
    ...{ id, signed, says },
    asks: () => says('contacts', { sentAt, signature: signed('contact', sentAt) }),
    sends: (batch: string) => says('quarantine', { batch, signature: signed('quarantine', batch) }),
  };
  return { phone, registered };
}

const unsent = (n = 1): { id: string }[] =>
  Array.from({ length: n }, (_, index) => ({
    ...{ id: uuidv7(), method: 'POST', path: '/api/handover/handovers' },
    ...{ body: { kind: 'FIRST', n: index }, madeAt: '2026-02-28T17:00:00.000Z' },
  }));
const steward = (): Promise<Person> => person({ role: 'DATA_STEWARD' });

describe('CR-63: a phone that is reported lost', () => {
  it('loses its sessions at once, and no other; its key binds no new one', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(head);
    const [again, desk] = [await signIn(head.id), await signIn(head.id)];
    expect((await bind(again, phone)).status).toBe(201);
    expect((await phone.asks()).body).toEqual({ state: 'KNOWN', wipe: false });

    expect((await desk.post(`/own-phones/${phone.id}/loss`)).body).toMatchObject({
      state: 'LOST',
      reportedBy: head.id,
    });
    for (const one of [head, again]) expect((await one.get('/session')).status).toBe(401);
    expect((await desk.get('/session')).status).toBe(200);
    expect((await bind(desk, phone)).body).toMatchObject({ code: 'phone-lost' });
    expect((await phone.asks()).body).toEqual({ state: 'LOST', wipe: true });
  });

  it('is said by the session that is on it, to every service', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(head);
    const visitor = await app.service.app.get(Sessions).visitor(head.secret, new Date());
    expect(visitor.principal.session).toMatchObject({ id: head.sessionId, phoneId: phone.id });
    const desk = await signIn(head.id);
    const elsewhere = await app.service.app.get(Sessions).visitor(desk.secret, new Date());
    expect(elsewhere.principal.session).not.toHaveProperty('phoneId');
  });

  it('takes a session with it also when the session says to be on another phone', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(head);
    const desk = await signIn(head.id);
    const { registered } = await registration(head);
    expect([registered.status, registered.body]).toEqual([409, expect.objectContaining({ code: 'session-on-phone' })]);
    const other = await phoneOf(desk);
    expect((await bind(head, other)).body).toMatchObject({ code: 'session-on-phone' });
    expect((await bind(head, phone)).status).toBe(201);
    const third = await signIn(head.id);
    expect((await third.post(`/own-phones/${phone.id}/loss`)).status).toBe(201);
    expect((await head.get('/session')).status).toBe(401);
    expect((await desk.get('/session')).status).toBe(200);
  });

  it('takes a session with it that was confirmed with a second factor since', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(head);
    const confirmed = await signIn(head.id, new Date(), head.secret);
    expect((await confirmed.get('/session')).body).toMatchObject({ session: { phoneId: phone.id } });
    const desk = await signIn(head.id);
    expect((await desk.post(`/own-phones/${phone.id}/loss`)).status).toBe(201);
    expect((await confirmed.get('/session')).status).toBe(401);
  });

  it('takes a session with it that says so at the same moment', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(head);
    const [late, desk] = [await signIn(head.id), await signIn(head.id)];
    // The row of the session is held, so that binding it stands still after it looked at the phone.
    const answers = await withClient(app.database.url, async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM session WHERE id = $1 FOR UPDATE', [late.sessionId]);
      // A request leaves when somebody waits for it.
      const binding = bind(late, phone).then((answer) => answer);
      await pause(500);
      const loss = desk.post(`/own-phones/${phone.id}/loss`).then((answer) => answer);
      await pause(500);
      await client.query('COMMIT');
      return Promise.all([binding, loss]);
    });
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [row] = await withClient(app.database.url, async (client) => {
      const { rows } = await client.query<{ ended: string | null }>(
        'SELECT ended_because AS ended FROM session WHERE id = $1',
        [late.sessionId],
      );
      return rows;
    });
    expect(row).toEqual({ ended: 'phone lost' });
    expect((await late.get('/session')).status).toBe(401);
  });

  it('has no session, whatever the row of one says', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(head);
    await head.post(`/own-phones/${phone.id}/loss`);
    const desk = await signIn(head.id);
    await withClient(app.database.url, (client) =>
      client.query('UPDATE session SET phone_id = $2 WHERE id = $1', [desk.sessionId, phone.id]),
    );
    expect((await desk.get('/session')).status).toBe(401);
  });

  it('is reported by an administrator with a second factor, and by its own person without', async () => {
    const administrator = await signIn((await person({ role: 'SYS_ADMIN' })).id, null);
    const head = await signIn((await person({ role: 'UNIT_HEAD' })).id, null);
    const phone = await phoneOf(head);
    expect((await administrator.post(`/phones/${phone.id}/loss`)).body).toMatchObject({ code: 'step-up-required' });
    expect((await head.post(`/own-phones/${phone.id}/loss`)).status).toBe(201);
  });

  it('is told to directory first; a report that died there is finished by its repeat', async () => {
    const [administrator, head] = [await person({ role: 'SYS_ADMIN' }), await person({ role: 'UNIT_HEAD' })];
    const phone = await phoneOf(head);
    const key = uuidv7();
    const report = (): Promise<Response> => administrator.post(`/phones/${phone.id}/loss`, {}, key);
    directoryIsDown = true;
    expect((await report()).status).toBe(503);
    directoryIsDown = false;
    expect((await phone.asks()).body).toMatchObject({ state: 'KNOWN' });
    expect((await report()).body).toMatchObject({ state: 'LOST', reportedBy: administrator.id });
    expect((await report()).status).toBe(201);
    const loss = { phoneId: phone.id, personId: head.id, lostSince: null, reportedBy: administrator.id };
    expect(told.filter(({ body }) => body['phoneId'] === phone.id)).toEqual([{ key, body: loss }]);
  });

  it('may have been lost earlier than the first report said, and directory is told; never later', async () => {
    const [administrator, head] = [await person({ role: 'SYS_ADMIN' }), await person({ role: 'UNIT_HEAD' })];
    const phone = await phoneOf(head);
    await pause(20);
    const since = new Date(Date.now() - 10).toISOString();
    const lostSince = async (by: Person, path: string, body: object): Promise<unknown> =>
      ((await by.post(path, body)).body as { lostSince: unknown }).lostSince;
    const first = await lostSince(administrator, `/phones/${phone.id}/loss`, {});
    expect(await lostSince(await signIn(head.id), `/own-phones/${phone.id}/loss`, { lostSince: since })).toBe(since);
    expect(await lostSince(administrator, `/phones/${phone.id}/loss`, { lostSince: first })).toBe(since);
    expect(await lostSince(administrator, `/phones/${phone.id}/loss`, {})).toBe(since);
    const { body } = await administrator.get(`/phones?personId=${head.id}`);
    expect((body as { items: object[] }).items).toMatchObject([{ lostSince: since, reportedBy: administrator.id }]);
    const tellings = told.filter((one) => one.body['phoneId'] === phone.id).map((one) => one.body['lostSince']);
    expect(tellings).toEqual([null, since]);
  });

  it('is reported by its person or an administrator, by nobody else', async () => {
    const [head, other] = [await person({ role: 'UNIT_HEAD' }), await person({ role: 'UNIT_HEAD' })];
    const phone = await phoneOf(head);
    expect((await other.post(`/own-phones/${phone.id}/loss`)).status).toBe(404);
    expect((await other.post(`/phones/${phone.id}/loss`)).status).toBe(403);
    expect((await other.get('/own-phones')).body).toEqual({ items: [], next: null });
    expect((await other.get('/phones')).status).toBe(403);
  });

  it('hands over what it had not sent, once, and says that it is wiped', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(head);
    const batch = JSON.stringify(unsent(3));
    expect((await phone.sends(batch)).body).toMatchObject({ code: 'phone-not-lost' });
    await head.post(`/own-phones/${phone.id}/loss`);
    const both = await Promise.all([phone.sends(batch), phone.sends(batch)]);
    expect(both.map(({ body }) => (body as { kept: number }).kept).sort()).toEqual([0, 3]);
    const wipedAt = '2026-03-01T09:05:00.000Z';
    const wiped = { wipedAt, signature: phone.signed('wiping', wipedAt) };
    expect((await phone.says('wiping', wiped)).body).toEqual({ state: 'WIPED', wipe: false });
    expect((await phone.asks()).body).toEqual({ state: 'WIPED', wipe: false });
  });

  it('what it signed may be no text where a text belongs: it is told which row', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(head);
    await head.post(`/own-phones/${phone.id}/loss`);
    const [command] = unsent();
    for (const field of ['id', 'madeAt']) {
      const { status, body } = await phone.sends(JSON.stringify([{ ...command, [field]: { toString: 1 } }]));
      expect([status, body]).toEqual([422, expect.objectContaining({ code: 'batch-not-valid' })]);
      expect((body as { rows: object[] }).rows).toEqual([expect.objectContaining({ row: 1, field })]);
    }
  });

  it('is believed by its key alone, and each word only once said so', async () => {
    const head = await person({ role: 'UNIT_HEAD' });
    const [phone, other] = [await phoneOf(head), await phoneOf(await signIn(head.id))];
    await head.post(`/own-phones/${phone.id}/loss`);
    const batch = JSON.stringify(unsent());
    const wrong = [
      phone.says('quarantine', { batch, signature: other.signed('quarantine', batch) }),
      phone.says('quarantine', { batch, signature: phone.signed('contact', batch) }),
      phone.says('quarantine', { batch: `${batch} `, signature: phone.signed('quarantine', batch) }),
      supertest(app.url)
        .post(`/api/gateway/phones/${uuidv7()}/quarantine`)
        .send({ batch, signature: phone.signed('quarantine', batch) }),
    ];
    for (const answer of await Promise.all(wrong))
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([404, 'phone-not-found']);
  });
});

describe('CR-63: what a lost phone had not sent', () => {
  async function held(): Promise<{ head: Person; phone: Phone; commands: { id: string }[] }> {
    const lost = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(lost);
    await lost.post(`/own-phones/${phone.id}/loss`);
    const commands = unsent(2);
    await phone.sends(JSON.stringify(commands));
    return { head: await signIn(lost.id), phone, commands };
  }
  const release = { outcome: 'RELEASED', reason: 'Confirmé par téléphone' };
  const released = async (by: Person): Promise<string[]> =>
    ((await by.get('/own-phones/released-commands')).body as { items: { id: string }[] }).items.map(({ id }) => id);

  it('is its person’s to send once somebody else has released it, word by word', async () => {
    const { head, phone, commands } = await held();
    expect(await released(head)).toEqual([]);
    const [first, second] = commands as [{ id: string }, { id: string }];
    const review = (id: string): string => `/phones/${phone.id}/quarantined-commands/${id}/review`;
    const reviewer = await steward();
    expect((await reviewer.post(review(first.id), release)).body).toMatchObject({ ...first, status: 'RELEASED' });
    const discard = { outcome: 'DISCARDED', reason: 'Signé par le voleur' };
    expect((await reviewer.post(review(second.id), discard)).status).toBe(201);
    expect((await reviewer.post(review(second.id), release)).body).toMatchObject({ code: 'quarantined-reviewed' });
    expect(await released(head)).toEqual([first.id]);
    expect(await released(await person({ role: 'UNIT_HEAD' }))).toEqual([]);
  });

  it('is on no list any more once its person says that it was sent, which nobody else says', async () => {
    const { head, phone, commands } = await held();
    const [{ id }, other] = commands as [{ id: string }, { id: string }];
    const say = (by: Person, which = id): Promise<Response> =>
      by.post(`/own-phones/released-commands/${which}/sending`);
    expect((await say(head)).status).toBe(404);
    const reviewer = await steward();
    for (const which of [id, other.id])
      await reviewer.post(`/phones/${phone.id}/quarantined-commands/${which}/review`, release);
    expect((await say(reviewer)).status).toBe(404);
    const said = await say(head);
    expect([said.status, said.body]).toEqual([201, expect.objectContaining({ id, status: 'SENT' })]);
    expect((await say(head)).body).toMatchObject({ sentAt: (said.body as { sentAt: string }).sentAt });
    expect(await released(head)).toEqual([other.id]);
  });

  it('was too large to be handed over: it is known, and can only be discarded', async () => {
    const lost = await person({ role: 'UNIT_HEAD' });
    const phone = await phoneOf(lost);
    await lost.post(`/own-phones/${phone.id}/loss`);
    const [command] = unsent();
    const stub = { ...command, body: { bytes: 300_000 }, complete: false };
    expect((await phone.sends(JSON.stringify([stub]))).body).toEqual({ kept: 1 });
    const reviewer = await steward();
    const { body } = await reviewer.get(`/quarantined-commands?phoneId=${phone.id}`);
    expect((body as { items: object[] }).items).toMatchObject([{ id: command!.id, complete: false }]);
    const path = `/phones/${phone.id}/quarantined-commands/${command!.id}/review`;
    expect((await reviewer.post(path, release)).body).toMatchObject({ code: 'quarantined-incomplete' });
    expect((await reviewer.post(path, { outcome: 'DISCARDED', reason: 'À refaire' })).status).toBe(201);
  });

  it('§13.1 is released by nobody who is its person under another id, and is his under the id that stays', async () => {
    const { head, phone, commands } = await held();
    const [{ id }] = commands as [{ id: string }];
    const kept = await steward();
    sameAs.set(kept.id, [head.id]);
    const path = `/phones/${phone.id}/quarantined-commands/${id}/review`;
    expect((await kept.post(path, release)).body).toMatchObject({ code: 'review-of-oneself' });
    expect((await (await steward()).post(path, release)).status).toBe(201);
    expect(await released(kept)).toEqual([id]);
    expect((await kept.post(`/own-phones/released-commands/${id}/sending`)).status).toBe(201);
  });

  it('is read and decided by stewards without a limit, never by its own person', async () => {
    const { phone, commands } = await held();
    const path = `/phones/${phone.id}/quarantined-commands/${commands[0]!.id}/review`;
    const listed = async (by: Person): Promise<number> =>
      ((await by.get(`/quarantined-commands?phoneId=${phone.id}`)).body as { items: [] }).items.length;
    const limited = await person({ role: 'DATA_STEWARD', orgUnitId: uuidv7() });
    expect([await listed(await steward()), await listed(limited)]).toEqual([2, 0]);
    expect((await limited.post(path, release)).status).toBe(404);
    expect((await (await person({ role: 'SYS_ADMIN' })).post(path, release)).status).toBe(403);
    const stolen = await signIn((await steward()).id, null);
    expect((await stolen.post(path, release)).body).toMatchObject({ code: 'step-up-required' });

    const own = await steward();
    const mine = await phoneOf(own);
    await own.post(`/own-phones/${mine.id}/loss`);
    const [command] = unsent();
    await mine.sends(JSON.stringify([command]));
    const again = await signIn(own.id);
    expect(
      (await again.post(`/phones/${mine.id}/quarantined-commands/${command!.id}/review`, release)).body,
    ).toMatchObject({
      code: 'review-of-oneself',
    });
  });

  it('pages lead through all of it', async () => {
    const { phone, commands } = await held();
    const reviewer = await steward();
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await reviewer.get(
        `/quarantined-commands?phoneId=${phone.id}&limit=1${next && `&after=${next}`}`,
      );
      const page = body as { items: { id: string }[]; next: string | null };
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(commands.map(({ id }) => id));
  });
});
