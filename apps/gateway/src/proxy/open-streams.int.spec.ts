import { setTimeout as pause } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { Controller, Get, Headers, Module, Param, Res, StreamableFile } from '@nestjs/common';
import {
  Allow,
  dataSourceFor,
  errorsFrom,
  gatewayRole,
  RunTimeDatabase,
  serviceTables,
  uuidv7,
} from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyReply } from 'fastify';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { principalKeys, testApp } from '../../../../test/support/app.ts';
import type { TestApp } from '../../../../test/support/app.ts';
import { gateway } from '../gateway.module.js';
import { Tokens } from '../tokens/tokens.service.js';
import { insertToken, revokeToken } from '../tokens/tokens.queries.js';

// why: services never import each other, so directory is played by its contract with the gateway, and audit by a stream
// that counts. The journeys open a stream of the real ones.
const people = new Map<string, { active: boolean; roles: Principal['roles'] }>();
const notFound = errorsFrom({ 'person-not-found': { kind: 'not-found', title: 'Nobody' } });

@Controller()
class DirectoryStandIn {
  @Get('internal/principals/:personId')
  @Allow(gatewayRole)
  find(@Param('personId') personId: string): object {
    const person = people.get(personId);
    if (!person) throw notFound('person-not-found');
    return { personId, ...person };
  }
}

let openInAudit = 0;

@Controller()
class AuditStandIn {
  @Get('events')
  @Allow('AUDITOR')
  events(@Headers('last-event-id') last: string | undefined, @Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('connection', 'close');
    openInAudit += 1;
    const lines = Readable.from(count(Number(last ?? 0)), { objectMode: false });
    lines.once('close', () => (openInAudit -= 1));
    return new StreamableFile(lines, { type: 'text/event-stream' });
  }
}

async function* count(from: number): AsyncGenerator<string> {
  for (let n = from + 1; ; n++) {
    yield `id: ${n}\ndata: ${n}\n\n`;
    await pause(20);
  }
}

class CreateTables1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of serviceTables) await runner.query(sql);
  }
  async down(): Promise<void> {}
}
const tables = (service: string) => (url: string) =>
  dataSourceFor(url, { service, entities: [], migrations: [CreateTables1700000000000] });

@Module({ controllers: [DirectoryStandIn] })
class DirectoryModule {}
@Module({ controllers: [AuditStandIn] })
class AuditModule {}

let directory: TestApp;
let audit: TestApp;
let app: TestApp;

beforeAll(async () => {
  directory = await testApp({
    name: 'directory',
    module: DirectoryModule,
    dataSource: tables('directory'),
    messaging: false,
  });
  audit = await testApp({ name: 'audit', module: AuditModule, dataSource: tables('audit'), messaging: false });
  app = await testApp({
    ...gateway,
    environment: {
      PRINCIPAL_PRIVATE_KEY: (await principalKeys()).privateKey,
      SERVICE_URLS: JSON.stringify({ directory: directory.url, audit: audit.url }),
      UPSTREAM_TIMEOUT_MS: '300',
    },
  });
});
afterAll(async () => {
  for (const one of [app, audit, directory]) await one?.close();
});

async function auditorWithToken(life = 3_600_000) {
  const [personId, id, now] = [uuidv7(), uuidv7(), new Date()];
  people.set(personId, { active: true, roles: [{ role: 'AUDITOR' }] });
  const tokens = app.service.app.get(Tokens);
  const expiresAt = new Date(now.getTime() + life);
  const wanted = { id, personId, label: 'test', scopes: ['read'], expiresAt, createdBy: personId };
  const token = tokens.prepare({ ...wanted, personal: false, allowedNetworks: [] });
  const { manager } = await app.service.app.get(RunTimeDatabase).ready();
  await insertToken(manager, { ...token, bootstrap: false, createdAt: now });
  const text = tokens.textOnce({ ...token, secretOf: null, secretUsedAt: null, revokedAt: null } as never);
  return { personId, id, manager, headers: { authorization: `Bearer ${text}` } };
}

interface Line {
  numbers: number[];
  ended: Promise<number>;
  close(): void;
}

async function open(headers: Record<string, string>): Promise<Line> {
  const closing = new AbortController();
  const answer = await fetch(`${app.url}/api/audit/events`, { headers, signal: closing.signal });
  if (!answer.ok || !answer.body) throw new Error(String(answer.status));
  const line: Line = { numbers: [], ended: Promise.resolve(0), close: () => closing.abort() };
  line.ended = read(answer.body, line.numbers).then(Date.now, Date.now);
  return line;
}

async function read(body: ReadableStream<Uint8Array>, numbers: number[]): Promise<void> {
  for await (const chunk of body)
    for (const [, n] of Buffer.from(chunk)
      .toString()
      .matchAll(/id: (\d+)/g))
      numbers.push(Number(n));
}

async function until(so: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!so()) {
    if (Date.now() > deadline) throw new Error('It never became so.');
    await pause(10);
  }
}

it('passes a stream on as it comes, for longer than a service may take to begin an answer', async () => {
  const { headers } = await auditorWithToken();
  const began = Date.now();
  const line = await open({ ...headers, 'last-event-id': '41' });
  await until(() => line.numbers.length > 2);
  expect(line.numbers.slice(0, 3)).toEqual([42, 43, 44]);
  await until(() => Date.now() - began > 1_000);
  const so = line.numbers.length;
  await until(() => line.numbers.length > so);
  line.close();
  await until(() => openInAudit === 0);
});

it.each<[string, (who: Awaited<ReturnType<typeof auditorWithToken>>) => unknown]>([
  ['the token is revoked', ({ manager, id, personId }) => revokeToken(manager, id, personId, new Date())],
  ['the role is withdrawn', ({ personId }) => people.set(personId, { active: true, roles: [] })],
  [
    'the role is narrowed',
    ({ personId }) => people.set(personId, { active: true, roles: [{ role: 'AUDITOR', orgUnitId: uuidv7() }] }),
  ],
  ['the person leaves', ({ personId }) => people.set(personId, { active: false, roles: [] })],
  ['nobody knows the person any more', ({ personId }) => people.delete(personId)],
])('G-33 ends a stream within five seconds after %s', async (_, withdraw) => {
  const who = await auditorWithToken();
  const line = await open(who.headers);
  await until(() => line.numbers.length > 0);
  const withdrawn = Date.now();
  await withdraw(who);
  expect((await line.ended) - withdrawn).toBeLessThan(5_000);
  await until(() => openInAudit === 0);
});

it('ends a stream when the time of its token is over', async () => {
  const began = Date.now();
  const line = await open((await auditorWithToken(800)).headers);
  const lasted = (await line.ended) - began;
  expect(lasted).toBeGreaterThanOrEqual(700);
  expect(lasted).toBeLessThan(5_000);
});

it('lets nobody begin who may not', async () => {
  const who = await auditorWithToken();
  people.set(who.personId, { active: true, roles: [{ role: 'STOREKEEPER' }] });
  await expect(open(who.headers)).rejects.toThrow('403');
  await expect(open({})).rejects.toThrow('401');
});

it('ends its streams when it stops, so that nothing holds up the stop', async () => {
  const line = await open((await auditorWithToken()).headers);
  await until(() => line.numbers.length > 0);
  const began = Date.now();
  await app.service.close();
  await line.ended;
  expect(Date.now() - began).toBeLessThan(2_000);
});
