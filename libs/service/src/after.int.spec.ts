import { Controller, Get, Injectable, Module, Post } from '@nestjs/common';
import { messagingTables, OnFact, record } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { IsString } from 'class-validator';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { testApp } from '../../../test/support/app.ts';
import type { TestApp } from '../../../test/support/app.ts';
import {
  Anyone,
  CommandOf,
  Commands,
  createService,
  dataSourceFor,
  Queries,
  ReaderOf,
  serviceTables,
  uuidv7,
} from './index.js';
import type { Command, Principal } from './index.js';

class BellRung {
  static readonly type = 'fact.assets.bell-rung.v1';
  @IsString() bellId!: string;
}

class CreateTables1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...messagingTables, ...serviceTables]) await runner.query(sql);
    await runner.query('CREATE TABLE heard (bell_id uuid PRIMARY KEY)');
  }
  async down(): Promise<void> {}
}

class NotYetRun1800000000000 implements MigrationInterface {
  async up(): Promise<void> {}
  async down(): Promise<void> {}
}

const migrated =
  (service: string, migrations = [CreateTables1700000000000]) =>
  (url: string) =>
    dataSourceFor(url, { service, entities: [], migrations });

@Controller('bells')
class BellsController {
  constructor(private readonly commands: Commands) {}

  @Post()
  @Anyone()
  ring(@CommandOf() command: Command): Promise<object> {
    return this.commands.run(command, async (tx) => {
      await record(tx, BellRung, command.key, { bellId: command.key }, command);
      return { id: command.key };
    });
  }
}

@Module({ controllers: [BellsController] })
class TowerModule {}

@Injectable()
class BellRungHandler {
  @OnFact(BellRung)
  async hear(tx: EntityManager, { data }: Fact<BellRung>): Promise<void> {
    await tx.query('INSERT INTO heard VALUES ($1)', [data.bellId]);
  }
}

@Controller('heard')
class HeardController {
  constructor(
    private readonly queries: Queries,
    private readonly commands: Commands,
  ) {}

  @Get()
  list(@ReaderOf() reader: Principal): Promise<string[]> {
    return this.queries.run(reader, async (tx) =>
      (await tx.query<{ bell_id: string }[]>('SELECT bell_id FROM heard')).map((row) => row.bell_id),
    );
  }

  @Post()
  @Anyone()
  answer(@CommandOf() command: Command): Promise<object> {
    return this.commands.run(command, async () => ({ id: command.key }));
  }
}

@Module({ controllers: [HeardController], providers: [BellRungHandler] })
class VillageModule {}

describe('Dotation-After', () => {
  let tower: TestApp;
  let village: TestApp;

  beforeAll(async () => {
    tower = await testApp({ name: 'assets', module: TowerModule, dataSource: migrated('assets') });
    village = await testApp({
      name: 'audit',
      module: VillageModule,
      dataSource: migrated('audit'),
      handlers: [BellRungHandler],
      nats: tower.nats,
    });
  });
  afterAll(async () => {
    await village.close();
    await tower.close();
  });

  it('lets another service answer with what the caller has just written', async () => {
    const ringer = await tower.as();
    const listener = await village.as();
    for (let i = 0; i < 5; i++) {
      const rung = await ringer.post('/bells').expect(201);
      const after = String(rung.headers['dotation-after']);
      const read = () => listener.get('/heard').set('dotation-after', after).expect(200);
      let heard = await read();
      // It waits two seconds for the fact; on a busy machine that may be too short, and then it says so and one asks again.
      for (let asked = 1; heard.headers['dotation-stale'] === 'true' && asked < 10; asked += 1) heard = await read();
      expect(heard.headers['dotation-stale']).toBeUndefined();
      expect(heard.body).toContain(rung.body.id);
      await listener.post('/heard').set('dotation-after', after).expect(201);
    }
  });

  it('says that a read is stale, and refuses a command, while the fact has not arrived', async () => {
    const listener = await village.as();
    const nowhere = `assets/${uuidv7()}`;
    const stale = await listener.get('/heard').set('dotation-after', nowhere).expect(200);
    expect(stale.headers['dotation-stale']).toBe('true');
    const refused = await listener.post('/heard').set('dotation-after', nowhere).expect(503);
    expect(refused.body.code).toBe('not-yet-known');
  });

  it('takes producers this service does not read as known', async () => {
    const listener = await village.as();
    const other = await listener.get('/heard').set('dotation-after', `handover/${uuidv7()}`).expect(200);
    expect(other.headers['dotation-stale']).toBeUndefined();
  });

  it('is not ready before its migrations have run', async () => {
    const newer = await createService(
      {
        name: 'assets',
        module: TowerModule,
        dataSource: migrated('assets', [CreateTables1700000000000, NotYetRun1800000000000]),
      },
      {
        PORT: '0',
        DATABASE_URL: tower.database.url,
        DATABASE_WORKER_URL: tower.database.workerUrl,
        NATS_URL: tower.nats?.url,
        NATS_NKEY_SEED: tower.nats?.nkeySeed('assets'),
        PRINCIPAL_PUBLIC_KEY: JSON.stringify(tower.service.config.principalKey),
        LOG_LEVEL: 'silent',
      },
    );
    const url = `${await newer.listen()}/readyz`;
    // On a machine under load a first connection may take longer than a health check waits; then it says that.
    let seen: [number, { checks: { database: string } }];
    let left = 10;
    do {
      const ready = await fetch(url);
      seen = [ready.status, (await ready.json()) as (typeof seen)[1]];
    } while (seen[1].checks.database === 'does not answer' && (left -= 1) > 0);
    expect(seen).toMatchObject([503, { checks: { database: 'not migrated yet: NotYetRun1800000000000' } }]);
    await newer.close();
  });
});
