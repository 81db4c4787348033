import { newId } from '../../../tools/journey/client.ts';
import { recordOrder } from '../../../tools/journey/receiving.ts';
import type { Play } from '../play.ts';
import type { Makers, Subject } from './subjects.ts';

const papers = {
  ...{ regime: 'EXEMPT', declarationNumber: 'E 4711', declaredOn: '2026-08-21', office: '101K Kinshasa-Ndjili' },
  ...{ exemptionNumber: 'DGDA/EX/88', exemptedOn: '2026-08-12', exemptionSha256: 'a'.repeat(64) },
};

const ofClaims: Record<string, unknown> = {
  sending: { sentOn: '2026-10-01' },
  answer: { answeredOn: '2026-10-12', answer: 'Le fournisseur refuse' },
  settlement: { outcome: 'WITHDRAWN', reason: 'Retrouvé dans un carton' },
};

/** Claims and shipments in every state, each with its customs papers. */
export function makeInbound(play: Play): Makers {
  const { cast } = play;
  const { orgUnits, places, organisations, catalogueItems, awards } = cast.ids;
  const announced = async (purchaseOrderId?: string): Promise<Subject> => {
    const { id } = await cast.as('buyer').post<{ id: string }>('/procurement/shipments', {
      ...{
        supplierId: organisations['supplier'],
        purchaseOrderId,
        mode: 'AIR',
        fromCountry: 'CN',
        expectedOn: '2026-09-01',
      },
      ...{ placeId: places['store'], storeUnitId: orgUnits['store'] },
    });
    await cast.as('buyer').post(`/procurement/shipments/${id}/customs-files`, papers);
    return { id, read: () => cast.as('auditor').get(`/procurement/shipments/${id}`) };
  };
  const told = async (step: string): Promise<Subject> => {
    const made = await announced();
    const said = { step, happenedAt: '2026-08-22T08:00:00Z', toldBy: 'CARRIER' };
    await cast.as('buyer').post(`/procurement/shipments/${made.id}/steps`, said);
    return made;
  };
  const delivered = async (): Promise<Subject> => {
    const made = await announced();
    await cast.as('storekeeper').post(`/procurement/shipments/${made.id}/delivery`, {});
    return made;
  };
  const ended = async (made: Subject, how: string): Promise<Subject> => {
    await cast.as('buyer').post(`/procurement/shipments/${made.id}/${how}`, { reason: 'Comptée' });
    return made;
  };
  // So many that no claim is in the way of another; each is about a shipment of its own.
  let order: Promise<{ id: string }> | undefined;
  const claimed = async (): Promise<Subject> => {
    const laptops = [{ catalogueItemId: catalogueItems['laptop']!, quantity: 100, unitPriceMinor: 78_900 }];
    order ??= recordOrder(cast, `PO-CL-${newId().slice(-8).toUpperCase()}`, laptops, awards['inl']!);
    const shipment = await announced((await order).id);
    const { id } = await cast.as('buyer').post<{ id: string }>('/procurement/claims', {
      ...{ shipmentId: shipment.id, against: 'SUPPLIER', amountMinor: 78_900, currency: 'USD', answerBy: '2026-12-31' },
      lines: [{ catalogueItemId: catalogueItems['laptop'], reason: 'SHORT', quantity: 1 }],
    });
    return { id, read: () => cast.as('auditor').get(`/procurement/claims/${id}`) };
  };
  const moved = async (made: Subject, ...steps: string[]): Promise<Subject> => {
    for (const step of steps)
      await cast.as('buyer').post(`/procurement/claims/${made.id}/${step}`, ofClaims[step] as object);
    return made;
  };
  return {
    'claim DRAFT': claimed,
    'claim SENT': async () => moved(await claimed(), 'sending'),
    'claim ANSWERED': async () => moved(await claimed(), 'sending', 'answer'),
    'claim SETTLED': async () => moved(await claimed(), 'settlement'),
    'shipment ANNOUNCED': () => announced(),
    'shipment DEPARTED': () => told('DEPARTED'),
    'shipment ARRIVED': () => told('ARRIVED'),
    'shipment CLEARED': () => told('CLEARED'),
    'shipment DELIVERED': delivered,
    'shipment CLOSED': async () => ended(await delivered(), 'closure'),
    'shipment WITHDRAWN': async () => ended(await announced(), 'withdrawal'),
  };
}

export function bodiesOfInbound(): Record<string, (subject: Subject) => unknown> {
  return {
    'shipments/{id}/steps': () => ({
      ...{ step: 'RESCHEDULED', happenedAt: '2026-08-25T08:00:00Z', toldBy: 'CARRIER', expectedOn: '2026-09-08' },
    }),
    'claims/{id}/sending': () => ofClaims['sending'],
    'claims/{id}/answer': () => ofClaims['answer'],
    'claims/{id}/settlement': () => ofClaims['settlement'],
    'shipments/{id}/delivery': () => ({}),
    'shipments/{id}/customs-files': () => papers,
    'shipments/{id}/closure': () => ({ reason: 'Comptée' }),
    'shipments/{id}/withdrawal': () => ({ reason: 'Annoncée deux fois' }),
  };
}
