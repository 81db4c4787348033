import { matchCredit, problemsOfCredit, type Credited } from './credit-note.rules.js';
import { dueOf, type InvoiceLine, type Payable } from './invoice.rules.js';
import type { MatchedLine } from './match.rules.js';

const invoice: Credited = {
  ...{ id: 'i', type: 'INVOICE', purchaseOrderId: 'o', supplierId: 's', currency: 'USD', invoicedOn: '2026-10-01' },
  status: 'MATCHED',
  lines: [
    { orderLineId: 'a', quantity: 4, component: null, amountMinor: 400 },
    { orderLineId: null, quantity: null, component: 'FREIGHT', amountMinor: 30 },
    // Another credit note has one of them already.
    { orderLineId: 'a', quantity: -1, component: null, amountMinor: -100 },
  ],
};
const goods = (quantity: number, amountMinor: number, orderLineId = 'a'): InvoiceLine => ({
  ...{ row: 1, orderLineId, quantity, unitPriceMinor: amountMinor / quantity, component: null, amountMinor },
});
const freight = (amountMinor: number): InvoiceLine => ({
  ...{ row: 2, orderLineId: null, quantity: null, unitPriceMinor: null, component: 'FREIGHT', amountMinor },
});
const said = { supplierId: 's', currency: 'USD', invoicedOn: '2026-11-01', clears: [] };
const codes = (lines: InvoiceLine[], of: Credited | null = invoice, head = said): string[] =>
  problemsOfCredit(head, 'o', lines, of ?? undefined).map(({ row, field, code }) => `${row} ${field} ${code}`);

describe('a credit note takes back what stands on one invoice, and never more', () => {
  it.each([
    ['what is left of goods and charges', [goods(3, 300), freight(30)], []],
    ['more goods than are left', [goods(4, 400)], ['1 quantity credited-too-much', '1 amountMinor credited-too-much']],
    ['goods for more than they cost', [goods(1, 101)], ['1 amountMinor credited-too-much']],
    ['more freight than there was', [freight(31)], ['2 amountMinor credited-too-much']],
    ['freight twice', [freight(20), freight(11)], ['2 amountMinor credited-too-much']],
    [
      'goods of a line it does not have',
      [goods(1, 1, 'b')],
      ['1 quantity credited-too-much', '1 amountMinor credited-too-much'],
    ],
  ] as const)('%s', (_, lines, expected) => {
    expect(codes([...lines])).toEqual(expected);
  });

  it('is on an invoice of this order, of the same supplier and currency, that matched before', () => {
    expect(codes([], null)).toEqual(['0 creditsInvoiceId invoice-unknown']);
    expect(codes([], { ...invoice, type: 'ADVANCE' })).toEqual(['0 creditsInvoiceId invoice-unknown']);
    expect(codes([], { ...invoice, purchaseOrderId: 'x' })).toEqual(['0 creditsInvoiceId invoice-unknown']);
    expect(codes([], { ...invoice, status: 'VARIANCE' })).toEqual(['0 creditsInvoiceId invoice-not-matched']);
    expect(codes([], invoice, { ...said, supplierId: 'x' })).toEqual(['0 creditsInvoiceId invoice-of-another']);
    expect(codes([], invoice, { ...said, currency: 'EUR' })).toEqual(['0 creditsInvoiceId invoice-of-another']);
    expect(codes([], invoice, { ...said, invoicedOn: '2026-09-30' })).toEqual(['0 invoicedOn invoice-day-wrong']);
  });
});

describe('CR-11 holds a credit note against order and receipts as an invoice', () => {
  const state = (more: Partial<MatchedLine>): Map<string, MatchedLine> =>
    new Map([
      [
        'a',
        {
          ...{ orderLineId: 'a', lineNumber: 1, ordered: 4, unitPriceMinor: 100, accepted: 3, uninspected: 0 },
          ...{ invoiced: 4, ...more },
        },
      ],
    ]);
  const prices = new Map([['a', { quantity: 4, costMinor: 400 }]]);
  const found = (quantity: number, costMinor: number, more: Partial<MatchedLine> = {}, pricePercent = 0): string[] => {
    const lines = [{ row: 1, orderLineId: 'a', quantity, component: null, costMinor }];
    return matchCredit(lines, state(more), prices, { pricePercent }).map(({ code }) => code);
  };

  it.each([
    ['what was not accepted, at the price of its invoice', [1, 100], {}, []],
    ['what was accepted', [2, 200], {}, ['below-accepted']],
    ['what the committee has not seen', [1, 100], { uninspected: 1 }, ['not-inspected']],
    ['goods at another price', [1, 99], {}, ['price-variance']],
  ] as const)('%s', (_, [quantity, costMinor], more, expected) => {
    expect(found(quantity, costMinor, more)).toEqual(expected);
  });

  it('within the tolerance of the day, and with charges for another person', () => {
    expect(found(1, 98, {}, 2)).toEqual([]);
    expect(found(1, 97, {}, 2)).toEqual(['price-variance']);
    const charge = [{ row: 1, orderLineId: null, quantity: null, component: 'FREIGHT' as const, costMinor: 5 }];
    expect(matchCredit(charge, state({}), prices, { pricePercent: 0 })).toMatchObject([{ code: 'not-ordered' }]);
  });
});

describe('what is due', () => {
  const paid = (more: Partial<Payable>): number =>
    dueOf({
      ...{
        type: 'INVOICE',
        status: 'MATCHED',
        invoicedOn: '2026-10-01',
        totalMinor: 400,
        clearsMinor: 0,
        paidMinor: 0,
      },
      ...{ creditedMinor: 0, overpaidMinor: 0, ...more },
    });

  it('of an invoice is less what was credited, never below 0', () => {
    expect(paid({ creditedMinor: 100, paidMinor: 50, clearsMinor: 20 })).toBe(230);
    expect(paid({ creditedMinor: 100, paidMinor: 400 })).toBe(0);
  });

  it('of a credit note is what was paid for nothing, and has not come back', () => {
    const credit = { type: 'CREDIT_NOTE', totalMinor: 100 } as const;
    expect(paid({ ...credit, overpaidMinor: -300 })).toBe(0);
    expect(paid({ ...credit, overpaidMinor: 60 })).toBe(60);
    expect(paid({ ...credit, overpaidMinor: 160 })).toBe(100);
    expect(paid({ ...credit, overpaidMinor: 40, paidMinor: 60 })).toBe(40);
  });
});
