import fc from 'fast-check';
import {
  analysisProblems,
  isExpired,
  quotationProblems,
  quotedProblems,
  totalOf,
  type Offer,
} from './bid-analysis.rules.js';

const wanted = [
  { lineNumber: 1, quantity: 10 },
  { lineNumber: 2, quantity: 1 },
];
const offer = (quotationId: string, price: number, more: Partial<Offer> = {}): Offer => ({
  ...{ quotationId, supplierId: quotationId, validUntil: '2026-12-31', compliant: true, section889Declared: true },
  lines: [
    { lineNumber: 1, unitPriceMinor: price },
    { lineNumber: 2, unitPriceMinor: 5 },
  ],
  ...more,
});
const three = [offer('a', 100), offer('b', 90), offer('c', 120)];
const analysis = (awardedQuotationId: string, more: object = {}) => ({
  ...{ awardedQuotationId, notCheapestReason: null, fewQuotationsReason: null },
  committee: ['ana', 'bob', 'cid'].map((personId) => ({ personId, conflict: null as string | null })),
  ...more,
});
const codes = (said: ReturnType<typeof analysis>, offers = three, more: object = {}): unknown[] =>
  analysisProblems(said, offers, wanted, { minimum: 3, today: '2026-11-02', section889: true, ...more }).map(
    ({ field, code }) => [field, code],
  );

describe('D02: the committee chooses one offer', () => {
  it('takes the cheapest of three without a word', () => {
    expect(codes(analysis('b'))).toEqual([]);
  });

  it('says why a dearer one, and why fewer than the dated minimum', () => {
    expect(codes(analysis('a'))).toEqual([['notCheapestReason', 'not-cheapest']]);
    expect(codes(analysis('a', { notCheapestReason: 'Délai' }))).toEqual([]);
    expect(codes(analysis('b'), [three[1]!])).toEqual([['fewQuotationsReason', 'too-few-quotations']]);
    expect(codes(analysis('b', { fewQuotationsReason: 'Seul agréé' }), [three[1]!])).toEqual([]);
    // One supplier who quotes twice is one.
    const twice = [three[1]!, offer('d', 95, { supplierId: 'b' }), three[0]!];
    expect(codes(analysis('b'), twice)).toEqual([['fewQuotationsReason', 'too-few-quotations']]);
    expect(codes(analysis('b'), twice, { minimum: 2 })).toEqual([]);
  });

  it('compares only whole and compliant offers', () => {
    const partial = offer('p', 1, { lines: [{ lineNumber: 1, unitPriceMinor: 1 }] });
    const other = offer('o', 1, { compliant: false });
    expect(codes(analysis('b'), [...three, partial, other])).toEqual([]);
    expect(codes(analysis('p'), [...three, partial])).toEqual([['awardedQuotationId', 'quotation-incomplete']]);
    expect(codes(analysis('o'), [...three, other])).toEqual([['awardedQuotationId', 'quotation-not-compliant']]);
  });

  it('CR-02 takes no offer without the declaration of section 889 where an award asks for it, and none that is no longer valid', () => {
    const silent = offer('b', 90, { section889Declared: false });
    expect(codes(analysis('b'), [three[0]!, silent, three[2]!])).toEqual([
      ['awardedQuotationId', 'declaration-missing'],
    ]);
    expect(codes(analysis('b'), [three[0]!, silent, three[2]!], { section889: false })).toEqual([]);
    const old = offer('b', 90, { validUntil: '2026-11-01' });
    expect(codes(analysis('b'), [three[0]!, old, three[2]!])).toEqual([['awardedQuotationId', 'quotation-expired']]);
    expect(isExpired({ validUntil: '2026-11-02' }, '2026-11-02')).toBe(false);
    expect(codes(analysis('x'))).toEqual([['awardedQuotationId', 'quotation-unknown']]);
  });

  it('domain §3.1 three persons without a conflict of interest decide', () => {
    const conflicted = analysis('b').committee.map((one, index) => ({
      ...one,
      conflict: index === 0 ? 'Parent' : null,
    }));
    expect(codes(analysis('b', { committee: conflicted }))).toEqual([['committee', 'committee-too-small']]);
    const again = [...analysis('b').committee, { personId: 'ana', conflict: null }];
    expect(codes(analysis('b', { committee: again }))).toEqual([['committee', 'member-repeated']]);
  });

  it('never lets pass without a reason an offer that another one undercuts', () => {
    const prices = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(prices, fc.nat(), (all, which) => {
        const offers = all.map((price, index) => offer(`q${index}`, price));
        const chosen = which % all.length;
        const silent = codes(analysis(`q${chosen}`), offers).length === 0;
        expect(silent).toBe(all[chosen] === Math.min(...all));
        expect(totalOf(offers[chosen]!, wanted)).toBe(all[chosen]! * 10 + 5);
      }),
    );
  });
});

describe('a quotation', () => {
  const asked = [
    { lineNumber: 1, catalogueItemId: null, category: 'LAPTOP' },
    { lineNumber: 2, catalogueItemId: 'radio', category: null },
  ];
  const items = new Map([
    ['laptop', 'LAPTOP'],
    ['radio', 'RADIO_BASE'],
    ['other', 'RADIO_BASE'],
  ]);
  const of = (lineNumber: number, catalogueItemId: string) => ({ lineNumber, catalogueItemId, unitPriceMinor: 1 });

  it('offers what the requisition asks for: the model it names, or one of the category', () => {
    expect(quotedProblems([of(1, 'laptop'), of(2, 'radio')], asked, items)).toEqual([]);
    const wrong = [of(1, 'radio'), of(2, 'other'), of(3, 'radio'), of(1, 'laptop'), of(2, 'radio')];
    expect(quotedProblems(wrong, asked, items).map(({ row, code }) => [row, code])).toEqual([
      [1, 'category-differs'],
      [2, 'model-differs'],
      [3, 'line-unknown'],
      [4, 'line-repeated'],
      [5, 'line-repeated'],
    ]);
    expect(quotedProblems([of(1, 'nothing')], asked, items)[0]).toMatchObject({ code: 'catalogue-item-unknown' });
  });

  it('is of a day that came, and says why where it does not offer what was asked for', () => {
    const now = new Date('2026-11-02T10:00:00Z');
    const said = { quotedOn: '2026-11-01', validUntil: null, compliant: true, remark: null };
    expect(quotationProblems(said, now)).toEqual([]);
    const wrong = { quotedOn: '2026-11-04', validUntil: '2026-11-03', compliant: false, remark: null };
    expect(quotationProblems(wrong, now).map(({ field }) => field)).toEqual(['quotedOn', 'validUntil', 'remark']);
  });
});
