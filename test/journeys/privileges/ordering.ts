import { newId, type Client } from '../../../tools/journey/client.ts';
import type { Play } from '../play.ts';
import { seedId } from '../../../tools/seed/ids.ts';
import type { Makers, Subject } from './subjects.ts';

const rows = [
  { role: 'BUDGET_HOLDER', upToMinor: 250_000, currency: 'USD' },
  { role: 'APPROVER', upToMinor: 50_000_000, currency: 'USD' },
];

/** The quotation of each requisition made here: the committee has nothing else to choose. */
const quotationOf = new Map<string, string>();

/** What is asked for and ordered, in every state. */
export function makeOrdering(play: Play): Makers {
  const { cast } = play;
  const read = (path: string) => (): Promise<unknown> => cast.as('auditor').get(path);
  const matrix = async (): Promise<Subject> => {
    const path = '/procurement/authorization-matrices';
    const { id } = await cast.as('dataSteward').post<{ id: string }>(path, { reason: 'Délégation', rows });
    return { id, read: read(`${path}/${id}`) };
  };
  const draft = async (): Promise<Subject> => {
    const path = '/procurement/requisitions';
    const { id } = await cast.as('requester').post<{ id: string }>(path, aRequisition(play));
    return { id, read: read(`${path}/${id}`) };
  };
  const requested = async (): Promise<Subject> => after(await draft(), 'requester', 'submission');
  const after = async (
    made: Subject,
    who: 'requester' | 'programmeManager' | 'buyer',
    step: string,
    body: object = {},
  ): Promise<Subject> => {
    await cast.as(who).post(`/procurement/requisitions/${made.id}/${step}`, body);
    return made;
  };
  const approved = async (): Promise<Subject> => after(await requested(), 'programmeManager', 'approval');
  const solicited = async (): Promise<Subject> => {
    const made = await approved();
    const path = `/procurement/requisitions/${made.id}/quotations`;
    const { id } = await cast.as('buyer').post<{ id: string }>(path, aQuotation(play));
    quotationOf.set(made.id, id);
    return made;
  };
  const awarded = async (): Promise<Subject> => {
    const made = await solicited();
    return after(made, 'buyer', 'bid-analyses', anAnalysis(play, made));
  };
  const proposal = async (): Promise<Subject & { requisition: Subject }> => {
    const requisition = await awarded();
    const path = `/procurement/requisitions/${requisition.id}/orders`;
    const { id } = await cast.as('buyer').post<{ id: string }>(path, {});
    return { id, read: read(`/procurement/order-proposals/${id}`), requisition };
  };
  const deciding = (how: string): Client => cast.as(how === 'withdrawal' ? 'buyer' : 'approver');
  const decided = async (how: string, body: object = {}): Promise<Subject & { requisition: Subject }> => {
    const made = await proposal();
    await deciding(how).post(`/procurement/order-proposals/${made.id}/${how}`, body);
    return made;
  };
  const amendment = async (how?: string, body: object = {}): Promise<Subject> => {
    const made = await amendmentOf(play);
    if (how !== undefined) await deciding(how).post(`/procurement/order-proposals/${made}/${how}`, body);
    return { id: made, read: read(`/procurement/order-proposals/${made}`) };
  };
  return {
    'amendment PENDING': () => amendment(),
    'amendment APPROVED': () => amendment('approval'),
    'amendment WITHDRAWN': () => amendment('withdrawal', { reason: 'Plus tard' }),
    'order proposal WITHDRAWN': () => decided('withdrawal', { reason: 'Plus tard' }),
    'amendment REFUSED': () => amendment('refusal', { reason: 'Plus tard' }),
    'requisition SOLICITED': solicited,
    'requisition AWARDED': awarded,
    'requisition ORDERED': async () => (await decided('approval')).requisition,
    'order proposal PENDING': proposal,
    'order proposal APPROVED': () => decided('approval'),
    'order proposal REFUSED': () => decided('refusal', { reason: 'Plus tard' }),
    'matrix OPEN': matrix,
    'matrix CONFIRMED': async () => {
      const made = await matrix();
      await cast.as('approver').post(`/procurement/authorization-matrices/${made.id}/confirmation`, {});
      return made;
    },
    'requisition DRAFT': draft,
    'requisition REQUESTED': requested,
    'requisition APPROVED': approved,
    'requisition REJECTED': async () =>
      after(await requested(), 'programmeManager', 'refusal', { reason: 'Plus tard' }),
    'requisition CANCELLED': async () => after(await draft(), 'requester', 'cancellation', { reason: 'Plus tard' }),
  };
}

/** An order of two laptops of which one is to be cancelled, or another model to come instead; answers the amendment. */
export async function amendmentOf({ cast }: Play, substituteFor?: string): Promise<string> {
  const { catalogueItems, awards } = cast.ids;
  const order = await cast.as('buyer').post<{ id: string }>('/procurement/purchase-orders', {
    ...{ number: `PO-A-${newId()}`, orderedOn: '2026-01-12', currency: 'USD', buyerId: cast.person('buyer') },
    ...{ requesterId: substituteFor ?? cast.person('requester'), approverId: cast.person('approver') },
    lines: [
      {
        ...{ lineNumber: 1, catalogueItemId: catalogueItems['laptop'], quantity: 2, unitPriceMinor: 78_900 },
        funding: [{ awardId: awards['inl'], percent: 100 }],
      },
    ],
  });
  const instead = { lineNumber: 2, catalogueItemId: catalogueItems['laptop2'], quantity: 1, substitutesLine: 1 };
  const { id } = await cast.as('buyer').post<{ id: string }>(`/procurement/purchase-orders/${order.id}/amendments`, {
    ...{ reason: 'Un poste de moins', changes: [{ lineNumber: 1, quantity: 1 }] },
    ...(substituteFor !== undefined && { additions: [{ ...instead, unitPriceMinor: 78_900 }] }),
  });
  return id;
}

export function bodiesOfOrdering(play: Play): Record<string, (subject: Subject) => unknown> {
  return {
    'authorization-matrices/{id}/confirmation': () => ({}),
    'requisitions/{id}/contents': () => aRequisition(play),
    'requisitions/{id}/submission': () => ({}),
    'requisitions/{id}/approval': () => ({}),
    'requisitions/{id}/refusal': () => ({ reason: 'Plus tard' }),
    'requisitions/{id}/cancellation': () => ({ reason: 'Plus tard' }),
    'requisitions/{id}/quotations': () => aQuotation(play),
    'requisitions/{id}/bid-analyses': (subject) => anAnalysis(play, subject),
    'requisitions/{id}/orders': () => ({}),
    'order-proposals/{id}/approval': () => ({}),
    'order-proposals/{id}/refusal': () => ({ reason: 'Plus tard' }),
    'order-proposals/{id}/withdrawal': () => ({ reason: 'Plus tard' }),
  };
}

function aQuotation({ cast }: Play): object {
  const { organisations, catalogueItems } = cast.ids;
  return {
    ...{ supplierId: organisations['supplier'], reference: `OFF-${newId()}`, quotedOn: '2026-01-10' },
    section889Declared: true,
    lines: [{ lineNumber: 1, catalogueItemId: catalogueItems['laptop'], unitPriceMinor: 78_900 }],
  };
}

function anAnalysis({ cast }: Play, { id }: Subject): object {
  return {
    committee: ['inspector1', 'inspector2', 'buyer'].map((key) => ({ personId: cast.person(key) })),
    ...{
      awardedQuotationId: quotationOf.get(id) ?? newId(),
      reason: 'Moins-disant',
      fewQuotationsReason: 'Seul agréé',
    },
  };
}

export function aRequisition({ cast }: Play): object {
  const { orgUnits, places, awards } = cast.ids;
  return {
    ...{ projectId: seedId('project demo'), orgUnitId: orgUnits['store'], placeId: places['store'], currency: 'USD' },
    justification: 'Équiper les postes des mines',
    lines: [
      {
        ...{ lineNumber: 1, category: 'LAPTOP', description: 'Portable 15"', quantity: 2, estimatedUnitMinor: 80_000 },
        funding: [{ awardId: awards['inl'], percent: 100 }],
      },
    ],
  };
}
