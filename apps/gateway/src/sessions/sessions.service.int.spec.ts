import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { uuidv7 } from '@dotation/service';
import { principalKeys, testApp } from '../../../../test/support/app.ts';
import type { TestApp } from '../../../../test/support/app.ts';
import { withClient } from '../../../../tools/stack/databases.ts';
import { gateway } from '../gateway.module.js';
import { sessionCookie } from './session.rules.js';
import { Sessions } from './sessions.service.js';
import type { NewSession } from './sessions.service.js';

// why: directory is played by what it answers about a person; services never import each other. With the real one, and real
// redirects: test/journeys/sign-in.e2e.spec.ts. Time is an argument here.
const minute = 60_000;
const start = new Date('2027-03-01T09:00:00Z');
const at = (minutes: number): Date => new Date(start.getTime() + minutes * minute);
let active: Set<string>;
let directory: Server;
let app: TestApp;
let sessions: Sessions;

beforeAll(async () => {
  active = new Set();
  directory = createServer((request, response) => {
    const personId = request.url?.split('/').at(-1) ?? '';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ personId, active: active.has(personId), roles: [{ role: 'APPROVER' }] }));
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
  sessions = app.service.app.get(Sessions);
});
afterAll(async () => {
  await app?.close();
  directory?.close();
});

function aPerson(changes: Partial<NewSession> = {}): NewSession {
  const personId = uuidv7();
  active.add(personId);
  return {
    personId,
    login: 'aline',
    authenticatedAt: start,
    secondFactorAt: null,
    browser: 'x',
    address: '198.51.100.7',
    idToken: 'y',
    ...changes,
  };
}
const over = { code: 'session-over' };

describe('a session', () => {
  it('knows its person, with the roles of now, and how the person signed in', async () => {
    const { secret, session } = await sessions.begin(aPerson({ secondFactorAt: start }), undefined, start);
    expect((await sessions.visitor(secret, at(1))).principal).toEqual({
      personId: session.personId,
      tokenId: session.id,
      scopes: ['read', 'write'],
      roles: [{ role: 'APPROVER' }],
      session: { id: session.id, authenticatedAt: start, secondFactorAt: start },
    });
  });

  it('ends after half an hour without a request, not while there are some', async () => {
    const { secret } = await sessions.begin(aPerson(), undefined, start);
    for (const minutes of [20, 45, 70]) await sessions.visitor(secret, at(minutes));
    await expect(sessions.visitor(secret, at(101))).rejects.toMatchObject(over);
  });

  it('becomes idle although a page that nobody looks at listens on', async () => {
    const { secret } = await sessions.begin(aPerson(), undefined, start);
    for (const minutes of [10, 20, 29]) await sessions.visitor(secret, at(minutes), 'watching');
    await expect(sessions.visitor(secret, at(30), 'watching')).rejects.toMatchObject(over);
  });

  it('ends after twelve hours, however busy its person is', async () => {
    const { secret } = await sessions.begin(aPerson(), undefined, start);
    for (let minutes = 25; minutes < 720; minutes += 25) await sessions.visitor(secret, at(minutes));
    await expect(sessions.visitor(secret, at(720))).rejects.toMatchObject(over);
  });

  it('ends within five seconds of its person leaving, for good', async () => {
    const person = aPerson();
    const { secret } = await sessions.begin(person, undefined, start);
    await sessions.visitor(secret, start);
    active.delete(person.personId);
    await expect(sessions.visitor(secret, at(5 / 60))).rejects.toMatchObject(over);
    active.add(person.personId);
    await expect(sessions.visitor(secret, at(1))).rejects.toMatchObject(over);
  });

  it('is renewed with another secret; confirming does not lengthen it, signing in does', async () => {
    const person = aPerson();
    const first = await sessions.begin(person, undefined, start);
    const confirmed = await sessions.begin({ ...person, secondFactorAt: at(20) }, first.secret, at(20));
    expect(confirmed.session.expiresAt).toEqual(at(720));
    await expect(sessions.visitor(first.secret, at(20))).rejects.toMatchObject(over);
    const somebodyElse = await sessions.begin(aPerson({ secondFactorAt: at(25) }), confirmed.secret, at(25));
    expect(somebodyElse.session.expiresAt).toEqual(at(745));
    await expect(sessions.visitor(confirmed.secret, at(25))).rejects.toMatchObject(over);
  });

  it('is listed while it lives, and ends alone or with all others', async () => {
    const person = aPerson();
    const [one, two, old] = [
      await sessions.begin(person, undefined, at(50)),
      await sessions.begin(person, undefined, at(50)),
      await sessions.begin(person, undefined, start),
    ];
    const listed = async () => (await sessions.listOf(person.personId, at(55))).map(({ id }) => id).sort();
    expect(await listed()).toEqual([one.session.id, two.session.id].sort());
    await sessions.end(one.session.id, 'test', at(55));
    expect(await listed()).toEqual([two.session.id]);
    await sessions.endAllOf(person.personId, 'test', at(55));
    for (const { secret } of [one, two, old]) {
      await expect(sessions.visitor(secret, at(55))).rejects.toMatchObject(over);
    }
  });

  it('is not in the database: whoever reads all of it can use none', async () => {
    const { secret } = await sessions.begin(aPerson(), undefined, start);
    const rows = await withClient(app.database.url, (client) =>
      client.query('SELECT session::text AS row FROM session'),
    );
    const everything = rows.rows.map(({ row }: { row: string }) => row).join('\n');
    expect(everything).not.toContain(secret.toString('hex'));
    expect(everything).not.toContain(secret.toString('base64url'));
  });
});

describe('the cookie', () => {
  const ask = (cookie: string, more: Record<string, string> = {}) =>
    fetch(`${app.url}/api/gateway/session`, { headers: { cookie, ...more } });

  it('of a page that asks by its own clock keeps no session open; of a person it does', async () => {
    const before = new Date(Date.now() - 10 * minute);
    const { secret } = await sessions.begin(aPerson({ authenticatedAt: before }), undefined, before);
    const cookie = `${sessionCookie}=${secret.toString('base64url')}`;
    const idleUntil = async (more: Record<string, string>): Promise<Date> => {
      const { session } = (await (await ask(cookie, more)).json()) as { session: { idleUntil: string } };
      return new Date(session.idleUntil);
    };
    const ends = new Date(before.getTime() + 30 * minute);
    for (let n = 0; n < 3; n++) expect(await idleUntil({ 'dotation-unattended': '1' })).toEqual(ends);
    expect((await idleUntil({})).getTime()).toBeGreaterThan(ends.getTime());
  });

  it('lets its person in, and a token beside it counts before it', async () => {
    const now = new Date();
    const { secret, session } = await sessions.begin(aPerson({ authenticatedAt: now }), undefined, now);
    const cookie = `${sessionCookie}=${secret.toString('base64url')}`;
    const answer = await ask(cookie);
    expect(await answer.json()).toMatchObject({ personId: session.personId, session: { id: session.id } });
    expect((await ask(cookie, { authorization: 'Bearer dot_wrong' })).status).toBe(401);
    expect((await ask(`${cookie}; ${cookie}`)).status).toBe(401);
    expect((await ask(`${sessionCookie}=${Buffer.alloc(32).toString('base64url')}`)).status).toBe(401);
  });
});
