import type { Examples } from '@dotation/service';

/** Ids of the demo data, so that every example of the API page works when pasted. */
export const examples = {
  makerId: '019b76da-a800-7192-8d33-8960732a76a8',
  catalogueItemId: '019b76da-a800-791f-8c68-3f1258c8cca9',
  awardId: '019b76da-a800-7f12-964c-1ca1142d1b8c',
  purchaseOrderId: '019b76da-a800-7fc5-9d67-91d3feca5c22',
  requesterId: '019b76da-a800-7777-81d0-1c8513cf22db',
  buyerId: '019b76da-a800-7443-90b1-d553fc1df309',
  approverId: '019b76da-a800-71dc-8645-0758ee64abc5',
  inspectorId: '019b76da-a800-70fc-8caa-8b20d0e9c792',
  otherInspectorId: '019b76da-a800-7926-ad6e-88de44e9212b',
  storeId: '019b76da-a800-749e-bf88-73028ce9eeb1',
  storeUnitId: '019b76da-a800-7ff7-b9bc-74078b020fdd',
  quarantineId: '019b76da-a800-7b20-ab60-cc64d16acfe4',
  supplierId: '019b76da-a800-7508-86e9-537a0b6845ea',
  otherOrderId: '019b76da-a800-7c14-a17c-65a4edb7be36',
  receiptId: '019b76da-a800-7619-b3f0-24842198a846',
  receiptToInspectId: '019b76da-a800-7871-b351-be454d53bb8c',
  receiptWithoutOrderId: '019b76da-a800-7cbb-8cb4-6a8a89de9a23',
  projectId: '019b76da-a800-7106-9aa5-f4e037f9b5ac',
  prohibitedEntityId: '00000000-0000-7000-8889-000000000005',
  receiptToScreenId: '019b76da-a800-7e65-b31b-de3e8c60816a',
  legacyListId: '019b76da-a800-71e2-98e4-2ba5a0807e09',
  legacyListToRefuseId: '019b76da-a800-76ba-aca9-2d2a9b6228c3',
  invoiceId: '019b76da-a800-7609-91f9-e1811ecb6c0d',
  invoiceToMatchId: '019b76da-a800-7a26-877d-dc6b50299e10',
  invoiceToResolveId: '019b76da-a800-7fba-8dd6-fc75e0b70f72',
  inspectionId: '019b76da-a800-71fa-9162-9ba67574a4cd',
  inspectionWithReserveId: '019b76da-a800-7790-bf5e-43749d7fcde9',
  matrixId: '019b76da-a800-75da-8bed-4d35311e48c0',
  requisitionId: '019b76da-a800-7feb-9015-19f0f4f71fb4',
  requisitionDraftId: '019b76da-a800-7fe7-b393-0214ac680bab',
  requisitionToSubmitId: '019b76da-a800-740a-b0d6-bbf884c12e1d',
  requisitionToRefuseId: '019b76da-a800-75d3-a097-7c0f434b65b2',
  requisitionToCancelId: '019b76da-a800-7162-abe7-9f1dac645134',
  requisitionToQuoteId: '019b76da-a800-734f-80a0-c93ae73a3c07',
  requisitionQuotedId: '019b76da-a800-7780-9843-4967438eab54',
  requisitionToOrderId: '019b76da-a800-7f81-9782-1f21d68688c4',
  quotationId: '019b76da-a800-7ca5-a278-c92d1d23a654',
  orderProposalId: '019b76da-a800-7cc0-9a54-c0ddcead7909',
  orderProposalToWithdrawId: '019b76da-a800-7fa7-8a6f-4c3ca62f0558',
  orderToAmendId: '019b76da-a800-71a2-8ff4-1ac07d726b20',
  amendmentToAcceptId: '019b76da-a800-7204-90bb-126f92d7ab13',
  orderProposalToRefuseId: '019b76da-a800-76ed-a5c6-b5c64e40b4db',
  shipmentId: '019b76da-a800-76ea-b2df-0b56b746ad69',
  shipmentToCloseId: '019b76da-a800-75eb-b209-615a476b623f',
  claimId: '019b76da-a800-7308-a1ad-1e91a5e8480a',
  claimToSendId: '019b76da-a800-76c1-81bc-e92f8c3826f5',
  claimToAnswerId: '019b76da-a800-7406-8d1b-f6cb957b220c',
  claimToSettleId: '019b76da-a800-7e31-87b6-96ac7fcfc5ad',
  shipmentToWithdrawId: '019b76da-a800-7c8d-99a3-0fa0f50c932c',
} as const;

/** A delivery on the example order: two laptops, received serial by serial. The serials stand in no sample file. */
export const aDelivery = {
  placeId: examples.storeId,
  storeUnitId: examples.storeUnitId,
  witnessId: examples.inspectorId,
  deliveryNote: 'BL-4471',
  lines: [
    {
      ...{ row: 1, maker: 'HP', model: 'ProBook 450 G10', serial: 'EXR250001', carton: 'CTN-001' },
      identifiers: [{ type: 'MAC', value: 'E0:73:E7:EA:00:01' }],
    },
    { row: 2, maker: 'Hewlett-Packard', model: 'PROBOOK 450 G10', serial: ' exr250012 ', carton: 'CTN-002' },
  ],
};

/** Ten computers of a list of 2014 that says nothing else of them. */
export const anOldList = {
  ...{ origin: 'MIGRATED', orgUnitId: examples.storeUnitId, placeId: examples.storeId, title: 'STATE_DRC' },
  reasons: {
    DESCRIPTION: 'La liste de 2014 ne nomme pas la marque',
    IDENTIFICATION: 'La liste de 2014 ne donne pas de numéros',
    FUNDING_SOURCE: 'Le dossier du projet est perdu',
    ACQUISITION_DATE: 'La liste ne dit que l’année',
    COST: 'Les factures sont perdues',
    USE: 'À constater au premier comptage',
    CONDITION: 'À constater au premier comptage',
  },
  lines: [
    {
      row: 1,
      catalogueItemId: examples.catalogueItemId,
      description: 'Ordinateurs',
      quantity: 10,
      state: 'en service',
    },
  ],
};

export const anInspection = {
  committee: [examples.inspectorId, examples.otherInspectorId],
  extent: 'FULL',
  quarantinePlaceId: examples.quarantineId,
  exceptions: [{ serial: 'EXD250023', reason: 'Écran brisé', condition: 'REPAIRABLE' }],
};

const of = (id: string): { parameters: { id: string } } => ({ parameters: { id } });
const listed = (serial: string): string =>
  `N°;Colis;Marque;Modèle;N° de série;Qté\n1;CTN-001;HP;ProBook 450 G10;${serial};1\n`;
const fileOf = (serial: string): Record<string, unknown> => ({
  ...{ type: 'string', format: 'binary', description: 'The supplier’s packing list, CSV or XLSX' },
  example: listed(serial),
});
const deliveryForm = (serial: string, deliveryNote: string): Record<string, unknown> => ({
  type: 'object',
  required: ['file', 'receipt'],
  properties: {
    file: fileOf(serial),
    receipt: {
      type: 'string',
      description:
        'The JSON of the delivery without `lines`; `corrections` beside it replace rows of the file, `list` says where in the file its list is (sheet, headingLine, supplierId)',
      example: JSON.stringify({ ...aDelivery, deliveryNote, lines: undefined }),
    },
  },
});

const catalogueFile = (model: string): string =>
  `Marque;Catégorie;Modèle;Description;Règle de série;Composants\nHP;Ordinateur portable;${model};Portable 14";obligatoire;\n`;

/** What the API page shows for each operation. */
export const operations: Examples = {
  listAwards: { parameters: { fain: 'SINLEC24CA0117' } },
  listPurchaseOrders: { parameters: { number: 'PO-2025-0094' } },
  recordMaker: { body: { name: 'Motorola Solutions', aliases: ['Motorola', 'MSI'] } },
  addAliases: { ...of(examples.makerId), body: { aliases: ['HP Development Company'] } },
  recordAward: {
    body: {
      ...{ fain: 'SINLEC26CA0042', donor: 'US Department of State, INL', instrument: 'COOPERATIVE_AGREEMENT' },
      ...{ governingTerms: 'FPE_TERMS', obligatedOn: '2026-02-02', periodStart: '2026-02-02', periodEnd: '2029-02-01' },
      ...{ amountMinor: 250_000_000, currency: 'USD', title: 'CONDITIONAL', lossNotificationDays: 5 },
    },
  },
  amendAward: {
    ...of(examples.awardId),
    body: { number: 'M002', effectiveOn: '2026-06-01', periodEnd: '2029-02-01', equipmentThresholdUsd: 10_000 },
  },
  findAwardAmendments: of(examples.awardId),
  findAward: { parameters: { id: examples.awardId, on: '2026-03-01' } },
  recordCatalogueItem: {
    body: {
      ...{ makerId: examples.makerId, category: 'LAPTOP', model: 'ProBook 440 G11' },
      ...{
        description: 'Ordinateur portable 14 pouces',
        serialRule: 'REQUIRED',
        usefulLifeMonths: 48,
        attractive: true,
      },
    },
  },
  recordProject: {
    body: {
      ...{ code: 'CD-PMH-3', wbsCode: 'PR.0812.CD11', name: 'Appui à la police des mines, phase 3' },
      awardIds: [examples.awardId],
      budgetLines: [
        { code: 'EQ-01', name: 'Informatique', awardId: examples.awardId, amountMinor: 5_000_000, currency: 'USD' },
      ],
    },
  },
  addBudgetLines: {
    ...of(examples.projectId),
    body: {
      budgetLines: [
        { code: 'EQ-02', name: 'Radios', awardId: examples.awardId, amountMinor: 2_000_000, currency: 'USD' },
      ],
    },
  },
  listProjects: { parameters: { awardId: examples.awardId } },
  findProject: of(examples.projectId),
  recordProhibitedEntity: {
    body: {
      ...{
        name: 'Zhejiang Uniview Technologies',
        aliases: ['Uniview'],
        relation: 'AFFILIATE',
        macPrefixes: ['48:EA:63'],
      },
      ...{ effectiveFrom: '2026-11-01', reason: 'Designated by the Secretary of Defense.' },
      source: 'Federal Register 2026-1042',
    },
  },
  reviewProhibitedEntity: {
    ...of(examples.prohibitedEntityId),
    body: { note: 'Comparé à la liste de novembre 2026', addAliases: ['Ezviz Network'] },
  },
  listProhibitedEntities: { parameters: { on: '2026-11-01' } },
  resolveScreenedName: {
    body: {
      ...{ kind: 'MAKER', subjectId: examples.makerId, entityId: examples.prohibitedEntityId, decision: 'CLEARED' },
      reason: 'Attestation du fabricant',
    },
  },
  listScreeningFindings: of(examples.receiptToScreenId),
  resolveScreenedRow: {
    ...of(examples.receiptToScreenId),
    body: { row: 1, decision: 'CONFIRMED', reason: 'La carte réseau est de Hikvision' },
  },
  readCatalogueFile: { body: catalogueFile('EliteBook 640 G11') },
  loadCatalogue: { body: catalogueFile('EliteBook 660 G11') },
  writeCatalogue: { parameters: { format: 'csv' } },
  recordInvoice: {
    body: {
      ...{
        type: 'INVOICE',
        purchaseOrderId: examples.otherOrderId,
        supplierId: examples.supplierId,
        number: 'F-2026-0412',
      },
      ...{ invoicedOn: '2025-03-14', currency: 'USD', totalMinor: 45_000 },
      lines: [{ component: 'FREIGHT', amountMinor: 45_000 }],
    },
  },
  listInvoices: { parameters: { purchaseOrderId: examples.otherOrderId } },
  findInvoice: of(examples.invoiceId),
  matchInvoice: of(examples.invoiceToMatchId),
  resolveInvoice: {
    ...of(examples.invoiceToResolveId),
    body: { decision: 'ACCEPTED', reason: 'Transport convenu par courriel' },
  },
  recordPayment: {
    ...of(examples.invoiceId),
    body: { paidOn: '2025-04-02', amountMinor: 100_000, reference: 'VIR-2025-0187' },
  },
  recordExchangeRate: {
    body: { base: 'USD', quote: 'CDF', on: '2026-11-02', rate: '2815.50', source: 'Banque Centrale du Congo' },
  },
  loadExchangeRates: {
    body: 'De;Vers;Date;Taux;Source\nEUR;USD;01/11/2026;1,0832;Nations Unies\nUSD;CDF;01/11/2026;2810;Nations Unies\n',
  },
  listExchangeRates: { parameters: { base: 'USD', quote: 'CDF' } },
  convertAmount: { parameters: { from: 'EUR', to: 'USD', minor: '72900', on: '2025-02-15' } },
  recordPurchaseOrder: {
    body: {
      ...{ number: 'PO-2026-0117', orderedOn: '2026-08-17', supplierId: examples.supplierId, currency: 'USD' },
      ...{ requesterId: examples.requesterId, buyerId: examples.buyerId, approverId: examples.approverId },
      lines: [
        {
          ...{ lineNumber: 1, catalogueItemId: examples.catalogueItemId, quantity: 24, unitPriceMinor: 78_900 },
          funding: [{ awardId: examples.awardId, percent: 100 }],
        },
      ],
    },
  },
  receiveGoods: { ...of(examples.otherOrderId), body: aDelivery, form: deliveryForm('EXR250034', 'BL-4473') },
  receiveGoodsWithoutOrder: {
    body: {
      ...aDelivery,
      deliveryNote: 'BL-4472',
      lines: [{ row: 1, maker: 'HP', model: 'ProBook 450 G10', serial: 'EXR250023', carton: 'CTN-001' }],
    },
    form: deliveryForm('EXR250045', 'BL-4474'),
  },
  findReceipt: of(examples.receiptId),
  printReceipt: of(examples.receiptId),
  linkOrder: { ...of(examples.receiptWithoutOrderId), body: { purchaseOrderId: examples.otherOrderId } },
  closeInspection: { ...of(examples.receiptToInspectId), body: anInspection },
  findInspection: of(examples.inspectionId),
  receiveFinally: {
    ...of(examples.inspectionWithReserveId),
    body: {
      committee: [examples.inspectorId, examples.otherInspectorId],
      lifted: [{ row: 1, note: 'Housses reçues et comptées' }],
    },
  },
  printInspection: of(examples.inspectionId),
  recordListMapping: {
    body: {
      supplierId: examples.supplierId,
      columns: [
        { heading: 'Fabricant', field: 'maker' },
        { heading: 'Article n°', field: 'model' },
        { heading: 'Réf. usine', field: 'serial' },
        { heading: 'Poids', field: null },
      ],
    },
  },
  listPurchaseGaps: { parameters: { gap: 'NOT_INVOICED', overdue: 'true' } },
  findPurchaseGaps: of(examples.purchaseOrderId),
  listListMappings: { parameters: { supplierId: examples.supplierId } },
  writeFailedRows: {
    parameters: { format: 'csv', language: 'fr' },
    // Its serial is missing.
    body: listed(''),
  },
  importLegacyList: {
    body: anOldList,
    form: {
      type: 'object',
      required: ['file', 'legacyList'],
      properties: {
        file: {
          ...{ type: 'string', format: 'binary', description: 'The old list, CSV or XLSX' },
          example:
            'Marque;Modèle;N° de série;Date acquisition;Statut\nHP;ProBook 450 G10;EXL140001;31/05/2014;en service\n',
        },
        legacyList: {
          type: 'string',
          description: 'The JSON of the list without `lines`; `corrections` and `list` beside it as for a receipt',
          example: JSON.stringify({ ...anOldList, lines: undefined }),
        },
      },
    },
  },
  writeLegacyFailedRows: {
    parameters: { origin: 'MIGRATED', format: 'csv', language: 'fr' },
    body: 'Marque;Modèle;N° de série;Date acquisition\nHP;ProBook 450 G10;EXL140002;2014\n',
  },
  listLegacyLists: { parameters: { status: 'PENDING' } },
  findLegacyList: of(examples.legacyListId),
  listLegacyRows: of(examples.legacyListId),
  approveLegacyList: of(examples.legacyListId),
  refuseLegacyList: {
    ...of(examples.legacyListToRefuseId),
    body: { reason: 'La liste est celle de 2012, remplacée en 2014' },
  },
  readPackingList: {
    body: listed('EXR250056'),
    form: { type: 'object', required: ['file'], properties: { file: fileOf('EXR250056') } },
  },
};
