import { startNats } from '../../../test/support/servers.ts';
import type { TestNats } from '../../../test/support/servers.ts';
import type { OwnPostgres } from '../test/own-postgres.ts';
import { ownPostgres } from '../test/own-postgres.ts';
import type { TestService } from '../test/test-service.ts';
import { aService, recordThing, ThingsHandler, until, upTo } from '../test/test-service.ts';

let nats: TestNats;
let postgres: OwnPostgres;
let producers: TestService[];
let consumers: TestService[];

beforeAll(async () => {
  postgres = await ownPostgres();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  nats = await startNats();
  const urls = { procurement: await postgres.database('procurement'), assets: await postgres.database('assets') };
  producers = [];
  consumers = [];
  for (let replica = 1; replica <= 2; replica += 1) {
    producers.push(await aService('procurement', nats, { urls: urls.procurement }));
    consumers.push(await aService('assets', nats, { urls: urls.assets, handlers: [ThingsHandler] }));
  }
});
afterEach(async () => {
  for (const service of [...producers, ...consumers]) await service.close();
  await nats.stop();
});

const one = (services: TestService[]): TestService => {
  const service = services.at(-1);
  if (!service) throw new Error('no replica');
  return service;
};
const make = (from: number, to: number): Promise<void> =>
  one(producers).source.transaction(async (tx) => {
    for (let n = from; n <= to; n += 1) await recordThing(tx, n);
  });
const locks = async (service: TestService): Promise<string[]> =>
  (
    await service.source.query<{ name: string }[]>(
      `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
  ).map(({ name }) => name);
const applied = async (n: number): Promise<void> => {
  await until(async () => (await one(consumers).things()).length >= n);
  expect(await one(consumers).things()).toEqual(upTo(n));
};
/** Every session of a service's elections ends, as when its process dies. */
const breakLeases = (service: TestService): Promise<unknown> =>
  service.source.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%-lease' AND datname = current_database()`,
  );

it('elects one relay and one reader of two replicas, and another when they go', async () => {
  await make(1, 50);
  await applied(50);
  expect(await locks(one(producers))).toHaveLength(1);
  expect(await locks(one(consumers))).toHaveLength(2);
  await producers.shift()?.close();
  await consumers.shift()?.close();
  await make(51, 100);
  await applied(100);
});

it('doubles nothing when the elections break again and again in mid-flow', async () => {
  let broken = 0;
  for (let from = 1; from <= 1_000; from += 100) {
    await make(from, from + 99);
    await breakLeases(one(producers));
    await breakLeases(one(consumers));
    broken += 1;
  }
  await applied(1_000);
  expect(broken).toBe(10);
});

it.each([
  ['stopped', (): Promise<void> => postgres.stop()],
  ['killed', (): Promise<void> => postgres.kill9()],
])('goes on after PostgreSQL was %s and started again in mid-flow', async (_, down) => {
  await make(1, 600);
  await until(async () => (await one(consumers).things()).length > 20);
  await down();
  await postgres.start();
  await until(() => make(601, 650).then(() => true));
  await applied(650);
});
