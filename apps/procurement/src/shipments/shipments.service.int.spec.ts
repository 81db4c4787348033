import { uuidv7 } from '@dotation/service';
import { aShipment, customsPapers, meetCompany } from '../../test/inbound.ts';
import { startProcurement, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
let supplierId: string;
beforeAll(async () => {
  p = await startProcurement();
  supplierId = await meetCompany(p);
});
afterAll(() => p.close());

const announced = async (more: object = {}): Promise<string> =>
  (await p.buyer.post('/shipments', aShipment(p, supplierId, more)).expect(201)).body.id as string;
const tell = (id: string, step: string, happenedAt: string, more: object = {}) =>
  p.buyer.post(`/shipments/${id}/steps`, { step, happenedAt, toldBy: 'CARRIER', ...more });
const close = (id: string, body: object = {}) => p.buyer.post(`/shipments/${id}/closure`, body);
const fields = ({ body }: { body: { rows: { field: string }[] } }): string[] => body.rows.map(({ field }) => field);
const facts = async (id: string): Promise<string[]> =>
  (await p.query(`SELECT type FROM outbox WHERE subject = $1 ORDER BY id`, [id])).map(({ type }) => String(type));

describe('pre-alert: what is on its way', () => {
  it('is announced with or without an order (AM-6), and told step by step with whose word it is', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const more = {
      ...{ purchaseOrderId: order.id, preAlertNumber: 'PA-118', transportNumber: '071-1234 5675', packages: 12 },
      ...{ grossKg: 184.5, incoterm: { term: 'DAP', place: 'Kinshasa' } },
    };
    const id = await announced(more);
    expect((await p.storekeeper.get(`/shipments/${id}`).expect(200)).body).toMatchObject({
      ...{ ...more, status: 'ANNOUNCED', number: expect.stringMatching(/^SH-\d{4}-\d{6}$/), riskPassesAt: 'DELIVERED' },
      ...{ customs: null, customsComplete: false, steps: [] },
    });
    await tell(id, 'DEPARTED', '2026-09-10T06:00:00Z', { toldBy: 'SUPPLIER', place: 'Guangzhou' }).expect(201);
    await tell(id, 'RESCHEDULED', '2026-09-12T06:00:00Z', { expectedOn: '2026-10-09' }).expect(201);
    await tell(id, 'CLEARED', '2026-09-25T06:00:00Z', { toldBy: 'CLEARING_AGENT' }).expect(201);
    // Told late: it stays where it is.
    await tell(id, 'ARRIVED', '2026-09-22T06:00:00Z', { place: 'Ndjili' }).expect(201);
    const there = await p.storekeeper.post(`/shipments/${id}/delivery`, { happenedAt: '2026-10-01T08:00:00Z' });
    expect(there.body).toMatchObject({ status: 'DELIVERED', expectedOn: '2026-10-09', daysLate: 0 });
    expect(there.body.steps.map(({ step, toldBy }: Record<string, string>) => `${step} ${toldBy}`)).toEqual([
      ...['DEPARTED SUPPLIER', 'RESCHEDULED CARRIER', 'CLEARED CLEARING_AGENT', 'ARRIVED CARRIER', 'DELIVERED STORE'],
    ]);
    await announced();
  });

  it('is refused with what cannot be true, field by field', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    await p.query(`UPDATE purchase_order SET supplier_id = $2 WHERE id = $1`, [order.id, uuidv7()]);
    const body = aShipment(p, supplierId, { purchaseOrderId: order.id });
    expect(fields(await p.buyer.post('/shipments', body).expect(422))).toEqual(['supplierId']);
    const nowhere = aShipment(p, supplierId, { placeId: uuidv7(), carrierId: uuidv7() });
    expect(fields(await p.buyer.post('/shipments', nowhere).expect(422))).toEqual(['carrierId', 'placeId']);
    const foreign = aShipment(p, supplierId, { storeUnitId: p.policeUnitId });
    expect((await p.buyer.post('/shipments', foreign).expect(422)).body.code).toBe('store-of-another-agency');
    await p.buyer.post('/shipments', aShipment(p, supplierId, { purchaseOrderId: uuidv7() })).expect(404);
    const id = await announced();
    await tell(id, 'DEPARTED', '2026-09-10T06:00:00Z').expect(201);
    expect(fields(await tell(id, 'ARRIVED', '2026-09-09T06:00:00Z').expect(422))).toEqual(['happenedAt']);
    expect(fields(await tell(id, 'RESCHEDULED', '2026-09-11T06:00:00Z').expect(422))).toEqual(['expectedOn']);
    expect((await p.buyer.post(`/shipments/${id}/delivery`, {}).expect(403)).body.code).toBe('forbidden');
    await p.buyer.get(`/shipments/${uuidv7()}`).expect(404);
  });

  it('is announced once with a waybill, however it is typed, also by two at once', async () => {
    const said = (transportNumber: string) => p.buyer.post('/shipments', aShipment(p, supplierId, { transportNumber }));
    const answers = await Promise.all([said('020-1111 2222'), said('020 11112222')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('shipment-taken');
  });

  it('changes nothing when it is said again with the same key', async () => {
    const key = uuidv7();
    const body = aShipment(p, supplierId);
    const first = await p.buyer.post('/shipments', body, key).expect(201);
    expect((await p.buyer.post('/shipments', body, key).expect(201)).body).toEqual(first.body);
    expect(await facts(key)).toEqual(['fact.procurement.shipment-announced.v1']);
  });

  it('is late from the day after it was expected until it is delivered, and listed', async () => {
    const [late, later] = [
      await announced({ expectedOn: '2026-09-01' }),
      await announced({ expectedOn: '2099-01-01' }),
    ];
    const listed = async (): Promise<string[]> =>
      (await p.buyer.get('/shipments?late=true&limit=200').expect(200)).body.items.map(({ id }: { id: string }) => id);
    expect(await listed()).toContain(late);
    expect(await listed()).not.toContain(later);
    expect((await p.buyer.get(`/shipments/${late}`)).body.daysLate).toBeGreaterThan(0);
    await p.storekeeper.post(`/shipments/${late}/delivery`, {}).expect(201);
    expect(await listed()).not.toContain(late);
  });

  it('is withdrawn only while it never arrived', async () => {
    const id = await announced();
    await p.buyer.post(`/shipments/${id}/withdrawal`, { reason: 'Annoncée deux fois' }).expect(200);
    expect((await tell(id, 'DEPARTED', '2026-09-10T06:00:00Z').expect(409)).body.code).toBe('shipment-ended');
    const other = await announced();
    await tell(other, 'ARRIVED', '2026-09-10T06:00:00Z').expect(201);
    const refused = await p.buyer.post(`/shipments/${other}/withdrawal`, { reason: 'Annoncée deux fois' }).expect(409);
    expect(refused.body.code).toBe('shipment-step-out-of-turn');
  });
});

describe('CR-14: customs papers', () => {
  const file = (id: string, more: object = {}) =>
    p.buyer.post(`/shipments/${id}/customs-files`, { ...customsPapers, ...more });

  it('keep a shipment from abroad open until the declaration and the exemption with its document are there', async () => {
    const id = await announced();
    await p.storekeeper.post(`/shipments/${id}/delivery`, {}).expect(201);
    expect(fields(await close(id).expect(409))).toEqual(['declarationNumber', 'declaredOn', 'office']);
    // The exemption alone does not do: an exempt import is declared like any other.
    const none = { declarationNumber: null, declaredOn: null };
    const half = await file(id, none).expect(201);
    expect(half.body).toMatchObject({ customsComplete: false, customs: { version: 1, regime: 'EXEMPT' } });
    expect(fields(await close(id).expect(409))).toEqual(['declarationNumber', 'declaredOn']);
    const missing = await p.buyer.get('/shipments?customsMissing=true&limit=200').expect(200);
    expect(missing.body.items.map((one: { id: string }) => one.id)).toContain(id);
    const whole = await file(id, { cifMinor: 2_050_000, dutyMinor: 328_000, currency: 'usd' }).expect(201);
    expect(whole.body).toMatchObject({
      customsComplete: true,
      customsMissing: [],
      customs: { version: 2, currency: 'USD' },
    });
    expect((await close(id).expect(200)).body.status).toBe('CLOSED');
    expect((await file(id).expect(409)).body.code).toBe('shipment-ended');
    expect(await facts(id)).toEqual(
      ['shipment-announced', 'shipment-progressed', 'customs-filed', 'customs-filed', 'shipment-ended'].map(
        (name) => `fact.procurement.${name}.v1`,
      ),
    );
  });

  it('are said otherwise only for a reason, and earlier versions stay', async () => {
    const id = await announced();
    await file(id).expect(201);
    const other = { declarationNumber: 'E 4712', office: null };
    expect(fields(await file(id, other).expect(422))).toEqual(['declarationNumber', 'office']);
    await file(id, { ...other, reason: 'Le numéro avait été mal recopié' }).expect(201);
    const versions = await p.query(
      `SELECT declaration_number AS said FROM customs_file WHERE shipment_id = $1 ORDER BY version`,
      [id],
    );
    expect(versions.map(({ said }) => said)).toEqual(['E 4711', 'E 4712']);
    await expect(p.query(`UPDATE customs_file SET office = 'x' WHERE shipment_id = $1`, [id])).rejects.toThrow();
  });

  it('are wanted of nobody where no border was passed, and the database says so too', async () => {
    const id = await announced({ fromCountry: 'cd', mode: 'ROAD' });
    expect((await file(id).expect(422)).body.code).toBe('customs-not-wanted');
    await p.storekeeper.post(`/shipments/${id}/delivery`, {}).expect(201);
    await close(id).expect(200);
    const abroad = await announced();
    await expect(p.query(`UPDATE shipment SET status = 'CLOSED' WHERE id = $1`, [abroad])).rejects.toThrow(
      'shipment_closed_with_customs',
    );
  });

  it('filed by two at once are two versions, one after the other', async () => {
    const id = await announced();
    const both = await Promise.all([file(id), file(id)]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    const versions = await p.query(`SELECT version FROM customs_file WHERE shipment_id = $1 ORDER BY version`, [id]);
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('closed and told of at the same time end in one order', async () => {
    const id = await announced({ fromCountry: 'CD' });
    await p.storekeeper.post(`/shipments/${id}/delivery`, {}).expect(201);
    const answers = await Promise.all([close(id), tell(id, 'DEPARTED', '2026-09-10T06:00:00Z'), close(id)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await p.query(`SELECT status FROM shipment WHERE id = $1`, [id])).toEqual([{ status: 'CLOSED' }]);
  });
});
