// A service with nothing but messaging in it, on real servers, for this library's specs.
import { Logger, Module } from '@nestjs/common';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Allow, IsInt, IsOptional, IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { freshDatabase } from '../../../test/support/servers.ts';
import type { TestNats } from '../../../test/support/servers.ts';
import { CallServer, MessagingModule, messagingStatus, messagingTables, record } from '../src/index.js';
import type { Cause, Fact, MessagingStatusReport, RawFact } from '../src/index.js';
import { OnEveryFact, OnFact } from '../src/index.js';

export class ThingMade {
  static readonly type = 'fact.procurement.thing-made.v1';
  @IsInt() n!: number;
  @IsString() name!: string;
  @IsOptional() @IsString() note?: string;
}

/** Nobody reads it. */
export class ThingSeen {
  static readonly type = 'fact.procurement.thing-seen.v1';
  @Allow() n!: number;
}

class Tables1700000000000 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    for (const sql of messagingTables) await runner.query(sql);
    await runner.query('CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int, seq bigint)');
  }
  async down(): Promise<void> {}
}

export const source = {
  dataSource: (url: string): DataSource =>
    new DataSource({
      type: 'postgres',
      url,
      migrations: [Tables1700000000000],
      extra: { connectionTimeoutMillis: 5_000 },
    }),
};

export interface Urls {
  url: string;
  workerUrl: string;
  ownerUrl: string;
}

export const quick = { poll: 100, compare: 500, watchdog: 1_000, retryStopped: 300, election: 200 };

export function cause(): Cause {
  const now = new Date();
  return { actorId: uuidv7(), occurredAt: now, recordedAt: now, causationId: uuidv7() };
}

export function recordThing(tx: EntityManager, n: number, name = `thing ${n}`): Promise<{ factId: string }> {
  return record(tx, ThingMade, `thing-${n}`, { n, name }, cause());
}

/** Writes what it gets, so that a fact applied twice is two rows. */
export class ThingsHandler {
  failAt?: number;

  @OnFact(ThingMade)
  async thingMade(tx: EntityManager, fact: Fact<ThingMade>): Promise<void> {
    if (fact.data.n === this.failAt) throw new Error(`cannot take thing ${this.failAt}`);
    await tx.query('INSERT INTO thing (n) VALUES ($1)', [fact.data.n]);
  }
}

export class LogHandler {
  @OnEveryFact('procurement')
  async append(tx: EntityManager, raw: RawFact): Promise<void> {
    await tx.query('INSERT INTO thing (n, seq) VALUES ($1, $2)', [(raw.fact.data as ThingMade).n, raw.seq]);
  }
}

export interface TestService {
  app: INestApplication;
  source: DataSource;
  urls: Urls;
  status(): Promise<MessagingStatusReport>;
  things(): Promise<number[]>;
  close(): Promise<void>;
}

/** Given urls, it is another replica on that database. */
export async function aService(
  service: string,
  nats: Pick<TestNats, 'url' | 'nkeySeed'>,
  parts: { handlers?: Type[]; controllers?: Type[]; urls?: Urls; replicas?: number } = {},
): Promise<TestService> {
  const urls = parts.urls ?? (await freshDatabase(service, source));
  const worker = source.dataSource(urls.workerUrl);
  await worker.initialize();
  const handlers = parts.handlers ?? [];
  const options = { url: nats.url, nkeySeed: nats.nkeySeed(service), replicas: 1 };

  @Module({
    imports: [MessagingModule.forRoot({ service, worker: () => worker, nats: () => options, handlers, timing: quick })],
    controllers: parts.controllers ?? [],
    providers: handlers,
  })
  class TestModule {}

  const logger = process.env['LOGS'] ? new Logger() : false;
  const app = await NestFactory.create(TestModule, new FastifyAdapter(), { logger, abortOnError: false });
  app.connectMicroservice({ strategy: new CallServer(service, options) });
  await app.init();
  await app.startAllMicroservices();
  return {
    app,
    source: worker,
    urls,
    status: () => messagingStatus(worker),
    things: async () =>
      (await worker.query<{ n: number }[]>('SELECT n FROM thing ORDER BY id')).map((row) => Number(row.n)),
    close: async () => {
      await app.close();
      if (worker.isInitialized) await worker.destroy();
    },
  };
}

/** Polls until it is so: what happens by itself has no promise to wait for. */
export async function until(so: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const outcome = await so().catch((error: unknown) => error);
    if (outcome === true) return;
    if (Date.now() > deadline) throw new Error(`it did not become so within ${withinMs} ms: ${String(outcome)} ${so}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function upTo(n: number, from = 1): number[] {
  return Array.from({ length: n - from + 1 }, (_, index) => from + index);
}
