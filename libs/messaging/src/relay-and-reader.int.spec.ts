import { Logger } from '@nestjs/common';
import { startNats } from '../../../test/support/servers.ts';
import type { TestNats } from '../../../test/support/servers.ts';
import type { TestService } from '../test/test-service.ts';
import {
  aService,
  cause,
  LogHandler,
  recordThing,
  ThingsHandler,
  ThingSeen,
  until,
  upTo,
} from '../test/test-service.ts';
import { record } from './index.js';

let nats: TestNats;
let producer: TestService;
let consumer: TestService;
let audit: TestService;

beforeAll(async () => {
  nats = await startNats();
});
afterAll(() => nats.stop());

beforeEach(async () => {
  producer = await aService('procurement', nats);
  consumer = await aService('assets', nats, { handlers: [ThingsHandler] });
  audit = await aService('audit', nats, { handlers: [LogHandler] });
});
afterEach(async () => {
  for (const service of [producer, consumer, audit]) await service.close();
  // Each test begins with an empty broker; its databases are new anyway.
  await nats.stop();
  const { rm } = await import('node:fs/promises');
  await rm(nats.storeDir, { recursive: true, force: true });
  await nats.restart();
});

const position = async (service: TestService): Promise<number> => (await service.status()).readers[0]?.position ?? 0;

it('carries 10,000 facts in order, without gaps, each applied exactly once', async () => {
  const count = 10_000;
  for (let from = 1; from <= count; from += 100)
    await producer.source.transaction(async (tx) => {
      for (let n = from; n < from + 100; n += 1) await recordThing(tx, n);
    });
  await until(async () => (await position(consumer)) === count && (await position(audit)) === count, 55_000);
  expect(await consumer.things()).toEqual(upTo(count));
  expect(await audit.things()).toEqual(upTo(count));
  const rows = await audit.source.query<{ n: number; seq: string }[]>('SELECT n, seq FROM thing');
  expect(rows.every(({ n, seq }) => n === Number(seq))).toBe(true);
});

it('says in the log which facts it applied and what they come from, in one line for each transaction', async () => {
  interface Line {
    message: string;
    producer: string;
    from: number;
    to: number;
    facts: number;
    factIds: string[];
    causationIds: string[];
  }
  const lines: Line[] = [];
  const keep = (line: Line): unknown => line.message === 'effects applied' && lines.push(line);
  Logger.overrideLogger({ log: keep, error: () => {}, warn: () => {} });
  try {
    const { factId } = await producer.source.transaction((tx) => recordThing(tx, 1));
    await until(async () => (await position(consumer)) === 1 && (await position(audit)) === 1);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ producer: 'procurement', from: 1, to: 1, facts: 1, factIds: [factId] });
    expect(lines[0]?.causationIds).toHaveLength(1);
    await producer.source.transaction(async (tx) => {
      for (let n = 2; n <= 300; n += 1) await recordThing(tx, n);
    });
    await until(async () => (await position(consumer)) === 300);
    expect(lines.every(({ factIds, causationIds }) => factIds.length <= 20 && causationIds.length <= 20)).toBe(true);
    expect(lines.length).toBeLessThan(300);
  } finally {
    Logger.overrideLogger(false);
  }
});

it('loses no fact whose transaction commits after a later one', async () => {
  const slow = producer.source.createQueryRunner();
  await slow.startTransaction();
  await recordThing(slow.manager, 1);
  await producer.source.transaction((tx) => recordThing(tx, 2));
  await until(async () => (await consumer.things()).length === 1);
  await slow.commitTransaction();
  await slow.release();
  await until(async () => (await consumer.things()).length === 2);
  expect(await consumer.things()).toEqual([2, 1]);
});

it('moves the position over facts nobody handles', async () => {
  await producer.source.transaction(async (tx) => {
    for (let n = 1; n <= 500; n += 1) await record(tx, ThingSeen, 'thing', { n }, cause());
    await recordThing(tx, 501);
    await record(tx, ThingSeen, 'thing', { n: 502 }, cause());
  });
  await until(async () => (await position(consumer)) === 502);
  expect(await consumer.things()).toEqual([501]);
});

it('stops only the reader whose handler fails, names the fact, and goes on once it is mended', async () => {
  const handler = consumer.app.get(ThingsHandler);
  handler.failAt = 2;
  const { factId } = await producer.source.transaction(async (tx) => {
    await recordThing(tx, 1);
    const failing = await recordThing(tx, 2);
    await recordThing(tx, 3);
    return failing;
  });
  await until(async () => (await consumer.status()).readers[0]?.lag === 2 && (await position(audit)) === 3);
  const [reader] = (await consumer.status()).readers;
  expect(reader).toMatchObject({ producer: 'procurement', position: 1, lag: 2 });
  expect(reader?.stopped).toMatchObject({ factId, reason: expect.stringContaining('cannot take thing 2') });
  handler.failAt = undefined;
  await until(async () => (await position(consumer)) === 3);
  expect(await consumer.things()).toEqual([1, 2, 3]);
  expect((await consumer.status()).readers[0]?.stopped).toBeNull();
});

it('finds the one bad fact in a backlog it took together', async () => {
  await consumer.app.close();
  const handler = ThingsHandler.prototype;
  handler.failAt = 333;
  await producer.source.transaction(async (tx) => {
    for (let n = 1; n <= 500; n += 1) await recordThing(tx, n);
  });
  consumer = await aService('assets', nats, { handlers: [ThingsHandler], urls: consumer.urls });
  await until(async () => Boolean((await consumer.status()).readers[0]?.stopped));
  expect((await consumer.status()).readers[0]).toMatchObject({ position: 332 });
  expect(await consumer.things()).toEqual(upTo(332));
  delete handler.failAt;
  await until(async () => (await position(consumer)) === 500);
  expect(await consumer.things()).toEqual(upTo(500));
});
