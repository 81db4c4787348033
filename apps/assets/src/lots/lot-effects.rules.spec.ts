import { dispatchAsks, rectifiedAsks } from './lot-effects.rules.js';
import { moveLot, type Holding, type Lot, type LotAsk, type Movement } from './lot.rules.js';

const aHolding = (quantity: number, change: Partial<Holding>): Holding => ({
  ...{
    holdingId: `h${quantity}`,
    quantity,
    lifecycle: 'A07_DELIVERED_PENDING_ACK',
    partyKind: 'UNIT',
    partyId: 'office',
  },
  ...{ personId: 'officer', placeId: 'p', enRoute: false, hold: 'FIRM', boundTo: 'w1', consigneeId: 'unit' },
  ...change,
});
const aLot = (...holdings: Holding[]): Lot => ({
  ...{ lotId: 'lot', lotSeq: 1, quantity: 0, orderLineId: 'o', costMinor: 100, funding: [], acquisitionDate: null },
  holdings,
});
/** What the asks do one after the other; a short one throws. */
const moved = (lot: Lot, asks: readonly LotAsk[]): Movement[] => {
  let now = lot;
  return asks.flatMap((ask) => {
    const done = moveLot(now, ask);
    if ('short' in done) throw new Error(done.short.detail);
    now = done.lot;
    return done.movements;
  });
};
const from = (movements: readonly Movement[]): unknown =>
  movements.map(({ quantity, from: { lifecycle, hold } }) => [lifecycle.slice(0, 3), hold, quantity]);

describe('T37 what of a lot goes home', () => {
  it('CR-16 is taken from what was refused, what a gate held back, and what the unit has, each so many', () => {
    const dispatched = {
      ...{ part: 1, purpose: 'RETURN', documentId: 'w2', toOrgUnitId: 'store', carrier: { partyId: 'carrier' } },
      lots: [
        {
          ...{ lineId: 'l', lotId: 'lot', quantity: 9, allocationId: 'a', fromWaybillId: 'w1' },
          ...{ pending: 4, held: 3, fromOrgUnitId: 'unit' },
        },
      ],
    } as unknown as Parameters<typeof dispatchAsks>[0];
    const lot = aLot(
      aHolding(5, { hold: 'IN_DEPOSIT' }),
      aHolding(6, {}),
      aHolding(7, { lifecycle: 'A08_HANDED_OVER', partyId: 'unit', boundTo: null }),
    );
    expect(from(moved(lot, dispatchAsks(dispatched)))).toEqual([
      ['A07', 'IN_DEPOSIT', 2],
      ['A07', 'FIRM', 4],
      ['A08', 'FIRM', 3],
    ]);
  });
});

describe('AM-23 what a rectifying PV adds of a lot', () => {
  const added = (change: object) =>
    rectifiedAsks({
      ...{ part: 1, orgUnitId: 'unit', handoverId: 'pv', giver: {}, receiver: { partyId: 'unit', hold: 'FIRM' } },
      lots: [{ lineId: 'l', lotId: 'lot', waybillId: 'w1', struck: 0, ...change }],
    } as unknown as Parameters<typeof rectifiedAsks>[0]);
  const lot = aLot(aHolding(6, {}), aHolding(5, { hold: 'IN_DEPOSIT' }));

  it('AM-9 comes out of what was refused where it had been refused, and leaves what another PV holds pending', () => {
    expect(from(moved(lot, added({ added: 4, addedRefused: 4 })))).toEqual([['A07', 'IN_DEPOSIT', 4]]);
    expect(from(moved(lot, added({ added: 4, addedRefused: 1 })))).toEqual([
      ['A07', 'FIRM', 3],
      ['A07', 'IN_DEPOSIT', 1],
    ]);
    expect(() => moved(lot, added({ added: 6, addedRefused: 6 }))).toThrow('5 of the lot');
  });

  it('told by an older fact, it comes out of either', () => {
    expect(from(moved(lot, added({ added: 7 })))).toEqual([
      ['A07', 'FIRM', 6],
      ['A07', 'IN_DEPOSIT', 1],
    ]);
  });
});
