import { randomUUID } from 'node:crypto';
import {
  AwardRecordedV1,
  CostsAdjustedV1,
  OrderAccountedV1,
  type AccountedLine,
  type AdjustedLine,
} from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { awardId, goodsLinked, goodsReceived, inspectionClosed, type Document } from '../../test/documents.ts';
import { lotsInspected, lotsReceived } from '../../test/lots.ts';
import { startWorld, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.renew());
afterAll(() => world?.close());

const adjusted = (lines: AdjustedLine[], number = 'F-1'): Document<CostsAdjustedV1> => ({
  type: CostsAdjustedV1,
  header: { documentId: uuidv7(), number, purchaseOrderId: randomUUID() },
  lines,
});
const accounted = (line: Partial<AccountedLine> & { orderLineId: string }): Document<OrderAccountedV1> => ({
  type: OrderAccountedV1,
  header: { documentId: uuidv7(), number: 'PO-1', purchaseOrderId: randomUUID() },
  lines: [
    {
      ...{ category: 'LAPTOP', currency: 'USD', funding: [{ awardId, percent: 100 }], awards: [] },
      ...{ invoicedMinor: 0, invoicedUnits: 0, notRegisteredMinor: 0, notRegisteredUnits: 0 },
      ...{ notInvoicedMinor: 0, notInvoicedUnits: 0, ...line },
    },
  ],
});
const adjustment = (minor: number, component = 'FREIGHT'): AdjustedLine['adjustments'][number] => ({
  ...{ lineId: uuidv7(), invoiceId: uuidv7(), number: 'F-1', component, minor },
});

describe('AM-12, T43: later invoices adjust the cost of what is in the register', () => {
  it('tells the new cost as a numbered fact, keeps what it is made of, and re-derives the regulatory class (T43)', async () => {
    const flags = { vettingRequired: true, dueDiligenceRequired: true };
    const terms = {
      ...{ versionId: uuidv7(), validFrom: '2024-10-15', title: 'CONDITIONAL' as const, equipmentThresholdUsd: 10_000 },
      ...{ ...flags, eumRequired: true, section889Applies: true, dispositionApprovalRequired: true },
    };
    const award = { awardId, fain: 'SINLEC24CA0117', donor: 'INL', instrument: 'GRANT', federal: true };
    await world.tellOf(AwardRecordedV1, awardId, { ...award, obligatedOn: '2024-10-15', ...flags, terms });
    const receipt = goodsReceived(1, '2026-11-01T09:00:00Z', () => ({ costMinor: 995_000 }));
    await world.tell(receipt);
    await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds));
    const [deviceId = ''] = receipt.deviceIds;
    expect((await world.keeper.get(`/devices/${deviceId}/costs`).expect(200)).body).toMatchObject({
      ...{ originalMinor: 995_000, costMinor: 995_000, adjustments: [], adjustedAt: null, regulatoryClass: 'SUPPLY' },
    });
    const one = adjustment(6_000);
    const line = { lineId: uuidv7(), deviceId, quantity: 1, costMinor: 1_001_000, currency: 'USD', adjustments: [one] };
    await world.tell(adjusted([line]));
    const { body } = await world.keeper.get(`/devices/${deviceId}/costs`).expect(200);
    expect(body).toMatchObject({ originalMinor: 995_000, costMinor: 1_001_000, acquisitionDate: '2026-11-02' });
    expect(body.regulatoryClass).toBe('EQUIPMENT');
    expect(body.adjustments).toEqual([
      expect.objectContaining({ invoiceId: one.invoiceId, invoiceNumber: 'F-1', component: 'FREIGHT', minor: 6_000 }),
    ]);
    const told = (await world.told(deviceId)).at(-1);
    expect(told?.line).toMatchObject({ transition: 'T43', changed: { costMinor: 1_001_000 } });
    // Heard twice, it is the same.
    await world.tell(adjusted([line]));
    expect((await world.keeper.get(`/devices/${deviceId}/costs`)).body).toEqual(body);
    // A later one says all that makes the cost, also where it comes to the same.
    const other = adjustment(-6_000, 'PRICE');
    await world.tell(adjusted([{ ...line, costMinor: 995_000, adjustments: [one, other] }]));
    const later = (await world.keeper.get(`/devices/${deviceId}/costs`)).body;
    expect(later).toMatchObject({
      originalMinor: 995_000,
      costMinor: 995_000,
      adjustments: [{ minor: 6_000 }, { minor: -6_000 }],
    });
    expect((await world.keeper.get(`/devices/${uuidv7()}/costs`).expect(404)).body.code).toBe('device-not-found');
  });

  it('CR-12 lets go what costs nothing for a reason, and says it, also when the order came after the goods', async () => {
    const free = { costMinor: 0, zeroCostReason: 'IN_KIT' };
    const receipt = goodsReceived(2, '2026-11-01T09:00:00Z', (n) => (n === 0 ? free : { costMinor: 0 }));
    await world.tell(receipt);
    await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds));
    const read = async (n: number) => (await world.keeper.get(`/devices/${receipt.deviceIds[n]}`).expect(200)).body;
    expect(await read(0)).toMatchObject({ costMinor: 0, zeroCostReason: 'IN_KIT', waitingFor: ['TAG'] });
    expect(await read(1)).toMatchObject({ costMinor: 0, zeroCostReason: null, waitingFor: ['TAG', 'COST'] });
    await world.keeper.post('/taggings', { receiptId: receipt.receiptId, all: true }).expect(201);
    expect(await read(0)).toMatchObject({ lifecycle: expect.stringMatching(/^A04/) as string, waitingFor: [] });
    expect(await read(1)).toMatchObject({ lifecycle: expect.stringMatching(/^A01/) as string, waitingFor: ['COST'] });
    const late = goodsReceived(1, '2026-11-01T09:00:00Z', () => ({
      ...{ orderLineId: null, costMinor: null, currency: null, funding: null },
    }));
    await world.tell(late);
    const linked = goodsLinked(late.receiptId, late.deviceIds);
    await world.tell({ ...linked, lines: linked.lines.map((line) => ({ ...line, ...free, zeroCostReason: 'FREE' })) });
    const { body } = await world.keeper.get(`/devices/${late.deviceIds[0]}`).expect(200);
    expect(body).toMatchObject({ costMinor: 0, zeroCostReason: 'FREE' });
    expect((await world.told(late.deviceIds[0]!)).at(-1)?.line).toMatchObject({ changed: { zeroCostReason: 'FREE' } });
  });

  it('adds nothing to goods that the register does not know', async () => {
    const line = { lineId: uuidv7(), deviceId: uuidv7(), quantity: 1, costMinor: 5, currency: 'USD' };
    await world.tell(adjusted([{ ...line, adjustments: [adjustment(5)] }]));
    expect(await world.worker.query('SELECT FROM adjusted_cost WHERE subject_id = $1', [line.deviceId])).toEqual([]);
  });

  it('Q21 comes to 0 with devices, lots, and goods that nobody has; a cent off is told', async () => {
    const [laptopLine, vestLine] = [randomUUID(), randomUUID()];
    const receipt = goodsReceived(3, '2026-11-01T09:00:00Z', () => ({ orderLineId: laptopLine, category: 'UPS' }));
    await world.tell(receipt);
    await world.tell(inspectionClosed(receipt.receiptId, receipt.deviceIds));
    const vests = lotsReceived([10], '2026-11-01T09:00:00Z');
    vests.lines = vests.lines.map((line) => ({ ...line, orderLineId: vestLine, category: 'VEST-Q21' }));
    await world.tell(vests);
    await world.tell(lotsInspected(vests.receiptId, vests.lots, 2));
    const lines = receipt.deviceIds.map((deviceId): AdjustedLine => ({
      ...{
        lineId: uuidv7(),
        deviceId,
        quantity: 1,
        costMinor: 79_000,
        currency: 'USD',
        adjustments: [adjustment(100)],
      },
    }));
    const [lot] = vests.lots;
    const ofLot = { lineId: lot!.lineId, lotId: lot!.lotId, quantity: 8, costMinor: 8 * 4_200 + 5, currency: 'USD' };
    await world.tell(adjusted([...lines, { ...ofLot, adjustments: [adjustment(5)] }]));
    // Five laptops are invoiced, three are in the register; of the vests only the freight is.
    const laptops = {
      orderLineId: laptopLine,
      category: 'UPS',
      invoicedMinor: 5 * 79_000,
      notRegisteredMinor: 2 * 79_000,
    };
    const byAward = (minor: number) => ({ awards: [{ awardId, minor }] });
    await world.tell(accounted({ ...laptops, ...byAward(3 * 79_000) }));
    const ofVests = { orderLineId: vestLine, category: 'VEST-Q21', invoicedMinor: 5, notInvoicedMinor: 8 * 4_200 };
    await world.tell(accounted({ ...ofVests, ...byAward(8 * 4_200 + 5) }));
    const money = async (category: string) => (await world.keeper.get(`/money?category=${category}`).expect(200)).body;
    expect(await money('UPS')).toMatchObject({
      money: [{ registeredMinor: 237_000, differenceMinor: 0, places: { STOCK: 237_000 } }],
      awards: [{ awardId, byDocumentsMinor: 237_000, differenceMinor: 0 }],
    });
    expect(await money('VEST-Q21')).toMatchObject({
      money: [{ registeredMinor: 33_605, notInvoicedMinor: 33_600, differenceMinor: 0, places: { LOTS: 33_605 } }],
      awards: [{ awardId, registeredMinor: 33_605, differenceMinor: 0 }],
    });
    // Who answers for awards only reads what these alone pay.
    const seen = async (id: string): Promise<number> => {
      const donor = await world.assets.as({ roles: [{ role: 'DONOR', awardId: id }] });
      return (await donor.get('/money?category=UPS').expect(200)).body.money.length as number;
    };
    expect([await seen(awardId), await seen(randomUUID())]).toEqual([1, 0]);
    await world.tell(accounted({ ...laptops, invoicedMinor: 5 * 79_000 + 1, ...byAward(3 * 79_000) }));
    expect(await money('UPS')).toMatchObject({ money: [{ differenceMinor: -1 }], awards: [{ differenceMinor: 0 }] });
  });
});
