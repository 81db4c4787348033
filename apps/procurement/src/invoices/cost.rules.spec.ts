import fc from 'fast-check';
import {
  accountOf,
  costOf,
  layersOf,
  numbered,
  saidOf,
  type ChargedLine,
  type PricedLine,
  type Units,
} from './cost.rules.js';

const line = (orderLineId: string, quantity: number, unitPriceMinor: number): PricedLine => ({
  ...{ orderLineId, quantity, unitPriceMinor },
});
const goods = (orderLineId: string, quantity: number, costMinor: number, n = 1): ChargedLine => ({
  ...{ lineId: `g${n}`, invoiceId: `i${n}`, number: `F-${n}`, orderLineId, quantity, component: null, costMinor },
  creditsInvoiceId: null,
});
const freight = (costMinor: number, orderLineId: string | null = null): ChargedLine => ({
  ...{ lineId: 'f', invoiceId: 'i9', number: 'F-9', orderLineId, quantity: null, component: 'FREIGHT', costMinor },
  creditsInvoiceId: null,
});
/** What goes back of the invoice that `goods` made with this number. */
const credit = (of: number, quantity: number, costMinor: number): ChargedLine => ({
  ...goods('a', quantity, costMinor, 8),
  creditsInvoiceId: `i${of}`,
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

  it('takes the last units of an invoice back with its credit note, and the next invoice prices them again', () => {
    const one = line('a', 3, 100);
    expect(costs(one, [goods('a', 3, 270), credit(1, 1, 90)], 3)).toEqual([90, 90, 100]);
    expect(costs(one, [goods('a', 3, 270), credit(1, 1, 90), goods('a', 1, 95, 2)], 3)).toEqual([90, 90, 95]);
    // Of two invoices the one it is on: what the other has follows.
    expect(costs(one, [goods('a', 1, 90), goods('a', 2, 220, 2), credit(1, 1, 90)], 3)).toEqual([110, 110, 100]);
    expect(costs(one, [freight(9), { ...freight(3), lineId: 'c', creditsInvoiceId: 'i9' }], 3)).toEqual([
      102, 102, 102,
    ]);
  });

  it('loses no cent of goods that go back for less than they cost', () => {
    const one = line('a', 2, 100);
    const charged = [goods('a', 2, 201), credit(1, 1, 98)];
    const own = layersOf([one], charged).get('a')!;
    expect(accountOf(one, own, []).invoicedMinor).toBe(103);
    // 101 stays on the first, the 2 that did not come back lie on both.
    expect(costs(one, charged, 2)).toEqual([102, 101]);
  });

  it('leaves nothing of a charge that is taken back whole on any unit', () => {
    const back = { ...freight(100, 'a'), lineId: 'c', invoiceId: 'i8', creditsInvoiceId: 'i9' };
    expect(costs(line('a', 3, 0), [freight(100, 'a'), back], 3)).toEqual([0, 0, 0]);
    expect(costs(line('a', 3, 200), [freight(100, 'a'), { ...back, costMinor: 50 }], 3)).toEqual([217, 216, 217]);
  });

  it('knows that a cost is made of something else also where it comes to the same', () => {
    const one = line('a', 1, 100);
    const said = (charged: ChargedLine[]): string =>
      saidOf(costOf(one, layersOf([one], charged).get('a')!, { from: 1, count: 1 }).adjustments);
    expect(said([goods('a', 1, 98), freight(2)])).not.toBe(said([goods('a', 1, 100)]));
    expect(said([goods('a', 1, 98), freight(2)])).toBe(said([goods('a', 1, 98), freight(2)]));
  });

  it('loses no charge on goods that are worth nothing, or of which nothing is ordered any more', () => {
    const lines = [line('a', 3, 0), line('b', 1, 0)];
    const layers = layersOf(lines, [freight(10)]);
    expect(lines.map((one) => accountOf(one, layers.get(one.orderLineId)!, []).invoicedMinor)).toEqual([8, 2]);
    const cancelled = line('c', 0, 100);
    expect(accountOf(cancelled, layersOf([cancelled], [freight(7)]).get('c')!, []).notRegisteredMinor).toBe(7);
  });
});

describe('units of an order line', () => {
  const fresh = (...counts: number[]): { firstUnit: null; count: number }[] =>
    counts.map((count) => ({ firstUnit: null, count }));
  const at = (...firstUnits: number[]): { firstUnit: number; count: number }[] =>
    firstUnits.map((firstUnit) => ({ firstUnit, count: 1 }));
  const from = (units: Units[]): number[] => units.map((one) => one.from);

  it('are given once: a device the first free one, a lot the first free ones in a row', () => {
    expect(from(numbered(fresh(1, 1, 5, 1), 0))).toEqual([1, 2, 3, 8]);
    expect(from(numbered([...at(1), { firstUnit: 3, count: 2 }, ...fresh(3, 1, 1)], 0))).toEqual([1, 3, 5, 2, 8]);
  });

  it('stay what they were, but for what stands beyond the invoiced ones while one of these is free (CR-13)', () => {
    expect(from(numbered(at(1, 3, 4), 4))).toEqual([1, 3, 4]);
    expect(from(numbered(at(1, 3, 4), 2))).toEqual([1, 2, 4]);
    expect(from(numbered(at(2, 5), 0))).toEqual([2, 5]);
    expect(from(numbered([...at(3), { firstUnit: 4, count: 2 }], 2))).toEqual([1, 4]);
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
    charge: fc.constantFrom('GOODS', 'GOODS', 'ALL', 'ONE', 'BACK'),
  }),
  { maxLength: 8 },
);

describe('Q21: the money reconciles to the cent, whatever is invoiced, charged, credited and received', () => {
  it('registered = invoiced − not registered + not invoiced, for each line of every order', () => {
    fc.assert(
      fc.property(
        order,
        invoices,
        fc.array(fc.array(few, { maxLength: 5 }), { maxLength: 4 }),
        (said, charges, came) => {
          const lines = said.map((one, index): PricedLine => ({ orderLineId: `l${index}`, ...one }));
          const charged: ChargedLine[] = [];
          charges.forEach(({ at, quantity, costMinor, charge }, n) => {
            const orderLineId = `l${at % lines.length}`;
            // A credit note takes back goods or a charge of any invoice before it, also more than that has.
            const before = charge === 'BACK' ? charged[at % Math.max(charged.length, 1)] : undefined;
            if (before) {
              const { orderLineId: of, component, invoiceId: creditsInvoiceId } = before;
              const goes = { ...goods(of ?? '', quantity, costMinor, n), orderLineId: of, component, creditsInvoiceId };
              charged.push({ ...goes, lineId: `c${n}`, quantity: component === null ? quantity : null });
            } else if (charge === 'ALL' || charge === 'ONE')
              charged.push({ ...freight(costMinor, charge === 'ONE' ? orderLineId : null), lineId: `f${n}` });
            else charged.push(goods(orderLineId, quantity, costMinor, n));
          });
          const layers = layersOf(lines, charged);
          let invoiced = 0;
          lines.forEach((one, index) => {
            const own = layers.get(one.orderLineId)!;
            const counts = came[index] ?? [];
            const fresh = counts.map((count) => ({ firstUnit: null, count }));
            const units: Units[] = numbered(fresh, 0);
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
          const sign = ({ creditsInvoiceId }: ChargedLine): number => (creditsInvoiceId === null ? 1 : -1);
          expect(invoiced).toBe(charged.reduce((sum, one) => sum + sign(one) * one.costMinor, 0));
        },
      ),
    );
  });
});
