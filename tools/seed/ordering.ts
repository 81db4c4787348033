import type { Accounts } from './accounts.ts';
import { exampleId } from './examples.ts';
import { awardId, catalogueItemId, organisationId } from './goods.ts';
import { seedId } from './ids.ts';
import { personId } from './people.ts';
import { placeId } from './places.ts';
import { unitId } from './units.ts';
import { inParallel } from './writer.ts';

/** Who may approve orders up to which amount, in cents: the project manager small ones, the Chief of Mission all others. */
const matrix = {
  reason: 'Délégation de pouvoirs de la mission',
  rows: [
    { role: 'BUDGET_HOLDER', upToMinor: 250_000, currency: 'USD' },
    { role: 'APPROVER', upToMinor: 50_000_000, currency: 'USD' },
  ],
};

export async function seedMatrix(accounts: Accounts): Promise<void> {
  await accounts.writer('dataSteward').record('matrix demo', '/procurement/authorization-matrices', matrix);
  const path = `/procurement/authorization-matrices/${seedId('matrix demo')}/confirmation`;
  await accounts.writer('approver').record('matrix demo confirmed', path, {});
}

/** Of one order nothing is proposed; of the other another model than the ordered one. */
async function seedOrdersToAmend(accounts: Accounts): Promise<void> {
  const buyer = accounts.writer('buyer');
  for (const name of ['order to amend', 'order amended']) {
    await buyer.record(`example ${name}`, '/procurement/purchase-orders', {
      ...{
        number: name === 'order amended' ? 'PO-2025-0097' : 'PO-2025-0096',
        orderedOn: '2025-01-20',
        currency: 'USD',
      },
      ...{ supplierId: organisationId('supplier'), requesterId: personId('requester') },
      ...{ buyerId: personId('buyer'), approverId: personId('approver') },
      lines: [
        {
          ...{ lineNumber: 1, catalogueItemId: catalogueItemId('laptop'), quantity: 10, unitPriceMinor: 78_900 },
          funding: [{ awardId: awardId('inl'), percent: 100 }],
        },
      ],
    });
  }
  const path = `/procurement/purchase-orders/${exampleId('order amended')}/amendments`;
  await buyer.record('example amendment to accept', path, {
    ...{ reason: 'Le fournisseur ne livre plus ce modèle', changes: [{ lineNumber: 1, quantity: 0 }] },
    additions: [
      {
        ...{ lineNumber: 2, catalogueItemId: catalogueItemId('laptop2'), quantity: 10, unitPriceMinor: 78_900 },
        substitutesLine: 1,
      },
    ],
  });
}

/** How far each example is: to be drafted, submitted, approved, quoted, awarded, proposed. */
const steps = ['draft', 'submission', 'approval', 'quotation', 'analysis', 'proposal'] as const;
const papers: [name: string, until: (typeof steps)[number]][] = [
  ['requisition draft', 'draft'],
  ['requisition to submit', 'draft'],
  ['requisition', 'submission'],
  ['requisition to refuse', 'submission'],
  ['requisition to cancel', 'submission'],
  ['requisition to quote', 'approval'],
  ['requisition quoted', 'quotation'],
  ['requisition to order', 'analysis'],
  ['requisition of the order proposal', 'proposal'],
  ['requisition of the order proposal to refuse', 'proposal'],
  ['requisition of the order proposal to withdraw', 'proposal'],
];

/** Requisitions and proposals in every state that an example of the API page acts on. */
export async function seedOrdering(accounts: Accounts): Promise<void> {
  await accounts.writer('approver').record('example matrix', '/procurement/authorization-matrices', matrix);
  await seedOrdersToAmend(accounts);
  await inParallel(papers, ([name, until]) => bring(accounts, name, steps.indexOf(until)));
}

async function bring(accounts: Accounts, name: string, far: number): Promise<void> {
  const path = `/procurement/requisitions/${exampleId(name)}`;
  const write = (who: string, what: string, to: string, body: object = {}): Promise<unknown> =>
    accounts.writer(who).record(`example ${what}`, to, body);
  const quotation = name === 'requisition quoted' ? 'quotation' : `quotation of the ${name}`;
  const doings = [
    () => write('requester', name, '/procurement/requisitions', aRequisition(24)),
    () => write('requester', `${name} submitted`, `${path}/submission`),
    () => write('programmeManager', `${name} approved`, `${path}/approval`),
    () => write('buyer', quotation, `${path}/quotations`, aQuotation),
    () => write('buyer', `${name} awarded`, `${path}/bid-analyses`, anAnalysis(exampleId(quotation))),
    () => write('buyer', name.replace('requisition of the ', ''), `${path}/orders`),
  ];
  for (const doing of doings.slice(0, far + 1)) await doing();
}

const aQuotation = {
  ...{
    supplierId: organisationId('supplier'),
    reference: 'OFF-2025-118',
    quotedOn: '2025-01-10',
    validUntil: '2035-12-31',
  },
  ...{ incoterm: 'DAP Kinshasa', leadTimeDays: 45, section889Declared: true },
  lines: [{ lineNumber: 1, catalogueItemId: catalogueItemId('laptop'), unitPriceMinor: 78_900 }],
};

function anAnalysis(awardedQuotationId: string): object {
  return {
    committee: ['inspector1', 'inspector2', 'buyer'].map((key) => ({ personId: personId(key) })),
    ...{ invitedSupplierIds: [organisationId('supplier')], awardedQuotationId },
    ...{ reason: 'Moins-disant conforme', fewQuotationsReason: 'Seul distributeur agréé à Kinshasa' },
  };
}

function aRequisition(quantity: number): object {
  return {
    ...{ projectId: seedId('project demo'), orgUnitId: unitId('store'), placeId: placeId('store'), currency: 'USD' },
    justification: 'Équiper les postes des mines de Mbuji-Mayi',
    lines: [
      {
        ...{ lineNumber: 1, category: 'LAPTOP', description: 'Portable 15", 16 Go, 512 Go', quantity },
        ...{ estimatedUnitMinor: 80_000, funding: [{ awardId: awardId('inl'), percent: 100 }] },
      },
    ],
  };
}
