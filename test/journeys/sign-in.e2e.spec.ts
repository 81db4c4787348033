import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { newId } from '../../tools/journey/client.ts';
import { startStack, type Stack } from '../../tools/stack/stack.ts';
import { withClient } from '../../tools/stack/databases.ts';
import { Authenticator } from '../../apps/identity/test/authenticator.ts';
import { Browser, type Answer } from '../support/browser.ts';

// Signing in through real OpenID redirects, and the session attacks of G-36. Three services are enough: nobody signs
// anything here. The installation is no demo: accounts begin as in production.

const own = 'quatre tambours verts';
let stack: Stack;
let home: string;
/** Where the administrator works; others are elsewhere. */
let administrator: Browser;
let code: TOTP;
let enrolledWith: string;
let recovery: string[];

beforeAll(async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'dotation-sign-in-'));
  stack = await startStack({
    stateDir,
    durable: false,
    services: ['directory', 'identity', 'gateway'],
    env: { gateway: { TRUSTED_PROXIES: '1' } },
  });
  home = stack.baseUrl.replace('127.0.0.1', 'localhost');
  administrator = new Browser(home, '198.51.100.1');
}, 180_000);
afterAll(() => stack?.destroy(), 60_000);

const session = (browser: Browser, headers: Record<string, string> = {}) =>
  browser.request('/api/gateway/session', { headers: { accept: 'application/json', ...headers } });

interface Me {
  personId: string;
  roles: { role: string }[];
  session: { id: string; csrfToken: string; secondFactorAt: string | null; expiresAt: string } | null;
}
const me = async (browser: Browser): Promise<Me> => (await session(browser)).json() as Promise<Me>;

/** A write as a page of ours sends it. */
async function write(browser: Browser, path: string, body: object = {}, headers: Record<string, string> = {}) {
  const { session: current } = await me(browser);
  const answer = await browser.request(`/api${path}`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': newId(),
      origin: home,
      'sec-fetch-site': 'same-origin',
      'x-csrf-token': current?.csrfToken ?? '',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function typePassword(browser: Browser, login: string, password: string, path = '/auth/login', more = {}) {
  const page = await browser.open(path);
  return browser.submit(page, '/password', { login, password, ...more });
}

const isIn = async (browser: Browser): Promise<boolean> => (await session(browser)).status === 200;
const title = ({ html }: Answer): string => /<title>([^·<]*)/.exec(html)?.[1]?.trim() ?? '';
const nextCode = (ahead = 0): string => code.generate({ timestamp: Date.now() + ahead * 30_000 });

/** A person with an account, as the administrator makes one; answers the first password. */
async function somebody(login: string): Promise<{ personId: string; firstPassword: string }> {
  const personId = newId();
  const person = { displayName: 'Une Personne', function: 'Essai' };
  await write(administrator, '/directory/people', person, { 'idempotency-key': personId });
  const made = await write(administrator, '/identity/accounts', { personId, login });
  expect(made).toMatchObject({ status: 201, body: { personId, login, mustChange: true } });
  return { personId, firstPassword: String(made.body['firstPassword']) };
}

/** Signed in with a password of its own. */
async function signedIn(login: string, address: string): Promise<{ browser: Browser; personId: string }> {
  const { personId, firstPassword } = await somebody(login);
  const browser = new Browser(home, address);
  const change = await typePassword(browser, login, firstPassword);
  await browser.submit(change, '/new-password', { password: own, again: own });
  expect(await isIn(browser)).toBe(true);
  return { browser, personId };
}

interface Described {
  'x-roles'?: string[];
  'x-step-up'?: true;
}

/** What the administrator may do only with a second factor, and does without one. */
async function withoutFactor(browser: Browser): Promise<string[]> {
  const page = (await (await browser.request('/api/openapi.json', { headers: {} })).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  const asked = Object.entries(page.paths).flatMap(([path, { post }]) =>
    post?.['x-step-up'] && post['x-roles']?.includes('SYS_ADMIN') ? [path.replaceAll(/\{\w+\}/g, newId())] : [],
  );
  expect(asked.length).toBeGreaterThan(8);
  const done: string[] = [];
  for (const path of asked) {
    const { status, body } = await write(browser, path.replace(/^\/api/, ''));
    if (body['code'] !== 'step-up-required') done.push(`${path} answered ${status} ${JSON.stringify(body)}`);
  }
  return done;
}

interface Answered {
  status: number;
  items: Record<string, unknown>[];
  next?: string;
}

/** What directory keeps of reads at the gateway. */
async function recordedReads(operation: string): Promise<Record<string, unknown>[]> {
  return withClient(stack.adminUrl('directory'), async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(
      `SELECT reader_id AS reader, kind, rows, filter::json AS filter FROM access_record WHERE operation = $1`,
      [operation],
    );
    return rows;
  });
}

describe('the first administrator of an empty installation', () => {
  const form = { name: 'Aline Exemple', login: 'aline' };

  it('is made on a page, with the key that the start printed and no other', async () => {
    const page = await administrator.open('/auth/first-administrator');
    const refused = await administrator.submit(page, '/first-administrator', { ...form, key: 'dot_wrong' });
    expect(refused.status).toBe(401);
    const key = stack.secrets.bootstrapToken;
    const made = await administrator.submit(page, '/first-administrator', { ...form, key });
    const again = await administrator.submit(page, '/first-administrator', { ...form, key });
    expect(again.html).toBe(made.html);
    const first = /First password<\/span>: <code>([^<]+)/.exec(made.html)?.[1] ?? '';
    expect(first).toMatch(/^[a-z2-9-]{19}$/);

    const change = await typePassword(administrator, 'aline', first, '/auth/login?returnTo=/api/gateway/session');
    expect(title(change)).toBe('Nouveau mot de passe');
    const done = await administrator.submit(change, '/new-password', { password: own, again: own });
    expect(JSON.parse(done.html)).toMatchObject({ roles: [{ role: 'SYS_ADMIN' }], session: { login: 'aline' } });
    const late = await administrator.submit(page, '/first-administrator', { ...form, key });
    expect(late.status).toBe(409);
  });

  it('shows a second factor before giving anybody power, and enrols one when there is none', async () => {
    const refused = await write(administrator, '/identity/accounts', { personId: newId(), login: 'nobody' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    expect(String(refused.body['detail'])).toContain('/auth/login?stepUp=1');
    expect(await withoutFactor(administrator)).toEqual([]);

    const before = (await me(administrator)).session;
    const enrol = await typePassword(administrator, 'aline', own, '/auth/login?stepUp=1');
    expect(title(enrol)).toBe('Un second facteur');
    code = new TOTP({
      secret: Secret.fromBase32(/<code>([A-Z2-7 ]+)/.exec(enrol.html)?.[1]?.replaceAll(' ', '') ?? ''),
    });
    const wrong = await administrator.submit(enrol, '/enrolment', { code: '000000' });
    expect(wrong.status).toBe(422);
    enrolledWith = nextCode();
    const codes = await administrator.submit(wrong, '/enrolment', { code: enrolledWith });
    recovery = [...codes.html.matchAll(/<li><code>([^<]+)/g)].map(([, one = '']) => one);
    expect(recovery).toHaveLength(10);
    await administrator.submit(codes, '/recovery-codes');

    const after = (await me(administrator)).session;
    expect(after).toMatchObject({ secondFactorAt: expect.stringMatching(/^20/), expiresAt: before?.expiresAt });
    expect(after?.id).not.toBe(before?.id);
    await somebody('bernard');
  });
});

describe('a code of the phone', () => {
  it('works once, and not again for whoever saw it typed', async () => {
    const browser = new Browser(home, '198.51.100.2');
    const ask = await typePassword(browser, 'aline', own);
    expect(title(ask)).toBe('Second facteur');
    // The very code of the enrolment: by now the half minute it was of may be over, and a new one would be right.
    const replayed = await browser.submit(ask, '/code', { code: enrolledWith });
    expect(replayed.status).toBe(422);
    expect(await isIn(browser)).toBe(false);
    await browser.submit(replayed, '/code', { code: nextCode(1) });
    expect(await isIn(browser)).toBe(true);
  });

  it('is replaced by a recovery code once', async () => {
    for (const [works, address] of [
      [true, '198.51.100.3'],
      [false, '198.51.100.4'],
    ] as const) {
      const browser = new Browser(home, address);
      await browser.submit(await typePassword(browser, 'aline', own), '/code', { code: recovery[0] ?? '' });
      expect(await isIn(browser)).toBe(works);
    }
  });

  it('alone confirms who is signed in already', async () => {
    const browser = new Browser(home, '198.51.100.5');
    await browser.submit(await typePassword(browser, 'aline', own), '/code', { code: recovery[1] ?? '' });
    const confirm = await browser.open('/auth/login?stepUp=1&returnTo=/api/gateway/session');
    expect(title(confirm)).toBe('Second facteur');
    const done = await browser.submit(confirm, '/code', { code: recovery[2] ?? '' });
    expect(JSON.parse(done.html)).toMatchObject({ session: { secondFactorAt: expect.stringMatching(/^20/) } });
  });
});

describe('a passkey', () => {
  const optionsOf = ({ html }: Answer): string =>
    (/data-options="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

  it('is enrolled at the first step-up, and is asked for from then on', async () => {
    const { browser } = await signedIn('yvette', '198.51.100.9');
    const phone = new Authenticator(home);
    const enrol = await typePassword(browser, 'yvette', own, '/auth/login?stepUp=1');
    const lie = phone.create(optionsOf(enrol), { origin: 'https://evil.example' });
    const refused = await browser.submit(enrol, '/passkey-enrolment', { response: lie });
    expect(refused.status).toBe(422);
    const response = phone.create(optionsOf(refused));
    const codes = await browser.submit(refused, '/passkey-enrolment', { response });
    await browser.submit(codes, '/recovery-codes');
    expect((await me(browser)).session?.secondFactorAt).toMatch(/^20/);

    const second = new Browser(home, '198.51.100.9');
    const ask = await typePassword(second, 'yvette', own);
    const answer = phone.get(optionsOf(ask));
    await second.submit(ask, '/passkey', { response: answer });
    expect((await me(second)).session?.secondFactorAt).toMatch(/^20/);
    // The same signature does not answer another question.
    const third = new Browser(home, '198.51.100.9');
    const again = await third.submit(await typePassword(third, 'yvette', own), '/passkey', { response: answer });
    expect(again.status).toBe(422);
    expect(await isIn(third)).toBe(false);
  });
});

describe('the first password', () => {
  it('cannot be kept, whatever address a person opens', async () => {
    const { firstPassword } = await somebody('cecile');
    const browser = new Browser(home, '198.51.100.6');
    const change = await typePassword(browser, 'cecile', firstPassword);
    expect(title(change)).toBe('Nouveau mot de passe');
    const uid = change.url.split('/').at(-1) ?? '';
    // Back to the provider, to the page, to a step that is not its turn.
    for (const path of [`/identity/auth/${uid}`, `/identity/sign-in/${uid}`]) await browser.open(path);
    await browser.post(`/identity/sign-in/${uid}/recovery-codes`, {}, home);
    expect(await isIn(browser)).toBe(false);

    const second = new Browser(home, '198.51.100.6');
    const page = await typePassword(second, 'cecile', firstPassword);
    for (const [password, again] of [
      ['court', 'court'],
      [own, 'un autre texte'],
      [firstPassword, firstPassword],
      ['cecile et son nom', 'cecile et son nom'],
    ] as const) {
      expect((await second.submit(page, '/new-password', { password, again })).status).toBe(422);
    }
    await second.submit(page, '/new-password', { password: own, again: own });
    expect(await isIn(second)).toBe(true);
  });

  it('is worth nothing once another was chosen', async () => {
    const { firstPassword } = await somebody('denise');
    const browser = new Browser(home, '198.51.100.7');
    const change = await typePassword(browser, 'denise', firstPassword);
    await browser.submit(change, '/new-password', { password: own, again: own });
    expect((await typePassword(new Browser(home, '198.51.100.8'), 'denise', firstPassword)).status).toBe(422);
  });
});

describe('guessing a password', () => {
  it('answers alike for a name nobody has', async () => {
    const [known, unknown] = await Promise.all(
      ['bernard', 'nobody.here'].map((login, index) =>
        typePassword(new Browser(home, `198.51.100.1${index}`), login, 'wrong wrong wrong'),
      ),
    );
    const withoutIds = ({ html }: Answer = {} as Answer): string => html.replace(/sign-in\/[\w-]+/g, '');
    expect(withoutIds(known)).toBe(withoutIds(unknown));
    expect([known?.status, unknown?.status]).toEqual([422, 422]);
  });

  it('waits longer and longer at one address, and stops nobody at another', async () => {
    const { browser } = await signedIn('emile', '203.0.113.5');
    const attacker = new Browser(home, '203.0.113.66');
    const page = await attacker.open('/auth/login');
    // All at once: guesses count before they are checked.
    const guesses = await Promise.all(
      Array.from({ length: 20 }, (_, guess) =>
        attacker.submit(page, '/password', { login: 'emile', password: `guess ${guess}` }),
      ),
    );
    expect(guesses.filter(({ status }) => status === 422)).toHaveLength(5);
    const refused = guesses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(15);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);

    expect(await isIn(browser)).toBe(true);
    const elsewhere = new Browser(home, '203.0.113.7');
    await typePassword(elsewhere, 'emile', own);
    expect(await isIn(elsewhere)).toBe(true);
  });

  it('is not helped by an address one makes up oneself', async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 6; guess++) {
      const forger = new Browser(home, `192.0.2.${guess}, 203.0.113.99`);
      statuses.push((await typePassword(forger, 'bernard', `guess ${guess}`)).status);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });
});

describe('G-36: a session', () => {
  it('is a cookie for this host that no script sees, and no token ever reaches a page', async () => {
    const { browser } = await signedIn('fabien', '198.51.100.20');
    const attributes = browser.jar.get('__Host-dotation')?.attributes.split('; ').sort();
    expect(attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
    const page = await browser.open('/');
    expect(page.html).not.toContain(browser.cookie('__Host-dotation'));
    expect(page.html).not.toMatch(/eyJ[\w-]+\./);
    expect(await (await session(browser)).text()).not.toMatch(/eyJ[\w-]+\./);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('cannot be brought along: a new secret at every sign-in, and the old one is worth nothing', async () => {
    const { browser } = await signedIn('gaston', '198.51.100.21');
    const before = browser.cookie('__Host-dotation') ?? '';
    await typePassword(browser, 'gaston', own);
    expect(browser.cookie('__Host-dotation')).not.toBe(before);
    const thief = new Browser(home);
    expect((await session(thief, { cookie: `__Host-dotation=${before}` })).status).toBe(401);

    // A cookie planted before sign-in is not the one that is signed in.
    const planted = Buffer.alloc(32, 1).toString('base64url');
    browser.jar.set('__Host-dotation', { value: planted, path: '/', attributes: '' });
    await typePassword(browser, 'gaston', own);
    expect((await session(thief, { cookie: `__Host-dotation=${planted}` })).status).toBe(401);
    expect(await isIn(browser)).toBe(true);
  });

  it('writes nothing for a page of somebody else', async () => {
    const { browser, personId } = await signedIn('hortense', '198.51.100.22');
    const mine = (await me(browser)).session;
    const path = `/gateway/sessions/${mine?.id}/ending`;
    const refused = async (headers: Record<string, string>) => {
      const { status, body } = await write(browser, path, {}, headers);
      return [status, body['code']];
    };
    const forged = [403, 'request-forged'];
    expect(await refused({ 'x-csrf-token': '' })).toEqual(forged);
    expect(await refused({ 'x-csrf-token': Buffer.alloc(32).toString('base64url') })).toEqual(forged);
    expect(await refused({ origin: 'null' })).toEqual(forged);
    expect(await refused({ origin: 'https://evil.example' })).toEqual(forged);
    expect(await refused({ 'sec-fetch-site': 'cross-site' })).toEqual(forged);
    expect(await refused({ 'sec-fetch-site': 'same-site' })).toEqual(forged);
    // Through the proxy to a service as well: it is the gateway that refuses.
    const account = await write(browser, '/identity/accounts', { personId, login: 'x' }, { origin: 'null' });
    expect([account.status, account.body['code']]).toEqual(forged);

    // No Origin and no Sec-Fetch-Site at all.
    const silent = await browser.request(`/api${path}`, {
      method: 'POST',
      headers: { accept: 'application/json', 'x-csrf-token': mine?.csrfToken ?? '' },
    });
    expect(silent.status).toBe(403);
    // Nor does a foreign page sign anybody out.
    const foreign = await browser.post('/auth/logout', { csrf: mine?.csrfToken ?? '' }, 'https://evil.example');
    expect(foreign.status).toBe(403);
    expect(await isIn(browser)).toBe(true);
  });

  it('ends here, in another browser, and everywhere', async () => {
    const { browser } = await signedIn('irene', '198.51.100.23');
    const second = new Browser(home, '198.51.100.24');
    await typePassword(second, 'irene', own);
    const list = (await (await browser.request('/api/gateway/sessions', { headers: {} })).json()) as {
      items: { id: string }[];
    };
    expect(list.items).toHaveLength(2);
    const other = (await me(second)).session?.id;
    expect(await write(browser, `/gateway/sessions/${other}/ending`)).toMatchObject({
      status: 201,
      body: { id: other },
    });
    expect(await isIn(second)).toBe(false);
    expect(await isIn(browser)).toBe(true);
    // Somebody else's session is none of hers.
    const foreign = (await me(administrator)).session?.id;
    expect(await write(browser, `/gateway/sessions/${foreign}/ending`)).toMatchObject({ status: 404 });

    await typePassword(second, 'irene', own);
    const cookie = browser.cookie('__Host-dotation') ?? '';
    const leaving = await browser.submit(await browser.open('/'), '/auth/logout-everywhere');
    expect(title(leaving)).toBe('Déconnexion');
    await browser.submit(leaving, '/session/end/confirm', { logout: 'yes' });
    expect(browser.cookie('identity')).toBeUndefined();
    expect(await isIn(browser)).toBe(false);
    expect(await isIn(second)).toBe(false);
    expect((await session(new Browser(home), { cookie: `__Host-dotation=${cookie}` })).status).toBe(401);
  });

  it('is seen and ended by an administrator, who needs a second factor for it and leaves an access record', async () => {
    const { browser, personId } = await signedIn('nadine', '198.51.100.33');
    const second = new Browser(home, '198.51.100.34');
    await typePassword(second, 'nadine', own);
    const list = `/api/gateway/people/sessions?personId=${personId}&live=true`;
    const seen = async (by: Browser): Promise<Answered> => {
      const answer = await by.request(list, { headers: { accept: 'application/json' } });
      return { status: answer.status, ...((await answer.json()) as Omit<Answered, 'status'>) };
    };
    expect((await seen(browser)).status).toBe(403);
    const found = (await seen(administrator)).items;
    expect(found.map(({ address }) => address)).toEqual(['198.51.100.34', '198.51.100.33']);

    const [{ id }] = found as [{ id: string }];
    const ending = `/gateway/people/sessions/${id}/ending`;
    expect(await write(browser, ending)).toMatchObject({ status: 403 });
    const by = (await me(administrator)).personId;
    const ended = { personId, endedBecause: 'by an administrator', endedBy: by };
    expect(await write(administrator, ending)).toMatchObject({ status: 201, body: ended });
    expect([await isIn(second), await isIn(browser)]).toEqual([false, true]);
    const everywhere = `/gateway/people/${personId}/sessions/ending`;
    expect(await write(administrator, everywhere)).toMatchObject({ status: 201, body: { ended: 1 } });
    expect(await isIn(browser)).toBe(false);
    expect(await write(administrator, `/gateway/people/sessions/${newId()}/ending`)).toMatchObject({ status: 404 });
    expect(await recordedReads('GET /api/gateway/people/sessions')).toContainEqual({
      ...{ reader: by, kind: 'PERSONAL_DATA', rows: 2 },
      filter: { live: 'true', personId },
    });
  });

  it('makes a token for a machine of its person, which does nothing that needs a second factor', async () => {
    const { browser, personId } = await signedIn('pauline', '198.51.100.36');
    const expiresAt = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const wanted = { label: 'Script', scopes: ['read', 'write'], expiresAt: expiresAt(30) };
    expect(await write(browser, '/gateway/own-tokens', wanted)).toMatchObject({ body: { code: 'step-up-required' } });
    const late = await write(administrator, '/gateway/own-tokens', { ...wanted, expiresAt: expiresAt(91) });
    expect(late).toMatchObject({ status: 422, body: { code: 'expiry-out-of-range' } });
    const made = await write(administrator, '/gateway/own-tokens', wanted);
    const by = (await me(administrator)).personId;
    expect(made).toMatchObject({ status: 201, body: { personId: by, createdBy: by, personal: true } });

    const asMachine = async (path: string, body?: object) => {
      const answer = await fetch(`${home}/api${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${String(made.body['token'])}`,
          ...(body && { 'content-type': 'application/json', 'idempotency-key': newId() }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    expect(await asMachine('/identity/accounts')).toMatchObject({ status: 200 });
    expect(await asMachine('/gateway/session')).toMatchObject({ body: { personId: by, session: null } });
    for (const [path, body] of [
      ['/identity/accounts', { personId: newId(), login: 'nobody' }],
      [`/directory/people/${personId}/roles`, { role: 'AUDITOR' }],
      ['/gateway/tokens', { ...wanted, personId }],
      ['/gateway/own-tokens', wanted],
    ] as const) {
      expect(await asMachine(path, body)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    const id = String(made.body['id']);
    expect(await write(browser, `/gateway/own-tokens/${id}/revocation`)).toMatchObject({ status: 404 });
    expect(await write(administrator, `/gateway/own-tokens/${id}/revocation`)).toMatchObject({ status: 201 });
    expect(await asMachine('/gateway/session')).toMatchObject({ status: 401 });
  });

  it('leaves a trace that administrators read: who signed in, failed or was locked out, when and from where', async () => {
    const { personId } = await signedIn('olga', '198.51.100.35');
    const attacker = new Browser(home, '203.0.113.77');
    for (let guess = 0; guess < 5; guess++) await typePassword(attacker, 'olga', `guess ${guess}`);
    const path = `/api/gateway/account-events?personId=${personId}`;
    const read = async (more = ''): Promise<Answered> => {
      const answer = await administrator.request(`${path}${more}`, { headers: { accept: 'application/json' } });
      return { status: answer.status, ...((await answer.json()) as Omit<Answered, 'status'>) };
    };
    const events = (await read()).items;
    expect(events.map(({ what }) => what)).toEqual([
      ...['locked-out', ...Array.from({ length: 5 }, () => 'sign-in-refused')],
      ...['signed-in', 'password-changed', 'created'],
    ]);
    expect(events[0]).toMatchObject({
      personId,
      login: 'olga',
      address: '203.0.113.77',
      at: expect.stringMatching(/^20/),
    });
    const by = (await me(administrator)).personId;
    expect(events.at(-1)).toMatchObject({ what: 'created', byPersonId: by, address: null });
    const first = await read('&limit=2&what=sign-in-refused');
    const next = await read(`&limit=2&what=sign-in-refused&after=${first.next}`);
    expect([first.items.length, next.items.length]).toEqual([2, 2]);
    expect((await read('&after=x')).status).toBe(422);
    expect(await recordedReads('GET /api/gateway/account-events')).toContainEqual({
      ...{ reader: by, kind: 'PERSONAL_DATA', rows: 9 },
      filter: { personId },
    });
  });

  it('is not begun twice with one answer of the provider, nor in another browser, nor with another nonce', async () => {
    const { browser } = await signedIn('jerome', '198.51.100.25');
    const callback = async (mine: Browser): Promise<string> => {
      // Signs in up to the last redirect, which is not followed.
      const page = await mine.open('/auth/login');
      const body = new URLSearchParams({ login: 'jerome', password: own }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: home };
      const typed = await mine.request(`${page.url}/password`, { method: 'POST', headers, body });
      const resumed = await mine.request(typed.headers.get('location') ?? '', { headers: {} });
      return resumed.headers.get('location') ?? '';
    };
    const victim = new Browser(home, '198.51.100.26');
    const url = await callback(victim);
    expect(url).toContain('/auth/callback?code=');
    // Somebody else's answer in this browser: sign-in by force.
    const before = browser.cookie('__Host-dotation');
    expect((await browser.open(url)).status).toBe(400);
    expect(browser.cookie('__Host-dotation')).toBe(before);
    const kept = new Map(victim.jar);
    expect((await victim.open(url)).status).toBe(200);
    expect(await isIn(victim)).toBe(true);
    // Again, with every cookie of the first time.
    const replay = new Browser(home);
    for (const [name, cookie] of kept) replay.jar.set(name, cookie);
    expect((await replay.open(url)).status).toBe(400);
    expect(await isIn(replay)).toBe(false);

    // The code of one sign-in with the state, and so the nonce and verifier, of another.
    const mixed = new Browser(home, '198.51.100.27');
    const [one, other] = [new URL(await callback(mixed)), new URL(await callback(mixed))];
    other.searchParams.set('code', one.searchParams.get('code') ?? '');
    expect((await mixed.open(other.href)).status).toBe(400);
    const unknown = new URL(one);
    unknown.searchParams.set('state', 'made-up');
    expect((await mixed.open(unknown.href)).status).toBe(400);
    expect(await isIn(mixed)).toBe(false);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil.example'])(
    'never sends a browser on to %s',
    async (returnTo) => {
      await typePassword(administrator, 'bernard', 'x', `/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
      const browser = new Browser(home, '198.51.100.28');
      const ask = await typePassword(browser, 'aline', own, `/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
      const left = recovery.pop() ?? '';
      const done = await browser.submit(ask, '/code', { code: left });
      expect(done.url).toBe(`${home}/`);
      expect(browser.trail.every((url) => url.startsWith(`${home}/`))).toBe(true);
    },
  );

  it('ends within five seconds of its account being disabled, reset, or its person leaving', async () => {
    for (const [login, address, path] of [
      ['karim', '198.51.100.30', 'disabling'],
      ['louise', '198.51.100.31', 'reset'],
    ] as const) {
      const { browser, personId } = await signedIn(login, address);
      expect(await write(administrator, `/identity/accounts/${personId}/${path}`)).toMatchObject({ status: 201 });
      await pause(5_000);
      expect((await session(browser)).status).toBe(401);
      expect((await typePassword(new Browser(home, address), login, own)).status).toBe(422);
    }
  }, 30_000);

  it('is none for a password of an account whose person directory does not know', async () => {
    const made = await write(administrator, '/identity/accounts', { personId: newId(), login: 'ghost' });
    const browser = new Browser(home, '198.51.100.32');
    const change = await typePassword(browser, 'ghost', String(made.body['firstPassword']));
    const refused = await browser.submit(change, '/new-password', { password: own, again: own });
    expect(refused).toMatchObject({ status: 401 });
    expect(await isIn(browser)).toBe(false);
  });
});
