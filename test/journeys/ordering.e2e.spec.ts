import type { Document } from '../../tools/journey/answers.ts';
import { newId } from '../../tools/journey/client.ts';
import { devicesOf, inspect, receiveGoods, recordOrder, tagAll } from '../../tools/journey/receiving.ts';
import { seedId } from '../../tools/seed/ids.ts';
import { beginPlay, type Play } from './play.ts';

// The journey g1 from the requisition: who needs, who holds the budget, who buys, who approves, who receives and who inspects
// are six persons, and what the register knows of a device began as a line of the requisition.

let play: Play;
beforeAll(async () => {
  play = await beginPlay();
}, 180_000);
afterAll(() => play?.end(), 60_000);

interface Proposal extends Document {
  status: string;
  purchaseOrderId: string;
}

it('D01–D05, CR-01 a need becomes a requisition, quotations, an approved order, a receipt and devices of the register', async () => {
  const { cast } = play;
  const { places, orgUnits, awards, catalogueItems, organisations } = cast.ids;
  const run = newId().replaceAll('-', '').slice(8, 20).toUpperCase();
  const [requester, buyer, approver] = [cast.as('requester'), cast.as('buyer'), cast.as('approver')];
  const { items } = await buyer.get<{ items: { id: string; budgetLines: { id: string; orderedMinor: number }[] }[] }>(
    '/procurement/projects',
  );
  const project = items.find(({ id }) => id === seedId('project demo'))!;
  const budgetLineId = project.budgetLines[0]!.id;
  const asked = {
    ...{ projectId: project.id, orgUnitId: orgUnits['store'], placeId: places['store'], currency: 'USD' },
    justification: 'Équiper les postes des mines de Mbuji-Mayi',
    lines: [
      {
        ...{ lineNumber: 1, category: 'LAPTOP', description: 'Portable 15", 16 Go', quantity: 3, budgetLineId },
        ...{ estimatedUnitMinor: 80_000, funding: [{ awardId: awards['inl'], percent: 100 }] },
      },
    ],
  };
  const requisition = await requester.post<Document>('/procurement/requisitions', asked);
  const path = `/procurement/requisitions/${requisition.id}`;
  await requester.post(`${path}/submission`, {});
  await cast.as('programmeManager').post(`${path}/approval`, {});

  const quoted: string[] = [];
  for (const [supplier, price] of [
    ['carrier', 81_500],
    ['supplier', 78_900],
    ['carrier2', 84_000],
  ] as const) {
    const quotation = {
      ...{
        supplierId: organisations[supplier],
        reference: `OFF-${run}`,
        quotedOn: '2026-01-10',
        section889Declared: true,
      },
      lines: [{ lineNumber: 1, catalogueItemId: catalogueItems['laptop'], unitPriceMinor: price }],
    };
    quoted.push((await buyer.post<Document>(`${path}/quotations`, quotation)).id);
  }
  const committee = ['inspector1', 'inspector2', 'dispatcher'].map((key) => ({ personId: cast.person(key) }));
  const dearer = { committee, awardedQuotationId: quoted[0], reason: 'Délai' };
  await expect(buyer.post(`${path}/bid-analyses`, dearer)).rejects.toMatchObject({
    problem: { rows: [{ field: 'notCheapestReason' }] },
  });
  await buyer.post(`${path}/bid-analyses`, {
    committee,
    awardedQuotationId: quoted[1],
    reason: 'Moins-disant conforme',
  });

  const proposal = await buyer.post<Proposal>(`${path}/orders`, {});
  await expect(buyer.post(`/procurement/order-proposals/${proposal.id}/approval`, {})).rejects.toMatchObject({
    status: 403,
  });
  const approved = await approver.post<Proposal>(`/procurement/order-proposals/${proposal.id}/approval`, {});
  expect(approved.status).toBe('APPROVED');
  const order = await buyer.get<Record<string, unknown> & { lines: { orderLineId: string }[] }>(
    `/procurement/purchase-orders/${approved.purchaseOrderId}`,
  );
  expect(order).toMatchObject({
    ...{ requisitionId: requisition.id, supplierId: organisations['supplier'], status: 'ORDERED' },
    ...{ requesterId: cast.person('requester'), buyerId: cast.person('buyer'), approverId: cast.person('approver') },
    lines: [{ quantity: 3, unitPriceMinor: 78_900, budgetLineId }],
  });

  await play.mark();
  const rows = [1, 2, 3].map((row) => ({ row, catalogueItemId: catalogueItems['laptop'], serial: `Q${run}${row}Z` }));
  const goods = { placeId: places['store']!, storeUnitId: orgUnits['store']!, lines: rows };
  const receipt = await receiveGoods(cast, approved.purchaseOrderId, goods);
  await tagAll(cast, receipt.id);
  await inspect(cast, receipt.id, []);
  await play.mark();
  const devices = await devicesOf(cast.as('storekeeper'), receipt.id);
  expect(devices.map(({ lifecycle }) => lifecycle)).toEqual(Array(3).fill('A04_IN_STOCK'));
  const device = await cast.as('auditor').get(`/assets/devices/${devices[0]!.deviceId}`);
  expect(device).toMatchObject({
    ...{ costMinor: 78_900, currency: 'USD', orderLineId: order.lines[0]!.orderLineId },
    funding: [{ awardId: awards['inl'], percent: 100 }],
  });
  const after = await buyer.get<typeof project>(`/procurement/projects/${project.id}`);
  const taken = (lines: typeof project.budgetLines): number =>
    lines.find(({ id }) => id === budgetLineId)!.orderedMinor;
  expect(taken(after.budgetLines) - taken(project.budgetLines)).toBe(3 * 78_900);
}, 60_000);

it('AM-7 another model than the ordered one is received once the requester took it and a third person approved it', async () => {
  const { cast } = play;
  const { places, orgUnits, awards, catalogueItems } = cast.ids;
  const run = newId().replaceAll('-', '').slice(8, 20).toUpperCase();
  const laptop = { catalogueItemId: catalogueItems['laptop']!, quantity: 2, unitPriceMinor: 78_900 };
  const order = await recordOrder(cast, `PO-S-${run}`, [laptop], awards['inl']!);
  const rows = [{ row: 1, catalogueItemId: catalogueItems['laptop2'], serial: `S${run}1Z` }];
  const goods = { placeId: places['store']!, storeUnitId: orgUnits['store']!, lines: rows };
  await expect(receiveGoods(cast, order.id, goods)).rejects.toMatchObject({ status: 422 });
  const path = `/procurement/purchase-orders/${order.id}`;
  const { id } = await cast.as('buyer').post<Document>(`${path}/amendments`, {
    ...{ reason: 'Le fournisseur ne livre plus ce modèle', changes: [{ lineNumber: 1, quantity: 1 }] },
    additions: [
      {
        ...{ lineNumber: 2, catalogueItemId: catalogueItems['laptop2'], quantity: 1, unitPriceMinor: 80_000 },
        substitutesLine: 1,
      },
    ],
  });
  const approval = `/procurement/order-proposals/${id}/approval`;
  await expect(cast.as('approver').post(approval, {})).rejects.toMatchObject({
    problem: { code: 'substitute-not-accepted' },
  });
  await cast.as('requester').post(`/procurement/order-proposals/${id}/acceptance`, {});
  await cast.as('approver').post(approval, {});
  const receipt = await receiveGoods(cast, order.id, goods);
  await play.mark();
  const device = await cast.as('auditor').get(`/assets/devices/${receipt.lines[0]!.deviceId}`);
  expect(device).toMatchObject({ catalogueItemId: catalogueItems['laptop2'], costMinor: 80_000 });
  const { items } = await cast.as('auditor').get<{ items: { revision: number }[] }>(`${path}/revisions`);
  expect(items.map(({ revision }) => revision)).toEqual([1, 2]);
}, 60_000);
