import { randomUUID } from 'node:crypto';
import { causedBy } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';
import { laptops, startProcurement, type Procurement } from '../../test/procurement.ts';
import type { TestPerson } from '../../../../test/support/app.js';
import { withClient } from '../../../../tools/stack/databases.js';
import { RegisterEffectsHandler } from '../receipts/register-effects.handler.js';

interface Received {
  id: string;
  lines: { lineId: string; deviceId: string; serial: string }[];
}

describe('inspecting a receipt', () => {
  let p: Procurement;
  let register: RegisterEffectsHandler;
  beforeAll(async () => {
    p = await startProcurement();
    register = p.app.service.app.get(RegisterEffectsHandler);
  });
  afterAll(() => p.close());

  const received = async (count: number, prefix: string, unitPriceMinor?: number): Promise<Received> => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: count, unitPriceMinor }]);
    const body = p.delivery(laptops(count, prefix));
    return (await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, body).expect(201)).body as Received;
  };
  const committee = (): string[] => [p.inspector.principal.personId, p.otherInspector.principal.personId];
  const inspect = (receiptId: string, more: object = {}, key?: string) =>
    p.inspector.post(`/receipts/${receiptId}/inspections`, { committee: committee(), extent: 'FULL', ...more }, key);
  const fact = <T>(data: T): Fact<T> => ({
    ...{ id: uuidv7(), type: '', subject: '', data },
    ...causedBy(
      {
        ...{ id: uuidv7(), type: '', subject: '', data: null },
        actorId: randomUUID(),
        occurredAt: new Date(),
        recordedAt: new Date(),
        causationId: '',
      },
      new Date(),
    ),
  });

  it('AM-11 accepts everything but the exceptions in one call, and the order line is open for their replacement', async () => {
    const receipt = await received(10, 'INSP');
    const key = uuidv7();
    const exceptions = [{ serial: ' insp0000003', reason: 'Écran brisé', condition: 'REPAIRABLE' }];
    const { body } = await inspect(receipt.id, { exceptions }, key).expect(201);
    expect(body).toMatchObject({ id: key, receiptId: receipt.id, accepted: 9, rejected: 1, status: 'CLOSED' });
    expect(body.exceptions).toEqual([
      {
        lineId: receipt.lines[3]?.lineId,
        deviceId: receipt.lines[3]?.deviceId,
        lotId: null,
        rejectedQuantity: 1,
        result: 'REJECTED',
        reason: 'Écran brisé',
        condition: 'REPAIRABLE',
      },
    ]);
    const [row] = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox WHERE subject = $1`,
      [key],
    );
    expect(row?.['data']).toMatchObject({ receiptId: receipt.id, committee: committee(), extent: 'FULL', parts: 1 });
    const { body: read } = await p.storekeeper.get(`/receipts/${receipt.id}`).expect(200);
    expect(read).toMatchObject({ status: 'INSPECTED', inspectionId: key });
    const { body: order } = await p.buyer.get(`/purchase-orders/${read.purchaseOrderId}`).expect(200);
    expect(order.lines[0]).toMatchObject({ received: 10, accepted: 9, rejected: 1, open: 1 });
    await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(laptops(1, 'REPLACED'))).expect(201);
  });

  it('AM-9, CR-06 rejects some of a lot, and the order line is open for so many again', async () => {
    const order = await p.order([{ model: 'Gilet', quantity: 60, unitPriceMinor: 1_150 }]);
    const path = `/purchase-orders/${order.id}/receipts`;
    const of = (quantity: number): object => p.delivery([{ catalogueItemId: p.items['Gilet'], quantity }]);
    const { body: receipt } = await p.storekeeper.post(path, of(60)).expect(201);
    expect(receipt.lines).toEqual([
      expect.objectContaining({ deviceId: null, lotId: expect.any(String), quantity: 60 }),
    ]);
    const { lineId, lotId } = receipt.lines[0];
    const tooMany = await inspect(receipt.id, { exceptions: [{ lineId, quantity: 61, reason: 'Décousu' }] }).expect(
      422,
    );
    expect(tooMany.body.rows).toEqual([expect.objectContaining({ row: 1, code: 'exception-quantity' })]);
    const key = uuidv7();
    const exceptions = [{ lineId, quantity: 8, reason: 'Décousu' }];
    const sample = { extent: 'SAMPLE', sampleSize: 20, exceptions };
    const { body } = await inspect(receipt.id, sample, key).expect(201);
    expect(body).toMatchObject({ accepted: 52, rejected: 8, exceptions: [{ lotId, rejectedQuantity: 8 }] });
    const [row] = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox WHERE subject = $1`,
      [key],
    );
    expect(row?.['data']).toMatchObject({
      lines: [],
      lots: [
        { lineId, lotId, quantity: 52, result: 'ACCEPTED' },
        { lineId, lotId, quantity: 8, result: 'REJECTED', reason: 'Décousu' },
      ],
    });
    await p.storekeeper.post(path, of(9)).expect(422);
    await p.storekeeper.post(path, of(8)).expect(201);
  });

  it('AM-6 links a lot whole to its order line', async () => {
    const goods = p.delivery([{ catalogueItemId: p.items['Gilet'], quantity: 30 }]);
    const { body: receipt } = await p.storekeeper.post('/receipts', goods).expect(201);
    const [little, enough] = [
      await p.order([{ model: 'Gilet', quantity: 29 }]),
      await p.order([{ model: 'Gilet', quantity: 30 }]),
    ];
    const link = (order: { id: string }) =>
      p.buyer.post(`/receipts/${receipt.id}/order-link`, { purchaseOrderId: order.id });
    expect((await link(little).expect(422)).body.rows[0].code).toBe('receipt-exceeds-order');
    await link(enough).expect(200);
    const told = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' -> 'lots' AS lots FROM outbox WHERE subject = $1 ORDER BY id DESC LIMIT 1`,
      [receipt.id],
    );
    expect(told[0]?.['lots']).toMatchObject([{ lotId: receipt.lines[0].lotId, quantity: 30, costMinor: 78_900 }]);
  });

  it('CR-10 refuses a committee of one, and one with the store-keeper; CR-09 one with the buyer', async () => {
    const receipt = await received(10, 'COMM');
    const before = await p.count('outbox');
    const refused = async (members: string[], status: number): Promise<string> =>
      (await inspect(receipt.id, { committee: members }).expect(status)).body.code as string;
    const [one = '', other = ''] = committee();
    expect(await refused([one], 422)).toBe('committee-too-small');
    expect(await refused([one, one], 422)).toBe('committee-too-small');
    expect(await refused([one, p.storekeeper.principal.personId], 403)).toBe('inspector-not-independent');
    expect(await refused([one, other, p.buyer.principal.personId], 403)).toBe('inspector-not-independent');
    const keeper = await p.app.as({ personId: p.storekeeper.principal.personId, roles: ['RECEPTION_COMMITTEE'] });
    await keeper.post(`/receipts/${receipt.id}/inspections`, { committee: committee(), extent: 'FULL' }).expect(403);
    expect(await p.count('outbox')).toBe(before);
  });

  it('CR-10 a member of the committee is a person in directory', async () => {
    const receipt = await received(1, 'NOBODY');
    const members = [p.inspector.principal.personId, randomUUID()];
    const { body } = await inspect(receipt.id, { committee: members }).expect(422);
    expect(body).toMatchObject({ code: 'unknown-reference', rows: [{ field: 'committee[1]' }] });
    await p.meet(members[1] as string);
    await inspect(receipt.id, { committee: members }).expect(201);
  });

  it('CR-07 goods whose missing serial nobody known has seen are received, and wait in A01 for that person', async () => {
    const secondSignatureId = randomUUID();
    const row = { maker: 'HP', model: 'ProBook 450 G10', noSerialReason: 'Plaque arrachée' };
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const rows = [...laptops(1, 'SEEN'), { ...row, platePhotoSha256: 'f'.repeat(64), secondSignatureId }];
    const { body } = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(rows)).expect(201);
    const open = { code: 'SIGNER_UNKNOWN', personId: secondSignatureId, rows: [2] };
    expect(body.exceptions).toEqual([expect.objectContaining({ ...open, closedAt: null })]);
    const before = await p.count('outbox');
    const refused = await inspect(body.id).expect(409);
    expect(refused.body).toMatchObject({
      code: 'second-signature-unknown',
      rows: [{ row: 2, field: 'secondSignatureId' }],
    });
    expect(await p.count('outbox')).toBe(before);
    await p.meet(secondSignatureId);
    const { body: read } = await p.storekeeper.get(`/receipts/${body.id}`).expect(200);
    expect(read.exceptions).toEqual([expect.objectContaining({ ...open, closedAt: expect.any(String) })]);
    await inspect(body.id).expect(201);
  });

  it('CR-31 an acceptance typed long after its day is suspect, and told on the receipt', async () => {
    const at = new Date(Date.now() - 9 * 86_400_000).toISOString();
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 1 }]);
    const path = `/purchase-orders/${order.id}/receipts`;
    // The clock of a device that was offline is late and no more.
    const { body } = await p.storekeeper
      .post(path, p.delivery(laptops(1, 'CLOCK')))
      .set('dotation-occurred-at', at)
      .expect(201);
    expect(body.exceptions).toEqual([]);
    await inspect(body.id, { acceptedOn: at.slice(0, 10) }).expect(201);
    const { body: read } = await p.storekeeper.get(`/receipts/${body.id}`).expect(200);
    expect(read.exceptions).toEqual([
      expect.objectContaining({ code: 'CLOCK_SUSPECT', detail: expect.stringContaining('acceptedOn') }),
    ]);
  });

  it('AM-3 lets one member inspect below the configured value', async () => {
    const receipt = await received(2, 'CHEAP', 10_000);
    await inspect(receipt.id, { committee: committee().slice(0, 1) }).expect(201);
  });

  it('inspects a receipt once, however many ask at once', async () => {
    const receipt = await received(3, 'ONCE');
    const answers = await Promise.all([1, 2, 3].map(() => inspect(receipt.id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await inspect(receipt.id)).body.code).toBe('receipt-already-inspected');
  });

  it('names every exception that means no device, several, or one twice', async () => {
    const receipt = await received(3, 'EXC');
    const exceptions = [
      { serial: 'NOWHERE', reason: 'x' },
      { deviceId: receipt.lines[0]?.deviceId, reason: 'x' },
      { lineId: receipt.lines[0]?.lineId, reason: 'y' },
    ];
    const { body } = await inspect(receipt.id, { exceptions }).expect(422);
    expect(body.rows.map(({ row, code }: Record<string, unknown>) => [row, code])).toEqual([
      [1, 'exception-unknown'],
      [3, 'exception-repeated'],
    ]);
    expect((await inspect(receipt.id, { extent: 'SAMPLE' }).expect(422)).body.code).toBe('sample-size-wrong');
    for (const acceptedOn of ['2020-01-01', '2199-01-01'])
      expect((await inspect(receipt.id, { acceptedOn }).expect(422)).body).toMatchObject({
        ...{ code: 'accepted-on-wrong', rows: [{ field: 'acceptedOn' }] },
      });
  });

  it('shows on the documents what the register did, and frees what it refused', async () => {
    const receipt = await received(4, 'PROG');
    const [first, second, third, fourth] = receipt.lines;
    const line = (one: (typeof receipt.lines)[number] | undefined) => ({
      ...{ lineId: one?.lineId ?? '', deviceId: one?.deviceId ?? '', deviceSeq: 1, previous: null },
    });
    const inspection = (await inspect(receipt.id).expect(201)).body as { id: string };
    const existing = uuidv7();
    await p.worker.transaction(async (tx) => {
      const registered = [first, second, third].map((one) => ({ ...line(one), identifiers: [] }));
      await register.deviceRegistered(
        tx,
        fact({ documentId: receipt.id, part: 1, parts: 1, lines: registered as never[] }),
      );
      const refusal = { code: 'identifier-active', detail: 'Another device carries it.', existingDeviceId: existing };
      const lines = [{ lineId: fourth?.lineId ?? '', deviceId: fourth?.deviceId ?? '', ...refusal }];
      await register.registrationRefused(tx, fact({ documentId: receipt.id, part: 1, parts: 1, lines }));
      const moved = [first, second].map((one) => ({ ...line(one), transition: 'T02' as const, changed: {} }));
      await register.deviceTransitioned(tx, fact({ documentId: inspection.id, part: 1, parts: 1, lines: moved }));
      const conflicted = [{ ...line(third), transition: 'T02' as const, state: 'A04_IN_STOCK' as const, detail: '' }];
      await register.effectConflicted(
        tx,
        fact({ documentId: inspection.id, part: 1, parts: 1, factId: uuidv7(), lines: conflicted }),
      );
    });
    const { body: told } = await p.storekeeper.get(`/receipts/${receipt.id}`).set('prefer', 'wait=10').expect(200);
    expect(told.progress).toEqual({ lines: 4, applied: 3, refused: 1, conflicted: 0, settled: true });
    expect(told.lines[3]).toMatchObject({ register: 'REFUSED', refusal: { existingDeviceId: existing } });
    expect(told.discrepancies).toEqual([expect.objectContaining({ code: 'REGISTER_REFUSED', lineId: fourth?.lineId })]);
    const { body: closed } = await p.inspector
      .get(`/inspections/${inspection.id}`)
      .set('prefer', 'wait=10')
      .expect(200);
    expect(closed.progress).toEqual({ lines: 4, applied: 2, refused: 1, conflicted: 1, settled: true });
    const again = p.delivery(laptops(4, 'PROG').slice(3));
    await p.storekeeper.post(`/purchase-orders/${told.purchaseOrderId}/receipts`, again).expect(201);
  });

  it('CR-08 knows devices of other origins from the register', async () => {
    const deviceId = uuidv7();
    const migrated = {
      ...{ deviceId, deviceSeq: 1, previous: null, lineId: uuidv7(), makerId: p.makers['HP'], serialRule: 'REQUIRED' },
      identifiers: [
        { type: 'MFR_SERIAL', value: 'MIGR8', raw: 'migr8' },
        { type: 'ASSET_TAG', value: 'INLCD000001D', raw: '' },
      ],
    };
    const handed = fact({ documentId: uuidv7(), part: 1, parts: 1, lines: [migrated] as never[] });
    await p.worker.transaction((tx) => register.deviceRegistered(tx, handed));
    await p.worker.transaction((tx) => register.deviceRegistered(tx, handed));
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const rows = [{ maker: 'HP', model: 'ProBook 450 G10', serial: 'MIGR8' }];
    const { body } = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(rows)).expect(422);
    expect(body.rows[0]).toMatchObject({ code: 'serial-already-active', existingDeviceId: deviceId });
  });

  it('AM-6 receives without an order and links it afterwards, within the order (CR-06) and with its buyer apart (CR-09)', async () => {
    const answer = await p.storekeeper.post('/receipts', p.delivery(laptops(3, 'AM6'))).expect(201);
    const receipt = answer.body as Received;
    expect(answer.body).toMatchObject({ purchaseOrderId: null, lines: [{ orderLineId: null }, {}, {}] });
    const { body: waiting } = await p.buyer.get('/receipts?withoutOrder=true').expect(200);
    expect(waiting.items.map(({ id }: { id: string }) => id)).toContain(receipt.id);
    const link = (purchaseOrderId: string, lines?: object[]) =>
      p.buyer.post(`/receipts/${receipt.id}/order-link`, { purchaseOrderId, ...(lines && { lines }) });
    const small = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const { body: refused } = await link(small.id).expect(422);
    expect(refused.rows).toEqual([expect.objectContaining({ row: 3, code: 'receipt-exceeds-order' })]);
    const other = await p.order([{ model: '4050 HF', quantity: 5 }]);
    expect((await link(other.id).expect(422)).body.rows[0]).toMatchObject({ code: 'not-ordered' });
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    await inspect(receipt.id, { committee: [...committee(), p.buyer.principal.personId] }).expect(201);
    expect((await link(order.id).expect(403)).body.code).toBe('inspector-not-independent');
    await p.storekeeper.post(`/receipts/${receipt.id}/order-link`, { purchaseOrderId: order.id }).expect(403);
    const clean = (await p.storekeeper.post('/receipts', p.delivery(laptops(3, 'AMSIX'))).expect(201)).body as Received;
    const linkClean = (lines?: object[]) =>
      p.buyer.post(`/receipts/${clean.id}/order-link`, { purchaseOrderId: order.id, ...(lines && { lines }) });
    const first = [{ lineId: clean.lines[0]?.lineId, orderLineId: order.lines[0]?.orderLineId }];
    const linked = await linkClean(first).expect(200);
    expect(linked.body).toMatchObject({ purchaseOrderId: order.id });
    expect((await linkClean(first).expect(422)).body.rows[0]).toMatchObject({ code: 'line-linked' });
    const rest = await linkClean().expect(200);
    expect(
      rest.body.lines.every(
        ({ orderLineId }: { orderLineId: string | null }) => orderLineId === order.lines[0]?.orderLineId,
      ),
    ).toBe(true);
    const facts = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox WHERE subject = $1 AND type LIKE '%linked%' ORDER BY id`,
      [clean.id],
    );
    expect(facts.map(({ data }) => (data as { lines: object[] }).lines.length)).toEqual([1, 2]);
    expect(facts[0]?.['data']).toMatchObject({
      purchaseOrderId: order.id,
      lines: [{ costMinor: 78_900, currency: 'USD', funding: [{ percent: 100 }] }],
    });
  });
});

describe('§13.1 in procurement', () => {
  let p: Procurement;
  beforeAll(async () => {
    p = await startProcurement();
  });
  afterAll(() => p.close());

  const receivedBy = async (who: TestPerson, prefix: string): Promise<Received> => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 8 }]);
    const body = p.delivery(laptops(8, prefix));
    return (await who.post(`/purchase-orders/${order.id}/receipts`, body).expect(201)).body as Received;
  };

  it('APPROVE × INSPECT: the approver of the order is on no committee', async () => {
    const receipt = await receivedBy(p.storekeeper, 'SOD1');
    const committee = [p.inspector.principal.personId, p.approverId];
    const { body } = await p.inspector
      .post(`/receipts/${receipt.id}/inspections`, { committee, extent: 'FULL' })
      .expect(403);
    expect(body).toMatchObject({ code: 'inspector-not-independent' });
  });

  it('AM-3 CR-10: one inspector and a remote witness under a waiver, which the fact names', async () => {
    const receipt = await receivedBy(p.storekeeper, 'SOD2');
    const { personId } = p.inspector.principal;
    const alone = { committee: [personId], extent: 'FULL', remoteWitnessId: uuidv7() };
    // Spelt twice it is one person all the same.
    const twice = { committee: [personId, personId.toUpperCase()], extent: 'FULL' };
    expect((await p.inspector.post(`/receipts/${receipt.id}/inspections`, twice).expect(422)).body).toMatchObject({
      code: 'committee-too-small',
    });
    await p.waive('CR-10', personId, uuidv7());
    const path = `/receipts/${receipt.id}/inspections`;
    // A witness nobody knows would be no second person.
    expect((await p.inspector.post(path, alone).expect(422)).body).toMatchObject({
      code: 'unknown-reference',
      rows: [{ field: 'remoteWitnessId' }],
    });
    await p.meet(alone.remoteWitnessId);
    expect((await p.inspector.post(path, alone).expect(422)).body).toMatchObject({ code: 'committee-too-small' });
    const waiverId = await p.waive('CR-10', personId);
    const { body } = await p.inspector.post(path, alone).expect(201);
    expect(body).toMatchObject({ waiverIds: [waiverId], remoteWitnessId: alone.remoteWitnessId });
    const told = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' -> 'waiverIds' AS waivers FROM outbox WHERE subject = $1`,
      [(body as { id: string }).id],
    );
    expect(told).toEqual([{ waivers: [waiverId] }]);
  });

  it('AM-3 RECEIVE × INSPECT: the store-keeper inspects what he received, under a waiver only', async () => {
    const keeper = await p.app.as({ roles: ['STOREKEEPER', 'RECEPTION_COMMITTEE'] });
    const { personId } = keeper.principal;
    await p.meet(personId);
    const receipt = await receivedBy(keeper, 'SOD3');
    const committee = { committee: [personId, p.inspector.principal.personId], extent: 'FULL' };
    const path = `/receipts/${receipt.id}/inspections`;
    await keeper.post(path, committee).expect(403);
    await p.waive('RECEIVE_INSPECT', personId);
    await keeper.post(path, committee).expect(201);
  });

  it('G-34: the database refuses who buys or approves as receiver and inspector, and who receives as inspector', async () => {
    const receipt = await receivedBy(p.storekeeper, 'SOD4');
    const sql = (query: string, values: unknown[]): Promise<unknown> =>
      withClient(p.app.database.url, async (client) => {
        await client.query(`SELECT set_config('app.scope', $1, false)`, [p.storeUnitId]);
        return client.query(query, values);
      });
    for (const personId of [p.buyer.principal.personId, p.approverId]) {
      const change = sql(`UPDATE goods_receipt SET received_by = $2 WHERE id = $1`, [receipt.id, personId]);
      await expect(change).rejects.toThrow('CR-09');
    }
    for (const personId of [p.buyer.principal.personId, p.approverId, p.storekeeper.principal.personId]) {
      const inspection = sql(
        `INSERT INTO inspection (id, number, goods_receipt_id, committee, extent, accepted_on, closed_by, recorded_at, rule_values)
         VALUES ($1, $2, $3, $4, 'FULL', '2026-09-02', $5, now(), '{}')`,
        [uuidv7(), uuidv7(), receipt.id, [uuidv7(), personId], uuidv7()],
      );
      await expect(inspection).rejects.toThrow('never inspects them');
    }
  });
});
