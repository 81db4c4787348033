// From the need to the proposed order, each step by the person whose job it is.
import { randomUUID } from 'node:crypto';
import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../test/support/app.ts';
import { DirectoryReferenceHandler } from '../src/references/directory-reference.handler.js';
import { startProcurement, type Procurement } from './procurement.ts';

export interface Ordering {
  p: Procurement;
  requester: TestPerson;
  holder: TestPerson;
  approver: TestPerson;
  otherApprover: TestPerson;
  projectId: string;
  budgetLineId: string;
  suppliers: string[];
  /** A requisition of so many laptops, approved. */
  approved(quantity: number, more?: object): Promise<string>;
  quote(requisitionId: string, supplier: number, unitPriceMinor: number, more?: object): Promise<string>;
  analysis(awardedQuotationId: string, more?: object): object;
  /** The same with three quotations and the committee's choice of the cheapest. */
  awarded(quantity: number, unitPriceMinor?: number, more?: object): Promise<string>;
  propose(requisitionId: string): Promise<string>;
  /** Sets the matrix from now on. */
  limits(...rows: object[]): Promise<void>;
  budget(): Promise<{ orderedMinor: number; requestedMinor: number }>;
  close(): Promise<void>;
}

export async function startOrdering(): Promise<Ordering> {
  const p = await startProcurement();
  const as = async (role: string): Promise<TestPerson> => {
    const person = await p.app.as({ roles: [role] });
    await p.meet(person.principal.personId);
    return person;
  };
  const [requester, holder] = [await as('REQUESTER'), await as('BUDGET_HOLDER')];
  const [approver, otherApprover] = [await as('APPROVER'), await as('APPROVER')];
  const [steward, otherSteward] = [await as('DATA_STEWARD'), await as('DATA_STEWARD')];
  const budgetLine = { code: 'EQ', name: 'Matériel', awardId: p.awardId, amountMinor: 10_000_000, currency: 'USD' };
  const project = { code: 'CD-1', name: 'Appui', awardIds: [p.awardId], budgetLines: [budgetLine] };
  const { body } = await p.buyer.post('/projects', project).expect(201);
  const [projectId, budgetLineId] = [body.id as string, body.budgetLines[0].id as string];
  const suppliers = [uuidv7(), uuidv7(), uuidv7()];
  await meetSuppliers(p, suppliers);

  const approved = async (quantity: number, more: object = {}): Promise<string> => {
    const line = {
      ...{ lineNumber: 1, category: 'LAPTOP', description: 'Portable 15"', quantity, estimatedUnitMinor: 80_000 },
      ...{ funding: [{ awardId: p.awardId, percent: 100 }], budgetLineId, ...more },
    };
    const input = {
      ...{
        projectId,
        orgUnitId: p.storeUnitId,
        placeId: p.placeId,
        currency: 'USD',
        justification: 'Équiper les postes',
      },
      lines: [line],
    };
    const { id } = (await requester.post('/requisitions', input).expect(201)).body as { id: string };
    await requester.post(`/requisitions/${id}/submission`, {}).expect(200);
    await holder.post(`/requisitions/${id}/approval`, {}).expect(200);
    return id;
  };
  const quote = async (id: string, supplier: number, unitPriceMinor: number, more: object = {}): Promise<string> => {
    const quotation = {
      ...{ supplierId: suppliers[supplier], reference: `OFF-${randomUUID()}`, quotedOn: '2026-08-10' },
      ...{ section889Declared: true, incoterm: 'DAP Kinshasa' },
      lines: [{ lineNumber: 1, catalogueItemId: p.items['ProBook 450 G10'], unitPriceMinor }],
      ...more,
    };
    const answer = await p.buyer.post(`/requisitions/${id}/quotations`, quotation);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return (answer.body as { id: string }).id;
  };
  const analysis = (awardedQuotationId: string, more: object = {}): object => ({
    committee: [p.inspector, p.otherInspector, p.storekeeper].map(({ principal }) => ({
      personId: principal.personId,
    })),
    ...{ awardedQuotationId, reason: 'Moins-disant conforme', ...more },
  });
  const awarded = async (quantity: number, unitPriceMinor = 78_900, more: object = {}): Promise<string> => {
    const id = await approved(quantity, more);
    const best = await quote(id, 0, unitPriceMinor);
    for (const supplier of [1, 2]) await quote(id, supplier, unitPriceMinor + 1_000 * supplier);
    await p.buyer.post(`/requisitions/${id}/bid-analyses`, analysis(best)).expect(201);
    return id;
  };
  const limits = async (...rows: object[]): Promise<void> => {
    const all = rows.map((row) => ({ currency: 'USD', ...row }));
    const matrix = (await steward.post('/authorization-matrices', { reason: 'Délégation', rows: all }).expect(201))
      .body;
    await otherSteward.post(`/authorization-matrices/${matrix.id}/confirmation`, {}).expect(200);
  };
  return {
    ...{ p, requester, holder, approver, otherApprover, projectId, budgetLineId, suppliers },
    ...{ approved, quote, analysis, awarded, limits },
    propose: async (id) => (await p.buyer.post(`/requisitions/${id}/orders`, {}).expect(201)).body.id as string,
    budget: async () => (await holder.get(`/projects/${projectId}`).expect(200)).body.budgetLines[0],
    close: () => p.close(),
  };
}

async function meetSuppliers(p: Procurement, suppliers: readonly string[]): Promise<void> {
  const handler = p.app.service.app.get(DirectoryReferenceHandler);
  for (const organisationId of suppliers)
    await p.worker.transaction(async (tx) => {
      const data = { organisationId, kind: 'VENDOR', legalName: 'Comptoir', country: 'CD' };
      await handler.organisationRecorded(tx, { data, recordedAt: new Date() } as never);
    });
}
