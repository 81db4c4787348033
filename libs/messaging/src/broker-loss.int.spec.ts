import { cp, rm } from 'node:fs/promises';
import { startNats } from '../../../test/support/servers.ts';
import type { TestNats } from '../../../test/support/servers.ts';
import { rawStream } from '../test/raw-stream.ts';
import type { TestService } from '../test/test-service.ts';
import { aService, recordThing, ThingsHandler, until, upTo } from '../test/test-service.ts';
import { v7 as uuidv7 } from 'uuid';

let nats: TestNats;
let producer: TestService;
let consumer: TestService;

beforeEach(async () => {
  nats = await startNats();
  producer = await aService('procurement', nats);
  consumer = await aService('assets', nats, { handlers: [ThingsHandler] });
});
afterEach(async () => {
  await producer.close();
  await consumer.close();
  await nats.stop();
});

const make = async (from: number, to: number): Promise<void> => {
  for (let n = from; n <= to; n += 1) await producer.source.transaction((tx) => recordThing(tx, n));
};
const appliedUpTo = async (n: number): Promise<void> => {
  await until(async () => (await consumer.things()).length >= n);
  expect(await consumer.things()).toEqual(upTo(n));
};
const streamHas = async (count: number): Promise<void> => {
  const stream = await rawStream('procurement', nats);
  await until(async () => (await stream.jsm.streams.info('FACT_PROCUREMENT')).state.last_seq === count);
  await stream.close();
};

it('goes on after the broker was killed and came back, in mid-flow', async () => {
  const making = make(1, 400);
  await until(async () => (await consumer.things()).length > 50);
  await nats.kill9();
  await making;
  await nats.restart();
  await appliedUpTo(400);
});

it('commits without the broker and delivers when it is there', async () => {
  await nats.stop();
  await make(1, 20);
  expect((await producer.status()).relay.unpublished).toBe(20);
  await nats.restart();
  await appliedUpTo(20);
  await until(async () => (await producer.status()).relay.unpublished === 0);
});

it('starts and stops without the broker', async () => {
  await nats.stop();
  const late = await aService('audit', nats, { handlers: [ThingsHandler] });
  const never = await aService('handover', nats, { handlers: [ThingsHandler] });
  const began = Date.now();
  await never.close();
  await consumer.close();
  expect(Date.now() - began).toBeLessThan(5_000);
  await make(1, 5);
  await nats.restart();
  await until(async () => (await late.things()).length === 5);
  await late.close();
});

it('loses and doubles nothing when the whole store is deleted', async () => {
  await make(1, 50);
  await appliedUpTo(50);
  await nats.stop();
  await rm(nats.storeDir, { recursive: true, force: true });
  await make(51, 60);
  await nats.restart();
  await appliedUpTo(60);
  await streamHas(60);
});

it('fills a deleted store again even when nothing new happens', async () => {
  await make(1, 30);
  await appliedUpTo(30);
  await nats.kill9();
  await rm(nats.storeDir, { recursive: true, force: true });
  await nats.restart();
  await streamHas(30);
  const late = await aService('audit', nats, { handlers: [ThingsHandler] });
  await until(async () => (await late.things()).length === 30);
  expect(await late.things()).toEqual(upTo(30));
  await late.close();
});

it('loses and doubles nothing when the store is rolled back to an older copy', async () => {
  await make(1, 20);
  await appliedUpTo(20);
  await nats.stop();
  const copy = `${nats.storeDir}-copy`;
  await cp(nats.storeDir, copy, { recursive: true });
  await nats.restart();
  await make(21, 60);
  await appliedUpTo(60);
  await nats.kill9();
  await rm(nats.storeDir, { recursive: true, force: true });
  await cp(copy, nats.storeDir, { recursive: true });
  await nats.restart();
  await make(61, 70);
  await appliedUpTo(70);
  await streamHas(70);
});

it('stops and says so when the stream is ahead of the database, as after restoring an old backup', async () => {
  await make(1, 3);
  await appliedUpTo(3);
  const stream = await rawStream('procurement', nats);
  await stream.publish('fact.procurement.thing-made.v1', '{"id":"foreign"}');
  await until(async () => (await producer.status()).relay.stopped !== null);
  expect((await producer.status()).relay.stopped?.reason).toContain('the database is older than the stream');
  await make(4, 5);
  expect((await stream.jsm.streams.info('FACT_PROCUREMENT')).state.last_seq).toBe(4);
  await stream.close();
});

it('stops at a number the stream gave to another fact, and names its own', async () => {
  await make(1, 3);
  await appliedUpTo(3);
  await producer.close();
  const stream = await rawStream('procurement', nats);
  await stream.publish('fact.procurement.thing-made.v1', JSON.stringify({ id: uuidv7() }));
  producer = await aService('procurement', nats, { urls: producer.urls });
  const { factId } = await producer.source.transaction((tx) => recordThing(tx, 4));
  // It had no number 4 of its own until now: ahead first, then another fact at 4.
  await producer.source.query('UPDATE outbox SET publish_seq = 4 WHERE fact_id = $1 AND publish_seq IS NULL', [factId]);
  await until(async () => (await producer.status()).relay.stopped?.factId === factId);
  expect((await producer.status()).relay.stopped?.reason).toMatch(/number 4 of FACT_PROCUREMENT is another fact/);
  await stream.close();
});
