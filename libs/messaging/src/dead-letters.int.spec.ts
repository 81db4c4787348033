import { startNats } from '../../../test/support/servers.ts';
import type { TestNats } from '../../../test/support/servers.ts';
import type { RawStream } from '../test/raw-stream.ts';
import { rawStream } from '../test/raw-stream.ts';
import type { TestService } from '../test/test-service.ts';
import { aService, cause, ThingMade, ThingsHandler, until } from '../test/test-service.ts';
import { encode } from './envelope.rules.js';
import { deadLetter, deadLetters, OnFact, retryDeadLetter } from './index.js';
import { IsInt } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';

class Handed {
  static readonly type = 'fact.handover.handed.v1';
  @IsInt() n!: number;
}
class HandedHandler {
  @OnFact(Handed)
  async handed(): Promise<void> {}
}

let nats: TestNats;
let stream: RawStream;
let consumer: TestService;

beforeAll(async () => {
  nats = await startNats();
  stream = await rawStream('procurement', nats);
  await stream.create();
  consumer = await aService('assets', nats, { handlers: [ThingsHandler] });
});
afterAll(async () => {
  await consumer.close();
  await stream.close();
  await nats.stop();
});

const fact = (data: object): Buffer => encode(uuidv7(), ThingMade.type, 'thing', data, cause());
const reached = (seq: number): Promise<void> =>
  until(async () => (await consumer.status()).readers[0]?.position === seq);

it('ignores fields its contract does not know', async () => {
  const seq = await stream.publish(ThingMade.type, fact({ n: 1, name: 'a', colour: 'blue', more: { deep: [1] } }));
  await reached(seq);
  expect(await consumer.things()).toEqual([1]);
  expect(await deadLetters(consumer.source.manager)).toEqual([]);
});

it.each<[string, string | Buffer, string]>([
  ['bytes that are not JSON', '{"half":', 'not JSON'],
  ['bytes that are not UTF-8', Buffer.of(0xff, 0xfe, 0x00), 'not JSON'],
  ['JSON that is no envelope', '[1,2,3]', 'specversion'],
  ['an envelope without a cause', '{"specversion":"1.0","id":"x"}', 'envelope: type'],
  [
    'a fact published under another name',
    encode(uuidv7(), 'fact.procurement.other.v1', 's', {}, cause()),
    'was published as',
  ],
  ['data that does not fit the contract', fact({ n: 'two', name: 'b' }), 'n: n must be an integer'],
  ['data that is no object', fact([1]), 'not a JSON object'],
])('puts %s aside as a dead letter and goes on', async (_, body, error) => {
  const seq = await stream.publish(ThingMade.type, body);
  await reached(seq);
  const letter = await deadLetter(consumer.source.manager, 'procurement', seq);
  expect(letter).toMatchObject({ tries: 1, type: ThingMade.type, resolvedAt: null });
  expect(letter?.error).toContain(error);
  expect(letter?.body).toEqual(Buffer.from(body));
  expect((await consumer.status()).readers[0]?.stopped).toBeNull();
});

it('tries a dead letter again when asked: still wrong counts a try, mended applies it once', async () => {
  const seq = await stream.publish(ThingMade.type, fact({ n: 900, name: 5 }));
  await reached(seq);
  const ask = (): Promise<boolean> => consumer.source.transaction((tx) => retryDeadLetter(tx, 'procurement', seq));
  const letter = () => deadLetter(consumer.source.manager, 'procurement', seq);
  expect(await ask()).toBe(true);
  await until(async () => (await letter())?.tries === 2);
  expect(await letter()).toMatchObject({ resolvedAt: null, retryRequestedAt: null });

  // As a new version would, which reads what the old one could not.
  await consumer.source.query('UPDATE dead_letter SET body = $2 WHERE seq = $1', [seq, fact({ n: 900, name: 'nine' })]);
  expect(await ask()).toBe(true);
  await until(async () => (await letter())?.resolvedAt instanceof Date);
  expect((await consumer.things()).filter((n) => n === 900)).toEqual([900]);
  expect(await ask()).toBe(false);
  expect((await consumer.status()).deadLetters).toEqual({ open: 7, resolved: 1 });
});

it('keeps a dead letter whose handler fails, without stopping the reader', async () => {
  const seq = await stream.publish(ThingMade.type, fact({ n: 901, name: 5 }));
  await reached(seq);
  consumer.app.get(ThingsHandler).failAt = 901;
  await consumer.source.query('UPDATE dead_letter SET body = $2 WHERE seq = $1', [seq, fact({ n: 901, name: 'x' })]);
  await consumer.source.transaction((tx) => retryDeadLetter(tx, 'procurement', seq));
  await until(async () => (await deadLetter(consumer.source.manager, 'procurement', seq))?.tries === 2);
  expect((await deadLetter(consumer.source.manager, 'procurement', seq))?.error).toContain('cannot take thing 901');
  const next = await stream.publish(ThingMade.type, fact({ n: 902, name: 'next' }));
  await reached(next);
  expect(await consumer.things()).toEqual([1, 900, 902]);
});

it('stops before a hole in the stream and says which number is missing', async () => {
  const holed = await rawStream('handover', nats);
  // Keeps one message per subject: the first two are gone by the time anybody reads.
  const limits = { name: 'FACT_HANDOVER', subjects: ['fact.handover.>'], max_msgs_per_subject: 1 };
  await holed.jsm.streams.add(limits);
  for (let n = 1; n <= 3; n += 1) await holed.publish(Handed.type, encode(uuidv7(), Handed.type, 's', { n }, cause()));
  const reader = await aService('audit', nats, { handlers: [HandedHandler] });
  await until(async () => Boolean((await reader.status()).readers[0]?.stopped));
  const [stopped] = (await reader.status()).readers;
  await reader.close();
  await holed.close();
  expect(stopped).toMatchObject({ position: 0, lag: 3 });
  expect(stopped?.stopped?.reason).toContain('number 1 is missing in FACT_HANDOVER');
});
