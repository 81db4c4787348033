/** As procurement answers them. */
export const requisitionSteps = [
  ...['DRAFT', 'REQUESTED', 'APPROVED', 'SOLICITED', 'AWARDED', 'ORDERED', 'REJECTED', 'CANCELLED'],
];

export interface RequisitionRow {
  id: string;
  number: string;
  status: string;
  projectId: string;
  orgUnitId: string;
  placeId: string;
  requesterId: string;
  currency: string;
  neededBy: string | null;
  justification: string;
  priorApprovalSha256: string | null;
  submittedAt: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  cancelledBy: string | null;
  reason: string | null;
  estimatedMinor: number;
  purchaseOrderId: string | null;
}

export interface Share {
  awardId: string;
  percent: number;
}

export interface Requisition extends RequisitionRow {
  lines: {
    lineNumber: number;
    catalogueItemId: string | null;
    category: string | null;
    description: string | null;
    quantity: number;
    unit: string;
    estimatedUnitMinor: number;
    funding: Share[];
    budgetLineId: string | null;
  }[];
}

export interface Quotation {
  id: string;
  supplierId: string;
  reference: string;
  quotedOn: string;
  validUntil: string | null;
  incoterm: string | null;
  leadTimeDays: number | null;
  compliant: boolean;
  remark: string | null;
  section889Declared: boolean;
  totalMinor: number | null;
}

export interface BidAnalysis {
  id: string;
  number: string;
  committee: { personId: string; conflict: string | null }[];
  awardedQuotationId: string;
  reason: string;
  notCheapestReason: string | null;
  fewQuotationsReason: string | null;
  minimumQuotations: number;
  recordedBy: string;
  recordedAt: string;
}
