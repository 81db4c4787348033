import { createServer } from 'node:http';
import type { Server } from 'node:http';
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
const active = new Set([personId]);
let employee = personId;
let strong = false;
let provider: Server;
let directory: Server;
let app: TestApp;
let home: string;
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
        redirect_uris: [`${home}/auth/callback`],
        post_logout_redirect_uris: [`${home}/`],
      },
    ],
    jwks: { keys: [(await exportJWK(privateKey)) as never] },
    cookies: { keys: ['k'] },
    acrValues: ['urn:organisation:strong'],
    claims: { openid: ['sub', 'employee', 'acr'], auth_time: null, sid: null, iss: null },
    scopes: ['openid'],
    features: { devInteractions: { enabled: false }, userinfo: { enabled: false } },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, employee }) }),
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
    return organisation.interactionFinished(request, response, { login: { accountId: 'u-77', acr } });
  };
}

beforeAll(async () => {
  const [gatewayPort = 0, providerPort = 0, directoryPort = 0] = await freePorts(3);
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
      const known = active.has(request.url?.split('/').at(-1) ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ active: known, roles: [{ role: 'AUDITOR' }] }));
    }),
    directoryPort,
  );
  app = await testApp({
    ...gateway,
    environment: {
      PORT: String(gatewayPort),
      PRINCIPAL_PRIVATE_KEY: (await principalKeys()).privateKey,
      SERVICE_URLS: JSON.stringify({ directory: `http://127.0.0.1:${directoryPort}` }),
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'dotation',
      OIDC_CLIENT_SECRET: 'a secret of thirty-two characters',
      OIDC_PERSON_CLAIM: 'employee',
      OIDC_SECOND_FACTOR_ACR: 'urn:organisation:strong',
    },
  });
});
afterAll(async () => {
  await app?.close();
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

  it('is told when a person signs out, and the page lets the form lead there', async () => {
    const browser = new Browser(home);
    await enter(browser);
    const page = await browser.open('/');
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${issuer}`);
    await browser.submit(page, '/auth/logout');
    expect(browser.trail[1]).toMatch(new RegExp(`^${issuer}/session/end\\?id_token_hint=`));
  });
});
