import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { Body, Controller, Get, Injectable, Module, Post } from '@nestjs/common';
import { CallFailed, messagingTables, record } from '@dotation/messaging';
import { IsArray, IsString } from 'class-validator';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { testApp } from '../../../test/support/app.ts';
import type { TestApp, TestPerson } from '../../../test/support/app.ts';
import {
  Anyone,
  CommandOf,
  Commands,
  createService,
  dataSourceFor,
  LargeBody,
  Queries,
  ReaderOf,
  serviceTables,
  uuidv7,
} from './index.js';
import type { Command, Principal } from './index.js';

class ShelfFilled {
  static readonly type = 'fact.assets.shelf-filled.v1';
  @IsString() shelfId!: string;
}

class CreateShelves1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...messagingTables, ...serviceTables]) await runner.query(sql);
    await runner.query(`CREATE TABLE shelf (id uuid PRIMARY KEY, boxes int NOT NULL)`);
    await runner.query(`INSERT INTO shelf VALUES ('00000000-0000-7000-8000-000000000001', 0),
                                                 ('00000000-0000-7000-8000-000000000002', 0)`);
  }
  async down(): Promise<void> {}
}

class FillShelf {
  @IsArray() boxes!: string[];
}

/** A gate the test opens, so that a command can be caught in the middle without waiting for a clock. */
class Gate {
  reached = Promise.withResolvers<void>();
  open = Promise.withResolvers<void>();
}

@Injectable()
class Shelves {
  gate: Gate | undefined;
  tries = 0;
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  fill(command: Command, boxes: string[]): Promise<{ id: string; rows: object[] }> {
    return this.commands.run(command, async (tx) => {
      await tx.query('INSERT INTO shelf VALUES ($1, $2)', [command.key, boxes.length]);
      await record(tx, ShelfFilled, command.key, { shelfId: command.key }, command);
      this.gate?.reached.resolve();
      await this.gate?.open.promise;
      return { id: command.key, rows: boxes.map((box, i) => ({ row: i + 1, box, status: 'stored' })) };
    });
  }

  count(reader: Principal): Promise<object> {
    return this.queries.run(
      reader,
      async (tx) => (await tx.query<object[]>('SELECT count(*)::int FROM shelf'))[0] ?? {},
    );
  }

  /** Locks two shelves in the order asked for: two callers with opposite orders deadlock. */
  swap(command: Command, [first, second]: string[], meet: () => Promise<void>): Promise<object> {
    return this.commands.run(command, async (tx) => {
      this.tries++;
      await tx.query('UPDATE shelf SET boxes = boxes + 1 WHERE id = $1', [first]);
      await meet();
      await tx.query('UPDATE shelf SET boxes = boxes + 1 WHERE id = $1', [second]);
      return { done: true };
    });
  }
}

@Controller('shelves')
class ShelvesController {
  constructor(private readonly shelves: Shelves) {}

  @Post()
  @Anyone()
  @LargeBody()
  fill(@CommandOf() command: Command, @Body() { boxes }: FillShelf): Promise<object> {
    return this.shelves.fill(command, boxes);
  }

  @Get('count')
  count(@ReaderOf() reader: Principal): Promise<object> {
    return this.shelves.count(reader);
  }

  @Get('late')
  late(): never {
    throw new CallFailed('late', 'call.directory.gate', 'no answer');
  }

  @Get('away')
  away(): never {
    throw new CallFailed('unavailable', 'call.directory.gate', 'nobody');
  }
}

@Module({ controllers: [ShelvesController], providers: [Shelves] })
class ShelvesModule {}

const dataSource = (url: string) =>
  dataSourceFor(url, { service: 'assets', entities: [], migrations: [CreateShelves1700000000000] });

interface Cable {
  url: string;
  cut(): void;
  mend(): void;
  /** Nothing comes through any more, and nobody hangs up: what a server that was stopped looks like. */
  freeze(): void;
  end(): void;
}

/** A cable between the service and PostgreSQL that a test can cut and mend. */
async function cable(target: string): Promise<Cable> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let whole = true;
  let frozen = false;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => (near.destroy(), far.destroy(), sockets.delete(socket)));
    }
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const)
      from.on('data', (bytes) => frozen || to.write(bytes));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  const mend = () => {
    whole = true;
    frozen = false;
  };
  return { url: url.href, cut, mend, freeze: () => (frozen = true), end: () => (cut(), server.close()) };
}

async function until(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await check())) if (Date.now() > deadline) throw new Error('It did not happen in 15 s.');
}

describe('a service in bad weather', () => {
  let app: TestApp;
  let clerk: TestPerson;
  let line: Awaited<ReturnType<typeof cable>>;

  beforeAll(async () => {
    app = await testApp({ name: 'assets', module: ShelvesModule, dataSource });
    clerk = await app.as();
    line = await cable(app.database.url);
  });
  afterAll(async () => {
    await app.close();
    line.end();
  });

  it('answers a receipt of 10,000 rows again from its store', async () => {
    const key = uuidv7();
    const boxes = Array.from({ length: 10_000 }, (_, i) => `SERIAL-${i}`);
    const first = await clerk.post('/shelves', { boxes }, key).expect(201);
    const again = await clerk.post('/shelves', { boxes }, key).expect(201);
    expect(again.text).toBe(first.text);
    expect(again.body.rows).toHaveLength(10_000);
  });

  it('finishes a command whose caller went away', async () => {
    const shelves = app.service.app.get(Shelves);
    const gate = (shelves.gate = new Gate());
    const key = uuidv7();
    const leaving = request(`${app.url}/shelves`, {
      method: 'POST',
      headers: { ...(await headersOf(clerk)), 'idempotency-key': key, 'content-type': 'application/json' },
    });
    leaving.on('error', () => undefined).end(JSON.stringify({ boxes: ['a'] }));
    await gate.reached.promise;
    leaving.destroy();
    shelves.gate = undefined;
    gate.open.resolve();
    const again = await clerk.post('/shelves', { boxes: ['a'] }, key).expect(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('runs the loser of a deadlock again', async () => {
    const shelves = app.service.app.get(Shelves);
    const [one, two] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
    let here = 0;
    const both = Promise.withResolvers<void>();
    const meet = async () => {
      if (++here === 2) both.resolve();
      await both.promise;
    };
    const command = (key = uuidv7()): Command => ({
      principal: clerk.principal,
      key,
      fingerprint: '00'.repeat(32),
      actorId: clerk.principal.personId,
      causationId: key,
      occurredAt: new Date(),
      recordedAt: new Date(),
    });
    const answers = await Promise.all([
      shelves.swap(command(), [one, two], meet),
      shelves.swap(command(), [two, one], meet),
    ]);
    expect(answers).toEqual([{ done: true }, { done: true }]);
    expect(shelves.tries).toBe(3);
  });

  it('answers 503 when a call finds nobody, 504 when it is late', async () => {
    expect((await clerk.get('/shelves/away')).body).toMatchObject({ status: 503, code: 'service-unavailable' });
    expect((await clerk.get('/shelves/late')).body).toMatchObject({ status: 504, code: 'service-late' });
  });

  it('lives without its database and its broker, also when the database hangs, and works when they come', async () => {
    line.cut();
    const second = await createService(
      { name: 'assets', module: ShelvesModule, dataSource },
      {
        PORT: '0',
        DATABASE_URL: line.url,
        DATABASE_WORKER_URL: line.url,
        NATS_URL: 'nats://127.0.0.1:9',
        NATS_NKEY_SEED: app.nats?.nkeySeed('assets'),
        PRINCIPAL_PUBLIC_KEY: JSON.stringify(app.service.config.principalKey),
        LOG_LEVEL: 'silent',
      },
    );
    const url = await second.listen();
    try {
      const send = async (key: string) =>
        fetch(`${url}/shelves`, {
          method: 'POST',
          headers: { ...(await headersOf(clerk)), 'idempotency-key': key, 'content-type': 'application/json' },
          body: JSON.stringify({ boxes: ['b'] }),
        });
      const away = await send(uuidv7());
      expect([away.status, await away.json()]).toMatchObject([503, { code: 'database-unavailable' }]);
      expect(away.headers.get('retry-after')).toBe('1');
      const ready = await fetch(`${url}/readyz`);
      expect([ready.status, await ready.json()]).toMatchObject([503, { checks: { broker: 'not connected' } }]);

      line.mend();
      const key = uuidv7();
      await until(async () => (await send(key)).status === 201);

      line.cut();
      expect((await send(uuidv7())).status).toBe(503);
      line.mend();
      await until(async () => (await send(uuidv7())).status === 201);

      const read = async () => fetch(`${url}/shelves/count`, { headers: await headersOf(clerk) });
      expect((await Promise.all([read(), read(), read()])).map(({ status }) => status)).toEqual([200, 200, 200]);
      line.freeze();
      const start = performance.now();
      for (const hung of await Promise.all([read(), send(uuidv7()), read(), send(uuidv7())]))
        expect([hung.status, await hung.json()]).toMatchObject([503, { code: 'database-unavailable' }]);
      expect(performance.now() - start).toBeLessThan(12_000);
      line.mend();
      await until(async () => (await send(uuidv7())).status === 201 && (await read()).status === 200);
    } finally {
      await second.close();
    }
    // Each way back may take its while on a busy machine.
  }, 180_000);

  it('finishes what is in flight before it stops', async () => {
    const third = await testApp({ name: 'assets', module: ShelvesModule, dataSource, nats: app.nats });
    const person = await third.as();
    const shelves = third.service.app.get(Shelves);
    const gate = (shelves.gate = new Gate());
    const answer = person.post('/shelves', { boxes: ['c'] }).then((response) => response.status);
    await gate.reached.promise;
    const closed = third.service.close();
    await until(async () =>
      fetch(`${third.url}/livez`)
        .then(() => false)
        .catch(() => true),
    );
    gate.open.resolve();
    expect(await answer).toBe(201);
    await closed;
    await third.close();
  });
});

async function headersOf(person: TestPerson): Promise<Record<string, string>> {
  const { signedPrincipal } = await import('../../../test/support/app.ts');
  return signedPrincipal(person.principal.personId, [], 'assets');
}
