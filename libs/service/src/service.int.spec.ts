import { once } from 'node:events';
import { connect } from 'node:net';
import { Body, Controller, Get, Injectable, Module, Post, Query } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { record } from '@dotation/messaging';
import { IsInt, IsString, Length } from 'class-validator';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingTables } from '@dotation/messaging';
import { testApp } from '../../../test/support/app.ts';
import type { TestApp, TestPerson } from '../../../test/support/app.ts';
import {
  Allow,
  Anyone,
  CommandOf,
  Commands,
  dataSourceFor,
  errorsFrom,
  LargeBody,
  Queries,
  ReaderOf,
  RunTimeDatabase,
  serviceTables,
  uuidv7,
} from './index.js';
import type { Command, Principal } from './index.js';

class CratePacked {
  static readonly type = 'fact.assets.crate-packed.v1';
  @IsString() crateId!: string;
}

class CreateCrates1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...messagingTables, ...serviceTables]) await runner.query(sql);
    await runner.query(
      `CREATE TABLE crate (id uuid PRIMARY KEY, label text NOT NULL CONSTRAINT crate_label_once UNIQUE, packed int NOT NULL)`,
    );
  }
  async down(): Promise<void> {}
}

class PackCrate {
  @ApiProperty({ example: 'C-1' }) @IsString() @Length(1, 20) label!: string;
  @ApiProperty({ nullable: true }) @IsInt() pieces!: number;
}

const crateError = errorsFrom({
  'label-taken': { kind: 'conflict', title: 'The label is on another crate', constraint: 'crate_label_once' },
  'too-many-pieces': { kind: 'invalid', title: 'More pieces than a crate holds' },
});

@Injectable()
class Crates {
  running = 0;
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  pack(command: Command, { label, pieces }: PackCrate): Promise<{ id: string; label: string }> {
    return this.commands.run(command, async (tx) => {
      this.running++;
      await tx.query('INSERT INTO crate VALUES ($1, $2, $3)', [command.key, label, pieces]);
      if (pieces > 100) throw crateError('too-many-pieces', 'A crate holds 100.');
      await record(tx, CratePacked, command.key, { crateId: command.key }, command);
      return { id: command.key, label };
    });
  }

  list(reader: Principal): Promise<object> {
    return this.queries.run(reader, async (tx) => ({
      crates: await tx.query('SELECT id, label FROM crate ORDER BY label'),
      scope: await tx.query(`SELECT current_setting('app.scope') AS scope, current_setting('app.person') AS person`),
    }));
  }
}

@Controller()
class CratesController {
  constructor(
    private readonly crates: Crates,
    private readonly queries: Queries,
  ) {}

  @Post('crates')
  @Allow('PACKER')
  pack(@CommandOf() command: Command, @Body() input: PackCrate): Promise<object> {
    return this.crates.pack(command, input);
  }

  @Get('crates')
  list(@ReaderOf() reader: Principal): Promise<object> {
    return this.crates.list(reader);
  }

  @Post('crates/large')
  @LargeBody()
  @Anyone()
  large(@CommandOf() command: Command, @Body() input: PackCrate): Promise<object> {
    return this.crates.pack(command, { ...input, label: input.label });
  }

  @Get('sneaky')
  sneaky(@ReaderOf() reader: Principal): Promise<object> {
    return this.queries.run(reader, (tx) => tx.query(`INSERT INTO crate VALUES (gen_random_uuid(), 'x', 1)`));
  }

  @Get('broken')
  broken(@Query('why') why: string): never {
    throw new Error(`secret ${why}`);
  }
}

@Module({ controllers: [CratesController], providers: [Crates] })
class CratesModule {}

const dataSource = (url: string) =>
  dataSourceFor(url, { service: 'assets', entities: [], migrations: [CreateCrates1700000000000] });

interface OpenApiShape {
  openapi: string;
  components: { schemas: Record<string, { properties: Record<string, { type: unknown }> }> };
  paths: Record<string, Record<string, { parameters: object[] }>>;
}

describe('a service', () => {
  let app: TestApp;
  let packer: TestPerson;

  beforeAll(async () => {
    app = await testApp({ name: 'assets', module: CratesModule, dataSource });
    packer = await app.as({ roles: ['PACKER'] });
  });
  afterAll(() => app.close());

  it('answers a command once, and a repeat with the same answer', async () => {
    const key = uuidv7();
    const first = await packer.post('/crates', { label: 'A', pieces: 1 }, key).expect(201);
    expect(first.body).toEqual({ id: key, label: 'A' });
    expect(first.headers['dotation-after']).toMatch(/^assets\/[0-9a-f-]{36}$/);
    const again = await packer.post('/crates', { label: 'A', pieces: 1 }, key).expect(201);
    expect(again.text).toBe(first.text);
    expect(again.headers).toMatchObject({
      'dotation-after': first.headers['dotation-after'],
      'idempotency-replayed': 'true',
    });
  });

  it('lets concurrent repeats wait for the first, and runs the work once', async () => {
    const crates = app.service.app.get(Crates);
    crates.running = 0;
    const key = uuidv7();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => packer.post('/crates', { label: 'B', pieces: 1 }, key)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed']).length).toBe(19);
    expect(crates.running).toBe(1);
  });

  it('refuses the same key with another body', async () => {
    const key = uuidv7();
    await packer.post('/crates', { label: 'C', pieces: 1 }, key).expect(201);
    const refused = await packer.post('/crates', { label: 'C', pieces: 2 }, key).expect(422);
    expect(refused.body).toMatchObject({ code: 'idempotency-key-reused', status: 422 });
  });

  it('stores only success: a refusal leaves nothing and the key can be used again', async () => {
    const key = uuidv7();
    const refused = await packer.post('/crates', { label: 'D', pieces: 101 }, key).expect(422);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ code: 'too-many-pieces', detail: 'A crate holds 100.' });
    await packer.post('/crates', { label: 'D', pieces: 100 }, key).expect(201);
  });

  it('asks for a key that the caller made', async () => {
    const refused = await packer.post('/crates', { label: 'E', pieces: 1 }, 'not-a-uuid').expect(400);
    expect(refused.body.code).toBe('idempotency-key-required');
  });

  it('turns a violated constraint into the refusal declared for it', async () => {
    await packer.post('/crates', { label: 'F', pieces: 1 }).expect(201);
    const refused = await packer.post('/crates', { label: 'F', pieces: 1 }).expect(409);
    expect(refused.body).toMatchObject({ code: 'label-taken', type: '/problems/label-taken' });
  });

  it('names every field that is not valid, and unknown ones', async () => {
    const refused = await packer.post('/crates', { label: '', pieces: '7', extra: true }).expect(422);
    expect(refused.body.code).toBe('validation-failed');
    expect(refused.body.rows.map((row: { field: string; code: string }) => `${row.field} ${row.code}`)).toEqual(
      expect.arrayContaining(['label is-length', 'pieces is-int', 'extra unknown-field']),
    );
  });

  it('knows its caller, his scopes and his roles', async () => {
    const stranger = await fetch(`${app.url}/crates`);
    expect([stranger.status, ((await stranger.json()) as { code: string }).code]).toEqual([401, 'unauthenticated']);
    const visitor = await app.as();
    await visitor.get('/crates').expect(200);
    await visitor.post('/crates', { label: 'G', pieces: 1 }).expect(403);
    const reader = await app.as({ roles: ['PACKER'], scopes: ['assets:read'] });
    await reader.get('/crates').expect(200);
    await reader.post('/crates', { label: 'G', pieces: 1 }).expect(403);
    const elsewhere = await app.as({ roles: ['PACKER'], scopes: ['audit:read', 'audit:write'] });
    await elsewhere.get('/crates').expect(403);
  });

  it('reads in the scope of the person and cannot write while reading', async () => {
    const orgUnitId = uuidv7();
    const chief = await app.as({ roles: [{ role: 'CHIEF', orgUnitId }] });
    const { body } = await chief.get('/crates').expect(200);
    expect(body.scope).toEqual([{ scope: orgUnitId, person: chief.principal.personId }]);
    await chief.get('/sneaky').expect(500);
    const source = await app.service.app.get(RunTimeDatabase).ready();
    const [left] = await source.query<{ scope: string | null }[]>(
      `SELECT nullif(current_setting('app.scope', true), '') AS scope`,
    );
    expect(left).toEqual({ scope: null });
  });

  it('takes a transaction inside a query as a savepoint', async () => {
    const queries = app.service.app.get(Queries);
    const open = await queries.run(packer.principal, async (tx) => {
      await tx.transaction((inner) => inner.query('SELECT 1'));
      return tx.query<{ scope: string }[]>(`SELECT current_setting('app.person') AS scope`);
    });
    expect(open).toEqual([{ scope: packer.principal.personId }]);
  });

  it('answers unreadable, too large and foreign requests with a problem', async () => {
    const raw = (body: string, type = 'application/json', path = '/crates') =>
      packer.post(path).set('content-type', type).send(body);
    expect((await raw('{"label":')).body).toMatchObject({ status: 400, code: 'malformed-request' });
    expect((await raw('{"__proto__": {}}')).status).toBe(400);
    const latin = packer
      .post('/crates')
      .set('content-type', 'application/json')
      .serialize((bytes: Buffer) => bytes as never);
    expect((await latin.send(Buffer.from('{"label":"Reçu"}', 'latin1'))).body).toMatchObject({
      status: 400,
      detail: 'JSON is written in UTF-8; these bytes are not.',
    });
    expect((await raw('a;b', 'text/csv')).body).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    const big = JSON.stringify({ label: 'x'.repeat(300_000), pieces: 1 });
    expect((await raw(big)).body).toMatchObject({ status: 413, code: 'too-large' });
    expect((await raw(big, 'application/json', '/crates/large')).body).toMatchObject({ code: 'validation-failed' });
    expect((await packer.get('/nowhere')).body).toMatchObject({ status: 404, code: 'route-not-found' });
  });

  it('says nothing about a bug but the request it happened in', async () => {
    const { body } = await packer.get('/broken?why=password').set('x-request-id', 'r-1').expect(500);
    expect(body).toEqual({
      type: '/problems/unexpected',
      title: 'Something unexpected happened',
      status: 500,
      code: 'unexpected',
      requestId: 'r-1',
    });
  });

  it('names a field once, however wrong its value, and says that a body must be an object', async () => {
    const odd = await packer.post('/crates', { label: 7, pieces: 'x' }).expect(422);
    expect(odd.body.rows.map(({ field }: { field: string }) => field)).toEqual(['label', 'pieces']);
    expect(odd.body.rows[0].detail).toMatch(/;/);
    for (const json of ['null', '"x"', '[]', '[{"label":"a","pieces":1}]', '7']) {
      const { status, body } = await packer.post('/crates').set('content-type', 'application/json').send(json);
      expect([json, status, body.detail]).toEqual([json, 422, 'The body must be an object.']);
    }
  });

  it('refuses text that no database keeps, naming the field, wherever it stands', async () => {
    const send = (body: string) => packer.post('/crates').set('content-type', 'application/json').send(body);
    for (const label of ['\\ud800', 'a\\u0000b']) {
      const { status, body } = await send(`{"label":"${label}","pieces":1}`);
      expect([status, body.code, body.rows[0].field]).toEqual([422, 'text-not-valid', 'label']);
    }
    const asked = await packer.get('/broken?why=a%00');
    expect([asked.status, asked.body.code, asked.body.rows[0].field]).toEqual([422, 'text-not-valid', 'query.why']);
    expect(asked.headers['content-type']).toContain('application/problem+json');
  });

  it('takes its own facts as reached, and refuses a Dotation-After that is none', async () => {
    const { headers } = await packer.post('/crates', { label: 'H', pieces: 1 });
    const fresh = await packer.get('/crates').set('dotation-after', String(headers['dotation-after'])).expect(200);
    expect(fresh.headers['dotation-stale']).toBeUndefined();
    await packer.get('/crates').set('dotation-after', 'nonsense').expect(400);
  });

  it('is alive, ready and measured, and describes itself in OpenAPI 3.1', async () => {
    const json = async (path: string) => (await fetch(`${app.url}${path}`)).json() as Promise<OpenApiShape>;
    expect(await json('/livez')).toEqual({ status: 'alive' });
    expect(await json('/readyz')).toMatchObject({ checks: { database: 'ok', worker: 'ok' } });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toContain('http_request_duration_seconds_bucket{');
    expect(metrics).toMatch(/outbox_waiting\{service="assets"\} \d/);
    const document = await json('/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    expect(document.components.schemas['PackCrate']?.properties['pieces']?.type).toEqual(['number', 'null']);
    expect(document.paths['/crates']?.['post']?.parameters).toContainEqual({
      $ref: '#/components/parameters/IdempotencyKey',
    });
  });
});

describe('a service that stops', () => {
  it('does not wait for who connected and asked nothing', async () => {
    const app = await testApp({ name: 'assets', module: CratesModule, dataSource, messaging: false });
    const silent = connect(Number(new URL(app.url).port), '127.0.0.1');
    const closed = once(silent, 'close');
    await once(silent, 'connect');
    await app.close();
    await closed;
    // Node itself gives such a connection a minute.
  }, 30_000);
});
