import type { Examples } from '@dotation/service';
import { examples } from '../examples.dto.js';

const aManifest =
  'N°;Colis;Marque;Modèle;N° de série;Qté\n1;CTN-001;HP;ProBook 450 G10;EXM250001;1\n2;CTN-001;HP;ProBook 450 G10;6.37E+15;1\n';
const of = (id: string): { parameters: { id: string } } => ({ parameters: { id } });

/** What the API page shows for what is on its way. */
export const inboundOperations: Examples = {
  announceShipment: {
    body: {
      ...{ supplierId: examples.supplierId, purchaseOrderId: examples.otherOrderId, preAlertNumber: 'PA-2025-119' },
      ...{ mode: 'AIR', transportNumber: '071-1234 5686', packages: 12, grossKg: 184.5, fromCountry: 'CN' },
      ...{ incoterm: { term: 'CIP', place: 'Kinshasa' }, expectedOn: '2025-03-07' },
      ...{ placeId: examples.storeId, storeUnitId: examples.storeUnitId },
    },
  },
  listShipments: { parameters: { late: 'true' } },
  findShipment: of(examples.shipmentId),
  tellStep: {
    ...of(examples.shipmentId),
    body: {
      ...{ step: 'DEPARTED', happenedAt: '2025-02-10T06:00:00Z', place: 'Guangzhou', toldBy: 'SUPPLIER' },
      expectedOn: '2025-02-24',
    },
  },
  tellDelivery: { ...of(examples.shipmentId), body: { happenedAt: '2025-02-25T08:30:00Z', note: 'Douze colis' } },
  fileCustoms: {
    ...of(examples.shipmentId),
    body: {
      ...{ regime: 'EXEMPT', declarationNumber: 'E 4711', declaredOn: '2025-02-21', office: '101K Kinshasa-Ndjili' },
      ...{ feriNumber: 'FERI-2025-33120', cifMinor: 2_050_000, dutyMinor: 328_000, currency: 'USD' },
    },
  },
  loadManifest: { ...of(examples.shipmentId), body: aManifest },
  findManifest: of(examples.shipmentId),
  listManifestLines: { parameters: { id: examples.shipmentId, flagged: 'true' } },
  scanOfShipment: { parameters: { id: examples.shipmentId, code: 'EXM250001' } },
  compareShipment: of(examples.shipmentId),
  draftClaim: {
    body: {
      ...{ shipmentId: examples.shipmentToCloseId, against: 'SUPPLIER', amountMinor: 78_900, currency: 'USD' },
      ...{ answerBy: '2026-12-31', note: 'Trois caisses au lieu de quatre' },
      lines: [{ catalogueItemId: examples.catalogueItemId, reason: 'SHORT', quantity: 1 }],
    },
  },
  listClaims: { parameters: { open: 'true' } },
  findClaim: of(examples.claimId),
  sendClaim: { ...of(examples.claimToSendId), body: { sentOn: '2025-03-03' } },
  answerClaim: {
    ...of(examples.claimToAnswerId),
    body: { answeredOn: '2025-03-12', answer: 'Le fournisseur remplacera l’ordinateur manquant' },
  },
  settleClaim: {
    ...of(examples.claimToSettleId),
    body: { outcome: 'CREDITED', creditMinor: 78_900, creditReference: 'AV-2025-044' },
  },
  closeShipment: { ...of(examples.shipmentToCloseId), body: { reason: 'Livrée et comptée' } },
  withdrawShipment: { ...of(examples.shipmentToWithdrawId), body: { reason: 'Annoncée deux fois' } },
};
