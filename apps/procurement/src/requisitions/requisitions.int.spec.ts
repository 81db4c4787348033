import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { startProcurement, type Procurement } from '../../test/procurement.ts';
import { DirectoryReferenceHandler } from '../references/directory-reference.handler.js';

let p: Procurement;
let requester: TestPerson;
let holder: TestPerson;
let steward: TestPerson;
let approver: TestPerson;
let projectId: string;
let budgetLineId: string;

beforeAll(async () => {
  p = await startProcurement();
  requester = await p.app.as({ roles: ['REQUESTER'] });
  holder = await p.app.as({ roles: ['BUDGET_HOLDER'] });
  steward = await p.app.as({ roles: ['DATA_STEWARD'] });
  approver = await p.app.as({ roles: ['APPROVER'] });
  for (const { principal } of [requester, holder, steward, approver]) await p.meet(principal.personId);
  const budgetLine = { code: 'EQ', name: 'Matériel', awardId: p.awardId, amountMinor: 1_000_000, currency: 'USD' };
  const project = { code: 'CD-1', name: 'Appui', awardIds: [p.awardId], budgetLines: [budgetLine] };
  const { body } = await p.buyer.post('/projects', project).expect(201);
  projectId = body.id;
  budgetLineId = body.budgetLines[0].id;
}, 120_000);
afterAll(() => p?.close());

const asked = (quantity: number, more: object = {}, line: object = {}): object => ({
  ...{ projectId, orgUnitId: p.storeUnitId, placeId: p.placeId, currency: 'USD', justification: 'Équiper les postes' },
  lines: [
    {
      ...{ lineNumber: 1, category: 'LAPTOP', description: 'Portable 15"', quantity, estimatedUnitMinor: 80_000 },
      ...{ funding: [{ awardId: p.awardId, percent: 100 }], budgetLineId, ...line },
    },
  ],
  ...more,
});
const drafted = async (quantity: number): Promise<string> =>
  (await requester.post('/requisitions', asked(quantity)).expect(201)).body.id as string;
const submitted = async (quantity: number): Promise<string> => {
  const id = await drafted(quantity);
  await requester.post(`/requisitions/${id}/submission`, {}).expect(200);
  return id;
};
const budget = async (): Promise<{ orderedMinor: number; requestedMinor: number }> =>
  (await holder.get(`/projects/${projectId}`).expect(200)).body.budgetLines[0];
const factsOf = async (id: string): Promise<unknown[]> =>
  (
    await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb ->> 'type' AS type FROM outbox WHERE subject = $1 ORDER BY id`,
      [id],
    )
  ).map(({ type }) => String(type).split('.')[2]);

describe('requisitions (D01, domain §8.2)', () => {
  it('are drafted, written anew, submitted and approved by another person, each told once', async () => {
    const key = uuidv7();
    const { body } = await requester.post('/requisitions', asked(3), key).expect(201);
    expect(body).toMatchObject({ id: key, status: 'DRAFT', requesterId: requester.principal.personId });
    expect(body.number).toMatch(/^PR-\d{4}-\d{6}$/);
    const anew = await requester.post(`/requisitions/${key}/contents`, asked(5)).expect(200);
    expect(anew.body).toMatchObject({
      number: body.number,
      estimatedMinor: 400_000,
      lines: [{ quantity: 5, unit: 'EA' }],
    });
    await requester.post(`/requisitions/${key}/submission`, {}).expect(200);
    expect((await requester.post(`/requisitions/${key}/contents`, asked(6)).expect(409)).body.code).toBe(
      'requisition-step-wrong',
    );
    const { body: approved } = await holder.post(`/requisitions/${key}/approval`, {}).expect(200);
    expect(approved).toMatchObject({ status: 'APPROVED', decidedBy: holder.principal.personId });
    expect(await factsOf(key)).toEqual(['requisition-submitted', 'requisition-decided']);
    expect(await budget()).toMatchObject({ orderedMinor: 0, requestedMinor: 400_000 });
    const listed = await p.buyer.get(`/requisitions?status=APPROVED&projectId=${projectId}`).expect(200);
    expect(listed.body.items).toEqual([expect.objectContaining({ id: key, estimatedMinor: 400_000 })]);
    await requester.post(`/requisitions/${key}/cancellation`, { reason: 'Le besoin a changé' }).expect(200);
    expect(await budget()).toMatchObject({ requestedMinor: 0 });
  });

  it('CR-01 who asked never approves, under no id of his', async () => {
    const both = await p.app.as({ roles: ['REQUESTER', 'BUDGET_HOLDER'] });
    const id = (await both.post('/requisitions', asked(1)).expect(201)).body.id as string;
    await requester.post(`/requisitions/${id}/submission`, {}).expect(200);
    for (const who of [both])
      expect((await who.post(`/requisitions/${id}/approval`, {}).expect(403)).body.code).toBe(
        'requisition-same-person',
      );
    const handler = p.app.service.app.get(DirectoryReferenceHandler);
    const again = await p.app.as({ roles: ['BUDGET_HOLDER'] });
    await p.worker.transaction((tx) =>
      handler.entryMerged(tx, {
        data: { of: 'PERSON', id: again.principal.personId, intoId: requester.principal.personId },
      } as never),
    );
    for (const step of ['approval', 'refusal'])
      expect((await again.post(`/requisitions/${id}/${step}`, { reason: 'x' }).expect(403)).body.code).toBe(
        'requisition-same-person',
      );
    await holder.post(`/requisitions/${id}/refusal`, { reason: 'Pas établi' }).expect(200);
    expect((await holder.post(`/requisitions/${id}/approval`, {}).expect(409)).body.code).toBe(
      'requisition-step-wrong',
    );
  });

  it('take of a budget line no more than it holds, also when two are approved at once', async () => {
    const over = await drafted(13);
    const refused = await requester.post(`/requisitions/${over}/submission`, {}).expect(409);
    expect(refused.body).toMatchObject({ code: 'budget-exceeded', rows: [{ row: 1, field: 'budgetLineId' }] });
    const ids = [await submitted(7), await submitted(7), await submitted(5)];
    const others = await Promise.all(ids.map(() => p.app.as({ roles: ['BUDGET_HOLDER'] })));
    const answers = await Promise.all(ids.map((id, index) => others[index]!.post(`/requisitions/${id}/approval`, {})));
    const { requestedMinor } = await budget();
    expect(requestedMinor).toBeLessThanOrEqual(1_000_000);
    const quantities = [7, 7, 5].filter((_, index) => answers[index]!.status === 200);
    expect(requestedMinor).toBe(quantities.reduce((sum, quantity) => sum + quantity * 80_000, 0));
    expect(quantities).toHaveLength(2);
    expect(answers.find(({ status }) => status !== 200)?.body.code).toBe('budget-exceeded');
  });

  it('are decided once when two persons decide at the same moment', async () => {
    const id = (await requester.post('/requisitions', asked(1, {}, { budgetLineId: null })).expect(201)).body
      .id as string;
    await requester.post(`/requisitions/${id}/submission`, {}).expect(200);
    const other = await p.app.as({ roles: ['BUDGET_HOLDER'] });
    const answers = await Promise.all([
      holder.post(`/requisitions/${id}/approval`, {}),
      other.post(`/requisitions/${id}/refusal`, { reason: 'Non' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await factsOf(id)).toEqual(['requisition-submitted', 'requisition-decided']);
  });

  it('name the row and field of what cannot be, and write nothing', async () => {
    const before = await p.count('requisition');
    const twice = asked(1, { currency: 'CDF' }, { catalogueItemId: uuidv7(), category: null, description: null });
    const { body } = await requester.post('/requisitions', twice).expect(422);
    expect(body.rows).toEqual([
      expect.objectContaining({ row: 1, field: 'catalogueItemId', code: 'catalogue-item-unknown' }),
    ]);
    const nowhere = await requester.post('/requisitions', asked(1, { projectId: uuidv7() })).expect(422);
    expect(nowhere.body.rows[0]).toMatchObject({ field: 'projectId', code: 'unknown-reference' });
    expect(
      (await requester.post('/requisitions', asked(1, { orgUnitId: uuidv7() })).expect(422)).body.rows[0].field,
    ).toBe('orgUnitId');
    expect(await p.count('requisition')).toBe(before);
  });

  it('domain §8.6 are seen by whoever sees their unit or place, and by nobody else', async () => {
    const id = await drafted(1);
    const beside = await p.app.as({ roles: [{ role: 'REQUESTER', orgUnitId: p.policeUnitId }] });
    await beside.get(`/requisitions/${id}`).expect(404);
    expect((await beside.get('/requisitions').expect(200)).body.items).toEqual([]);
    await beside.post(`/requisitions/${id}/submission`, {}).expect(404);
    const keeper = await p.app.as({ roles: [{ role: 'STOREKEEPER', orgUnitId: p.storeUnitId }] });
    await keeper.get(`/requisitions/${id}`).expect(200);
  });
});

describe('the authorization matrix (CR-01, AM-30)', () => {
  const rows = [{ role: 'APPROVER', upToMinor: 1_000_000, currency: 'USD' }];
  const proposed = async (more: object = {}): Promise<string> =>
    (await steward.post('/authorization-matrices', { reason: 'Délégation', rows, ...more }).expect(201)).body
      .id as string;

  it('AM-30 is set by two persons, whole, from its confirmation on, and told once', async () => {
    const id = await proposed();
    const mine = await steward.post(`/authorization-matrices/${id}/confirmation`, {}).expect(403);
    expect(mine.body.code).toBe('matrix-same-person');
    const { body } = await approver.post(`/authorization-matrices/${id}/confirmation`, {}).expect(200);
    expect(body).toMatchObject({ status: 'CONFIRMED', confirmedBy: approver.principal.personId });
    expect(Date.parse(body.validFrom)).toBeLessThanOrEqual(Date.now());
    expect(await factsOf(id)).toEqual(['authorization-matrix-set']);
    expect((await approver.post(`/authorization-matrices/${id}/confirmation`, {}).expect(409)).body.code).toBe(
      'matrix-confirmed',
    );
    expect((await p.buyer.get('/authorization-matrices').expect(200)).body.items[0]).toMatchObject({ id, rows });
  });

  it('AM-30 nobody proposes or confirms a limit of his own', async () => {
    const own = { role: undefined, personId: approver.principal.personId };
    const id = await proposed({ rows: [{ ...rows[0], ...own }] });
    expect((await approver.post(`/authorization-matrices/${id}/confirmation`, {}).expect(403)).body.code).toBe(
      'matrix-own-limit',
    );
    const other = await p.app.as({ roles: ['APPROVER'] });
    await other.post(`/authorization-matrices/${id}/confirmation`, {}).expect(200);
  });

  it('names the row and field of what cannot be, and begins never in the past', async () => {
    const wrong = { reason: 'x', rows: [...rows, { upToMinor: 1, currency: 'USD', awardId: uuidv7() }] };
    expect((await steward.post('/authorization-matrices', wrong).expect(422)).body.rows).toEqual([
      expect.objectContaining({ row: 2, field: 'role', code: 'authority-of-nobody' }),
      expect.objectContaining({ row: 2, field: 'awardId', code: 'award-unknown' }),
    ]);
    const past = { reason: 'x', rows, validFrom: '2026-01-01T00:00:00Z' };
    expect((await steward.post('/authorization-matrices', past).expect(422)).body.code).toBe('matrix-in-the-past');
  });
});
