import { LIFECYCLES } from '@dotation/contracts';
import fc from 'fast-check';
import { moveLot, unmovedLines, type Holding, type Lot, type LotAsk } from './lot.rules.js';

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const aHolding = (quantity: number, change: Partial<Holding> = {}): Holding => ({
  ...{ holdingId: uuid(quantity), quantity, lifecycle: 'A04_IN_STOCK', partyKind: 'UNIT', partyId: uuid(1) },
  ...{ personId: uuid(2), placeId: uuid(3), enRoute: false, hold: 'FIRM', boundTo: null, consigneeId: null },
  ...change,
});
const aLot = (...holdings: Holding[]): Lot => ({
  ...{ lotId: uuid(9), lotSeq: 1, quantity: held(holdings), orderLineId: uuid(8), costMinor: 100 },
  ...{ funding: [{ awardId: uuid(7), percent: 100 }], acquisitionDate: '2026-11-02', holdings },
});
const held = (holdings: readonly Holding[]): number => holdings.reduce((sum, { quantity }) => sum + quantity, 0);
const toUnit =
  (n: number): LotAsk['to'] =>
  (from) => ({ ...from, lifecycle: 'A08_HANDED_OVER', partyId: uuid(n) });
const anAsk = (quantity: number | 'all', change: Partial<LotAsk> = {}): LotAsk => ({
  ...{ lotId: uuid(9), lineId: uuid(5), transition: 'T12', quantity },
  ...{ rank: ({ lifecycle }) => (lifecycle === 'A04_IN_STOCK' ? 0 : null), to: toUnit(4) },
  ...change,
});

describe('AM-9: a lot splits', () => {
  it('leaves what is not asked for where it is', () => {
    const done = moveLot(aLot(aHolding(50)), anAsk(20));
    expect(done).toMatchObject({
      movements: [{ quantity: 20, lotSeq: 2 }],
      lot: { lotSeq: 2, holdings: [{ quantity: 30 }, { quantity: 20, partyId: uuid(4) }] },
    });
  });

  it('takes from the first kind of holding first, and from as many as it needs', () => {
    const rank: LotAsk['rank'] = ({ placeId }) => (placeId === uuid(33) ? 0 : 1);
    const done = moveLot(aLot(aHolding(50), aHolding(7, { placeId: uuid(33) })), anAsk(10, { rank }));
    expect(done).toMatchObject({ movements: [{ quantity: 7 }, { quantity: 3 }] });
  });

  it('moves a line whole or not at all', () => {
    const done = moveLot(aLot(aHolding(50), aHolding(9, { lifecycle: 'A05_ALLOCATED' })), anAsk(51));
    expect(done).toEqual({ short: expect.objectContaining({ quantity: 51, detail: expect.stringContaining('50') }) });
  });

  it('counts nothing as moved that stands there already', () => {
    expect(moveLot(aLot(aHolding(5)), anAsk(5, { to: (from) => from }))).toMatchObject({ movements: [] });
  });

  it('always comes to what was received, and no holding is ever less than nothing', () => {
    const step = fc.record({
      quantity: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant('all' as const)),
      from: fc.constantFrom(...LIFECYCLES.slice(0, 5)),
      to: fc.constantFrom(...LIFECYCLES.slice(0, 5)),
      party: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let lot = aLot(aHolding(100));
        for (const { quantity, from, to, party } of steps) {
          const rank: LotAsk['rank'] = ({ lifecycle }) => (lifecycle === from ? 0 : null);
          const done = moveLot(
            lot,
            anAsk(quantity, { rank, to: (one) => ({ ...one, lifecycle: to, partyId: uuid(party) }) }),
          );
          if ('short' in done) continue;
          expect(done.lot.lotSeq).toBe(lot.lotSeq + done.movements.length);
          lot = done.lot;
          expect(held(lot.holdings)).toBe(100);
          expect(lot.holdings.every((one) => one.quantity >= 0)).toBe(true);
        }
      }),
    );
  });
});

describe('T17, CR-28 lines of which nothing has to move', () => {
  it('are those that neither moved nor came short, once each; what takes all is waited for by nobody', () => {
    const ask = (lineId: string, quantity: number | 'all') => ({ lineId, quantity });
    const asks = [
      ask('still', 3),
      ask('still', 2),
      ask('moved', 3),
      ask('moved', 1),
      ask('short', 3),
      ask('all', 'all'),
    ];
    expect(unmovedLines(asks, [{ lineId: 'moved' }], [{ lineId: 'short' }])).toEqual(['still']);
  });
});
