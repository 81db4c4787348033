import type { Examples } from '@dotation/service';
import { examples } from '../examples.dto.js';

/** Laptops for posts of the mining police; the model is what the quotations say. */
export const aRequisition = {
  ...{ projectId: examples.projectId, orgUnitId: examples.storeUnitId, placeId: examples.storeId, currency: 'USD' },
  justification: 'Équiper les postes des mines de Mbuji-Mayi',
  lines: [
    {
      ...{ lineNumber: 1, category: 'LAPTOP', description: 'Portable 15", 16 Go, 512 Go', quantity: 24 },
      ...{ estimatedUnitMinor: 80_000, funding: [{ awardId: examples.awardId, percent: 100 }] },
    },
  ],
};

const of = (id: string): { parameters: { id: string } } => ({ parameters: { id } });

/** What the API page shows for the operations from the need to the order. */
export const orderingOperations: Examples = {
  proposeMatrix: {
    body: {
      reason: 'Délégation de pouvoirs de la mission',
      rows: [
        { role: 'BUDGET_HOLDER', upToMinor: 250_000, currency: 'USD' },
        { role: 'APPROVER', upToMinor: 50_000_000, currency: 'USD' },
      ],
    },
  },
  confirmMatrix: of(examples.matrixId),
  findMatrix: of(examples.matrixId),
  draftRequisition: { body: aRequisition },
  rewriteRequisition: { ...of(examples.requisitionDraftId), body: aRequisition },
  submitRequisition: of(examples.requisitionToSubmitId),
  approveRequisition: of(examples.requisitionId),
  refuseRequisition: { ...of(examples.requisitionToRefuseId), body: { reason: 'Le besoin n’est pas établi' } },
  cancelRequisition: { ...of(examples.requisitionToCancelId), body: { reason: 'Le besoin a changé' } },
  recordQuotation: {
    ...of(examples.requisitionToQuoteId),
    body: {
      ...{
        supplierId: examples.supplierId,
        reference: 'OFF-2026-119',
        quotedOn: '2026-08-10',
        validUntil: '2030-12-31',
      },
      ...{ incoterm: 'DAP Kinshasa', leadTimeDays: 45, compliant: true, section889Declared: true },
      lines: [{ lineNumber: 1, catalogueItemId: examples.catalogueItemId, unitPriceMinor: 78_900 }],
    },
  },
  listQuotations: of(examples.requisitionQuotedId),
  recordBidAnalysis: {
    ...of(examples.requisitionQuotedId),
    body: {
      committee: [
        { personId: examples.inspectorId },
        { personId: examples.otherInspectorId },
        { personId: examples.buyerId },
      ],
      ...{ invitedSupplierIds: [examples.supplierId], awardedQuotationId: examples.quotationId },
      ...{ reason: 'Moins-disant conforme', fewQuotationsReason: 'Seul distributeur agréé à Kinshasa' },
    },
  },
  listBidAnalyses: of(examples.requisitionQuotedId),
  proposeOrder: of(examples.requisitionToOrderId),
  listOrderProposals: { parameters: { status: 'PENDING' } },
  findOrderProposal: of(examples.orderProposalId),
  approveOrderProposal: of(examples.orderProposalId),
  refuseOrderProposal: { ...of(examples.orderProposalToRefuseId), body: { reason: 'Le prix a baissé' } },
  amendPurchaseOrder: {
    ...of(examples.orderToAmendId),
    body: {
      ...{ reason: 'Deux postes de moins', changes: [{ lineNumber: 1, quantity: 8 }] },
      additions: [
        {
          ...{ lineNumber: 2, catalogueItemId: examples.catalogueItemId, quantity: 1, unitPriceMinor: 81_000 },
          funding: [{ awardId: examples.awardId, percent: 100 }],
        },
      ],
    },
  },
  writePurchaseOrder: { parameters: { id: examples.purchaseOrderId, format: 'csv', language: 'fr' } },
  withdrawOrderProposal: {
    ...of(examples.orderProposalToWithdrawId),
    body: { reason: 'Le fournisseur offre un autre délai' },
  },
  acceptSubstitute: of(examples.amendmentToAcceptId),
  listRevisions: of(examples.orderToAmendId),
  listRequisitions: { parameters: { status: 'REQUESTED' } },
  findRequisition: of(examples.requisitionId),
};
