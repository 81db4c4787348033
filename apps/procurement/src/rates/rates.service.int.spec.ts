import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.ts';
import { startProcurement, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
let finance: TestPerson;
beforeAll(async () => {
  p = await startProcurement();
  finance = await p.app.as({ roles: ['FINANCE'] });
});
afterAll(() => p.close());

const rate = (more: object = {}): object => ({
  ...{ base: 'USD', quote: 'CDF', on: '2026-10-01', rate: '2815.50', source: 'BCC', ...more },
});
const conversion = (query: string) => p.buyer.get(`/exchange-rates/conversion?${query}`);

describe('exchange rates (domain §9.1)', () => {
  it('are recorded once by finance and told as a fact', async () => {
    const key = uuidv7();
    const { body } = await finance.post('/exchange-rates', rate({ source: 'Une fois' }), key).expect(201);
    expect(body).toMatchObject({ id: key, rate: '2815.5', version: 1, reason: null });
    expect((await finance.post('/exchange-rates', rate({ source: 'Une fois' }), key).expect(201)).body).toEqual(body);
    await p.buyer.post('/exchange-rates', rate({ source: 'Autre' })).expect(403);
    const facts = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox WHERE subject = $1`,
      [key],
    );
    expect(facts).toEqual([
      { data: expect.objectContaining({ rateId: key, base: 'USD', quote: 'CDF', rate: '2815.5', on: '2026-10-01' }) },
    ]);
  });

  it('are corrected by a new version with a reason; what was said before stays', async () => {
    const said = rate({ on: '2026-09-01', rate: '2800' });
    await finance.post('/exchange-rates', said).expect(201);
    expect((await conversion('from=USD&to=CDF&minor=100&on=2026-09-10').expect(200)).body.minor).toBe(280_000);
    const silent = await finance.post('/exchange-rates', { ...said, rate: '2790' }).expect(422);
    expect(silent.body).toMatchObject({
      code: 'rates-refused',
      rows: [{ field: 'reason', code: 'correction-unexplained' }],
    });
    await finance.post('/exchange-rates', { ...said, rate: '2790', reason: 'Cours acheteur' }).expect(201);
    const { body } = await conversion('from=USD&to=CDF&minor=100&on=2026-09-10').expect(200);
    expect(body).toMatchObject({
      minor: 279_000,
      currency: 'CDF',
      rate: { rate: '2790', version: 2, on: '2026-09-01' },
    });
    const { body: listed } = await p.buyer.get('/exchange-rates?base=USD&quote=CDF').expect(200);
    expect(listed.items.filter(({ on }: { on: string }) => on === '2026-09-01')).toHaveLength(2);
    await expect(p.query(`UPDATE exchange_rate SET rate = 1 WHERE version = 1`)).rejects.toThrow('only added to');
  });

  it('serve in both directions, the latest that is not too old, and none is guessed', async () => {
    await finance
      .post('/exchange-rates', rate({ base: 'EUR', quote: 'USD', on: '2026-07-01', rate: '1.1' }))
      .expect(201);
    await finance
      .post('/exchange-rates', rate({ base: 'EUR', quote: 'USD', on: '2026-07-15', rate: '1.25' }))
      .expect(201);
    const on = async (day: string, more = 'from=USD&to=EUR&minor=1000') => (await conversion(`${more}&on=${day}`)).body;
    expect(await on('2026-07-14')).toMatchObject({ minor: 909, rate: { on: '2026-07-01' } });
    expect(await on('2026-07-15')).toMatchObject({ minor: 800, rate: { on: '2026-07-15', rate: '1.25' } });
    expect(await on('2026-07-15', 'from=USD&to=USD&minor=7')).toEqual({ minor: 7, currency: 'USD', rate: null });
    for (const day of ['2026-06-30', '2026-08-30'])
      expect(await on(day)).toMatchObject({ code: 'rate-missing', rows: [{ field: 'on' }] });
  });

  it('come as a file, all of it or nothing, each wrong cell named', async () => {
    const load = (text: string) => finance.post('/exchange-rates/loads').type('text/csv').send(text);
    const heading = 'De;Vers;Date;Taux;Source;Motif';
    const before = await p.count('exchange_rate');
    const wrong = await load(
      [heading, 'USD;XAF;01/10/2026;605,42;ONU;', 'USD;XYZ;30/02/2026;zéro;ONU;', 'USD;XAF;01/10/2026;605;ONU;'].join(
        '\n',
      ),
    ).expect(422);
    expect(
      wrong.body.rows.map(({ row, field, column, code }: Record<string, unknown>) => [row, field, column, code]),
    ).toEqual([
      [2, 'on', 'Date', 'day-unreadable'],
      [2, 'rate', 'Taux', 'rate-unreadable'],
      [2, 'quote', 'Vers', 'currency-unknown'],
    ]);
    const twice = await load(
      [heading, 'USD;XAF;01/10/2026;605,42;ONU;', 'USD;XAF;01/10/2026;605;ONU;'].join('\n'),
    ).expect(422);
    expect(twice.body.rows).toEqual([expect.objectContaining({ row: 2, line: 3, code: 'rate-repeated' })]);
    expect(await p.count('exchange_rate')).toBe(before);
    const { body } = await load(
      [heading, 'USD;XAF;01/10/2026;605,42;ONU;', 'eur;usd;2026-10-01;1,0832;ONU;'].join('\n'),
    ).expect(201);
    expect(body.loaded).toBe(2);
    expect((await conversion('from=USD&to=XAF&minor=10000&on=2026-10-20')).body).toMatchObject({ minor: 60_542 });
  });

  it('said at the same time become one version, and the other is told so', async () => {
    const said = rate({ source: 'Ensemble' });
    const answers = await Promise.all([1, 2, 3].map(() => finance.post('/exchange-rates', said)));
    const codes = answers.map(({ status, body }) => (status === 201 ? 'recorded' : body.code)).toSorted();
    expect(codes.filter((code) => code === 'recorded')).toHaveLength(1);
    expect(codes.filter((code) => ['rate-version-taken', 'rates-refused'].includes(code))).toHaveLength(2);
    expect(await p.count(`exchange_rate WHERE source = 'Ensemble'`)).toBe(1);
  });
});
