import fc from 'fast-check';
import { accountOf, costOf, layersOf, unitsFor, type ChargedLine, type PricedLine, type Units } from './cost.rules.js';

const line = (orderLineId: string, quantity: number, unitPriceMinor: number): PricedLine => ({
  ...{ orderLineId, quantity, unitPriceMinor },
});
const goods = (orderLineId: string, quantity: number, costMinor: number, n = 1): ChargedLine => ({
  ...{ lineId: `g${n}`, invoiceId: `i${n}`, number: `F-${n}`, orderLineId, quantity, component: null, costMinor },
});
const freight = (costMinor: number, orderLineId: string | null = null): ChargedLine => ({
  ...{ lineId: 'f', invoiceId: 'i9', number: 'F-9', orderLineId, quantity: null, component: 'FREIGHT', costMinor },
});
const costs = (one: PricedLine, charged: ChargedLine[], units: number): number[] => {
  const layers = layersOf([one], charged).get(one.orderLineId)!;
  return Array.from({ length: units }, (_, index) => costOf(one, layers, { from: index + 1, count: 1 }).costMinor);
};

describe('AM-12: a cost starts from the order and is adjusted by invoices', () => {
  it('is the price of the order while nothing is invoiced', () => {
    expect(costs(line('a', 3, 78_900), [], 3)).toEqual([78_900, 78_900, 78_900]);
  });

  it('takes the price of the invoice for the units it has, in the order in which invoices came', () => {
    const one = line('a', 4, 100);
    expect(costs(one, [goods('a', 1, 90), goods('a', 2, 205, 2)], 4)).toEqual([90, 103, 102, 100]);
  });

  it('spreads a charge to the cent, by value over lines and evenly over the units of each', () => {
    const [a, b] = [line('a', 3, 100), line('b', 1, 100)];
    const layers = layersOf([a, b], [freight(10)]);
    const on = (one: PricedLine, from: number) =>
      costOf(one, layers.get(one.orderLineId)!, { from, count: 1 }).costMinor;
    // 7.5 and 2.5: of equal remainders the first has the odd cent.
    expect([on(a, 1), on(a, 2), on(a, 3), on(b, 1)]).toEqual([103, 103, 102, 102]);
    expect(costs(a, [freight(2, 'a')], 3)).toEqual([101, 101, 100]);
  });

  it('says of each adjustment the line it stands on, and nothing of an invoice that asks what was ordered', () => {
    const one = line('a', 2, 100);
    const layers = layersOf([one], [goods('a', 2, 200), freight(3)]).get('a')!;
    expect(costOf(one, layers, { from: 1, count: 1 })).toEqual({
      costMinor: 102,
      adjustments: [{ lineId: 'f', invoiceId: 'i9', number: 'F-9', component: 'FREIGHT', minor: 2 }],
    });
    expect(costOf(one, layers, { from: 1, count: 2 }).costMinor).toBe(203);
  });
});

describe('units of an order line', () => {
  it('are given once: a device the first free one, a lot the first free ones in a row', () => {
    expect(unitsFor([], [1, 1, 5, 1])).toEqual([1, 2, 3, 8]);
    const taken = [
      { from: 1, count: 1 },
      { from: 3, count: 2 },
    ];
    expect(unitsFor(taken, [3, 1, 1])).toEqual([5, 2, 8]);
  });
});

const few = fc.integer({ min: 1, max: 12 });
const order = fc.array(fc.record({ quantity: few, unitPriceMinor: fc.integer({ min: 1, max: 999 }) }), {
  minLength: 1,
  maxLength: 4,
});
const invoices = fc.array(
  fc.record({
    at: fc.nat(),
    quantity: few,
    costMinor: fc.integer({ min: 0, max: 9_999 }),
    charge: fc.constantFrom('GOODS', 'ALL', 'ONE'),
  }),
  { maxLength: 8 },
);

describe('Q21: the money reconciles to the cent, whatever is invoiced, charged and received', () => {
  it('registered = invoiced − not registered + not invoiced, for each line of every order', () => {
    fc.assert(
      fc.property(
        order,
        invoices,
        fc.array(fc.array(few, { maxLength: 5 }), { maxLength: 4 }),
        (said, charges, came) => {
          const lines = said.map((one, index): PricedLine => ({ orderLineId: `l${index}`, ...one }));
          const charged = charges.map(({ at, quantity, costMinor, charge }, n): ChargedLine => {
            const orderLineId = `l${at % lines.length}`;
            if (charge === 'GOODS') return goods(orderLineId, quantity, costMinor, n);
            return { ...freight(costMinor, charge === 'ONE' ? orderLineId : null), lineId: `f${n}` };
          });
          const layers = layersOf(lines, charged);
          let invoiced = 0;
          lines.forEach((one, index) => {
            const own = layers.get(one.orderLineId)!;
            const counts = came[index] ?? [];
            const units: Units[] = unitsFor([], counts).map((from, n) => ({ from, count: counts[n]! }));
            const registered = units.reduce((sum, some) => sum + costOf(one, own, some).costMinor, 0);
            const account = accountOf(one, own, units);
            expect(registered).toBe(account.invoicedMinor - account.notRegisteredMinor + account.notInvoicedMinor);
            invoiced += account.invoicedMinor;
            // One by one, a lot costs what its units cost.
            for (const { from, count } of units) {
              const singles = Array.from(
                { length: count },
                (_, n) => costOf(one, own, { from: from + n, count: 1 }).costMinor,
              );
              expect(costOf(one, own, { from, count }).costMinor).toBe(
                singles.reduce((sum, single) => sum + single, 0),
              );
            }
          });
          expect(invoiced).toBe(charged.reduce((sum, { costMinor }) => sum + costMinor, 0));
        },
      ),
    );
  });
});
