import {
  checkPayer,
  checkResolution,
  matchInvoice,
  statusOf,
  type CostedLine,
  type MatchedLine,
} from './match.rules.js';

const ordered = (more: Partial<MatchedLine> = {}): Map<string, MatchedLine> =>
  new Map([
    [
      'a',
      {
        ...{ orderLineId: 'a', lineNumber: 1, ordered: 24, unitPriceMinor: 1_000, accepted: 24, uninspected: 0 },
        ...{ invoiced: 0, ...more },
      },
    ],
  ]);
const goods = (quantity: number, costMinor = quantity * 1_000, row = 1): CostedLine => ({
  ...{ row, orderLineId: 'a', quantity, component: null, costMinor },
});
const none = { pricePercent: 0, quantityPercent: 0 };
const codes = (lines: CostedLine[], state: Partial<MatchedLine> = {}, tolerances = none): string[] =>
  matchInvoice('INVOICE', lines, ordered(state), tolerances).map(({ row, code }) => `${row} ${code}`);

describe('CR-11: order, receipts and invoice held against each other', () => {
  it.each([
    ['all of it as ordered and accepted', [goods(24)], {}, []],
    ['a part', [goods(10)], { accepted: 10 }, []],
    ['more than was accepted', [goods(24)], { accepted: 23 }, ['1 above-accepted']],
    ['more than was ordered', [goods(25)], { accepted: 25 }, ['1 above-ordered']],
    ['what the committee has not seen', [goods(24)], { accepted: 10, uninspected: 14 }, ['1 not-inspected']],
    ['with what other invoices have', [goods(10)], { invoiced: 15 }, ['1 above-ordered']],
    ['twice on one invoice', [goods(20), goods(5, 5_000, 2)], {}, ['2 above-ordered']],
    ['another price', [goods(24, 24_001)], {}, ['1 price-variance']],
    ['a lower price', [goods(24, 23_999)], {}, ['1 price-variance']],
    ['both at once', [goods(25, 26_000)], { accepted: 25 }, ['1 above-ordered', '1 price-variance']],
  ] as const)('%s', (_, lines, state, expected) => {
    expect(codes([...lines], state)).toEqual(expected);
  });

  it('lets through what the tolerances of the day let through, and not a unit more', () => {
    const some = { pricePercent: 2, quantityPercent: 5 };
    expect(codes([goods(20, 20_400)], { accepted: 20, ordered: 20 }, some)).toEqual([]);
    expect(codes([goods(20, 20_401)], { accepted: 20, ordered: 20 }, some)).toEqual(['1 price-variance']);
    expect(codes([goods(21)], { accepted: 20, ordered: 20 }, some)).toEqual([]);
    expect(codes([goods(22)], { accepted: 20, ordered: 20 }, some)).toEqual(['1 above-ordered']);
  });

  it('wants another person for a charge that nobody ordered, and for an advance', () => {
    const charge = { row: 1, orderLineId: null, quantity: null, component: 'FREIGHT' as const, costMinor: 5 };
    expect(codes([charge])).toEqual(['1 not-ordered']);
    expect(matchInvoice('ADVANCE', [], ordered(), none)).toEqual([expect.objectContaining({ code: 'before-receipt' })]);
  });

  it('blocks only what waits for the committee', () => {
    const found = (code: 'not-inspected' | 'price-variance') => ({ row: 1, code, detail: '' });
    expect(statusOf([])).toBe('MATCHED');
    expect(statusOf([found('price-variance')])).toBe('VARIANCE');
    expect(statusOf([found('price-variance'), found('not-inspected')])).toBe('BLOCKED');
  });

  it('an exception is resolved by somebody else than who matched, and once', () => {
    const open = { status: 'VARIANCE' as const, matchedBy: 'm', recordedBy: 'r' };
    expect(() => checkResolution(open, 'ACCEPTED', 'x')).not.toThrow();
    for (const by of ['m', 'r']) expect(() => checkResolution(open, 'ACCEPTED', by)).toThrow('resolver-same-person');
    expect(() => checkResolution({ ...open, status: 'MATCHED' }, 'REFUSED', 'x')).toThrow('nothing-to-resolve');
    expect(() => checkResolution({ ...open, status: 'BLOCKED' }, 'ACCEPTED', 'x')).toThrow('nothing-to-resolve');
    expect(() => checkResolution({ ...open, status: 'BLOCKED' }, 'REFUSED', 'x')).not.toThrow();
  });
});

describe('§13.1: who had the goods in hand does not pay them', () => {
  it.each(['REQUEST', 'APPROVE', 'BUY', 'RECEIVE', 'INSPECT', 'STORE'] as const)('%s', (duty) => {
    expect(() => checkPayer('x', [{ duty, personId: 'x' }])).toThrow('payer-not-independent');
    expect(() => checkPayer('y', [{ duty, personId: 'x' }])).not.toThrow();
  });
});
