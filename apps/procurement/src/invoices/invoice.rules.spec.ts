import {
  checkPayment,
  numberKey,
  problemsOfClearing,
  readInvoice,
  type Advance,
  type Payable,
  type SaidInvoice,
} from './invoice.rules.js';

const now = new Date('2026-11-25T10:00:00Z');
const order = {
  supplierId: 's',
  orderedOn: '2026-08-17',
  prices: new Map([
    ['a', 100],
    ['b', 100],
    ['free', 0],
  ]),
};
const said = (more: Partial<SaidInvoice> = {}): SaidInvoice => ({
  ...{ type: 'INVOICE', supplierId: 's', invoicedOn: '2026-10-01', currency: 'USD', totalMinor: 200, clears: [] },
  lines: [{ orderLineId: 'a', quantity: 2, unitPriceMinor: 100 }],
  ...more,
});
const codes = (invoice: SaidInvoice): string[] =>
  readInvoice(invoice, order, now).problems.map(({ row, field, code }) => `${row} ${field} ${code}`);

describe('an invoice as it stands on paper (domain §9.6)', () => {
  it('has goods of order lines and charges beside them, and comes to its total', () => {
    const lines = [...said().lines, { component: 'FREIGHT' as const, amountMinor: 7 }];
    expect(readInvoice(said({ lines, totalMinor: 207 }), order, now)).toMatchObject({
      problems: [],
      lines: [
        { row: 1, amountMinor: 200, component: null },
        { row: 2, amountMinor: 7, orderLineId: null },
      ],
    });
  });

  it.each([
    ['a total of other lines', said({ totalMinor: 201 }), ['0 totalMinor total-differs']],
    ['no lines', said({ lines: [], totalMinor: 1 }), ['0 lines invoice-without-lines']],
    [
      'a line of another order',
      said({ lines: [{ orderLineId: 'z', quantity: 2, unitPriceMinor: 100 }] }),
      ['1 orderLineId order-line-unknown'],
    ],
    [
      'goods without a quantity',
      said({ lines: [{ orderLineId: 'a', unitPriceMinor: 100 }], totalMinor: 0 }),
      ['1 quantity value-missing'],
    ],
    [
      'a charge with a quantity',
      said({ lines: [{ component: 'DUTY', amountMinor: 200, quantity: 1 }] }),
      ['1 quantity not-of-a-charge'],
    ],
    [
      'a charge without an amount',
      said({ lines: [{ component: 'DUTY' }], totalMinor: 0 }),
      ['1 amountMinor value-missing'],
    ],
    [
      'goods free of charge that have a price by the order',
      said({
        lines: [
          { orderLineId: 'a', quantity: 2, unitPriceMinor: 0 },
          { component: 'DUTY', amountMinor: 200 },
        ],
      }),
      ['1 unitPriceMinor price-without-reason'],
    ],
    [
      'goods that are free by the order (AM-12)',
      said({
        lines: [
          { orderLineId: 'free', quantity: 2, unitPriceMinor: 0 },
          { component: 'DUTY', amountMinor: 200 },
        ],
      }),
      [],
    ],
    ['a day before the order', said({ invoicedOn: '2026-08-16' }), ['0 invoicedOn invoice-day-wrong']],
    ['a day to come', said({ invoicedOn: '2026-11-27' }), ['0 invoicedOn invoice-day-wrong']],
    ['goods of another supplier', said({ supplierId: 'x' }), ['0 supplierId supplier-differs']],
    ['freight of another supplier', said({ supplierId: 'x', lines: [{ component: 'FREIGHT', amountMinor: 200 }] }), []],
    ['an advance', said({ type: 'ADVANCE', lines: [] }), []],
    ['an advance with lines', said({ type: 'ADVANCE' }), ['0 lines advance-with-lines']],
    [
      'clearing more than it is',
      said({ clears: [{ advanceId: 'v', amountMinor: 201 }] }),
      ['0 clears clears-too-much'],
    ],
  ])('%s', (_, invoice, expected) => {
    expect(codes(invoice)).toEqual(expected);
  });

  it('is one by the number of its supplier, however it is typed', () => {
    expect(new Set(['F/2026-118', 'f 2026 118', 'Ｆ2026.118'].map(numberKey)).size).toBe(1);
  });
});

describe('AM-12: an advance is cleared by the final invoice', () => {
  const advance: Advance = {
    ...{
      id: 'v',
      type: 'ADVANCE',
      purchaseOrderId: 'o',
      supplierId: 's',
      currency: 'USD',
      paidMinor: 100,
      clearedMinor: 40,
    },
  };
  const clearing = (amountMinor: number, more: Partial<Advance> = {}): string[] =>
    problemsOfClearing(
      said({ clears: [{ advanceId: 'v', amountMinor }] }),
      'o',
      new Map([['v', { ...advance, ...more }]]),
    ).map(({ code }) => code);

  it('for no more than was paid and is not cleared', () => {
    expect(clearing(60)).toEqual([]);
    expect(clearing(61)).toEqual(['advance-overcleared']);
  });

  it('of the same order, supplier and currency', () => {
    expect(clearing(1, { purchaseOrderId: 'x' })).toEqual(['advance-unknown']);
    expect(clearing(1, { type: 'INVOICE' })).toEqual(['advance-unknown']);
    expect(clearing(1, { supplierId: 'x' })).toEqual(['advance-of-another']);
    expect(clearing(1, { currency: 'EUR' })).toEqual(['advance-of-another']);
  });
});

describe('CR-11: a payment', () => {
  const invoice: Payable = {
    ...{ type: 'INVOICE', status: 'MATCHED', invoicedOn: '2026-10-01', totalMinor: 200, clearsMinor: 50 },
    ...{ paidMinor: 100, creditedMinor: 0, overpaidMinor: 0 },
  };
  const pay = (amountMinor: number, more: Partial<Payable> = {}, paidOn = '2026-11-01'): void =>
    checkPayment({ ...invoice, ...more }, amountMinor, paidOn, now);

  it('is of a matched invoice, and of what is due at most', () => {
    expect(() => pay(50)).not.toThrow();
    expect(() => pay(51)).toThrow('payment-refused');
    expect(() => pay(1, {}, '2026-11-27')).toThrow('payment-refused');
    for (const status of ['BLOCKED', 'VARIANCE', 'REFUSED'] as const)
      expect(() => pay(1, { status })).toThrow('invoice-not-matched');
  });
});
