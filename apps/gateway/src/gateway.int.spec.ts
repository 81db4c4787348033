import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, Module, Param, Post, Put, Req } from '@nestjs/common';
import {
  Allow,
  Anyone,
  CommandOf,
  Commands,
  createService,
  dataSourceFor,
  errorsFrom,
  gatewayRole,
  LargeBody,
  principalHeader,
  ReaderOf,
  RunTimeDatabase,
  serviceTables,
  StreamBody,
  uuidv7,
} from '@dotation/service';
import type { Command, Principal, Service } from '@dotation/service';
import { Validator } from '@seriousme/openapi-schema-validator';
import { IsString, IsUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import supertest from 'supertest';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { principalKeys, testApp } from '../../../test/support/app.ts';
import type { TestApp } from '../../../test/support/app.ts';
import { gateway } from './gateway.module.js';
import { noteUse } from './tokens/tokens.queries.js';

// why: services never import each other, so directory is played here by its contract with the gateway; everything else
// on the way (library, signatures, HTTP, PostgreSQL) is real. The journeys run against the real directory.
const people = new Map<string, { active: boolean; isSystem?: boolean; roles: Principal['roles'] }>();
const directoryError = errorsFrom({
  'administrator-exists': { kind: 'conflict', title: 'There is an administrator' },
  'person-not-found': { kind: 'not-found', title: 'Nobody' },
});

class MakeFirst {
  @IsUUID() personId!: string;
  @IsString() displayName!: string;
}

@Controller('internal')
class DirectoryStandIn {
  constructor(private readonly commands: Commands) {}

  @Get('principals/:personId')
  @Allow(gatewayRole)
  find(@Param('personId') personId: string): object {
    const person = people.get(personId);
    if (!person) throw directoryError('person-not-found');
    return { personId, ...person };
  }

  @Post('first-administrator')
  @Allow(gatewayRole)
  make(@CommandOf() command: Command, @Body() { personId }: MakeFirst): Promise<object> {
    return this.commands.run(command, async () => {
      const taken = [...people.values()].some(({ roles }) => roles.some(({ role }) => role === 'SYS_ADMIN'));
      if (taken) throw directoryError('administrator-exists');
      people.set(personId, { active: true, roles: [{ role: 'SYS_ADMIN' }] });
      return { personId };
    });
  }
}

class Note {
  @IsString() text!: string;
}

/** Some service behind the gateway that tells what reached it. */
@Controller()
class EchoController {
  @Get('whoami')
  whoami(@ReaderOf() principal: Principal, @Headers() headers: Record<string, string>, @Req() request: FastifyRequest) {
    return { principal, headers, url: request.url };
  }

  @Post('notes')
  @Anyone()
  note(@CommandOf() command: Command, @Body() { text }: Note) {
    return { key: command.key, length: text.length };
  }

  @Post('notes/:id/receipts')
  @Anyone()
  @LargeBody()
  receipt(@CommandOf() command: Command, @Body() { text }: Note) {
    return { key: command.key, length: text.length };
  }

  @Put('files/:sha256')
  @Anyone()
  @StreamBody(20 * 1024 * 1024)
  async file(@Body() body: Readable, @Param('sha256') sha256: string) {
    const hash = createHash('sha256');
    for await (const chunk of body) hash.update(chunk as Buffer);
    return { same: hash.digest('hex') === sha256 };
  }
}

class CreateTables1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of serviceTables) await runner.query(sql);
  }
  async down(): Promise<void> {}
}

@Module({ controllers: [DirectoryStandIn, EchoController] })
class DirectoryModule {}
@Module({ controllers: [EchoController] })
class EchoModule {}

const tables = (service: string) => (url: string) =>
  dataSourceFor(url, { service, entities: [], migrations: [CreateTables1700000000000] });

const bootstrapToken = 'dot_bootstrap';
const administrator = uuidv7();

describe('the gateway', () => {
  let directory: TestApp;
  let assets: TestApp;
  let app: TestApp;
  let adminToken: string;
  let slow: { url: string; end(): void };

  const environment = async (changes: Record<string, string> = {}) => ({
    PRINCIPAL_PRIVATE_KEY: (await principalKeys()).privateKey,
    SERVICE_URLS: JSON.stringify({
      directory: directory.url,
      assets: assets.url,
      handover: slow.url,
      audit: 'http://127.0.0.1:9',
    }),
    BOOTSTRAP_TOKEN_SHA256: createHash('sha256').update(bootstrapToken).digest('hex'),
    UPSTREAM_TIMEOUT_MS: '300',
    ...changes,
  });

  const call = (token: string | undefined, url = app.url) => {
    const set = <T extends supertest.Test>(test: T, key?: string): T => {
      if (token !== undefined) test.set('authorization', `Bearer ${token}`);
      if (key !== undefined) test.set('idempotency-key', key);
      return test;
    };
    return {
      get: (path: string) => set(supertest(url).get(path)),
      post: (path: string, body?: object, key = uuidv7()) => set(supertest(url).post(path), key).send(body),
    };
  };

  /** A second gateway process on the same database. */
  async function another(changes: Record<string, string> = {}): Promise<{ service: Service; url: string }> {
    const service = await createService(gateway, {
      PORT: '0',
      DATABASE_URL: app.database.url,
      PRINCIPAL_PUBLIC_KEY: (await principalKeys()).publicKey,
      LOG_LEVEL: 'silent',
      ...(await environment(changes)),
    });
    return { service, url: await service.listen() };
  }

  async function tokenFor(roles: Principal['roles'], scopes = ['read', 'write'], expiresAt = inAnHour()) {
    const personId = uuidv7();
    people.set(personId, { active: true, isSystem: true, roles });
    const { body } = await call(adminToken)
      .post('/api/gateway/tokens', { personId, label: 'test', scopes, expiresAt })
      .expect(201);
    return { personId, id: body.id as string, token: body.token as string };
  }

  beforeAll(async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    slow = {
      url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      end: () => (silent.closeAllConnections(), silent.close()),
    };
    directory = await testApp({
      name: 'directory',
      module: DirectoryModule,
      dataSource: tables('directory'),
      messaging: false,
    });
    assets = await testApp({ name: 'assets', module: EchoModule, dataSource: tables('assets'), messaging: false });
    app = await testApp({ ...gateway, environment: await environment() });
  });
  afterAll(async () => {
    for (const one of [app, assets, directory]) await one?.close();
    slow?.end();
  });

  describe('makes the first administrator', () => {
    const first = { personId: administrator, displayName: 'Aline Exemple' };
    const path = '/api/gateway/first-administrator';
    const key = uuidv7();

    it('with the bootstrap token only', async () => {
      await call('dot_guess').post(path, first).expect(401);
      await call(undefined).post(path, first).expect(401);
      await call(bootstrapToken).get('/api/gateway/tokens').expect(401);
    });

    it('and lets it load reference data as a data steward meanwhile, nothing else', async () => {
      const { body } = await call(bootstrapToken).get('/api/directory/whoami').expect(200);
      const itself = { personId: '00000000-0000-7000-8000-000000000000', roles: [{ role: 'DATA_STEWARD' }] };
      expect((body as { principal: Principal }).principal).toMatchObject(itself);
      await call(bootstrapToken).get('/api/assets/whoami').expect(401);
    });

    it('and gives the same token again to who repeats', async () => {
      const one = await call(bootstrapToken).post(path, first, key).expect(201);
      const two = await call(bootstrapToken).post(path, first, key).expect(201);
      expect(two.body).toEqual(one.body);
      adminToken = two.body.token as string;
      expect(adminToken).toMatch(/^dot_/);
    });

    it('and a new token to who lost the first answer with its key, taking the old one back', async () => {
      const { body } = await call(bootstrapToken).post(path, first).expect(201);
      await call(adminToken).get('/api/gateway/tokens').expect(401);
      adminToken = body.token as string;
    });

    it('and never a second one, whoever asks', async () => {
      const other = await call(bootstrapToken).post(path, { personId: uuidv7(), displayName: 'Other' });
      expect([other.status, other.body.code]).toEqual([409, 'bootstrap-used']);
    });

    it('and nothing more once its token was used', async () => {
      await call(adminToken).get('/api/gateway/tokens').expect(200);
      const late = await call(bootstrapToken).post(path, first, key);
      expect([late.status, late.body.code]).toEqual([409, 'bootstrap-used']);
      await call(bootstrapToken).get('/api/directory/whoami').expect(401);
    });
  });

  it('shows a token once, stores its hash only, and repeats it until it is used', async () => {
    const personId = uuidv7();
    people.set(personId, { active: true, isSystem: true, roles: [] });
    const key = uuidv7();
    const wanted = { personId, label: 'Scanner', scopes: ['assets:read'], expiresAt: inAnHour() };
    const first = await call(adminToken).post('/api/gateway/tokens', wanted, key).expect(201);
    const again = await call(adminToken).post('/api/gateway/tokens', wanted, key).expect(201);
    expect(again.body).toEqual(first.body);
    await call(first.body.token as string)
      .get('/api/assets/whoami')
      .expect(200);
    const late = await call(adminToken).post('/api/gateway/tokens', wanted, key).expect(201);
    expect(late.body.token).toBeNull();
    const list = await call(adminToken).get(`/api/gateway/tokens?personId=${personId}`).expect(200);
    expect(list.body.items).toMatchObject([{ id: key, label: 'Scanner', scopes: ['assets:read'], revokedAt: null }]);
    const secret = (first.body.token as string).split('_').slice(2).join('_');
    expect(await everythingIn(app)).not.toContain(secret);
  });

  it('changes the secret of a token over: the new one works at once everywhere, the old one as long as was said', async () => {
    const other = await another();
    const { id, token } = await tokenFor([]);
    for (const url of [app.url, other.url]) await call(token, url).get('/api/assets/whoami').expect(200);
    const rotation = (overlapHours: number, key = uuidv7()) =>
      call(adminToken).post(`/api/gateway/tokens/${id}/secret`, { overlapHours }, key).expect(201);
    const key = uuidv7();
    const { body: first } = await rotation(1, key);
    expect((await rotation(1, key)).body).toEqual(first);
    expect(Date.parse(first.previousUntil)).toBeGreaterThan(Date.now() + 3_500_000);
    expect(first.token.slice(0, 37)).toBe(token.slice(0, 37));
    // The other gateway looked the token up less than five seconds ago.
    for (const url of [app.url, other.url]) {
      for (const one of [first.token, token]) await call(one, url).get('/api/assets/whoami').expect(200);
    }
    expect((await rotation(1, key)).body.token).toBeNull();

    const { body: second } = await rotation(0);
    await call(second.token).get('/api/assets/whoami').expect(200);
    for (const old of [token, first.token]) await call(old).get('/api/assets/whoami').expect(401);
    await other.service.close();
    await call(adminToken).post(`/api/gateway/tokens/${id}/revocation`).expect(201);
    const late = await call(adminToken).post(`/api/gateway/tokens/${id}/secret`, { overlapHours: 1 });
    expect([late.status, late.body.code]).toEqual([409, 'token-over']);
    await call(adminToken).post(`/api/gateway/tokens/${uuidv7()}/secret`, { overlapHours: 1 }).expect(404);
    await call(adminToken).post(`/api/gateway/tokens/${id}/secret`, { overlapHours: 169 }).expect(422);
  });

  it('takes a token from the networks it was issued for only, by what our own proxies say', async () => {
    const proxied = await another({ TRUSTED_PROXIES: '1' });
    const personId = uuidv7();
    people.set(personId, { active: true, isSystem: true, roles: [] });
    const wanted = { personId, label: 'ERP', scopes: ['read'], expiresAt: inAnHour() };
    const networks = ['192.0.2.0/24', '2001:db8::/32'];
    const { body } = await call(adminToken)
      .post('/api/gateway/tokens', { ...wanted, allowedNetworks: networks })
      .expect(201);
    expect(body.allowedNetworks).toEqual(networks);
    const from = async (forwarded: string, url = proxied.url) =>
      (
        await call(body.token as string, url)
          .get('/api/assets/whoami')
          .set('x-forwarded-for', forwarded)
      ).status;
    expect(await from('192.0.2.9')).toBe(200);
    expect(await from('2001:db8::7')).toBe(200);
    expect(await from('::ffff:192.0.2.9')).toBe(200);
    expect(await from('192.0.3.9')).toBe(403);
    // What stands further left anybody may have written; and without a proxy of ours nobody says anything.
    expect(await from('192.0.2.9, 198.51.100.1')).toBe(403);
    expect(await from('192.0.2.9', app.url)).toBe(403);
    const elsewhere = await call(body.token as string).get('/api/assets/whoami');
    expect(elsewhere.body).toMatchObject({ code: 'token-elsewhere', detail: 'You are at 127.0.0.1.' });
    const odd = await call(adminToken).post('/api/gateway/tokens', { ...wanted, allowedNetworks: ['192.0.2.9/24'] });
    expect([odd.status, odd.body.rows[0].field]).toEqual([422, 'allowedNetworks']);
    await proxied.service.close();
  });

  it('notes about when a token was last used, once an hour, and lists those that stop soon', async () => {
    const { id, token, personId } = await tokenFor([]);
    const shown = async (more = '') =>
      (await call(adminToken).get(`/api/gateway/tokens?personId=${personId}${more}`)).body.items as {
        id: string;
        lastUsedAt: string | null;
      }[];
    expect(await shown()).toMatchObject([{ id, lastUsedAt: null }]);
    await call(token).get('/api/assets/whoami').expect(200);
    await until(async () => (await shown())[0]?.lastUsedAt !== null);
    const [first] = await shown();
    const { manager } = await app.service.app.get(RunTimeDatabase).ready();
    const noted = async (minutesLater: number) => {
      await noteUse(manager, id, new Date(Date.parse(first!.lastUsedAt!) + minutesLater * 60_000));
      return Date.parse((await shown())[0]!.lastUsedAt!) - Date.parse(first!.lastUsedAt!);
    };
    expect([await noted(59), await noted(60)]).toEqual([0, 3_600_000]);

    const inTwoHours = encodeURIComponent(new Date(Date.now() + 7_200_000).toISOString());
    expect(await shown(`&expiringBefore=${inTwoHours}`)).toMatchObject([{ id }]);
    expect(await shown(`&expiringBefore=${encodeURIComponent(new Date().toISOString())}`)).toEqual([]);
    await call(adminToken).post(`/api/gateway/tokens/${id}/revocation`).expect(201);
    expect(await shown(`&expiringBefore=${inTwoHours}`)).toEqual([]);
    await call(adminToken).get('/api/gateway/tokens?expiringBefore=tomorrow').expect(422);
  });

  it('issues tokens for administrators only, and only for people directory knows', async () => {
    const { token } = await tokenFor([{ role: 'STORE_KEEPER' }]);
    const wanted = { personId: uuidv7(), label: 'x', scopes: ['read'], expiresAt: inAnHour() };
    await call(token).post('/api/gateway/tokens', wanted).expect(403);
    const unknown = await call(adminToken).post('/api/gateway/tokens', wanted).expect(422);
    expect(unknown.body.code).toBe('person-unknown');
    const odd = { ...wanted, personId: administrator, scopes: ['admin'] };
    const refused = await call(adminToken).post('/api/gateway/tokens', odd).expect(422);
    expect(refused.body.rows[0].field).toBe('scopes');
  });

  it('CR-60 gives an administrator no token, old or new, that acts for a person', async () => {
    const personId = uuidv7();
    people.set(personId, { active: true, roles: [{ role: 'APPROVER' }] });
    const wanted = { personId, label: 'x', scopes: ['read', 'write'], expiresAt: inAnHour() };
    const refused = await call(adminToken).post('/api/gateway/tokens', wanted).expect(403);
    expect(refused.body.code).toBe('token-of-person');
    // What a system held before it was said to be a person, or a person's own: no new secret either.
    const { id, personId: other } = await tokenFor([{ role: 'STOREKEEPER' }]);
    people.set(other, { active: true, roles: [] });
    const rotated = await call(adminToken).post(`/api/gateway/tokens/${id}/secret`, { overlapHours: 1 }).expect(403);
    expect(rotated.body.code).toBe('token-of-person');
  });

  it('tells the service who is calling, whatever the caller says about that himself', async () => {
    const orgUnitId = uuidv7();
    const { token, personId, id } = await tokenFor([{ role: 'UNIT_HEAD', orgUnitId }, { role: gatewayRole }]);
    const { body, headers } = await call(token)
      .get('/api/assets/whoami?q=1&q=2')
      .set(principalHeader, 'forged')
      .set('cookie', 'a=b')
      .set('x-request-id', 'from-the-client')
      .expect(200);
    expect(body.principal).toEqual({
      personId,
      tokenId: id,
      scopes: ['read', 'write'],
      roles: [{ role: 'UNIT_HEAD', orgUnitId }],
    });
    expect(body.url).toBe('/whoami?q=1&q=2');
    expect(body.headers).toMatchObject({ 'x-request-id': 'from-the-client' });
    for (const name of ['authorization', 'cookie']) expect(body.headers).not.toHaveProperty(name);
    expect(headers).toMatchObject({ 'x-request-id': 'from-the-client', 'x-content-type-options': 'nosniff' });
    const direct = await fetch(`${assets.url}/whoami`, { headers: { [principalHeader]: 'forged' } });
    expect(direct.status).toBe(401);
  });

  it('cannot be told to drop the principal by a Connection header', async () => {
    const { token, personId } = await tokenFor([]);
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, connection: `close, ${principalHeader}` };
      httpRequest(`${app.url}/api/assets/whoami`, { headers }, (response) => {
        response.setEncoding('utf8').on('data', (text: string) => resolve(text));
      })
        .on('error', reject)
        .end();
    });
    expect((JSON.parse(answer) as { principal: Principal }).principal.personId).toBe(personId);
  });

  it('forwards commands with their key, and keeps scopes and roles', async () => {
    const { token } = await tokenFor([], ['assets:read']);
    await call(token).get('/api/assets/whoami').expect(200);
    await call(token).post('/api/assets/notes', { text: 'x' }).expect(403);
    const writer = await tokenFor([]);
    const key = uuidv7();
    const { body } = await call(writer.token).post('/api/assets/notes', { text: 'été' }, key).expect(201);
    expect(body).toEqual({ key, length: 3 });
  });

  it.each(['nothing', 'dot_', 'dot_00000000000070008000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])(
    'refuses the token %s',
    async (token) => {
      const { status, body, headers } = await call(token).get('/api/assets/whoami');
      expect([status, body.code]).toEqual([401, 'token-invalid']);
      expect(headers['content-type']).toContain('application/problem+json');
    },
  );

  it('refuses another secret under a known id, and a token whose time is over', async () => {
    const { token } = await tokenFor([], ['read'], new Date(Date.now() + 400).toISOString());
    const forged = `${token.slice(0, 37)}${randomBytes(32).toString('base64url')}`;
    await call(forged).get('/api/assets/whoami').expect(401);
    await until(async () => (await call(token).get('/api/assets/whoami')).status === 401);
  });

  it('stops a revoked token within five seconds in every gateway', async () => {
    const other = await another();
    const { id, token } = await tokenFor([]);
    await call(token).get('/api/assets/whoami').expect(200);
    await call(token, other.url).get('/api/assets/whoami').expect(200);
    const start = Date.now();
    await call(adminToken).post(`/api/gateway/tokens/${id}/revocation`).expect(201);
    await call(token).get('/api/assets/whoami').expect(401);
    await until(async () => (await call(token, other.url).get('/api/assets/whoami')).status === 401);
    expect(Date.now() - start).toBeLessThan(5_000);
    await other.service.close();
  });

  it('follows a changed role and a dismissed person within five seconds', async () => {
    const { token, personId } = await tokenFor([{ role: 'CLERK' }]);
    const roles = async () => (await call(token).get('/api/assets/whoami')).body.principal?.roles as object[];
    expect(await roles()).toEqual([{ role: 'CLERK' }]);
    const start = Date.now();
    people.set(personId, { active: true, isSystem: true, roles: [] });
    await until(async () => (await roles()).length === 0);
    people.set(personId, { active: false, roles: [] });
    await until(async () => (await call(token).get('/api/assets/whoami')).status === 401);
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  it('keeps what services say to each other closed', async () => {
    const { token } = await tokenFor([]);
    for (const path of ['internal/principals/x', '%69nternal/x', 'metrics', 'readyz']) {
      const { status, body } = await call(token).get(`/api/directory/${path}`);
      expect([path, status, body.code]).toEqual([path, 404, 'route-not-found']);
    }
    // As bytes on the wire: every client library would resolve the dots first.
    const dotted = [
      './metrics',
      '%2e/metrics',
      './internal/principals/x',
      '.%2Fmetrics',
      '/metrics',
      '/internal/x',
      '%2E%2e/directory/metrics',
    ];
    for (const path of dotted) {
      const answer = await raw(app.url, `GET /api/directory/${path} HTTP/1.1\r\nauthorization: Bearer ${token}`);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'route-not-found']);
    }
    await call(token).get('/api/nobody/x').expect(404);
  });

  it.each([
    ['GET http://elsewhere.example/api/assets/whoami HTTP/1.1', 400, 'malformed-request'],
    ['GET http://elsewhere.example/ HTTP/1.1', 400, 'malformed-request'],
    ['GET /api/gateway/tokens/% HTTP/1.1', 400, 'malformed-request'],
    ['GET /api/assets/devices/%ff HTTP/1.1', 400, 'malformed-request'],
    [`GET /api/gateway/tokens/${'x'.repeat(400)}/revocation HTTP/1.1`, 404, 'route-not-found'],
    [`POST /api/gateway/tokens/${'x'.repeat(400)}/revocation HTTP/1.1\r\ncontent-length: 0`, 414, 'address-too-long'],
    [`GET /${'x'.repeat(20_000)} HTTP/1.1`, 431, 'headers-too-large'],
    ['NONSENSE', 400, 'malformed-request'],
  ])('answers %.60s with a problem', async (head, status, code) => {
    const answer = await raw(app.url, head);
    expect([answer.status, answer.body.code, answer.type]).toMatchObject([
      status,
      code,
      expect.stringContaining('application/problem+json'),
    ]);
  });

  it('lets each route take as much as its service says', async () => {
    const { token } = await tokenFor([]);
    const big = { text: 'x'.repeat(300_000) };
    const refused = await call(token).post('/api/assets/notes', big);
    expect([refused.status, refused.body.code]).toEqual([413, 'too-large']);
    await call(token).post('/api/assets/notes/1/receipts', big).expect(201);
    const bytes = randomBytes(15_000_000);
    const file = await supertest(app.url)
      .put(`/api/assets/files/${createHash('sha256').update(bytes).digest('hex')}`)
      .set({ authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', 'idempotency-key': uuidv7() })
      .send(bytes);
    expect(file.body).toEqual({ same: true });
  });

  it('says that a service is away, and that it is slow', async () => {
    const { token } = await tokenFor([]);
    const away = await call(token).get('/api/audit/devices');
    expect([away.status, away.body.code, away.headers['retry-after']]).toEqual([503, 'service-unavailable', '1']);
    const late = await call(token).post('/api/handover/x', {});
    expect([late.status, late.body.code]).toEqual([504, 'service-late']);
  });

  it('cannot say who a person is without directory', async () => {
    const { token } = await tokenFor([]);
    const lost = await another({
      SERVICE_URLS: JSON.stringify({ directory: 'http://127.0.0.1:9', assets: assets.url }),
    });
    const { status, body } = await call(token, lost.url).get('/api/assets/whoami');
    expect([status, body.code]).toEqual([503, 'service-unavailable']);
    await lost.service.close();
  });

  it('slows down who asks too often, and nobody else', async () => {
    const strict = await another({ RATE_LIMIT_PER_SECOND: '1' });
    const { token } = await tokenFor([]);
    const other = await tokenFor([]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(token, strict.url).get('/api/assets/whoami')),
    );
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(9);
    await call(other.token, strict.url).get('/api/assets/whoami').expect(200);
    await strict.service.close();
  });

  it('shows one OpenAPI 3.1 document of all services, valid, with the same keys each time', async () => {
    const page = await call(undefined).get('/api/openapi.json').expect(200);
    const { valid, errors } = await new Validator().validate(page.body as Record<string, unknown>);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(Object.keys(page.body.paths as object)).toEqual(
      expect.arrayContaining(['/api/gateway/tokens', '/api/assets/notes', '/api/assets/files/{sha256}']),
    );
    expect(page.text).not.toContain('/internal/');
    expect(page.body['x-unreachable-services']).toEqual(['handover', 'audit']);
    const keyOf = ({
      body,
    }: {
      body: { paths: Record<string, { post: { parameters: { name: string; example: string }[] } }> };
    }) => body.paths['/api/assets/notes']?.post.parameters.find(({ name }) => name === 'Idempotency-Key')?.example;
    const again = await call(undefined).get('/api/openapi.json');
    expect(keyOf(page as never)).toMatch(/^[0-9a-f-]{36}$/);
    expect(keyOf(page as never)).toBe(keyOf(again as never));
  });

  it('serves its pages itself, under a strict policy', async () => {
    const docs = await call(undefined).get('/api/docs').expect(200);
    expect(docs.headers['content-security-policy']).toContain("script-src 'self'");
    for (const [, address] of docs.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(address).toMatch(/^\//);
      await call(undefined).get(String(address)).expect(200);
    }
    await call(undefined).get('/api/docs/package.json').expect(404);
    const landing = await call(undefined).get('/').expect(200);
    expect(landing.text).toMatch(/police[\s\S]*Ne répondent pas en ce moment : handover, audit[\s\S]*Not answering/);
    const health = await call(undefined).get('/api/health').expect(503);
    expect(health.body).toEqual({
      status: 'degraded',
      services: { directory: 'ready', assets: 'ready', handover: 'unreachable', audit: 'unreachable' },
    });
    await call(undefined).get('/readyz').expect(200);
  });

  it('refuses to start as a demonstration for the network', async () => {
    await expect(another({ DEMO: '1', HOST: '0.0.0.0' })).rejects.toThrow('loopback only');
  });
});

/** One request exactly as written. */
async function raw(url: string, head: string): Promise<{ status: number; type: string; body: { code: string } }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`${head}\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += String(chunk);
  const [heading = '', body = ''] = text.split('\r\n\r\n');
  const type = /content-type: ([^\r]+)/i.exec(heading)?.[1] ?? '';
  const json = body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1);
  return {
    status: Number(heading.split(' ')[1]),
    type,
    body: JSON.parse(json || '{"code":"none"}') as { code: string },
  };
}

function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toISOString();
}

async function until(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await check())) if (Date.now() > deadline) throw new Error('It did not happen in 15 s.');
}

/** Every row of the gateway's database as text. */
async function everythingIn({ database }: TestApp): Promise<string> {
  const source = await gateway.dataSource(database.url).initialize();
  const rows = await source.query<unknown[]>(
    `SELECT api_token::text AS row FROM api_token UNION ALL SELECT idempotency::text FROM idempotency`,
  );
  await source.destroy();
  return JSON.stringify(rows);
}
