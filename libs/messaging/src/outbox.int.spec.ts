import { createHash } from 'node:crypto';
import { freshDatabase } from '../../../test/support/servers.ts';
import { cause, recordThing, source, ThingMade } from '../test/test-service.ts';
import { Allow, IsArray, IsInt, IsString } from 'class-validator';
import type { DataSource } from 'typeorm';
import { lastFactOf, record, recordParts } from './index.js';

class ThingsListed {
  static readonly type = 'fact.procurement.things-listed.v1';
  @IsString() documentId!: string;
  @IsInt() part!: number;
  @IsInt() parts!: number;
  @IsArray() lines!: { n: number; text: string }[];
  @Allow() place?: string;
}

let database: DataSource;
beforeAll(async () => {
  const urls = await freshDatabase('procurement', source);
  database = source.dataSource(urls.url);
  await database.initialize();
});
afterAll(() => database.destroy());

const bodies = (subject: string): Promise<{ body: Buffer; fact_id: string }[]> =>
  database.query('SELECT body, fact_id FROM outbox WHERE subject = $1 ORDER BY id', [subject]);

it('writes the exact bytes once and answers their leaf hash', async () => {
  const { factId, leafHash } = await database.transaction((tx) =>
    record(tx, ThingMade, 'a', { n: 1, name: 'é' }, cause()),
  );
  const [row] = await bodies('a');
  expect(row?.fact_id).toBe(factId);
  expect(leafHash).toEqual(
    createHash('sha256')
      .update(Buffer.concat([Buffer.of(0), row?.body ?? Buffer.of()]))
      .digest(),
  );
  expect(JSON.parse(String(row?.body))).toMatchObject({
    specversion: '1.0',
    id: factId,
    source: '/dotation/procurement',
    type: 'fact.procurement.thing-made.v1',
    subject: 'a',
    datacontenttype: 'application/json',
    data: { n: 1, name: 'é' },
  });
});

it('refuses a body over 60,000 bytes, and takes one of exactly that', async () => {
  const because = cause();
  const size = (name: string): Promise<unknown> =>
    database.transaction((tx) => record(tx, ThingMade, 'big', { n: 1, name }, because));
  await size('');
  const [empty] = await bodies('big');
  const room = 60_000 - (empty?.body.length ?? 0);
  await expect(size('x'.repeat(room))).resolves.toBeDefined();
  await expect(size('x'.repeat(room + 1))).rejects.toThrow('60001 bytes, at most 60000');
});

it('refuses a fact that does not fit its contract, because every reader would', async () => {
  const wrong = { n: 'one', name: 'a' } as unknown as ThingMade;
  await expect(database.transaction((tx) => record(tx, ThingMade, 'w', wrong, cause()))).rejects.toThrow('n: ');
  expect(await bodies('w')).toEqual([]);
});

it('refuses to record outside a transaction', async () => {
  await expect(record(database.manager, ThingMade, 'o', { n: 1, name: '' }, cause())).rejects.toThrow('transaction');
});

it('leaves no fact when the transaction is rolled back', async () => {
  const failing = database.transaction(async (tx) => {
    await recordThing(tx, 77);
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  expect(await bodies('thing-77')).toEqual([]);
});

it('knows the last fact of a transaction', async () => {
  await database.transaction(async (tx) => {
    expect(lastFactOf(tx)).toBeUndefined();
    await recordThing(tx, 1);
    const { factId } = await recordThing(tx, 2);
    expect(lastFactOf(tx)).toBe(factId);
  });
});

it('records a bulk command as numbered parts in one transaction, nothing lost and in order', async () => {
  const lines = Array.from({ length: 2_000 }, (_, n) => ({ n, text: 'x'.repeat(n % 300) }));
  const because = cause();
  const parts = await database.transaction((tx) =>
    recordParts(tx, ThingsListed, { documentId: 'd1', place: 'Goma' }, lines, because),
  );
  const rows = await bodies('d1');
  expect(rows.map(({ fact_id }) => fact_id)).toEqual(parts.map(({ factId }) => factId));
  const read = rows.map(({ body }) => JSON.parse(String(body)) as { data: ThingsListed });
  expect(read.map(({ data }) => [data.part, data.parts, data.documentId, data.place])).toEqual(
    parts.map(({ part }) => [part, parts.length, 'd1', 'Goma']),
  );
  expect(read.flatMap(({ data }) => data.lines)).toEqual(lines);
  expect(parts.flatMap((part) => part.lines)).toEqual(lines);
  for (const { body } of rows) expect(body.length).toBeLessThanOrEqual(60_000);
});
