import type { Play } from '../play.ts';
import type { Makers, Subject } from './subjects.ts';

const papers = {
  ...{ regime: 'EXEMPT', declarationNumber: 'E 4711', declaredOn: '2026-08-21', office: '101K Kinshasa-Ndjili' },
  ...{ exemptionNumber: 'DGDA/EX/88', exemptedOn: '2026-08-12', exemptionSha256: 'a'.repeat(64) },
};

/** Shipments in every state, each with its customs papers. */
export function makeInbound(play: Play): Makers {
  const { cast } = play;
  const { orgUnits, places, organisations } = cast.ids;
  const announced = async (): Promise<Subject> => {
    const { id } = await cast.as('buyer').post<{ id: string }>('/procurement/shipments', {
      ...{ supplierId: organisations['supplier'], mode: 'AIR', fromCountry: 'CN', expectedOn: '2026-09-01' },
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
  return {
    'shipment ANNOUNCED': announced,
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
    'shipments/{id}/delivery': () => ({}),
    'shipments/{id}/customs-files': () => papers,
    'shipments/{id}/closure': () => ({ reason: 'Comptée' }),
    'shipments/{id}/withdrawal': () => ({ reason: 'Annoncée deux fois' }),
  };
}
