import { uuidv7 } from '@dotation/service';
import { startProcurement, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
let awards: string[];
beforeAll(async () => {
  p = await startProcurement();
  awards = [];
  for (const amountMinor of [1_000_000, 500_000]) {
    const award = { fain: uuidv7(), donor: 'INL', instrument: 'GRANT', obligatedOn: '2025-01-10', amountMinor };
    awards.push((await p.buyer.post('/awards', { ...award, currency: 'USD' }).expect(201)).body.id as string);
  }
});
afterAll(() => p.close());

const budgetLine = (code: string, amountMinor: number, awardId = awards[0]): object => ({
  ...{ code, name: 'Matériel', awardId, amountMinor, currency: 'USD' },
});
const project = (code: string, budgetLines: object[] = []): object => ({
  ...{ code, name: 'Appui à la police des mines', wbsCode: 'PR.0812', awardIds: awards, budgetLines },
});

describe('projects and budget lines (domain §9.1)', () => {
  it('budget no award above what it gives, over all projects, and write nothing otherwise', async () => {
    const key = uuidv7();
    const first = await p.buyer.post('/projects', project('P-1', [budgetLine('A', 700_000)]), key).expect(201);
    expect(first.body).toMatchObject({ code: 'P-1', country: 'CD', budgetLines: [{ code: 'A', orderedMinor: 0 }] });
    expect((await p.buyer.post('/projects', project('P-1', [budgetLine('A', 700_000)]), key).expect(201)).body).toEqual(
      first.body,
    );
    const before = [await p.count('budget_line'), await p.count('project'), await p.count('outbox')];
    const over = await p.buyer.post('/projects', project('P-2', [budgetLine('A', 300_001)])).expect(422);
    expect(over.body.rows).toEqual([
      expect.objectContaining({ row: 1, field: 'amountMinor', code: 'budget-exceeds-award' }),
    ]);
    expect((await p.buyer.post('/projects', project('P-1')).expect(409)).body.code).toBe('project-code-taken');
    expect([await p.count('budget_line'), await p.count('project'), await p.count('outbox')]).toEqual(before);
    const path = `/projects/${first.body.id}/budget-lines`;
    const more = { budgetLines: [budgetLine('B', 300_000), budgetLine('C', 1, awards[1])] };
    expect((await p.buyer.post(path, more).expect(200)).body.budgetLines).toHaveLength(3);
    await p.storekeeper.post(path, more).expect(403);
    expect((await p.buyer.post(`/projects/${uuidv7()}/budget-lines`, more).expect(404)).body.code).toBe(
      'project-not-found',
    );
  });

  it('two at once never pass what the award gives together', async () => {
    const [one, two] = await Promise.all(
      ['P-3', 'P-4'].map((code) => p.buyer.post('/projects', project(code, [budgetLine('A', 300_000, awards[1])]))),
    );
    expect([one?.status, two?.status].sort()).toEqual([201, 422]);
  });

  it('say what was ordered of each line: the award’s own part, to the cent', async () => {
    const { body: own } = await p.buyer.post('/projects', project('P-5', [budgetLine('A', 1, awards[1])])).expect(201);
    const budgetLineId = own.budgetLines[0].id as string;
    const order = (funding: object[], more: object = { budgetLineId }) =>
      p.buyer.post('/purchase-orders', {
        ...{ number: `PO-${uuidv7()}`, orderedOn: '2026-08-17', currency: 'USD', requesterId: p.requesterId },
        ...{ buyerId: p.buyer.principal.personId, approverId: p.approverId },
        lines: [
          {
            ...{ lineNumber: 1, catalogueItemId: p.items['ProBook 450 G10'], quantity: 24, unitPriceMinor: 78_901 },
            ...{ funding, ...more },
          },
        ],
      });
    const [a, b] = awards;
    const shares = [
      { awardId: a, percent: 66.67 },
      { awardId: b, percent: 33.33 },
    ];
    const { body: ordered } = await order(shares).expect(201);
    expect(ordered.lines[0].budgetLineId).toBe(budgetLineId);
    const { body: shown } = await p.inspector.get(`/projects/${own.id}`).expect(200);
    expect(shown.budgetLines[0].orderedMinor).toBe(26_298 * 24);
    const wrong = await order([{ awardId: a, percent: 100 }]).expect(422);
    expect(wrong.body.rows[0]).toMatchObject({ field: 'budgetLineId', code: 'budget-line-of-another-award' });
    const unknown = await order(shares, { budgetLineId: uuidv7() }).expect(422);
    expect(unknown.body.rows[0]).toMatchObject({ field: 'budgetLineId', code: 'budget-line-unknown' });
    const listed = await p.inspector.get(`/projects?awardId=${b}`).expect(200);
    expect(listed.body.items.map(({ code }: { code: string }) => code)).toContain('P-5');
  });
});
