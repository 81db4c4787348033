import type { NatsConnection } from '@nats-io/transport-node';
import { startNats } from '../../../test/support/servers.ts';
import type { TestNats } from '../../../test/support/servers.ts';
import { connectAs, rawStream } from '../test/raw-stream.ts';

let nats: TestNats;
let assets: NatsConnection;

beforeAll(async () => {
  nats = await startNats();
  for (const service of ['assets', 'handover']) {
    const stream = await rawStream(service, nats);
    await stream.create();
    await stream.publish(`fact.${service}.device-tagged.v1`, '{}');
    await stream.close();
  }
  assets = await connectAs('assets', nats);
});
afterAll(async () => {
  await assets.close();
  await nats.stop();
});

/** A refused publish has no answer of its own: the violation comes as a status, and a ping after it proves the order. */
async function violations(act: () => unknown): Promise<string[]> {
  const seen: string[] = [];
  const statuses = assets.status();
  const listening = (async () => {
    for await (const status of statuses) if (status.type === 'error') seen.push(String(status.error));
  })();
  act();
  await assets.flush();
  (statuses as unknown as { stop(): void }).stop();
  await listening;
  return seen;
}

it.each([
  'fact.handover.device-tagged.v1',
  '_INBOX_handover.abc',
  '$JS.API.STREAM.DELETE.FACT_ASSETS',
  '$JS.API.STREAM.PURGE.FACT_ASSETS',
  '$JS.API.STREAM.UPDATE.FACT_ASSETS',
  '$JS.API.STREAM.MSG.DELETE.FACT_ASSETS',
  '$JS.API.STREAM.CREATE.FACT_HANDOVER',
  '$JS.API.STREAM.CREATE.OTHER',
  '$JS.API.STREAM.SNAPSHOT.FACT_ASSETS',
  '$JS.API.STREAM.RESTORE.FACT_ASSETS',
  '$JS.API.CONSUMER.DELETE.FACT_HANDOVER.one',
  '$JS.API.ACCOUNT.PURGE.x',
  '$SYS.REQ.SERVER.PING',
])('no service may publish to %s', async (subject) => {
  expect(await violations(() => assets.publish(subject, '{}'))).toEqual([expect.stringContaining(subject)]);
});

it.each(['fact.handover.>', 'call.handover.>', '_INBOX_handover.>', '>', '$JS.API.>'])(
  'no service may listen to %s of another',
  async (subject) => {
    const heard = await violations(() => assets.subscribe(subject, { callback: () => undefined }));
    expect(heard[0]).toContain(subject);
  },
);

it('a service publishes its own facts and reads those of others', async () => {
  const own = await rawStream('assets', nats);
  expect(await own.publish('fact.assets.device-tagged.v1', '{}')).toBe(2);
  expect((await own.jsm.streams.info('FACT_HANDOVER')).state.last_seq).toBe(1);
  await own.close();
});
