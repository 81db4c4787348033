import type { PaperForm } from '@dotation/documents/paper';
import type { InspectionDto } from '../inspections/inspections.dto.js';
import type { PurchaseOrderDto } from '../purchase-orders/purchase-orders.dto.js';
import type { ReceiptDto, ReceiptLineDto } from '../receipts/receipt-answers.dto.js';
import { inspectionPaper } from './inspection-paper.rules.js';
import { orderPaper } from './order-paper.rules.js';
import { receiptPaper } from './receipt-paper.rules.js';

const factsIn = ({ sections }: PaperForm) =>
  Object.fromEntries(
    sections.flatMap((one) => (one.kind === 'facts' ? one.facts.map(([[label], said]) => [label, said]) : [])),
  );
const tablesIn = ({ sections }: PaperForm) => sections.flatMap((one) => (one.kind === 'table' ? one : []));
const notices = ({ notices: said }: PaperForm) => said.map(([french]) => french.split(' :')[0]);

describe('D03 the paper of an order', () => {
  const line = { lineNumber: 1, maker: 'HP', model: 'X', quantity: 24, unitPriceMinor: 84_500, substitutesLine: null };
  const order = {
    ...{ number: 'PO-1', orderedOn: '2026-09-01', status: 'ORDERED', revision: 2, currency: 'USD', incoterm: null },
    ...{ supplierId: 's-1', requesterId: 'p-1', buyerId: 'p-2', approverId: 'p-3' },
    lines: [{ ...line, funding: [{ awardId: 'a-1' }] }],
  } as unknown as PurchaseOrderDto;
  const names = { supplier: 'Congo Tech', awards: new Map([['a-1', 'SINLEC24CA0117']]), hiddenLines: 0 };
  it('says price, sum, award and revision, and leaves what was not recorded to be written', () => {
    const paper = orderPaper(order, names);
    expect(factsIn(paper)).toMatchObject({
      ...{ Fournisseur: 'Congo Tech', Révision: '2', 'Subvention (FAIN)': 'SINLEC24CA0117' },
      ...{ Incoterm: '', Garantie: '' },
    });
    expect(tablesIn(paper)[0]?.total?.at(-1)).toBe('20\u00a0280,00\u00a0USD');
    expect(notices(paper)).toEqual([]);
  });
  it('is an extract for who sees only the lines his award pays, and says when nothing is ordered', () => {
    expect(notices(orderPaper({ ...order, status: 'CANCELLED' }, { ...names, hiddenLines: 2 }))).toEqual([
      'Annulé',
      'Extrait',
    ]);
  });
});

const receiptLine = {
  ...{ row: 1, lineId: 'l-1', orderLineId: 'o-1', catalogueItemId: 'c-1', maker: 'HP', model: 'X', serial: 'S1' },
  ...{ quantity: 1, carton: null, condition: 'USABLE', register: 'REGISTERED', refusal: null, inspection: 'ACCEPTED' },
  rejectedQuantity: 0,
} as unknown as ReceiptLineDto;
const receipt = {
  ...{ number: 'GR-1', receivedAt: '2026-09-01T08:00:00Z', recordedAt: '2026-09-01T09:00:00Z', inspectionId: 'i-1' },
  ...{ storeUnitId: 'u-1', placeId: 'l-1', carrierId: null, driverId: null, receivedBy: 'p-1', witnessId: null },
  ...{ deliveryNote: null, noDeliveryNoteReason: 'Perdu', discrepancies: [] },
  lines: [
    receiptLine,
    { ...receiptLine, row: 2, lineId: 'l-2', serial: 'S2', inspection: 'REJECTED', rejectedQuantity: 1 },
    { ...receiptLine, row: 3, lineId: 'l-3', serial: null, orderLineId: null, quantity: 20, rejectedQuantity: 5 },
  ],
} as unknown as ReceiptDto;
const names = new Map([['u-1', 'Magasin central']]);

describe('D04 the paper of a receipt', () => {
  const paper = (change: object = {}) =>
    receiptPaper({ ...receipt, ...change }, names, {
      number: 'PO-1',
      quantities: new Map([['o-1', 3]]),
      hiddenLines: 0,
    });
  it('sums each line of the order: ordered, delivered, accepted, rejected, and annexes each serial', () => {
    const [models, serials] = tablesIn(paper());
    expect(models?.rows).toEqual([
      ['HP X', '3', '2', '1', '1'],
      ['HP X', '–', '20', '15', '5'],
    ]);
    expect(serials?.rows.map((row) => row[1])).toEqual(['S1', 'S2', null]);
    expect(factsIn(paper())).toMatchObject({ Magasin: 'Magasin central', 'Bon de livraison': 'Perdu', Scellés: '' });
  });
  it('says what waits for the register and the committee, and accepts nothing before', () => {
    const lines = [{ ...receiptLine, register: 'WAITING', inspection: null }];
    const waiting = paper({ lines, inspectionId: null });
    expect(waiting.notices).toHaveLength(2);
    expect(tablesIn(waiting)[0]?.rows[0]?.slice(-2)).toEqual(['', '']);
  });
  it('names each discrepancy in both languages', () => {
    const discrepancies = [{ code: 'SHORT', quantity: 1, detail: 'Carton ouvert' }];
    expect(tablesIn(paper({ discrepancies }))[1]?.rows).toEqual([[['Manquant', 'Short'], '1', 'Carton ouvert']]);
  });
});

it('D05 the paper of an inspection says committee, result and reserve of each item, and what section 889 found', () => {
  const inspection = {
    ...{ number: 'IN-1', acceptedOn: '2026-09-02', extent: 'SAMPLE', sampleSize: 5, quarantinePlaceId: null },
    ...{ committee: ['p-4', 'p-5'], remoteWitnessId: 'p-6', accepted: 16, rejected: 6 },
    exceptions: [{ lineId: 'l-2', reason: 'Écran brisé', condition: 'REPAIRABLE' }],
    ...{ acceptanceType: 'FINAL', reserves: [], finalReception: null },
  } as unknown as InspectionDto;
  const findings = [{ row: 1, lineId: 'l-1', decision: null, detail: 'MAC is on the list.' }];
  const paper = inspectionPaper(inspection, receipt, findings, { names, hiddenLines: 1 });
  expect(notices(paper)).toEqual(['Extrait']);
  const [found, items] = tablesIn(paper);
  expect(found?.rows).toEqual([['1', 'MAC is on the list.', ['Ouvert', 'Open']]]);
  expect(items?.rows.map((row) => row.slice(-2))).toEqual([
    [['Accepté', 'Accepted'], ''],
    [['Rejeté', 'Rejected'], 'Écran brisé · Réparable'],
    [['Accepté en partie', 'Accepted in part'], ''],
  ]);
  expect(paper.signatures.map(({ said }) => said)).toEqual([['N° p-4'], ['N° p-5'], ['N° p-6']]);
  expect(factsIn(paper)).toMatchObject({ Acceptation: 'Définitive / Final', 'Réception définitive': '–' });
  // §9.6: a paper that left its reserves out would pass for a final one.
  const reserve = { lineId: null, dueOn: '2026-10-02', documentSha256: null };
  const reserves = [
    { ...reserve, row: 1, detail: 'Chargeur à livrer', note: null },
    { ...reserve, row: 2, detail: 'Housse à livrer', note: 'Livrée' },
  ];
  const provisional = { ...inspection, acceptanceType: 'PROVISIONAL' as const, reserves };
  const withReserves = inspectionPaper(provisional, receipt, [], { names, hiddenLines: 0 });
  expect(factsIn(withReserves)).toMatchObject({ Acceptation: 'Provisoire, sous réserves / Provisional' });
  expect(tablesIn(withReserves)[0]?.rows).toEqual([
    ['1', 'Chargeur à livrer', '2026-10-02', ['Ouvert', 'Open']],
    ['2', 'Housse à livrer', '2026-10-02', 'Livrée'],
  ]);
});
