import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { gatewayRole, uuidv7 } from '@dotation/service';
import { testApp } from '../../../../test/support/app.ts';
import type { TestApp, TestPerson } from '../../../../test/support/app.ts';
import { withClient } from '../../../../tools/stack/databases.ts';
import { Attempts } from '../attempts/attempts.service.js';
import { Housekeeping } from '../housekeeping.service.js';
import { identity } from '../identity.module.js';

const environment = (changes: Record<string, string> = {}): Record<string, string> => ({
  ISSUER: 'https://dotation.example/identity',
  GATEWAY_URL: 'https://dotation.example',
  GATEWAY_CLIENT_SECRET: randomBytes(32).toString('base64url'),
  ID_TOKEN_KEY: JSON.stringify({
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    kid: 'test',
  }),
  COOKIE_KEY: randomBytes(32).toString('base64'),
  CREDENTIAL_KEY: randomBytes(32).toString('base64'),
  ...changes,
});

let app: TestApp;
let administrator: TestPerson;
let gateway: TestPerson;

beforeAll(async () => {
  app = await testApp({ ...identity, environment: environment() });
  administrator = await app.as({ roles: ['SYS_ADMIN'] });
  gateway = await app.as({ roles: [gatewayRole] });
});
afterAll(() => app?.close());

const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await withClient(app.database.url, (client) => client.query(sql))).rows as Record<string, unknown>[];
let many = 0;
async function anAccount() {
  const [personId, login, key] = [uuidv7(), `person-${(many += 1)}`, uuidv7()];
  const { body } = await administrator.post('/accounts', { personId, login }, key).expect(201);
  return { personId, login, key, body: body as { accountId: string; firstPassword: string } };
}

describe('an account', () => {
  it('is made by an administrator, and by nobody else', async () => {
    for (const roles of [[], ['APPROVER'], [gatewayRole]]) {
      const other = await app.as({ roles });
      await other.post('/accounts', { personId: uuidv7(), login: 'somebody' }).expect(403);
    }
    const { personId, body } = await anAccount();
    expect(body).toMatchObject({ personId, mustChange: true, disabledAt: null });
  });

  it('shows the same first password to whoever repeats the request, and keeps its hash alone', async () => {
    const { personId, login, key, body } = await anAccount();
    const again = await administrator.post('/accounts', { personId, login }, key).expect(201);
    expect(again.body).toEqual(body);
    const everything = JSON.stringify([await rows('SELECT * FROM account'), await rows('SELECT * FROM idempotency')]);
    expect(everything).not.toContain(body.firstPassword);
  });

  it('belongs to one person, and its name to one account', async () => {
    const { personId, login } = await anAccount();
    const taken = await administrator.post('/accounts', { personId: uuidv7(), login: login.toUpperCase() }).expect(409);
    expect(taken.body).toMatchObject({ code: 'login-taken' });
    const second = await administrator.post('/accounts', { personId, login: `${login}-b` }).expect(409);
    expect(second.body).toMatchObject({ code: 'account-exists' });
    const refused = await administrator.post('/accounts', { personId: uuidv7(), login: 'a b c' }).expect(422);
    expect(refused.body).toMatchObject({ code: 'login-not-valid', rows: [{ field: 'login' }] });
  });

  it('takes no password from outside, unless the installation is a demo', async () => {
    const demoPassword = 'quatre tambours verts';
    const wish = { personId: uuidv7(), login: 'demo', demoPassword };
    const refused = await administrator.post('/accounts', wish).expect(422);
    expect(refused.body).toMatchObject({ code: 'password-not-taken' });
    const demo = await testApp({ ...identity, environment: environment({ DEMO: '1' }) });
    try {
      const made = await (await demo.as({ roles: ['SYS_ADMIN'] })).post('/accounts', wish).expect(201);
      expect(made.body).toMatchObject({ mustChange: false, firstPassword: null });
    } finally {
      await demo.close();
    }
    await expect(
      testApp({ ...identity, environment: environment({ DEMO: '1', NODE_ENV: 'production' }) }),
    ).rejects.toThrow('DEMO=1');
  });

  it('is reset to another first password; its sessions end, and its second factors where that is wanted', async () => {
    const { personId, body } = await anAccount();
    const reset = await administrator.post(`/accounts/${personId}/reset`, { removeSecondFactors: true }).expect(201);
    expect(reset.body.firstPassword).toMatch(/^[a-z2-9-]{19}$/);
    expect(reset.body.firstPassword).not.toBe(body.firstPassword);
    const { body: standing } = await gateway.get(`/internal/accounts/${personId}`).expect(200);
    expect(standing).toMatchObject({ active: true });
    expect(Date.parse(standing.sessionsEndBefore)).toBeGreaterThan(Date.now() - 5_000);
    const events = await rows(`SELECT what FROM account_event WHERE account_id = '${body.accountId}' ORDER BY id`);
    expect(events.map(({ what }) => what)).toEqual(['created', 'reset', 'second-factors-removed']);
  });

  it('is disabled once, whoever repeats it, and enabled again', async () => {
    const { personId } = await anAccount();
    const { body: first } = await administrator.post(`/accounts/${personId}/disabling`).expect(201);
    const { body: second } = await administrator.post(`/accounts/${personId}/disabling`).expect(201);
    expect(first.disabledAt).toMatch(/^20/);
    expect(second.disabledAt).toBe(first.disabledAt);
    await gateway.get(`/internal/accounts/${personId}`).expect(200, /"active":false/);
    const { body: enabled } = await administrator.post(`/accounts/${personId}/enabling`).expect(201);
    expect(enabled.disabledAt).toBeNull();
    await administrator.post(`/accounts/${uuidv7()}/disabling`).expect(404);
  });

  it('is listed by name, page by page', async () => {
    await anAccount();
    const all: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await administrator.get(`/accounts?limit=2${after && `&after=${after}`}`).expect(200);
      all.push(...(body.items as { login: string }[]).map(({ login }) => login));
      after = body.next as string | null;
    }
    expect(all.length).toBeGreaterThan(3);
    expect(all).toEqual([...new Set(all)].sort());
  });

  it('says whether it lives to the gateway alone', async () => {
    const { personId } = await anAccount();
    await administrator.get(`/internal/accounts/${personId}`).expect(403);
    await administrator.post('/internal/first-account', { personId: uuidv7(), login: 'first' }).expect(403);
  });
});

describe('guesses', () => {
  const at = new Date('2027-03-01T09:00:00Z');

  it('that come all at once are counted one by one', async () => {
    const guess = { name: 'aline', address: '10.0.0.1' };
    const attempts = app.service.app.get(Attempts);
    const waits = await Promise.all(Array.from({ length: 12 }, () => attempts.begin(guess, at)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  });

  it('leave nothing of what was typed, and nothing at all after some days', async () => {
    const typed = 'a password in the wrong field';
    await app.service.app.get(Attempts).begin({ name: typed, address: '10.0.0.2' }, at);
    expect(JSON.stringify(await rows(`SELECT encode(key, 'escape') AS key FROM guess_counter`))).not.toContain(
      'password',
    );
    await app.service.app.get(Housekeeping).forgetExpired(new Date('2027-03-04T09:00:00Z'));
    expect(await rows('SELECT FROM guess_counter')).toHaveLength(0);
  });

  it('and accounts can be deleted by nobody who serves requests (CR-58)', async () => {
    for (const table of ['account', 'account_event', 'guess_counter', 'protocol_state', 'passkey']) {
      await expect(rows(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
    }
  });
});
