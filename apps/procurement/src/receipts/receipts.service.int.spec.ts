import { uuidv7 } from '@dotation/service';
import { laptops, startProcurement, type Procurement } from '../../test/procurement.ts';

describe('receiving goods', () => {
  let p: Procurement;
  beforeAll(async () => {
    p = await startProcurement();
  });
  afterAll(() => p.close());

  const written = async (): Promise<number[]> =>
    Promise.all(['outbox', 'goods_receipt', 'goods_receipt_line', 'received_serial', 'idempotency'].map(p.count));

  it('registers a delivery serial by serial and records it in the same transaction', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 3 }]);
    const rows = [
      {
        maker: 'hewlett packard',
        model: 'PROBOOK 450-G10',
        serial: ' 5cd398n7b9 ',
        identifiers: [{ type: 'MAC', value: 'e0-73-e7-34-0d-24' }],
      },
      ...laptops(2, 'REG'),
    ];
    const key = uuidv7();
    const answer = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(rows), key).expect(201);
    expect(answer.body).toMatchObject({ id: key, status: 'RECEIVED', purchaseOrderId: order.id });
    expect(answer.body.number).toMatch(/^GR-\d{4}-\d{6}$/);
    expect(answer.headers['dotation-after']).toMatch(/^procurement\//);
    expect(answer.body.lines[0]).toMatchObject({ row: 1, serial: '5CD398N7B9', maker: 'HP', register: 'WAITING' });
    expect(answer.body.progress).toEqual({ lines: 3, applied: 0, refused: 0, conflicted: 0, settled: false });
    const [fact] = await p.query(`SELECT convert_from(body, 'UTF8')::jsonb AS body FROM outbox WHERE subject = $1`, [
      key,
    ]);
    const { data } = fact?.['body'] as { data: { lines: Record<string, unknown>[] } };
    expect(data).toMatchObject({ documentId: key, part: 1, parts: 1, receivedBy: p.storekeeper.principal.personId });
    expect(data.lines[0]).toMatchObject({
      deviceId: answer.body.lines[0].deviceId,
      identifiers: [
        { type: 'MFR_SERIAL', value: '5CD398N7B9', raw: ' 5cd398n7b9 ' },
        { type: 'MAC', value: 'E0:73:E7:34:0D:24', raw: 'e0-73-e7-34-0d-24' },
      ],
      costMinor: 78_900,
      currency: 'USD',
      funding: [{ awardId: p.awardId, percent: 100 }],
    });
    const { body: read } = await p.inspector.get(`/receipts/${key}`).expect(200);
    expect(read).toEqual(answer.body);
  });

  it('CR-21 receives nothing in the name of a police unit', async () => {
    const before = await written();
    const delivery = p.delivery(laptops(1, 'PNC'), { storeUnitId: p.policeUnitId });
    const { body } = await p.storekeeper.post('/receipts', delivery).expect(422);
    expect(body).toMatchObject({ code: 'store-of-another-agency', rows: [{ field: 'storeUnitId' }] });
    expect(await written()).toEqual(before);
  });

  it('CR-31 a date typed long after the goods came is suspect; AM-1 so are people nobody knows', async () => {
    const people = { witnessId: uuidv7(), driverId: uuidv7() };
    const receipt = p.delivery(laptops(1, 'OLD'), { receivedAt: '2000-01-02T00:00:00Z', ...people });
    const { body } = await p.storekeeper.post('/receipts', receipt).expect(201);
    expect(body.exceptions.map(({ code }: { code: string }) => code)).toEqual([
      'CLOCK_SUSPECT',
      'SIGNER_UNKNOWN',
      'SIGNER_UNKNOWN',
    ]);
    await p.meet(people.driverId);
    const { body: read } = await p.storekeeper.get(`/receipts/${body.id}`).expect(200);
    const open = read.exceptions.filter(({ closedAt }: { closedAt: string | null }) => closedAt === null);
    expect(open.map(({ personId }: { personId: string | null }) => personId)).toEqual([null, people.witnessId]);
  });

  it('CR-08 refuses a serial already active under any spelling of its maker and shows the device; nothing is written', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    const first = await p.storekeeper
      .post(`/purchase-orders/${order.id}/receipts`, p.delivery(laptops(1, 'DUP')))
      .expect(201);
    const before = await written();
    const again = [...laptops(1, 'FRESH'), { maker: 'HP Inc', model: 'ProBook 450 G10', serial: 'dup 0000000' }];
    const { body } = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(again)).expect(422);
    expect(body.code).toBe('receipt-rows-refused');
    expect(body.rows).toEqual([
      expect.objectContaining({
        row: 2,
        field: 'serial',
        code: 'serial-already-active',
        existingDeviceId: first.body.lines[0].deviceId,
      }),
    ]);
    expect(await written()).toEqual(before);
  });

  it('CR-08 warns of near-duplicates and receives them', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    const near = ['5CD1234S', '5CD12345'].map((serial) => ({ maker: 'HP', model: 'ProBook 450 G10', serial }));
    const { body } = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(near)).expect(201);
    expect(body.lines[1].warnings).toEqual([expect.objectContaining({ code: 'near-duplicate', otherRow: 1 })]);
    const nearer = [{ maker: 'HP', model: 'ProBook 450 G10', serial: '5CDI2345' }];
    const later = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(nearer)).expect(201);
    expect(later.body.lines[0].warnings[0]).toMatchObject({
      code: 'near-duplicate',
      like: expect.stringMatching(/^5CD1234/),
    });
  });

  it('lets one of two concurrent receipts with the same serial win', async () => {
    const orders = await Promise.all([1, 2, 3].map(() => p.order([{ model: 'ProBook 450 G10', quantity: 20 }])));
    const answers = await Promise.all(
      orders.map((order, index) => {
        // Each writes the shared serials in another order: they must wait for each other, not dead-lock.
        const rows = [...laptops(5, `OWN${index}`), ...laptops(5, 'RACE').toSorted(() => index - 1)];
        return p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(rows));
      }),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422]);
    const winner = answers.find(({ status }) => status === 201);
    const devices = new Set((winner?.body.lines as { deviceId: string }[]).map(({ deviceId }) => deviceId));
    for (const loser of answers.filter(({ status }) => status === 422)) {
      expect(loser.body.rows).toHaveLength(5);
      for (const row of loser.body.rows) {
        expect(row).toMatchObject({ code: 'serial-already-active' });
        expect(devices).toContain(row.existingDeviceId);
      }
    }
    expect(await p.query(`SELECT count(*)::int AS n FROM received_serial WHERE value LIKE 'RACE%' AND active`)).toEqual(
      [{ n: 5 }],
    );
  });

  it('CR-06 lets one of two concurrent receipts take the last of an order line', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 3 }]);
    const answers = await Promise.all(
      ['A', 'B'].map((name) =>
        p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(laptops(2, `LAST${name}`))),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused?.body.rows).toEqual([
      expect.objectContaining({ row: 2, field: 'orderLineId', code: 'receipt-exceeds-order' }),
    ]);
  });

  it('CR-06 puts acknowledged surplus on a discrepancy line and receives the rest', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const body = p.delivery(laptops(3, 'OVER'), { acknowledgeOver: true });
    const answer = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, body).expect(201);
    expect(answer.body.lines).toHaveLength(2);
    expect(answer.body.discrepancies).toEqual([expect.objectContaining({ code: 'OVER', quantity: 1, rows: [3] })]);
    const { body: told } = await p.buyer.get(`/purchase-orders/${order.id}/discrepancies`).expect(200);
    expect(told.items).toEqual(answer.body.discrepancies);
    const { body: now } = await p.buyer.get(`/purchase-orders/${order.id}`).expect(200);
    expect(now).toMatchObject({ status: 'RECEIVED', lines: [{ quantity: 2, received: 2, open: 0 }] });
    // The surplus serial was not taken: it can be received on another order.
    const other = await p.order([{ model: 'ProBook 450 G10', quantity: 1 }]);
    await p.storekeeper
      .post(`/purchase-orders/${other.id}/receipts`, p.delivery([laptops(3, 'OVER')[2] ?? {}]))
      .expect(201);
  });

  it('answers a repeat with the same receipt and refuses the same key with another body', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    const key = uuidv7();
    const path = `/purchase-orders/${order.id}/receipts`;
    const body = p.delivery(laptops(2, 'REPEAT'));
    const [first, twin] = await Promise.all([p.storekeeper.post(path, body, key), p.storekeeper.post(path, body, key)]);
    const before = await written();
    const third = await p.storekeeper.post(path, body, key).expect(201);
    expect(twin?.body).toEqual(first?.body);
    expect(third.body).toEqual(first?.body);
    expect(third.headers['dotation-after']).toBe(first?.headers['dotation-after']);
    expect(await written()).toEqual(before);
    const other = await p.storekeeper.post(path, p.delivery(laptops(1, 'OTHER')), key).expect(422);
    expect(other.body.code).toBe('idempotency-key-reused');
  });

  it('CR-09 never lets the buyer submit the receipt, nor a store-keeper of another trade', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    const path = `/purchase-orders/${order.id}/receipts`;
    const both = await p.app.as({ personId: p.buyer.principal.personId, roles: ['STOREKEEPER'] });
    for (const asked of [path, `${path}?dryRun=true`]) {
      const { body } = await both.post(asked, p.delivery(laptops(1, 'SOD'))).expect(403);
      expect(body.code).toBe('receiver-not-independent');
    }
    // Nor by receiving it with no order first and naming the order afterwards (AM-6).
    const early = await both.post('/receipts', p.delivery(laptops(1, 'SOD'))).expect(201);
    const link = { purchaseOrderId: order.id };
    const late = await p.buyer.post(`/receipts/${early.body.id}/order-link`, link).expect(403);
    expect(late.body.code).toBe('receiver-not-independent');
    await p.inspector.post(path, p.delivery(laptops(1, 'SOD'))).expect(403);
  });

  it('CR-07 refuses the receiver as witness and times that cannot be, in the dry run as in the receipt', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    const path = `/purchase-orders/${order.id}/receipts`;
    const before = await written();
    const cases: [more: object, field: string, code: string][] = [
      [{ witnessId: p.storekeeper.principal.personId }, 'witnessId', 'witness-same-person'],
      [{ receivedAt: '2199-01-01T00:00:00Z' }, 'receivedAt', 'received-in-future'],
      [{ receivedAt: '1999-12-31T00:00:00Z' }, 'receivedAt', 'received-too-early'],
    ];
    for (const [more, field, code] of cases)
      for (const asked of [path, `${path}?dryRun=true`]) {
        const { body } = await p.storekeeper.post(asked, p.delivery(laptops(1, 'WIT'), more)).expect(422);
        expect(body).toMatchObject({ code, rows: [{ field, code }] });
      }
    expect(await written()).toEqual(before);
    const witnessId = p.inspector.principal.personId;
    const row = { maker: 'HP', model: 'ProBook 450 G10', noSerialReason: 'Plaque arrachée' };
    const seen = { ...row, platePhotoSha256: 'f'.repeat(64), secondSignatureId: witnessId };
    await p.storekeeper.post(path, p.delivery([seen], { witnessId })).expect(201);
  });

  it('AM-3 CR-07: who is alone in a store receives a device without serial under a waiver, which the fact names', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    const path = `/purchase-orders/${order.id}/receipts`;
    const row = { maker: 'HP', model: 'ProBook 450 G10', noSerialReason: 'Plaque arrachée' };
    const delivery = p.delivery([{ ...row, platePhotoSha256: 'f'.repeat(64) }]);
    const { personId } = p.storekeeper.principal;
    await p.waive('CR-07', personId, uuidv7());
    await p.waive('CR-10', personId);
    const { body } = await p.storekeeper.post(path, delivery).expect(422);
    expect(body.rows).toMatchObject([{ row: 1, field: 'secondSignatureId', code: 'second-signature-missing' }]);
    const waiverId = await p.waive('CR-07', personId);
    await p.storekeeper.post(`${path}?dryRun=true`, delivery).expect(200);
    const receipt = (await p.storekeeper.post(path, delivery).expect(201)).body as { id: string; waiverIds: string[] };
    expect(receipt.waiverIds).toEqual([waiverId]);
    const told = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' -> 'waiverIds' AS waivers FROM outbox WHERE subject = $1`,
      [receipt.id],
    );
    expect(told).toEqual([{ waivers: [waiverId] }]);
  });

  it('says row and field of everything that is wrong, and an unknown order, place or carrier', async () => {
    const order = await p.order([
      { model: 'ProBook 450 G10', quantity: 5 },
      { model: 'Cable 5m', quantity: 5 },
    ]);
    const path = `/purchase-orders/${order.id}/receipts`;
    const rows = [
      { maker: 'Zanussi', model: 'X', serial: 'A1' },
      { maker: 'HP', model: 'Nothing', serial: 'A2' },
      { maker: 'HP', model: 'ProBook 450 G10', serial: 'A3', colour: 'red' },
      { maker: 'HP', model: 'ProBook 450 G10' },
      { maker: 'Victron', model: 'Cable 5m' },
      { maker: 'Barrett', model: '4050 HF', serial: 'B1' },
      { maker: 'HP', model: 'ProBook 450 G10', serial: 'A7', orderLineId: uuidv7() },
      { maker: 'HP', model: 'ProBook 450 G10', serial: 'A8', identifiers: [{ type: 'MAC', value: 'E0:73' }] },
      'no row at all',
    ];
    const { body } = await p.storekeeper.post(path, p.delivery(rows)).expect(422);
    expect(body.rows.map(({ row, field, code }: Record<string, unknown>) => [row, field, code])).toEqual([
      [1, 'maker', 'maker-unknown'],
      [2, 'model', 'model-unknown'],
      [3, 'colour', 'unknown-field'],
      [4, 'serial', 'serial-missing'],
      [5, 'noSerialReason', 'no-serial-reason-missing'],
      [5, 'platePhotoSha256', 'plate-photo-missing'],
      [6, 'model', 'not-ordered'],
      [7, 'orderLineId', 'order-line-unknown'],
      [8, 'identifiers', 'identifier-invalid'],
      [9, undefined, 'row-malformed'],
    ]);
    await p.storekeeper.post(`/purchase-orders/${uuidv7()}/receipts`, p.delivery(laptops(1, 'NOPE'))).expect(404);
    const lost = await p.storekeeper.post(path, p.delivery(laptops(1, 'NOPE'), { placeId: uuidv7() })).expect(422);
    expect(lost.body).toMatchObject({ code: 'unknown-reference', rows: [{ field: 'placeId' }] });
    const strict = await p.storekeeper.post(path, p.delivery(laptops(1, 'NOPE'), { plaecId: uuidv7() })).expect(422);
    expect(strict.body).toMatchObject({
      code: 'validation-failed',
      rows: [{ field: 'plaecId', code: 'unknown-field' }],
    });
  });

  it('refuses 10,001 rows, none, and what is no list, without writing', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 5 }]);
    const path = `/purchase-orders/${order.id}/receipts`;
    const before = await written();
    const many = await p.storekeeper.post(path, p.delivery(laptops(20_000, 'MANY'))).expect(413);
    expect(many.body.code).toBe('too-many-rows');
    expect((await p.storekeeper.post(path, p.delivery([])).expect(422)).body.code).toBe('receipt-empty');
    expect((await p.storekeeper.post(path, { ...p.delivery([]), lines: 'x' }).expect(422)).body.code).toBe(
      'validation-failed',
    );
    expect(await written()).toEqual(before);
  });

  it('answers a dry run row by row and writes nothing', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const path = `/purchase-orders/${order.id}/receipts?dryRun=true`;
    const before = await written();
    const { body } = await p.storekeeper.post(path, p.delivery(laptops(3, 'DRY'))).expect(200);
    expect(body.rows.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, true, false]);
    expect(body.rows[0].resolved).toMatchObject({ maker: 'HP', serial: 'DRY0000000', devices: 1 });
    expect(body.rows[2].problems).toEqual([expect.objectContaining({ code: 'receipt-exceeds-order' })]);
    expect(body.totals).toEqual({ rows: 3, devices: 2, refused: 1, warned: 0 });
    expect(await written()).toEqual(before);
  });

  it('AM-10 makes kits only of what a person confirmed', async () => {
    const order = await p.order([
      { model: '4050 HF', quantity: 2 },
      { model: 'Phoenix 12/800', quantity: 2 },
    ]);
    const rows = [1, 2].flatMap((kit) => [
      { maker: 'Barrett', model: '4050 HF', serial: `KITB${kit}`, kit: `KIT-RADIO-${kit}` },
      { maker: 'Victron', model: 'Phoenix 12/800', serial: `KITP${kit}`, kit: `KIT-RADIO-${kit}` },
    ]);
    const path = `/purchase-orders/${order.id}/receipts`;
    const dry = await p.storekeeper.post(`${path}?dryRun=true`, p.delivery(rows)).expect(200);
    expect(dry.body.kitsProposed).toEqual([
      { label: 'KIT-RADIO-1', rows: [1, 2] },
      { label: 'KIT-RADIO-2', rows: [3, 4] },
    ]);
    const kits = [{ label: 'KIT-RADIO-1', rows: [1, 2] }];
    const { body } = await p.storekeeper.post(path, p.delivery(rows, { kits })).expect(201);
    expect(body.kits).toEqual([expect.objectContaining({ label: 'KIT-RADIO-1' })]);
    expect(body.lines.map(({ kit }: { kit: string | null }) => kit)).toEqual([
      'KIT-RADIO-1',
      'KIT-RADIO-1',
      null,
      null,
    ]);
  });

  it('AM-8 receives a disputed plate beside the device that carries the serial', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 3 }]);
    const path = `/purchase-orders/${order.id}/receipts`;
    await p.storekeeper.post(path, p.delivery(laptops(1, 'DISP'))).expect(201);
    const disputed = { ...laptops(1, 'DISP')[0], disputed: true };
    const { body } = await p.storekeeper.post(path, p.delivery([disputed])).expect(422);
    expect(body.rows).toEqual([expect.objectContaining({ field: 'platePhotoSha256', code: 'plate-photo-missing' })]);
    const photographed = { ...disputed, platePhotoSha256: 'a'.repeat(64) };
    const answer = await p.storekeeper.post(path, p.delivery([photographed])).expect(201);
    expect(answer.body.lines[0]).toMatchObject({ disputed: true });
  });

  it('receives ten thousand serials in one call', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 10_000 }]);
    const rows = laptops(10_000, 'BULK');
    const started = performance.now();
    const answer = await p.storekeeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(rows));
    const took = performance.now() - started;
    expect(answer.status).toBe(201);
    expect(answer.body.lines).toHaveLength(10_000);
    if (process.env['SHOW_TIMES']) process.stdout.write(`10,000 rows in ${took.toFixed(0)} ms\n`);
    expect(took).toBeLessThan(30_000);
  });
});
