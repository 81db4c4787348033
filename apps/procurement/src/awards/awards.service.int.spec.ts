import { uuidv7 } from '@dotation/service';
import { startProcurement, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
beforeAll(async () => {
  p = await startProcurement();
});
afterAll(() => p.close());

const anAward = (fain: string, more: object = {}): object => ({
  ...{ fain, donor: 'INL', instrument: 'COOPERATIVE_AGREEMENT', obligatedOn: '2023-05-01' },
  ...more,
});
const told = async (subject: string): Promise<Record<string, unknown>[]> =>
  (
    await p.query(`SELECT convert_from(body, 'UTF8')::jsonb AS fact FROM outbox WHERE subject = $1 ORDER BY id`, [
      subject,
    ])
  ).map(({ fact }) => fact as Record<string, unknown>);

describe('awards (domain §9.1)', () => {
  it.each([
    ['2024-09-30', 5_000],
    ['2024-10-01', 10_000],
  ])('2 CFR 200.1 an award of %s has the equipment threshold of its day', async (obligatedOn, threshold) => {
    const { body } = await p.buyer.post('/awards', anAward(`F-${obligatedOn}`, { obligatedOn })).expect(201);
    expect(body.equipmentThresholdUsd).toBe(threshold);
    const [fact] = await told(body.id);
    expect(fact?.['data']).toMatchObject({
      terms: {
        validFrom: obligatedOn,
        equipmentThresholdUsd: threshold,
        title: 'CONDITIONAL',
        section889Applies: true,
      },
    });
  });

  it('refuses terms that cannot be true, by field, and writes nothing', async () => {
    const before = await p.count('outbox');
    const wrong = { equipmentThresholdUsd: 6_000, periodStart: '2024-01-01', periodEnd: '2023-01-01' };
    const { body } = await p.buyer.post('/awards', anAward('F-WRONG', wrong)).expect(422);
    expect(body.code).toBe('award-terms-refused');
    expect(body.rows.map(({ field }: { field: string }) => field)).toEqual(['periodEnd', 'equipmentThresholdUsd']);
    expect(await p.count('outbox')).toBe(before);
  });

  it('keeps amendments by date: each day has the terms of that day, and one recorded later of an earlier day fits in', async () => {
    const first = { periodStart: '2023-05-01', periodEnd: '2025-04-30', lossNotificationDays: 5 };
    const { body: award } = await p.buyer.post('/awards', anAward('F-AMENDED', first)).expect(201);
    const amend = (number: string, effectiveOn: string, more: object) =>
      p.buyer.post(`/awards/${award.id}/amendments`, { number, effectiveOn, ...more });
    await amend('M002', '2025-04-01', { periodEnd: '2027-04-30', equipmentThresholdUsd: 10_000 }).expect(201);
    await amend('M001', '2024-01-01', { title: 'FEDERALLY_OWNED' }).expect(201);
    const on = async (day: string): Promise<unknown> =>
      (await p.inspector.get(`/awards/${award.id}?on=${day}`).expect(200)).body;
    expect(await on('2023-01-01')).toMatchObject({ amendment: null, periodEnd: '2025-04-30', title: 'CONDITIONAL' });
    expect(await on('2023-12-31')).toMatchObject({ amendment: null, title: 'CONDITIONAL' });
    expect(await on('2024-01-01')).toMatchObject({
      amendment: 'M001',
      title: 'FEDERALLY_OWNED',
      periodEnd: '2025-04-30',
    });
    expect(await on('2025-04-01')).toMatchObject({
      ...{ amendment: 'M002', periodEnd: '2027-04-30', equipmentThresholdUsd: 10_000, lossNotificationDays: 5 },
    });
    const { body: history } = await p.inspector.get(`/awards/${award.id}/amendments`).expect(200);
    expect(history.items.map(({ number }: { number: string | null }) => number)).toEqual([null, 'M001', 'M002']);
    const listed = await p.inspector.get('/awards?fain=F-AMENDED&on=2024-06-01').expect(200);
    expect(listed.body.items).toEqual([expect.objectContaining({ amendment: 'M001' })]);
    expect((await told(award.id)).map(({ type }) => type)).toEqual([
      'fact.procurement.award-recorded.v1',
      'fact.procurement.award-amended.v1',
      'fact.procurement.award-amended.v1',
    ]);
  });

  it('an amendment is recorded once, never before its award, and not by who has no part in it', async () => {
    const { body: award } = await p.buyer.post('/awards', anAward('F-ONCE')).expect(201);
    const path = `/awards/${award.id}/amendments`;
    const amendment = { number: 'M001', effectiveOn: '2024-05-01', dispositionApprovalRequired: false };
    const key = uuidv7();
    const once = await p.buyer.post(path, amendment, key).expect(201);
    expect((await p.buyer.post(path, amendment, key).expect(201)).body).toEqual(once.body);
    expect((await p.buyer.post(path, amendment).expect(409)).body.code).toBe('amendment-taken');
    const early = await p.buyer.post(path, { ...amendment, number: 'M002', effectiveOn: '2023-04-30' }).expect(422);
    expect(early.body).toMatchObject({ code: 'amendment-too-early', rows: [{ field: 'effectiveOn' }] });
    // 2 CFR 200.1 as it stood on the day of the amendment.
    const high = await p.buyer.post(path, { ...amendment, number: 'M002', equipmentThresholdUsd: 10_000 }).expect(422);
    expect(high.body.rows[0]).toMatchObject({ field: 'equipmentThresholdUsd', code: 'threshold-too-high' });
    await p.storekeeper.post(path, { ...amendment, number: 'M003' }).expect(403);
    expect((await p.buyer.post(`/awards/${uuidv7()}/amendments`, amendment).expect(404)).body.code).toBe(
      'award-not-found',
    );
    expect(await p.count(`award_version WHERE award_id = '${award.id}'`)).toBe(2);
  });

  it('splits the price of an order line between awards to the cent, and refuses one whose period is over', async () => {
    const over = { periodStart: '2023-05-01', periodEnd: '2025-04-30' };
    const awards: string[] = [];
    for (const [fain, more] of [
      ['F-A', {}],
      ['F-B', { federal: false }],
      ['F-OVER', over],
    ] as const)
      awards.push((await p.buyer.post('/awards', anAward(fain, more)).expect(201)).body.id as string);
    const [a = '', b = '', c = ''] = awards;
    const order = (funding: object[]): object => ({
      ...{ number: `PO-${uuidv7()}`, orderedOn: '2026-08-17', currency: 'USD', requesterId: p.requesterId },
      ...{ buyerId: p.buyer.principal.personId, approverId: p.approverId },
      lines: [
        { lineNumber: 1, catalogueItemId: p.items['ProBook 450 G10'], quantity: 24, unitPriceMinor: 78_901, funding },
      ],
    });
    const shares = [
      { awardId: a, percent: 66.67 },
      { awardId: b, percent: 33.33 },
    ];
    const { body } = await p.buyer.post('/purchase-orders', order(shares)).expect(201);
    expect(body.lines[0].funding).toEqual([
      { awardId: a, percent: 66.67, amountMinor: 52_603 * 24 },
      { awardId: b, percent: 33.33, amountMinor: 26_298 * 24 },
    ]);
    const late = await p.buyer.post('/purchase-orders', order([{ awardId: c, percent: 100 }])).expect(422);
    expect(late.body.rows).toEqual([
      expect.objectContaining({ row: 1, field: 'funding', code: 'award-outside-period' }),
    ]);
    const extension = { number: 'M001', effectiveOn: '2025-04-30', periodEnd: '2027-04-30' };
    await p.buyer.post(`/awards/${c}/amendments`, extension).expect(201);
    await p.buyer.post('/purchase-orders', order([{ awardId: c, percent: 100 }])).expect(201);
  });
});
