// A supplier's shipment on its way, told by who may.
import { uuidv7 } from '@dotation/service';
import { DirectoryReferenceHandler } from '../src/references/directory-reference.handler.js';
import type { Procurement } from './procurement.ts';

/** Directory tells of a company. */
export async function meetCompany(p: Procurement, organisationId = uuidv7(), kind = 'VENDOR'): Promise<string> {
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  const data = { organisationId, kind, legalName: 'Comptoir du Pool', country: 'CD' };
  const fact = { ...cause, id: uuidv7(), type: '', subject: organisationId, data };
  const handler = p.app.service.app.get(DirectoryReferenceHandler);
  await p.worker.transaction((tx) => handler.organisationRecorded(tx, fact as never));
  return organisationId;
}

export const aShipment = (p: Procurement, supplierId: string, more: object = {}): object => ({
  ...{ supplierId, mode: 'AIR', fromCountry: 'CN', expectedOn: '2026-10-02' },
  ...{ placeId: p.placeId, storeUnitId: p.storeUnitId },
  ...more,
});

export const customsPapers = {
  ...{ regime: 'EXEMPT', declarationNumber: 'E 4711', declaredOn: '2026-09-20', office: '101K Kinshasa-Ndjili' },
  ...{ exemptionNumber: 'DGDA/EX/2026/088', exemptedOn: '2026-09-12', exemptionSha256: 'a'.repeat(64) },
};
