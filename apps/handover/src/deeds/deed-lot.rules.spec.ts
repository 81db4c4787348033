import { donateLots, type DonatedLot, type LotShare } from './deed-lot.rules.js';

const lot = (change: Partial<DonatedLot> = {}): DonatedLot => ({
  ...{ lotId: 'vests', quantity: 10, valueMinor: 42_000, currency: 'USD', ...change },
});
const known = [{ lotId: 'vests', number: 'LT-1', currency: 'USD' }];
const share = (units: string[], quantity: number): LotShare => ({ lotId: 'vests', units, quantity });
const codes = (lots: DonatedLot[], allocated: LotShare[], donated: LotShare[] = []): unknown =>
  donateLots('province', lots, known, allocated, donated).map(({ field, code }) => [field, code]);

describe('T14, AM-9 title of some of a lot', () => {
  it('passes for what was allocated to the beneficiary and the units below it, and for no more', () => {
    const allocated = [share(['unit', 'province'], 6), share(['province'], 4), share(['elsewhere'], 20)];
    expect(codes([lot()], allocated)).toEqual([]);
    expect(codes([lot({ quantity: 11 })], allocated)).toEqual([['lots[0].quantity', 'more-than-donable']]);
    expect(codes([lot()], allocated, [share(['unit', 'province'], 1)])).toEqual([
      ['lots[0].quantity', 'more-than-donable'],
    ]);
  });

  it('never passes for more than was allocated at all, whoever above has it by another deed', () => {
    expect(codes([lot()], [share(['province', 'country'], 10)], [share(['country'], 1)])).toEqual([
      ['lots[0].quantity', 'more-than-donable'],
    ]);
  });

  it.each<[Partial<DonatedLot>, string, string]>([
    [{ lotId: 'others' }, 'lotId', 'lot-not-allocated'],
    [{ quantity: 0 }, 'quantity', 'more-than-donable'],
    [{ valueMinor: -1 }, 'valueMinor', 'not-valid'],
    [{ currency: 'usd' }, 'currency', 'not-valid'],
    [{ currency: 'CDF' }, 'currency', 'currency-differs'],
  ])('refuses %j', (change, field, code) => {
    expect(codes([lot(change)], [share(['province'], 10)])).toEqual([[`lots[0].${field}`, code]]);
  });

  it('names a lot once', () => {
    expect(codes([lot({ quantity: 1 }), lot({ quantity: 1 })], [share(['province'], 10)])).toEqual([
      ['lots[1].lotId', 'lot-listed-twice'],
    ]);
  });
});
