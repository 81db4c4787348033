import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { startProcurement, type Procurement } from '../../test/procurement.ts';
import { DirectoryReferenceHandler } from '../references/directory-reference.handler.js';

let p: Procurement;
let approver: TestPerson;
let steward: TestPerson;
let secondSteward: TestPerson;
beforeAll(async () => {
  p = await startProcurement();
  approver = await p.app.as({ roles: ['APPROVER'] });
  steward = await p.app.as({ roles: ['DATA_STEWARD'] });
  secondSteward = await p.app.as({ roles: ['DATA_STEWARD'] });
});
afterAll(() => p.close());

const idOf = ({ body }: { body: { id: string } }): string => body.id;
const aMaker = async (name: string): Promise<string> => idOf(await p.buyer.post('/makers', { name }).expect(201));
const aModel = async (makerId: string, category: string, components: object[] = []): Promise<string> => {
  const model = { makerId, category, model: `M-${uuidv7()}`, description: 'x', serialRule: 'REQUIRED', components };
  return idOf(await p.buyer.post('/catalogue-items', model).expect(201));
};
const anAward = async (obligatedOn: string): Promise<string> => {
  const award = { fain: uuidv7(), donor: 'INL', instrument: 'GRANT', obligatedOn };
  return idOf(await p.buyer.post('/awards', award).expect(201));
};
const order = (catalogueItemId: string, more: object = {}, awardId = p.awardId, quantity = 2) =>
  p.buyer.post('/purchase-orders', {
    ...{ number: `PO-${uuidv7()}`, orderedOn: '2026-08-17', currency: 'USD', requesterId: p.requesterId },
    ...{ buyerId: p.buyer.principal.personId, approverId: p.approverId, ...more },
    lines: [{ lineNumber: 1, catalogueItemId, quantity, unitPriceMinor: 78_900, funding: [{ awardId, percent: 100 }] }],
  });
const problems = (body: { rows: { row: number; field: string; code: string }[] }): unknown[] =>
  body.rows.map(({ row, field, code }) => [row, field, code]);
let serials = 0;
const line = (catalogueItemId: string, row: number, mac?: string): object => ({
  ...{ row, catalogueItemId, serial: `SCR${String((serials += 1)).padStart(6, '0')}` },
  ...(mac && { identifiers: [{ type: 'MAC', value: mac }] }),
});
const inspect = (receiptId: string, exceptions: object[] = []) =>
  p.inspector.post(`/receipts/${receiptId}/inspections`, {
    committee: [p.inspector.principal.personId, p.otherInspector.principal.personId],
    ...{ extent: 'FULL', exceptions },
  });
/** As the reader of the register's facts leaves the lines. */
const registered = (receiptId: string) =>
  p.query(`UPDATE goods_receipt_line SET register = 'REGISTERED' WHERE goods_receipt_id = $1`, [receiptId]);

async function aSupplier(legalName: string): Promise<string> {
  const handler = p.app.service.app.get(DirectoryReferenceHandler);
  const organisationId = uuidv7();
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  const data = { organisationId, kind: 'VENDOR', legalName };
  const fact = { ...cause, id: uuidv7(), type: '', subject: organisationId, data };
  await p.worker.transaction((tx) => handler.organisationRecorded(tx, fact));
  return organisationId;
}

const merged = (id: string, intoId: string): Promise<void> =>
  p.worker.transaction((tx) =>
    p.app.service.app.get(DirectoryReferenceHandler).entryMerged(tx, { data: { of: 'PERSON', id, intoId } } as never),
  );

describe('CR-02 what is ordered', () => {
  it('refuses a listed maker, the listed maker of a component and a listed supplier, and records nothing', async () => {
    const camera = await aModel(await aMaker('HiWatch'), 'CCTV_CAMERA');
    const modem = { name: 'Modem LTE', makerId: await aMaker('Huawei'), mandatory: true };
    const laptop = await aModel(p.makers['HP'] ?? '', 'LAPTOP', [modem]);
    const before = await p.count('outbox');
    const listed = await order(camera).expect(422);
    expect(listed.body.code).toBe('order-prohibited');
    expect(listed.body.detail).toContain('2 CFR 200.216');
    expect(problems(listed.body)).toEqual([[1, 'catalogueItemId', 'prohibited']]);
    expect(problems((await order(laptop).expect(422)).body)).toEqual([[1, 'catalogueItemId', 'prohibited']]);
    const supplierId = await aSupplier('ZTE Corporation');
    const bought = await order(p.items['ProBook 450 G10'] ?? '', { supplierId }).expect(422);
    expect(problems(bought.body)).toEqual([[0, 'supplierId', 'prohibited']]);
    expect(await p.count('outbox')).toBe(before);
  });

  it('lets a possible match through when a second person resolved it, and not whoever orders', async () => {
    const makerId = await aMaker('Lorex Kitchens International');
    const oven = await aModel(makerId, 'UPS');
    // Lorex left the list at the end of 2022; the order is dated before.
    const dated = { orderedOn: '2022-06-01' };
    const awardId = await anAward('2022-01-10');
    const refused = await order(oven, dated, awardId).expect(422);
    expect(problems(refused.body)).toEqual([[1, 'catalogueItemId', 'screening-unresolved']]);
    const [{ subjectId, entityId }] = refused.body.rows;
    const resolution = { kind: 'MAKER', subjectId, entityId, reason: 'Attestation du fabricant' };
    const requester = await p.app.as({ personId: p.requesterId, roles: ['BUDGET_HOLDER'] });
    await requester.post('/screening-resolutions', { ...resolution, decision: 'CLEARED' }).expect(201);
    expect(problems((await order(oven, dated, awardId).expect(422)).body)).toEqual([
      [1, 'catalogueItemId', 'screening-not-second'],
    ]);
    const inCapitals = { ...dated, requesterId: p.requesterId.toUpperCase() };
    expect(problems((await order(oven, inCapitals, awardId).expect(422)).body)).toEqual([
      [1, 'catalogueItemId', 'screening-not-second'],
    ]);
    // The requester under a second id, until directory says that he is one person.
    const twice = uuidv7();
    const again = await p.app.as({ personId: twice, roles: ['BUDGET_HOLDER'] });
    await again.post('/screening-resolutions', { ...resolution, decision: 'CLEARED' }).expect(201);
    await order(oven, dated, awardId).expect(201);
    await merged(twice, p.requesterId);
    expect(problems((await order(oven, dated, awardId).expect(422)).body)).toEqual([
      [1, 'catalogueItemId', 'screening-not-second'],
    ]);
    await approver.post('/screening-resolutions', { ...resolution, decision: 'CLEARED' }).expect(201);
    await order(oven, dated, awardId).expect(201);
    await approver.post('/screening-resolutions', { ...resolution, decision: 'CONFIRMED' }).expect(201);
    expect(problems((await order(oven, dated, awardId).expect(422)).body)).toEqual([
      [1, 'catalogueItemId', 'prohibited'],
    ]);
    await order(oven).expect(201);
    await p.buyer.post('/screening-resolutions', { ...resolution, decision: 'CLEARED' }).expect(403);
    const unknown = { ...resolution, decision: 'CLEARED' };
    const nobody = await approver.post('/screening-resolutions', { ...unknown, subjectId: uuidv7() }).expect(422);
    expect(nobody.body.rows[0].field).toBe('subjectId');
    const entry = await approver.post('/screening-resolutions', { ...unknown, entityId: uuidv7() }).expect(422);
    expect(entry.body.code).toBe('prohibited-entity-unknown');
  });
});

describe('g5: a prohibited maker found by its network address at receipt', () => {
  it('CR-03 receives the device, holds it, and lets it be rejected; the others are accepted', async () => {
    // A camera under a label nobody listed passes the order (domain G5).
    const camera = await aModel(await aMaker('Kivu Vision'), 'CCTV_CAMERA');
    const ordered = idOf(await order(camera).expect(201));
    const lines = [line(camera, 1, '3c-ef-8c-00-00-01'), line(camera, 2, 'E0:73:E7:00:00:02')];
    const dry = await p.storekeeper
      .post(`/purchase-orders/${ordered}/receipts?dryRun=true`, p.delivery(lines))
      .expect(200);
    expect(JSON.stringify(dry.body)).toContain('Dahua Technology');
    expect(await p.count('screening_finding')).toBe(0);
    const { body: receipt } = await p.storekeeper
      .post(`/purchase-orders/${ordered}/receipts`, p.delivery(lines))
      .expect(201);
    expect(receipt.lines[0].warnings).toEqual([expect.objectContaining({ code: 'prohibited', field: 'identifiers' })]);
    expect(receipt.lines[1].warnings).toEqual([]);
    const { body: findings } = await p.inspector.get(`/receipts/${receipt.id}/screening-findings`).expect(200);
    expect(findings.items).toEqual([
      expect.objectContaining({
        row: 1,
        kind: 'MAC',
        said: '3C:EF:8C:00:00:01',
        entity: 'Dahua Technology',
        decision: null,
      }),
    ]);
    const [fact] = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' -> 'lines' -> 0 -> 'screening' AS screening FROM outbox
       WHERE convert_from(body, 'UTF8')::jsonb ->> 'type' = 'fact.procurement.goods-received.v1' AND subject = $1`,
      [receipt.id],
    );
    expect(fact?.['screening']).toEqual([expect.objectContaining({ kind: 'MAC', strength: 'MATCH' })]);
    await registered(receipt.id);
    const held = await inspect(receipt.id).expect(409);
    expect(held.body).toMatchObject({ code: 'screening-hold', rows: [{ row: 1, field: 'exceptions' }] });
    const rejected = await inspect(receipt.id, [{ lineId: receipt.lines[0].lineId, reason: 'Carte Dahua' }]).expect(
      201,
    );
    expect(rejected.body).toMatchObject({ accepted: 1, rejected: 1 });
    const report = await approver.get('/screening-report?class=REJECTED').expect(200);
    expect(report.body.items).toEqual([
      expect.objectContaining({
        lineId: receipt.lines[0].lineId,
        class: 'REJECTED',
        found: ['MAC 3C:EF:8C:00:00:01: Dahua Technology'],
      }),
    ]);
  });

  it('AM-11 the hold lifts by a second person who neither received nor bought it', async () => {
    const laptop = p.items['ProBook 450 G10'] ?? '';
    const ordered = idOf(await order(laptop, {}, p.awardId, 1).expect(201));
    const { body: receipt } = await p.storekeeper
      .post(`/purchase-orders/${ordered}/receipts`, p.delivery([line(laptop, 1, '00:E0:FC:00:00:07')]))
      .expect(201);
    await registered(receipt.id);
    const path = `/receipts/${receipt.id}/screening-resolutions`;
    const resolution = { row: 1, decision: 'CLEARED', reason: 'Adresse d’un adaptateur prêté' };
    // The buyer recorded twice is the buyer.
    const twice = uuidv7();
    await merged(twice, p.buyer.principal.personId);
    for (const personId of [p.storekeeper.principal.personId, p.buyer.principal.personId, twice]) {
      const own = await p.app.as({ personId, roles: ['BUDGET_HOLDER'] });
      expect((await own.post(path, resolution).expect(403)).body.code).toBe('screening-same-person');
    }
    await p.inspector.post(path, resolution).expect(403);
    const key = uuidv7();
    const { body } = await approver.post(path, resolution, key).expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({ decision: 'CLEARED', decidedBy: approver.principal.personId }),
    ]);
    expect((await approver.post(path, resolution, key).expect(200)).body).toEqual(body);
    expect((await approver.post(path, resolution).expect(409)).body.code).toBe('nothing-held');
    expect((await approver.post(`/receipts/${uuidv7()}/screening-resolutions`, resolution).expect(404)).body.code).toBe(
      'receipt-not-found',
    );
    await inspect(receipt.id).expect(201);
    const report = await approver.get('/screening-report?class=CLEARED').expect(200);
    expect(report.body.items).toEqual([expect.objectContaining({ lineId: receipt.lines[0].lineId })]);
  });

  it('CR-04 what was bought in 2016 is legacy and no violation, and is neither refused nor held', async () => {
    const camera = await aModel(await aMaker('Hikvision'), 'CCTV_CAMERA');
    const old = idOf(await order(camera, { orderedOn: '2016-05-02' }, await anAward('2015-10-01')).expect(201));
    const { body: receipt } = await p.storekeeper
      .post(`/purchase-orders/${old}/receipts`, p.delivery([line(camera, 1, '44:19:B6:00:00:01')]))
      .expect(201);
    expect(receipt.lines[0].warnings).toEqual([]);
    await registered(receipt.id);
    await inspect(receipt.id).expect(201);
    // Money of before the law does not bind, but what it buys afterwards is no legacy: the report says so.
    const late = idOf(await order(camera, {}, await anAward('2015-10-01')).expect(201));
    const { body: bought } = await p.storekeeper
      .post(`/purchase-orders/${late}/receipts`, p.delivery([line(camera, 1)]))
      .expect(201);
    const { body } = await approver.get('/screening-report?limit=100').expect(200);
    const classes = new Map(body.items.map((one: { lineId: string; class: string }) => [one.lineId, one.class]));
    expect(classes.get(receipt.lines[0].lineId)).toBe('LEGACY_PRE_889');
    expect(classes.get(bought.lines[0].lineId)).toBe('HELD');
    const { body: legacy } = await approver.get('/screening-report?class=LEGACY_PRE_889').expect(200);
    expect(legacy.items).toEqual([
      expect.objectContaining({
        ...{ boughtOn: '2016-05-02', class: 'LEGACY_PRE_889', maker: 'Hikvision' },
        found: ['MAKER Hikvision: Hangzhou Hikvision Digital Technology'],
      }),
    ]);
  });
});

describe('the list', () => {
  it('is dated, with reason, source and review, and is extended by data stewards only', async () => {
    const uniview = {
      ...{
        name: 'Zhejiang Uniview Technologies',
        aliases: ['Uniview'],
        relation: 'AFFILIATE',
        macPrefixes: ['48:EA:63'],
      },
      ...{ effectiveFrom: '2026-11-01', reason: 'Designated.', source: 'Federal Register 2026-1042' },
    };
    await p.buyer.post('/prohibited-entities', uniview).expect(403);
    const { body: entry } = await steward.post('/prohibited-entities', uniview).expect(201);
    expect(entry).toMatchObject({ needsReview: false, effectiveTo: null });
    await steward.post('/prohibited-entities', { ...uniview, macPrefixes: ['48-EA-63'] }).expect(422);
    const on = async (day: string): Promise<string[]> =>
      (await p.storekeeper.get(`/prohibited-entities?on=${day}`).expect(200)).body.items.map(
        ({ name }: { name: string }) => name,
      );
    expect(await on('2026-10-31')).not.toContain(uniview.name);
    expect(await on('2026-11-01')).toContain(uniview.name);
    const path = `/prohibited-entities/${entry.id}/reviews`;
    const note = 'Comparé à la liste de novembre';
    const { body: reviewed } = await steward.post(path, { note, addAliases: ['UNV', 'uniview'] }).expect(200);
    expect(reviewed.aliases).toEqual(['Uniview', 'UNV']);
    // AM-30: taking somebody off the list needs two persons.
    const { body: proposed } = await steward.post(path, { note, effectiveTo: '2026-11-30' }).expect(200);
    expect(proposed).toMatchObject({ effectiveTo: null, proposedTo: '2026-11-30' });
    const same = await steward.post(path, { note, effectiveTo: '2026-11-30' }).expect(403);
    expect(same.body.code).toBe('screening-same-person');
    expect((await secondSteward.post(path, { note, effectiveTo: '2026-11-30' }).expect(200)).body.effectiveTo).toBe(
      '2026-11-30',
    );
    expect(await on('2026-12-01')).not.toContain(uniview.name);
    await steward.post(`/prohibited-entities/${uuidv7()}/reviews`, { note }).expect(404);
    const shipped = await p.storekeeper.get('/prohibited-entities').expect(200);
    expect(shipped.body.items).toContainEqual(
      expect.objectContaining({ name: 'ZTE Corporation', needsReview: true, reviewedOn: null }),
    );
  });
});
