import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { uuidv7 } from '@dotation/service';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { principalKeys, testApp } from '../../../../test/support/app.ts';
import type { TestApp } from '../../../../test/support/app.ts';
import { Browser } from '../../../../test/support/browser.ts';
import { freePorts } from '../../../../tools/stack/ports.ts';
import { gateway } from '../gateway.module.js';

// An organisation that signs people in itself: other address, keys, names of claims and of strong sign-ins than identity's.
const personId = uuidv7();
const system = uuidv7();
const active = new Set([personId, system]);
const bootstrapToken = 'dot_bootstrap';
/** What the gateway handed to directory of who read what. */
let recorded: string[] = [];
const administrator = uuidv7();
let employee = personId;
let subject = 'u-77';
/** Of a person in directory too: it opens nothing. */
const email = 'aline@example.org';
let strong = false;
let provider: Server;
let directory: Server;
let app: TestApp;
let home: string;
/** A second gateway, where no claim holds our ids. */
let linking: TestApp;
let linkingHome: string;
let issuer: string;

const listening = (server: Server, port: number): Promise<Server> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));

async function organisationsProvider(): Promise<ReturnType<Provider['callback']>> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const organisation = new Provider(issuer, {
    clients: [
      {
        client_id: 'dotation',
        client_secret: 'a secret of thirty-two characters',
        redirect_uris: [`${home}/auth/callback`, `${linkingHome}/auth/callback`],
        post_logout_redirect_uris: [`${home}/`],
      },
    ],
    jwks: { keys: [(await exportJWK(privateKey)) as never] },
    cookies: { keys: ['k'] },
    acrValues: ['urn:organisation:strong'],
    claims: { openid: ['sub', 'employee', 'email', 'acr'], auth_time: null, sid: null, iss: null },
    scopes: ['openid'],
    features: { devInteractions: { enabled: false }, userinfo: { enabled: false } },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, employee, email }) }),
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, { uid }) => `/enter/${uid}` },
  });
  const answer = organisation.callback();
  return async (request, response) => {
    if (!request.url?.startsWith('/enter/')) return answer(request, response);
    const acr = strong ? 'urn:organisation:strong' : 'urn:organisation:plain';
    return organisation.interactionFinished(request, response, { login: { accountId: subject, acr } });
  };
}

beforeAll(async () => {
  const [gatewayPort = 0, linkingPort = 0, providerPort = 0, directoryPort = 0] = await freePorts(4);
  linkingHome = `http://localhost:${linkingPort}`;
  home = `http://localhost:${gatewayPort}`;
  issuer = `http://127.0.0.1:${providerPort}`;
  const answer = await organisationsProvider();
  provider = await listening(
    createServer((request, response) => void answer(request, response)),
    providerPort,
  );
  // why: services never import each other; directory is played by what it answers about a person.
  directory = await listening(
    createServer((request, response) => {
      const id = request.url?.split('/').at(-1) ?? '';
      const role = id === administrator ? 'SYS_ADMIN' : 'AUDITOR';
      if (request.url === '/internal/access-records') void text(request).then((body) => recorded.push(body));
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ active: active.has(id), isSystem: id === system, roles: [{ role }] }));
    }),
    directoryPort,
  );
  const environment = {
    PRINCIPAL_PRIVATE_KEY: (await principalKeys()).privateKey,
    SERVICE_URLS: JSON.stringify({ directory: `http://127.0.0.1:${directoryPort}` }),
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'dotation',
    OIDC_CLIENT_SECRET: 'a secret of thirty-two characters',
    OIDC_SECOND_FACTOR_ACR: 'urn:organisation:strong',
  };
  const claim = { PORT: String(gatewayPort), OIDC_PERSON_CLAIM: 'employee' };
  app = await testApp({ ...gateway, environment: { ...environment, ...claim } });
  const BOOTSTRAP_TOKEN_SHA256 = createHash('sha256').update(bootstrapToken).digest('hex');
  const links = { PORT: String(linkingPort), BOOTSTRAP_TOKEN_SHA256 };
  linking = await testApp({ ...gateway, environment: { ...environment, ...links } });
});
afterAll(async () => {
  await app?.close();
  await linking?.close();
  for (const server of [provider, directory]) {
    server?.closeAllConnections();
    server?.close();
  }
});

const enter = (browser: Browser, query = '') => browser.open(`/auth/login?returnTo=/api/gateway/session${query}`);

describe('a provider of the organisation’s own', () => {
  it('signs a person in by the claim it was set up with', async () => {
    const answer = await enter(new Browser(home));
    expect(JSON.parse(answer.html)).toMatchObject({
      personId,
      roles: [{ role: 'AUDITOR' }],
      session: { secondFactorAt: null },
    });
  });

  it('tells of a second factor under a name of its own, and a step-up without one is none', async () => {
    const browser = new Browser(home);
    expect((await enter(browser, '&stepUp=1')).status).toBe(400);
    strong = true;
    const answer = await enter(browser, '&stepUp=1');
    strong = false;
    expect(browser.trail.some((url) => url.includes('acr_values=urn%3Aorganisation%3Astrong'))).toBe(true);
    expect(JSON.parse(answer.html)).toMatchObject({ session: { secondFactorAt: expect.stringMatching(/^20/) } });
  });

  it.each([
    ['directory does not know', uuidv7()],
    ['has no id there', 'u-77'],
  ])('lets nobody in whom %s', async (_, named) => {
    employee = named;
    const browser = new Browser(home);
    const answer = await enter(browser);
    employee = personId;
    expect(answer.status).toBe(401);
    expect(browser.cookie('__Host-dotation')).toBeUndefined();
  });

  it('AM-1 lets no system in, whatever account it was given', async () => {
    employee = system;
    const browser = new Browser(home);
    const answer = await enter(browser);
    employee = personId;
    expect(answer.status).toBe(403);
    expect(browser.cookie('__Host-dotation')).toBeUndefined();
  });

  it('is told when a person signs out, and the page lets the form lead there', async () => {
    const browser = new Browser(home);
    await enter(browser);
    const page = await browser.open('/');
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${issuer}`);
    await browser.submit(page, '/auth/logout');
    expect(browser.trail[1]).toMatch(new RegExp(`^${issuer}/session/end\\?id_token_hint=`));
  });
});

describe('a provider that does not know our ids', () => {
  let token: string;
  const ask = async (path: string, body?: object, as = token) => {
    const answer = await fetch(`${linkingHome}/api/gateway/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${as}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': uuidv7() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const isIn = async (browser: Browser): Promise<boolean> =>
    (await browser.request('/api/gateway/session', { headers: { accept: 'application/json' } })).status === 200;

  beforeAll(async () => {
    active.add(administrator);
    const first = { personId: administrator, displayName: 'Aline Exemple' };
    token = String((await ask('first-administrator', first, bootstrapToken)).body['token']);
  });
  beforeEach(() => {
    recorded = [];
  });

  it('lets nobody in by an e-mail or a name alone, and shows what to tell the administrator', async () => {
    subject = '<u-88>';
    const browser = new Browser(linkingHome);
    const answer = await enter(browser);
    expect(answer.status).toBe(401);
    expect(answer.html).toContain('<code>&#60;u-88&#62;</code>');
    expect(answer.html).not.toContain(email);
    expect(browser.cookie('__Host-dotation')).toBeUndefined();
    const machine = await new Browser(linkingHome).request('/auth/callback?state=x', {
      headers: { accept: 'application/json' },
    });
    expect(machine.status).toBe(400);
  });

  it('lets in whom an administrator linked, until the link ends; its sessions end with it', async () => {
    subject = 'u-77';
    const input = { personId, issuer, subject };
    const link = await ask('subject-links', input);
    expect(link).toMatchObject({ status: 201, body: { personId, subject, linkedBy: administrator, endedAt: null } });
    const browser = new Browser(linkingHome);
    const answer = await enter(browser);
    expect(JSON.parse(answer.html)).toMatchObject({ personId, roles: [{ role: 'AUDITOR' }] });

    const ended = await ask(`subject-links/${String(link.body['id'])}/ending`, {});
    expect(ended).toMatchObject({ status: 201, body: { endedBy: administrator } });
    expect(await isIn(browser)).toBe(false);
    expect((await enter(browser)).status).toBe(401);
    // Linked anew by another link; the first stays on record.
    expect(await ask('subject-links', input)).toMatchObject({ status: 201 });
    expect((await enter(browser)).status).toBe(200);
    const list = await ask(`subject-links?personId=${personId}`);
    expect((list.body['items'] as { endedAt: unknown }[]).map(({ endedAt }) => endedAt === null)).toEqual([
      true,
      false,
    ]);
    expect(recorded.map((record) => JSON.parse(record) as object)).toMatchObject([
      { readerId: administrator, kind: 'PERSONAL_DATA', operation: 'GET /api/gateway/subject-links', rows: 2 },
    ]);
  });

  it('is one person for one subject, of one provider, and a person directory knows', async () => {
    const other = { personId: administrator, issuer, subject: 'u-77' };
    expect(await ask('subject-links', other)).toMatchObject({ status: 409, body: { code: 'subject-linked' } });
    expect(await ask('subject-links', { ...other, issuer: 'https://elsewhere.example' })).toMatchObject({
      status: 201,
    });
    const nobody = { personId: uuidv7(), issuer, subject: 'u-99' };
    expect(await ask('subject-links', nobody)).toMatchObject({ status: 422, body: { code: 'person-unknown' } });
    const machine = { personId: system, issuer, subject: 'u-99' };
    expect(await ask('subject-links', machine)).toMatchObject({ status: 403, body: { code: 'system-signs-in' } });
    for (const wrong of ['', 'two words', 'é', 'x'.repeat(256)]) {
      const { status, body } = await ask('subject-links', { ...other, subject: wrong });
      expect([status, (body['rows'] as { field: string }[])[0]?.field]).toEqual([422, 'subject']);
    }
    expect(await ask(`subject-links/${uuidv7()}/ending`, {})).toMatchObject({ status: 404 });
  });
});
