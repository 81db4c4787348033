import { randomUUID } from 'node:crypto';
import { DeviceRegisteredV1, type DeviceRegisteredLine, PlaceRecordedV1, RuleValueSetV1 } from '@dotation/contracts';
import { messagingTables, record } from '@dotation/messaging';
import { dataSourceFor, serviceTables, uuidv7, WorkerDatabase } from '@dotation/service';
import { Module } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { testApp, type TestApp } from '../../../../test/support/app.ts';
import { laptops, startProcurement, type Procurement } from '../../test/procurement.ts';
import { DirectoryReferenceHandler } from '../references/directory-reference.handler.js';

class OwnTables1795461600009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...messagingTables, ...serviceTables]) await runner.query(sql);
  }
  async down(): Promise<void> {}
}

@Module({})
class Nothing {}

/** A service that only tells facts, over the real broker. */
function teller(name: string, nats: TestApp['nats']): Promise<TestApp> {
  const dataSource = (url: string) =>
    dataSourceFor(url, { service: name, entities: [], migrations: [OwnTables1795461600009] });
  return testApp({ name, module: Nothing, dataSource, nats });
}

async function tell<T extends object>(app: TestApp, type: { new (): T; type: string }, data: T): Promise<void> {
  const source = await app.service.app.get(WorkerDatabase).ready();
  const cause = { actorId: randomUUID(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  await source.transaction((tx) => record(tx, type, uuidv7(), data, cause));
}

describe('orders and reference data', () => {
  let p: Procurement;
  const tellers: TestApp[] = [];
  beforeAll(async () => {
    p = await startProcurement();
  });
  afterAll(async () => {
    for (const app of tellers) await app.close();
    await p.close();
  });

  const order = (more: object = {}, line: object = {}) => ({
    ...{ number: `PO-${randomUUID()}`, orderedOn: '2026-08-17', currency: 'USD' },
    ...{ requesterId: p.requesterId, buyerId: p.buyer.principal.personId, approverId: p.approverId },
    lines: [
      {
        ...{ lineNumber: 1, catalogueItemId: p.items['ProBook 450 G10'], quantity: 24, unitPriceMinor: 78_900 },
        funding: [{ awardId: p.awardId, percent: 100 }],
        ...line,
      },
    ],
    ...more,
  });

  it('AM-12 takes a line that costs nothing for a reason, which its goods are told with', async () => {
    const free = { unitPriceMinor: 0, zeroCostReason: 'IN_KIT' };
    const { body } = await p.buyer.post('/purchase-orders', order({}, free)).expect(201);
    expect(body.lines).toMatchObject([free]);
    const lines = laptops(1, 'FREE').map((line, index) => ({ row: index + 1, ...line }));
    await p.storekeeper.post(`/purchase-orders/${body.id}/receipts`, p.delivery(lines)).expect(201);
    const [told] = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' -> 'lines' -> 0 AS line FROM outbox
       WHERE type = 'fact.procurement.goods-received.v1' AND convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'purchaseOrderId' = $1`,
      [body.id],
    );
    expect(told?.['line']).toMatchObject({ costMinor: 0, zeroCostReason: 'IN_KIT' });
  });

  it('keeps a currency in capital letters, however it is written', async () => {
    const { body } = await p.buyer.post('/purchase-orders', order({ currency: 'usd' })).expect(201);
    expect(body).toMatchObject({ currency: 'USD' });
    const [fact] = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'currency' AS currency FROM outbox WHERE subject = $1`,
      [body.id],
    );
    expect(fact).toEqual({ currency: 'USD' });
    await p.buyer.post('/purchase-orders', order({ currency: 'usx' })).expect(422);
  });

  it('records an order with price and funding per line and tells it in one fact', async () => {
    const key = uuidv7();
    const { body } = await p.buyer.post('/purchase-orders', order({ number: 'PO-2026-0117' }), key).expect(201);
    expect(body).toMatchObject({ id: key, number: 'PO-2026-0117', status: 'ORDERED', revision: 1 });
    expect(body.lines[0]).toMatchObject({
      maker: 'HP',
      received: 0,
      open: 24,
      funding: [{ awardId: p.awardId, percent: 100 }],
    });
    const [fact] = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox WHERE subject = $1`,
      [key],
    );
    expect(fact?.['data']).toMatchObject({ purchaseOrderId: key, lines: [{ unitPriceMinor: 78_900, quantity: 24 }] });
    expect((await p.inspector.get(`/purchase-orders/${key}`).expect(200)).body).toEqual(body);
    const listed = await p.inspector.get('/purchase-orders?number=PO-2026-0117').expect(200);
    expect(listed.body.items).toEqual([expect.objectContaining({ id: key, open: 24, quantity: 24 })]);
    const twice = await p.buyer.post('/purchase-orders', order({ number: 'PO-2026-0117' })).expect(409);
    expect(twice.body.code).toBe('order-number-taken');
  });

  it.each(['requesterId', 'buyerId', 'approverId'])(
    'CR-01, CR-09 the %s of an order is a person in directory',
    async (field) => {
      const personId = randomUUID();
      const { body } = await p.buyer.post('/purchase-orders', order({ [field]: personId })).expect(422);
      expect(body).toMatchObject({ code: 'unknown-reference', rows: [{ field }] });
      await p.meet(personId);
      await p.buyer.post('/purchase-orders', order({ [field]: personId })).expect(201);
    },
  );

  it('CR-01 refuses an order whose requester, buyer and approver are not three persons', async () => {
    const before = await p.count('outbox');
    for (const more of [
      { approverId: p.requesterId },
      { approverId: p.buyer.principal.personId },
      { requesterId: p.buyer.principal.personId },
    ])
      expect((await p.buyer.post('/purchase-orders', order(more)).expect(422)).body.code).toBe('duties-not-separate');
    expect(await p.count('outbox')).toBe(before);
  });

  it('CR-01, CR-09 know a person who was recorded twice, from the merge on', async () => {
    const [again, twice] = [uuidv7(), uuidv7()];
    const handler = p.app.service.app.get(DirectoryReferenceHandler);
    await p.worker.transaction(async (tx) => {
      for (const personId of [again, twice]) await handler.personRecorded(tx, { data: { personId } } as never);
    });
    const asBefore = await p.buyer.post('/purchase-orders', order({ approverId: again })).expect(201);
    await p.worker.transaction(async (tx) => {
      const merged = (id: string, intoId: string) =>
        handler.entryMerged(tx, { data: { of: 'PERSON', id, intoId } } as never);
      await merged(again, twice);
      await merged(twice, p.storekeeper.principal.personId);
    });
    const body = order({ requesterId: p.storekeeper.principal.personId, approverId: again });
    expect((await p.buyer.post('/purchase-orders', body).expect(422)).body.code).toBe('duties-not-separate');
    const [first] = await p.query(`SELECT one_person(approver_id) = $2 AS same FROM purchase_order WHERE id = $1`, [
      ...[asBefore.body.id, p.storekeeper.principal.personId],
    ]);
    expect(first).toEqual({ same: true });
    // CR-09: he approved under another id, and receives none of it under this one.
    const path = `/purchase-orders/${asBefore.body.id}/receipts`;
    expect((await p.storekeeper.post(path, p.delivery(laptops(1, 'TWICE'))).expect(403)).body.code).toBe(
      'receiver-not-independent',
    );
  });

  it('refuses a blank number and a day nobody can have ordered on, naming the field', async () => {
    const refused = async (more: object): Promise<string> =>
      (await p.buyer.post('/purchase-orders', order(more)).expect(422)).body.rows[0].field as string;
    expect(await refused({ number: '   ' })).toBe('number');
    for (const orderedOn of ['2199-01-01', '1999-12-31', '2026-02-30'])
      expect(await refused({ orderedOn })).toBe('orderedOn');
  });

  it('refuses lines by row and field: shares that are not 100 %, unknown items and awards, no price', async () => {
    const half = { funding: [{ awardId: p.awardId, percent: 99.99 }] };
    expect((await p.buyer.post('/purchase-orders', order({}, half)).expect(422)).body.rows).toEqual([
      { row: 1, field: 'funding', code: 'funding-not-whole', detail: 'The shares sum to 99.99 %, not 100 %.' },
    ]);
    const unknown = { catalogueItemId: uuidv7(), funding: [{ awardId: uuidv7(), percent: 100 }] };
    const { body } = await p.buyer.post('/purchase-orders', order({}, unknown)).expect(422);
    expect(body.rows.map(({ code }: { code: string }) => code)).toEqual(['catalogue-item-unknown', 'award-unknown']);
    const free = await p.buyer.post('/purchase-orders', order({}, { unitPriceMinor: 0 })).expect(422);
    expect(free.body.rows[0]).toMatchObject({ row: 1, field: 'unitPriceMinor', code: 'price-without-reason' });
  });

  it('knows a maker by every spelling and lets no other maker take one', async () => {
    const { body } = await p.inspector.get('/makers?name=hewlett%20packard').expect(200);
    expect(body.items).toEqual([expect.objectContaining({ name: 'HP', aliases: ['HP Inc.', 'Hewlett-Packard'] })]);
    const taken = await p.buyer.post('/makers', { name: 'Hewlett Packard Entreprise', aliases: ['h.p.'] }).expect(409);
    expect(taken.body.code).toBe('maker-name-taken');
    const more = await p.buyer.post(`/makers/${p.makers['HP']}/aliases`, { aliases: ['HPE', 'hp'] }).expect(201);
    expect(more.body.aliases).toEqual(['HP Inc.', 'HPE', 'Hewlett-Packard']);
    const model = {
      makerId: p.makers['HP'],
      category: 'LAPTOP',
      model: 'probook-450 g10',
      description: 'x',
      serialRule: 'REQUIRED',
    };
    expect((await p.buyer.post('/catalogue-items', model).expect(409)).body.code).toBe('model-taken');
    expect((await p.buyer.post('/catalogue-items', { ...model, makerId: uuidv7() }).expect(422)).body.code).toBe(
      'maker-unknown',
    );
    expect((await p.buyer.post('/makers', { name: '***' }).expect(422)).body.code).toBe('name-unreadable');
    await p.storekeeper.post('/makers', { name: 'Dell' }).expect(403);
  });

  it('learns places and rule values from directory and the progress from assets, over the broker', async () => {
    const directory = await teller('directory', p.app.nats);
    tellers.push(directory);
    const assets = await teller('assets', p.app.nats);
    tellers.push(assets);
    const placeId = uuidv7();
    const ordered = await p.order([{ model: 'ProBook 450 G10', quantity: 10 }]);
    const path = `/purchase-orders/${ordered.id}/receipts`;
    // Directory's facts are still on their way when the receipt comes: it waits for them a moment.
    const place = {
      placeId,
      kind: 'WAREHOUSE',
      name: 'Bukavu',
      access: 'NORMAL' as const,
      accessFrom: '2026-01-01T00:00:00Z',
    };
    const tolerance = {
      ruleValueId: uuidv7(),
      rule: 'receipt.overTolerancePercent',
      value: '20',
      validFrom: '2026-01-01T00:00:00Z',
    };
    await tell(directory, RuleValueSetV1, tolerance);
    await tell(directory, PlaceRecordedV1, place);
    const key = uuidv7();
    const receive = () => p.storekeeper.post(path, p.delivery(laptops(12, 'BROKER'), { placeId }), key);
    let answer = await receive();
    // On a busy machine more than once; a refusal stores nothing, so the key stays good.
    for (let tries = 0; answer.body.code === 'unknown-reference' && tries < 10; tries++) answer = await receive();
    const { body } = answer;
    expect(body.lines).toHaveLength(12);
    const from = new Date().toISOString();
    const lines: DeviceRegisteredLine[] = (body.lines as { lineId: string; deviceId: string }[]).map(
      ({ lineId, deviceId }) => ({
        ...{ lineId, deviceId, deviceSeq: 1, previous: null, lifecycle: 'A01_RECEIVED_PENDING_INSPECTION' },
        ...{ title: 'SUPPLIER', condition: 'EXCELLENT', use: 'NOT_YET_DEPLOYED', serialRule: 'REQUIRED' },
        ...{ catalogueItemId: p.items['ProBook 450 G10'] ?? '', makerId: p.makers['HP'] ?? '' },
        ...{ maker: 'HP', model: 'ProBook 450 G10', category: 'LAPTOP', description: 'x', identifiers: [] },
        custody: {
          ...{ partyKind: 'UNIT', partyId: p.storeUnitId, personId: null, placeId, enRoute: false, hold: 'FIRM' },
          ...{ from, claimedFrom: from, clamped: false, documentId: body.id as string },
        },
      }),
    );
    const [settled] = await Promise.all([
      p.storekeeper.get(`/receipts/${body.id}`).set('prefer', 'wait=10').expect(200),
      tell(assets, DeviceRegisteredV1, { documentId: body.id, part: 1, parts: 1, lines }),
    ]);
    expect(settled.body.progress).toEqual({ lines: 12, applied: 12, refused: 0, conflicted: 0, settled: true });
  });
});
